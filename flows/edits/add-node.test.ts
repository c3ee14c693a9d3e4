import { describe, expect, test } from 'vitest';
import { sampleFlow } from '../../test/support/sample-flow.ts';
import type { FlowNode } from '../flow.ts';
import { addNode } from './add-node.ts';
import { freeNodeId } from './free-node-id.ts';

const node: FlowNode = { type: 'core/map', version: 1, config: {} };

describe('FLW-15 adding a node', () => {
  test('puts it at a whole point and leaves the rest as it is', () => {
    const flow = addNode(sampleFlow, { id: 'map', node, at: [10.4, -2.6] });
    expect(flow.nodes['map']).toBe(node);
    expect(flow.layout).toEqual({ ...sampleFlow.layout, map: [10, -3] });
    expect(flow.edges).toBe(sampleFlow.edges);
    expect(sampleFlow.nodes).not.toHaveProperty('map');
    expect(addNode({ ...sampleFlow, layout: {} }, { id: 'map', node }).layout).toEqual({});
  });

  test('an id is taken only once', () => {
    expect(() => addNode(sampleFlow, { id: 'change', node })).toThrow('There is a node "change" already.');
  });

  test('ids follow the type and are numbered when taken', () => {
    expect(freeNodeId(sampleFlow, 'core/map')).toBe('map');
    expect(freeNodeId(sampleFlow, 'other/change')).toBe('change-2');
    expect(freeNodeId(addNode(sampleFlow, { id: 'change-2', node }), 'other/change')).toBe('change-3');
    const long = freeNodeId(addNode(sampleFlow, { id: 'x'.repeat(64), node }), `a/${'x'.repeat(70)}`);
    expect(long).toBe(`${'x'.repeat(62)}-2`);
  });
});
