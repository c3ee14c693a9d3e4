import { expect, test } from 'vitest';
import type { PinView } from '#flows/api/flow-tests.ts';
import type { DraftTry } from './use-try.ts';
import { valuesOfTry } from './values-of-try.ts';

const pin = (nodeId: string, output: PinView['output']): [string, PinView] => [nodeId, { nodeId, output, pinnedBy: 'ada', pinnedAt: '' }];
const tried = {
  report: {
    input: { order: '1' },
    steps: [
      { path: 'read', nodeId: 'read', output: { open: 2 } },
      { path: 'each/0/inside', nodeId: 'inside', output: 1 },
      { path: 'failed', nodeId: 'failed' },
    ],
  },
} as unknown as NonNullable<DraftTry['tried']>;

test('values are those of the last try, outside of loops, and before them what is pinned', () => {
  expect(valuesOfTry({ tried: undefined, pins: new Map() })).toBeUndefined();
  expect(valuesOfTry({ tried, pins: new Map() })).toEqual({ trigger: { body: { order: '1' } }, steps: { read: { open: 2 } } });
  expect(valuesOfTry({ tried, pins: new Map([pin('read', { open: 3 })]) })).toMatchObject({ steps: { read: { open: 3 } } });
  expect(valuesOfTry({ tried: undefined, pins: new Map([pin('read', null)]) })).toEqual({ steps: { read: null } });
});
