import { expect, test } from 'vitest';
import { findSampleManifest, sampleFlow } from '../../test/support/sample-flow.ts';
import { checkFlow } from '../validate-flow.ts';
import { removeNodes } from './remove-nodes.ts';

test('FLW-15 removing takes edges, places and what named the node along', () => {
  const flow = removeNodes(sampleFlow, ['restore', 'told', 'change', 'not-there']);
  expect(Object.keys(flow.nodes)).toEqual(['requested', 'large', 'blocked', 'answer', 'reply']);
  expect(flow.edges).toEqual([
    { from: 'large', port: 'otherwise', to: 'answer' },
    { from: 'answer', to: 'reply' },
  ]);
  expect(flow.layout).toEqual({ requested: [0, 0] });
  const alone = removeNodes(sampleFlow, ['restore']);
  expect(alone.nodes['change']).not.toHaveProperty('compensate');
  expect(checkFlow(alone, { nodeTypes: findSampleManifest })).toEqual([]);
  expect(removeNodes(sampleFlow, ['not-there'])).toBe(sampleFlow);
});
