import { expect, test } from 'vitest';
import { createVirtualClock } from '../../test/support/virtual-clock.ts';
import { createCircuitKeeper } from './circuit-keeper.ts';

test('RTY-3: a run that is held while the drain reads the rows, and not among them yet, is drained next', async () => {
  const clock = createVirtualClock();
  const reads: ((found: number) => void)[] = [];
  const keeper = createCircuitKeeper({
    clock,
    release: () => new Promise((resolve) => reads.push((found) => resolve({ found, released: found, lastSeq: found }))),
    onError: (error) => expect.unreachable(String(error)),
  });
  keeper.noteHeld({ environment: 'development', connection: 'sap' });
  await clock.settle();
  expect(reads).toHaveLength(1);
  keeper.noteHeld({ environment: 'development', connection: 'sap' });
  // Read before the second one was written: the first had gone by another way.
  reads[0]!(0);
  await clock.advance(1_000);
  expect(reads).toHaveLength(2);
  expect(keeper.views('development')).toMatchObject([{ held: 1 }]);
  reads[1]!(1);
  await clock.advance(1_000);
  reads[2]!(0);
  await clock.advance(60_000);
  // Nobody but its rows spoke of it, and there are none.
  expect(keeper.views('development')).toEqual([]);
  expect(reads).toHaveLength(3);
});

test('RTY-3: what a person opens while a trial is under way tries nothing more', async () => {
  const clock = createVirtualClock();
  const sap = { environment: 'development', connection: 'sap' };
  const limits = { concurrency: 4, openAfter: 1, trialAfterMs: 5_000, drainPerSecond: 50, maintenance: [] };
  const reads: (() => void)[] = [];
  const keeper = createCircuitKeeper({
    clock,
    release: () => new Promise((resolve) => reads.push(() => resolve({ found: 1, released: 1, lastSeq: reads.length }))),
    onError: (error) => expect.unreachable(String(error)),
  });
  const admitted = keeper.admit(sap, limits, () => undefined);
  if (admitted.kind !== 'go') throw new Error('nothing holds it yet');
  admitted.admission.failed({ class: 'unavailable', code: 'down', message: 'It is down.' });
  admitted.admission.release();
  keeper.noteHeld(sap);
  await clock.advance(6_000);
  expect(reads).toHaveLength(1);
  keeper.set(sap, 'open');
  reads[0]!();
  await clock.settle();
  // The released run comes back, and is held again.
  expect(keeper.admit(sap, limits, () => undefined)).toMatchObject({ kind: 'hold' });
  keeper.noteHeld(sap);
  await clock.advance(60_000);
  expect(reads).toHaveLength(1);
  keeper.set(sap, 'closed');
  await clock.advance(1_000);
  expect(reads).toHaveLength(2);
});
