import { expect, test } from 'vitest';
import { sampleFlow } from '../../test/support/sample-flow.ts';
import { meaningHash } from '../meaning-hash.ts';
import { moveNodes } from './move-nodes.ts';

test('FLW-15 moving changes places and nothing else', () => {
  const flow = moveNodes(sampleFlow, { change: [300.2, 40.5], reply: [1, 2], gone: [0, 0] });
  expect(flow.layout).toEqual({ requested: [0, 0], change: [300, 41], reply: [1, 2] });
  expect(meaningHash(flow, {})).toBe(meaningHash(sampleFlow, {}));
  expect(moveNodes(sampleFlow, { change: [260.3, 0] })).toBe(sampleFlow);
});
