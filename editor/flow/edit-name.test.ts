import { describe, expect, test } from 'vitest';
import { configureNode } from '#flows/edits/configure-node.ts';
import { connect } from '#flows/edits/connect.ts';
import { disconnect } from '#flows/edits/disconnect.ts';
import { addNote, changeNotes, removeNotes } from '#flows/edits/edit-notes.ts';
import { moveNodes } from '#flows/edits/move-nodes.ts';
import { removeNodes } from '#flows/edits/remove-nodes.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { nameOfEdit } from './edit-name.ts';

const node = (label: string) => ({ type: 'core/map', version: 1, label, config: {} });
const flow: FlowDocument = {
  format: 1,
  id: 'f',
  name: 'F',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1 },
  nodes: { read: node('Read it'), change: node('Change in SAP'), each: { ...node('Each line'), type: 'core/for-each' } },
  edges: [{ from: 'read', port: 'out', to: 'change' }],
  layout: { read: [0, 0] },
};

describe('ACT-3: an edit is named', () => {
  test.each([
    ['move Change in SAP', moveNodes(flow, { change: [40, 40] })],
    ['move 2 nodes', moveNodes(flow, { change: [40, 40], read: [20, 20] })],
    ['write a note', addNote(flow, 'note-1', { text: '', at: [0, 0], size: [220, 120] })],
    ['change Read it', configureNode(flow, 'read', { note: 'Why' })],
    ['delete Read it', removeNodes(flow, ['read'])],
    ['delete 2 nodes', removeNodes(flow, ['read', 'change'])],
    ['put Change in SAP into Each line', configureNode(flow, 'change', { parent: 'each' })],
    ['part Read it from Change in SAP', disconnect(flow, flow.edges[0]!)],
    ['join Change in SAP to Each line', connect(flow, { from: 'change', port: 'out', to: 'each' })],
    ['change the settings of the flow', { ...flow, name: 'G' }],
    ['add Tell', { ...flow, nodes: { ...flow.nodes, tell: node('Tell') } }],
  ] as const)('%s', (name, after) => {
    expect(nameOfEdit(flow, after)).toBe(name);
  });

  test('the other way round when it is taken back', () => {
    expect(nameOfEdit(configureNode(flow, 'change', { parent: 'each' }), flow)).toBe('take Change in SAP out of its container');
  });
});

test('ACT-3: an edit of a note is named by its first line', () => {
  const noted = addNote(flow, 'note-1', { text: 'Ask first\nthen act', at: [0, 0], size: [220, 120] });
  expect(nameOfEdit(noted, changeNotes(noted, { 'note-1': { at: [20, 0] } }))).toBe('move the note “Ask first”');
  expect(nameOfEdit(noted, changeNotes(noted, { 'note-1': { text: 'Act' } }))).toBe('change the note “Act”');
  expect(nameOfEdit(noted, removeNotes(noted, ['note-1']))).toBe('delete the note “Ask first”');
});
