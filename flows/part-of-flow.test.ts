import { expect, test } from 'vitest';
import type { FlowDocument, FlowNode } from './flow.ts';
import { ANSWERED_STEP, flowUpTo, nodeAlone, nodesUpTo, withAnswers } from './part-of-flow.ts';

const node = (type: string, more: Partial<FlowNode> = {}): FlowNode => ({ type, version: 1, config: {}, ...more });

/** start → read → (ok) write → done, read:missing → tell; a scope around write; write is undone by cancel. */
const flow: FlowDocument = {
  format: 1,
  id: 'orders',
  name: 'orders',
  layer: 'process',
  owner: 'sales',
  contract: { major: 1, input: { type: 'object' } },
  lane: { name: 'order', key: '= trigger.body.order' },
  nodes: {
    start: node('core/manual'),
    read: node('sap/read', { connection: 'sap', config: { key: '= trigger.body' } }),
    tell: node('core/map'),
    safe: node('core/scope'),
    check: node('core/map', { parent: 'safe' }),
    write: node('sap/write', { parent: 'safe', compensate: 'cancel' }),
    cancel: node('sap/cancel', { parent: 'safe' }),
    done: node('core/map'),
  },
  edges: [
    { from: 'start', to: 'read' },
    { from: 'read', port: 'missing', to: 'tell' },
    { from: 'read', to: 'safe' },
    { from: 'check', to: 'write' },
    { from: 'safe', to: 'done' },
  ],
};
const isTrigger = (type: string) => type === 'core/manual';
const wires = ({ edges }: FlowDocument) => edges.map(({ from, port, to }) => `${from}${port === undefined ? '' : `:${port}`} > ${to}`);

test('what leads to a node: nothing that comes after, and no other way out', () => {
  expect([...nodesUpTo(flow, 'write')].toSorted()).toEqual(['check', 'read', 'safe', 'start', 'write']);
  expect([...nodesUpTo(flow, 'tell')].toSorted()).toEqual(['read', 'start', 'tell']);
  const part = flowUpTo(flow, 'write');
  expect(wires(part)).toEqual(['start > read', 'read > safe', 'check > write']);
  // What would undo it is not there any more, so nobody names it.
  expect(part.nodes['write']).toEqual(node('sap/write', { parent: 'safe' }));
});

test('a container that was gone through stands there with all that is in it', () => {
  expect([...nodesUpTo(flow, 'done')].toSorted()).toEqual(['cancel', 'check', 'done', 'read', 'safe', 'start', 'write']);
  expect(flowUpTo(flow, 'done').nodes['write']?.compensate).toBe('cancel');
});

test('a step that is answered for keeps its place and its ways out, and nothing of what it did', () => {
  const part = withAnswers(flow, new Set(['read']), () => 'found');
  expect(part.nodes['read']).toEqual({ type: ANSWERED_STEP, version: 1, config: {} });
  expect(wires(part)).toEqual(['start > read', 'read:missing > tell', 'read:found > safe', 'check > write', 'safe > done']);
  const scope = withAnswers(flow, new Set(['safe']), () => 'out');
  expect(Object.keys(scope.nodes)).toEqual(['start', 'read', 'tell', 'safe', 'done']);
  expect(wires(scope)).toEqual(['start > read', 'read:missing > tell', 'read > safe', 'safe:out > done']);
  expect(withAnswers(flow, new Set(), () => 'out')).toBe(flow);
});

test('a node alone stands behind what is given, inside of its containers; what judges messages is left out', () => {
  const given = new Map([
    ['read', 'found'],
    ['check', 'out'],
    ['done', 'out'],
  ]);
  const alone = nodeAlone(flow, 'write', { given, hasItem: false, isTrigger });
  expect(wires(alone)).toEqual(['start > read', 'read:found > safe', 'check:out > write']);
  expect(alone.nodes['read']?.type).toBe(ANSWERED_STEP);
  expect(alone).not.toHaveProperty('lane');
  expect(alone.contract).toEqual({ major: 1 });
  expect(Object.keys(alone.nodes).toSorted()).toEqual(['check', 'read', 'safe', 'start', 'write']);
});

test('a node without a trigger before it gets one, and a for-each its one item', () => {
  const { start: _start, ...rest } = flow.nodes;
  const looped: FlowDocument = { ...flow, nodes: { ...rest, safe: node('core/for-each', { config: { items: '= trigger.body' } }) } };
  const alone = nodeAlone(looped, 'write', { given: new Map(), hasItem: true, isTrigger });
  expect(wires(alone)).toEqual(['trytrigger > tryitem', 'tryitem > safe']);
  expect(alone.nodes['safe']?.config).toEqual({ items: '= steps.tryitem.items' });
});
