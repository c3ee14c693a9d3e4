import { describe, expect, test } from 'vitest';
import type { FlowDocument, FlowNode } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { flowAround } from './flow-around.ts';

const aManifest = (type: string, kind: NodeManifest['kind']): NodeManifest => ({
  type,
  version: 1,
  label: type,
  summary: '',
  category: 'logic',
  icon: '<svg/>',
  kind,
  effects: 'pure',
  config: { type: 'object', properties: {} },
  ports: [{ name: 'out', label: 'Out', kind: 'out' }],
  output: {},
  help: '',
});
const manifests = new Map(
  (['trigger', 'step', 'container'] as const).map((kind) => [`core/${kind}`, aManifest(`core/${kind}`, kind)] as const),
);
const node = (type: string): FlowNode => ({ type: `core/${type}`, version: 1, config: {} });
const flow: FlowDocument = {
  format: 1,
  id: 'a-flow',
  name: 'A flow',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1 },
  nodes: { start: node('trigger'), loop: node('container'), first: node('step'), second: node('step') },
  edges: [
    { from: 'start', to: 'first' },
    { from: 'first', to: 'second' },
  ],
};
const withNode = (id: string, change: Partial<FlowNode>): FlowDocument => ({
  ...flow,
  nodes: { ...flow.nodes, [id]: { ...flow.nodes[id]!, ...change } },
});
const typed = { config: { value: '= trigger.body' } };
const around = (is: FlowDocument, nodeId: string | undefined) => flowAround(flow, is, nodeId, manifests);

describe('the flow around a node', () => {
  test('stays while the node itself is configured, named and moved', () => {
    expect(around(withNode('second', typed), 'second')).toBe(flow);
    expect(around(withNode('second', { label: 'Another', note: 'n' }), 'second')).toBe(flow);
    expect(around({ ...flow, layout: { second: [20, 20] } }, 'second')).toBe(flow);
    expect(around({ ...flow, lane: { name: 'orders', key: '= trigger.body.id' } }, undefined)).toBe(flow);
  });

  test('is another one with every change elsewhere, of what it is, and of the contract', () => {
    const { second: _, ...fewer } = flow.nodes;
    for (const is of [
      withNode('first', typed),
      withNode('second', { type: 'core/container' }),
      withNode('second', { parent: 'loop' }),
      { ...flow, nodes: fewer },
      { ...flow, nodes: { ...fewer, third: node('step') } },
      { ...flow, edges: [] },
      { ...flow, contract: { major: 2 } },
      { ...flow, name: 'Other' },
    ])
      expect(around(is, 'second')).toBe(is);
    const elsewhere = withNode('first', typed);
    expect(around(elsewhere, undefined)).toBe(elsewhere);
  });

  test('of triggers and containers begins anew: they see what they are given themselves', () => {
    for (const id of ['start', 'loop']) {
      const is = withNode(id, typed);
      expect(around(is, id)).toBe(is);
    }
  });
});
