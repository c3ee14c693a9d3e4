import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryLedger } from '../../test/support/memory-ledger.ts';
import { createStep } from '../../test/support/step-context.ts';
import { type ChangedAt, ownWrite, RAISED_WITHIN_MS } from './own-change.ts';

const ORDER = { type: 'production-order', key: '000001000001' };
const EARLIER = '2026-11-24T07:59:59.000Z';
const AT = '2026-11-24T08:00:00.000Z';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

function note(act: (own: ReturnType<typeof ownWrite>) => void, changedAt: ChangedAt = { was: EARLIER, is: AT }) {
  const ledger = new MemoryLedger();
  const own = ownWrite();
  act(own);
  own.left(createStep({ config: null, ledger }), ORDER, changedAt);
  return ledger.ownChanges;
}

test('STP-5: what is read back at once is what our write left', () => {
  expect(note((own) => own.sent())).toEqual([{ ...ORDER, version: AT }]);
});

test('STP-5: a read-back long after the write may show somebody else’s change, and calls nothing ours', () => {
  expect(
    note((own) => {
      own.sent();
      vi.advanceTimersByTime(RAISED_WITHIN_MS);
    }),
  ).toEqual([]);
});

test('STP-5: nor does one after a crash, which did not send the write, or a release that shows no time', () => {
  expect(note(() => {})).toEqual([]);
  expect(note((own) => own.sent(), { is: null })).toEqual([]);
});

test('STP-5: what a write did not move shows somebody else’s change, made just before: its event is still to start a run', () => {
  expect(note((own) => own.sent(), { was: AT, is: AT })).toEqual([]);
  expect(note((own) => own.sent(), { is: AT })).toEqual([{ ...ORDER, version: AT }]);
});
