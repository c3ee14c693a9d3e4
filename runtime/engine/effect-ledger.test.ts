import { describe, expect, test } from 'vitest';
import { judgeWrite, readKey, writeKey } from './effect-ledger.ts';

describe('STP-4: what a row of the ledger allows', () => {
  test.each([
    [undefined, 'send'],
    ['refused', 'send'],
    ['withheld', 'send'],
    ['confirmed', 'answer'],
  ] as const)('%s: %s, whatever else is known', (state, verdict) => {
    const row = state === undefined ? undefined : { state };
    for (const canProbe of [true, false])
      for (const repeatable of [true, false]) expect(judgeWrite(row, { canProbe, repeatable })).toBe(verdict);
  });

  test.each(['intended', 'sent', 'unknown'] as const)(
    '%s may have happened: asked, else repeated where that is harmless, else a person',
    (state) => {
      expect(judgeWrite({ state }, { canProbe: true, repeatable: true })).toBe('probe');
      expect(judgeWrite({ state }, { canProbe: false, repeatable: true })).toBe('repeat');
      expect(judgeWrite({ state }, { canProbe: false, repeatable: false })).toBe('park');
    },
  );
});

test('STP-3: writes are named by origin run, step, ordinal and epoch; reads also by the attempt that made them', () => {
  expect(writeKey('run', 'call/change', 1, 2)).toBe('run/call/change/1/2');
  expect(readKey('run', 'look', 0, 'run', 3)).toBe('run/look/r0/3');
  expect(readKey('run', 'look', 0, 'retry', 1)).not.toBe(readKey('run', 'look', 0, 'run', 1));
});
