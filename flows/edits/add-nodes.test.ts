import { describe, expect, test } from 'vitest';
import { sampleFlow } from '../../test/support/sample-flow.ts';
import type { FlowNode } from '../flow.ts';
import { addNode } from './add-node.ts';
import { addNodes } from './add-nodes.ts';
import { connect } from './connect.ts';

const node: FlowNode = { type: 'core/map', version: 1, config: {} };
const edge = { from: 'map', port: 'out', to: 'map-2' };

describe('FLW-15 adding several nodes at once', () => {
  test('gives what adding and connecting them one by one gives', () => {
    const all = addNodes(
      sampleFlow,
      [
        { id: 'map', node, at: [10.4, -2.6] },
        { id: 'map-2', node },
      ],
      [edge, edge, sampleFlow.edges[0]!],
    );
    const oneByOne = connect(addNode(addNode(sampleFlow, { id: 'map', node, at: [10.4, -2.6] }), { id: 'map-2', node }), edge);
    expect(all).toEqual(oneByOne);
    expect(sampleFlow.nodes).not.toHaveProperty('map');
  });

  test('an id is taken only once, also among the new ones', () => {
    expect(() => addNodes(sampleFlow, [{ id: 'change', node }])).toThrow('There is a node "change" already.');
    const twice = { id: 'map', node };
    expect(() => addNodes(sampleFlow, [twice, twice])).toThrow('There is a node "map" already.');
  });

  test('nothing added is the same flow', () => {
    expect(addNodes(sampleFlow, [])).toBe(sampleFlow);
  });
});
