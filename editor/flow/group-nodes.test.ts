import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { groupNodes, ungroupNodes } from './group-nodes.ts';

const manifest = (type: string, kind: NodeManifest['kind']) =>
  ({
    type,
    kind,
    version: 1,
    label: type,
    config: {},
    ports: [
      { name: 'out', label: 'Done', kind: 'out' },
      { name: 'error', label: 'Failed', kind: 'error' },
    ],
  }) as unknown as NodeManifest;
const manifests = new Map(
  [manifest('core/manual', 'trigger'), manifest('core/delay', 'step'), manifest('core/scope', 'container')].map((one) => [one.type, one]),
);
const delay = { type: 'core/delay', version: 1, config: { durationMs: 5 } };
const flow: FlowDocument = {
  format: 1,
  id: 'f',
  name: 'F',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1 },
  nodes: { start: { type: 'core/manual', version: 1, config: {} }, a: delay, b: delay, c: delay },
  edges: [
    { from: 'start', port: 'out', to: 'a' },
    { from: 'a', port: 'out', to: 'b' },
    { from: 'b', port: 'out', to: 'c' },
  ],
  layout: { start: [0, 0], a: [240, 0], b: [480, 0], c: [720, 0] },
};

describe('CAN-7: nodes in a container', () => {
  const grouped = groupNodes(flow, ['a', 'b'], manifests)!;

  test('stand in a new scope, and the wires over its border lead to it and from it', () => {
    const { nodes, edges } = grouped.flow;
    const id = grouped.containerId;
    expect([nodes['a']?.parent, nodes['b']?.parent, nodes['c']?.parent, nodes[id]?.type]).toEqual([id, id, undefined, 'core/scope']);
    expect(edges).toEqual([
      { from: 'start', port: 'out', to: id },
      { from: 'a', port: 'out', to: 'b' },
      { from: id, port: 'out', to: 'c' },
    ]);
  });

  test('come out as they went in', () => {
    const out = ungroupNodes(grouped.flow, [grouped.containerId], manifests);
    expect(out.nodes).toEqual(flow.nodes);
    expect(out.edges).toEqual(flow.edges);
  });

  test('one alone comes out, and its wires over the border fall away', () => {
    const out = ungroupNodes(grouped.flow, ['b'], manifests);
    expect(out.nodes['b']?.parent).toBeUndefined();
    expect(out.edges).not.toContainEqual({ from: 'a', port: 'out', to: 'b' });
  });

  test('go into the container that is selected with them', () => {
    const more = groupNodes({ ...grouped.flow }, ['c', grouped.containerId], manifests)!;
    expect(more.containerId).toBe(grouped.containerId);
    expect(more.flow.nodes['c']?.parent).toBe(grouped.containerId);
    expect(more.flow.edges.some(({ to, from }) => to === 'c' || from === 'c')).toBe(false);
  });

  test('cannot be a trigger, nor nodes of different containers', () => {
    expect(groupNodes(flow, ['start'], manifests)).toBeUndefined();
    expect(groupNodes(grouped.flow, ['a', 'c'], manifests)).toBeUndefined();
  });
});
