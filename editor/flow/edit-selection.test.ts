import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { placeNode, removeSelection } from './edit-selection.ts';

const aManifest = (type: string, more: Partial<NodeManifest> = {}): NodeManifest => ({
  type,
  version: 1,
  label: type,
  summary: '',
  category: 'logic',
  icon: '<svg/>',
  kind: 'step',
  effects: 'pure',
  config: { type: 'object', properties: {} },
  ports: [
    { name: 'yes', label: 'Yes', kind: 'business' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
  output: {},
  help: '',
  ...more,
});
const check = aManifest('core/check');
const wait = aManifest('core/wait', {
  config: {
    type: 'object',
    required: ['for', 'why'],
    properties: { for: { type: 'integer', default: 5 }, why: {}, later: { default: 1 } },
  },
});
const manifests = new Map([check, wait].map((manifest) => [manifest.type, manifest]));
const flow: FlowDocument = {
  format: 1,
  id: 'a-flow',
  name: 'A flow',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1 },
  nodes: { check: { type: 'core/check', version: 1, config: {} } },
  edges: [],
  layout: { check: [0, 0] },
};

describe('placing a node', () => {
  test('beside the selected one, joined to its first free port, with the defaults it needs', () => {
    const placed = placeNode(flow, wait, manifests, { after: 'check' });
    expect(placed.nodeId).toBe('wait');
    expect(placed.flow.nodes['wait']?.config).toEqual({ for: 5 });
    expect(placed.flow.edges).toEqual([{ from: 'check', port: 'yes', to: 'wait' }]);
    expect(placed.flow.layout?.['wait']?.[0]).toBeGreaterThan(180);
  });

  test('a port that leads somewhere already is left alone, and nobody stands on another', () => {
    const first = placeNode(flow, wait, manifests, { after: 'check' });
    const second = placeNode(first.flow, wait, manifests, { after: 'check' });
    expect(second.nodeId).toBe('wait-2');
    expect(second.flow.edges).toHaveLength(1);
    expect(second.flow.layout?.['wait-2']).not.toEqual(second.flow.layout?.['wait']);
  });

  test('where it was dropped', () => {
    expect(placeNode(flow, wait, manifests, { at: [40, 60] }).flow.layout?.['wait']).toEqual([40, 60]);
  });
});

describe('removing', () => {
  const { flow: joined } = placeNode(flow, wait, manifests, { after: 'check' });

  test('a node goes with its edges and its place', () => {
    const left = removeSelection(joined, { nodes: ['wait'], edges: [] });
    expect(left).toEqual(flow);
  });

  test('an edge alone leaves the nodes', () => {
    const left = removeSelection(joined, { nodes: [], edges: ['check:yes:wait'] });
    expect(left.edges).toEqual([]);
    expect(Object.keys(left.nodes)).toEqual(['check', 'wait']);
  });

  test('nothing selected changes nothing', () => {
    expect(removeSelection(joined, { nodes: [], edges: [] })).toBe(joined);
  });
});
