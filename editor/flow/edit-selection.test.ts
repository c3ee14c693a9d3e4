import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { noteIdOf } from '../canvas/draw-flow.ts';
import { copyNodes, moveOnDrawing, pasteNodes, placeNode, readCopiedNodes, removeSelection } from './edit-selection.ts';

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
    const placed = placeNode(flow, wait, manifests, { after: { nodeId: 'check' } });
    expect(placed.nodeId).toBe('wait');
    expect(placed.flow.nodes['wait']?.config).toEqual({ for: 5 });
    expect(placed.flow.edges).toEqual([{ from: 'check', port: 'yes', to: 'wait' }]);
    expect(placed.flow.layout?.['wait']?.[0]).toBeGreaterThan(180);
  });

  test('a port that leads somewhere already is left alone: failing is the last, and nobody stands on another', () => {
    const first = placeNode(flow, wait, manifests, { after: { nodeId: 'check' } });
    const second = placeNode(first.flow, wait, manifests, { after: { nodeId: 'check' } });
    expect(second.nodeId).toBe('wait-2');
    expect(second.flow.edges[1]).toEqual({ from: 'check', port: 'error', to: 'wait-2' });
    expect(placeNode(second.flow, wait, manifests, { after: { nodeId: 'check' } }).flow.edges).toHaveLength(2);
    expect(second.flow.layout?.['wait-2']).not.toEqual(second.flow.layout?.['wait']);
  });

  test('where it was dropped', () => {
    expect(placeNode(flow, wait, manifests, { at: [40, 60] }).flow.layout?.['wait']).toEqual([40, 60]);
  });
});

test('dropped on a wire it stands between its ends', () => {
  const joined = placeNode(flow, wait, manifests, { after: { nodeId: 'check', port: 'yes' } }).flow;
  const between = placeNode(joined, check, manifests, { at: [100, 0], onEdge: 'check:yes:wait' });
  expect(between.flow.edges).toEqual([
    { from: 'check', port: 'yes', to: 'check-2' },
    { from: 'check-2', port: 'yes', to: 'wait' },
  ]);
});

describe('the clipboard', () => {
  const joined = placeNode(flow, wait, manifests, { after: { nodeId: 'check' } }).flow;

  test('nodes come with the wires between them, under ids of their own', () => {
    const text = JSON.stringify(copyNodes(joined, ['check', 'wait']));
    const pasted = pasteNodes(joined, readCopiedNodes(text)!, manifests);
    expect(pasted.ids).toEqual(['check-2', 'wait-2']);
    expect(pasted.flow.edges).toContainEqual({ from: 'check-2', port: 'yes', to: 'wait-2' });
    expect(pasted.flow.layout?.['check-2']).toEqual([40, 40]);
  });

  test('a flow has one trigger: a copied one stays out', () => {
    const trigger = aManifest('core/start', { kind: 'trigger' });
    const known = new Map([...manifests, ['core/start', trigger] as const]);
    const begun = placeNode(flow, trigger, known, {}).flow;
    expect(pasteNodes(begun, copyNodes(begun, ['start'])!, known).ids).toEqual([]);
  });

  test('notes go along, alone too; what is no note stays out', () => {
    const note = { text: 'Why', at: [0, 0], size: [220, 120] } as const;
    const noted = { ...flow, notes: { 'note-1': note } };
    const copied = readCopiedNodes(JSON.stringify(copyNodes(noted, ['note:note-1'])))!;
    const pasted = pasteNodes(noted, copied, manifests);
    expect(pasted.ids).toEqual([expect.stringMatching(/^note:note-[0-9a-z]{6}$/)]);
    expect(pasted.flow.notes?.[noteIdOf(pasted.ids[0]!)!]).toEqual({ ...note, at: [40, 40] });
    const huge = { text: 'x', at: [0, 0], size: [1e9, -5] };
    const strange = [{ text: 'x' }, null, { text: 1, at: [0, 0], size: [1, 1] }, { ...note, text: 'y'.repeat(5_000) }, huge];
    const read = readCopiedNodes(JSON.stringify({ ...copied, notes: strange }))!;
    expect(Object.values(pasteNodes(flow, read, manifests).flow.notes!)).toEqual([{ text: 'x', at: [40, 40], size: [2_000, 60] }]);
  });

  test('what is no node, wire or place stays out, whoever wrote the text: the draft can be drawn and saved', () => {
    const node = { type: 'core/check', version: 1, config: {} };
    const nodes = { check: node, a: 5, b: {}, c: { type: 'core/check' }, d: { ...node, type: 'check' }, e: { ...node, config: [] } };
    const edges = [null, { from: 'check', to: 'a' }, { from: 'check', to: 'check' }];
    const read = readCopiedNodes(JSON.stringify({ millrace: 'nodes', nodes, edges, layout: { check: ['x'] } }))!;
    expect(read).toEqual({ millrace: 'nodes', nodes: { check: node }, edges: [{ from: 'check', to: 'check' }], layout: {} });
    for (const parts of [
      { nodes, edges: {}, layout: {} },
      { nodes, edges, layout: null },
      { nodes: [], edges, layout: {} },
    ])
      expect(readCopiedNodes(JSON.stringify({ millrace: 'nodes', ...parts }))).toBeUndefined();
  });

  test('other text is no nodes', () => {
    expect(readCopiedNodes('{"a":1}')).toBeUndefined();
    expect(readCopiedNodes('hello')).toBeUndefined();
    expect(copyNodes(flow, ['gone'])).toBeUndefined();
  });
});

describe('removing', () => {
  const { flow: joined } = placeNode(flow, wait, manifests, { after: { nodeId: 'check' } });

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

  test('a note goes by its name on the drawing', () => {
    const noted = { ...flow, notes: { 'note-1': { text: '', at: [0, 0], size: [220, 120] } as const } };
    expect(removeSelection(noted, { nodes: ['note:note-1'], edges: [] })).toEqual(flow);
  });
});

test('cards and notes are moved together', () => {
  const noted = { ...flow, notes: { 'note-1': { text: '', at: [0, 0], size: [220, 120] } as const } };
  const moved = moveOnDrawing(noted, [
    { id: 'check', position: [20, 40] },
    { id: 'note:note-1', position: [60, 80] },
  ]);
  expect(moved.layout?.['check']).toEqual([20, 40]);
  expect(moved.notes?.['note-1']?.at).toEqual([60, 80]);
});
