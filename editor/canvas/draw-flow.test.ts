import { describe, expect, test } from 'vitest';
import { configureNode } from '#flows/edits/configure-node.ts';
import { connect } from '#flows/edits/connect.ts';
import { moveNodes } from '#flows/edits/move-nodes.ts';
import { removeNodes } from '#flows/edits/remove-nodes.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { createFlowDrawer, drawEdges, drawNodes, noteIdOf } from './draw-flow.ts';

const manifest = {
  type: 'core/wait',
  label: 'Wait',
  icon: '<svg/>',
  category: 'logic',
  kind: 'step',
  ports: [
    { name: 'out', label: 'Done', kind: 'out' },
    { name: 'error', label: 'Failed', kind: 'error' },
  ],
} as unknown as NodeManifest;
const manifests = new Map([[manifest.type, manifest]]);
const node = { type: 'core/wait', version: 1, config: {} };
const flow: FlowDocument = {
  format: 1,
  id: 'a-flow',
  name: 'A flow',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1 },
  nodes: { a: node, b: node, c: node },
  edges: [
    { from: 'a', to: 'b' },
    { from: 'b', port: 'error', to: 'c' },
  ],
};

/** Which cards and wires are made anew by an edit, and that the drawing is what it is without a memory. */
function madeAnew(edit: (flow: FlowDocument) => FlowDocument, problems: Parameters<typeof drawNodes>[2] = []) {
  const drawer = createFlowDrawer();
  const before = { nodes: drawer.drawNodes(flow, manifests), edges: drawer.drawEdges(flow, manifests) };
  const edited = edit(flow);
  const after = { nodes: drawer.drawNodes(edited, manifests, problems), edges: drawer.drawEdges(edited, manifests) };
  expect(after.nodes).toEqual(drawNodes(edited, manifests, problems));
  expect(after.edges).toEqual(drawEdges(edited, manifests));
  return {
    nodes: after.nodes.filter((one) => !before.nodes.includes(one)).map(({ id }) => id),
    edges: after.edges.filter((one) => !before.edges.includes(one)).map(({ id }) => id),
  };
}

describe('CAN-13: an edit makes anew', () => {
  test('the card that is called otherwise, and what leaves it', () => {
    expect(madeAnew((old) => configureNode(old, 'a', { label: 'First' }))).toEqual({ nodes: ['a'], edges: ['a::b'] });
  });

  test('the card that is moved, and none where all stood still', () => {
    const placed = moveNodes(flow, { a: [0, 0], b: [280, 0], c: [560, 0] });
    expect(madeAnew(() => moveNodes(placed, { b: [280, 200] }))).toEqual({ nodes: ['b'], edges: [] });
    expect(madeAnew((old) => ({ ...old, description: 'Another' }))).toEqual({ nodes: [], edges: [] });
  });

  test('the card that a wire leaves, because it has a free way out less', () => {
    const { nodes, edges } = madeAnew((old) => connect(old, { from: 'a', port: 'error', to: 'c' }));
    expect(nodes).toEqual(['a']);
    expect(edges).toContain('a:error:c');
    expect(edges).not.toContain('b:error:c');
  });

  test('nothing beside a card that is gone but what led to it', () => {
    expect(madeAnew((old) => removeNodes(old, ['c']))).toEqual({ nodes: ['b'], edges: [] });
  });

  test('the card at which a problem was found', () => {
    const problem = { code: 'x', severity: 'error', path: '/nodes/b', nodeId: 'b', message: 'No.', help: 'Do.' } as const;
    expect(madeAnew((old) => old, [problem]).nodes).toEqual(['b']);
  });
});

describe('CAN-14: notes of the document', () => {
  const noted = { ...flow, notes: { 'note-1': { text: 'Ask planning\nfirst', at: [40, 60], size: [220, 120] } as const } };

  test('lie below the cards under names that no node has', () => {
    const [note, ...cards] = drawNodes(noted, manifests);
    expect(cards.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(note).toMatchObject({ id: 'note:note-1', label: 'Ask planning', position: [40, 60], ports: [], note: { size: [220, 120] } });
    expect(noteIdOf(note!.id)).toBe('note-1');
    expect(noteIdOf('a')).toBeUndefined();
  });

  test('change no card', () => {
    expect(madeAnew(() => noted)).toEqual({ nodes: ['note:note-1'], edges: [] });
  });
});
