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
