import { expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { writesOf } from './tried-writes.ts';

const manifests = new Map([
  ['core/manual', { effects: 'engine' }],
  ['read', { effects: 'read' }],
  ['write', { effects: 'write' }],
]) as unknown as Manifests;
const node = (type: string, connection?: string) => ({ type, version: 1, config: {}, ...(connection === undefined ? {} : { connection }) });
const flow = {
  nodes: {
    start: node('core/manual'),
    look: node('read', 'sap'),
    change: node('write', 'sap'),
    tell: node('write', 'crm'),
    keep: node('write'),
  },
  edges: [
    { from: 'start', to: 'look' },
    { from: 'look', to: 'change' },
    { from: 'change', to: 'tell' },
    { from: 'tell', to: 'keep' },
  ],
} as unknown as FlowDocument;
const none = new Set<string>();

test('writes are shown and not sent, each step of the part that is tried', () => {
  expect(writesOf(flow, manifests, [], none, {})).toEqual({ simulated: 3, sentBy: [], calls: 0, calledMaySendBy: [] });
  expect(writesOf(flow, manifests, [], none, { to: 'change' })).toMatchObject({ simulated: 1, sentBy: [] });
  expect(writesOf(flow, manifests, [], none, { only: 'look' })).toMatchObject({ simulated: 0, sentBy: [] });
});

test('a connection that allows test writes is named, one that only looks is not, nor the one of a plant', () => {
  const crm = { name: 'crm', limits: { testWrites: true } };
  expect(writesOf(flow, manifests, [crm], none, {})).toMatchObject({ simulated: 2, sentBy: ['crm'] });
  expect(writesOf(flow, manifests, [{ ...crm, limits: { ...crm.limits, withholdWrites: true } }], none, {}).sentBy).toEqual([]);
  expect(writesOf(flow, manifests, [{ ...crm, plant: '1010' }], none, {}).sentBy).toEqual([]);
});

test('what is pinned does nothing, unless it is tried alone', () => {
  const pinned = new Set(['change']);
  expect(writesOf(flow, manifests, [], pinned, {}).simulated).toBe(2);
  expect(writesOf(flow, manifests, [], pinned, { only: 'change' }).simulated).toBe(1);
});

test('what a called flow writes is not passed over: how many are called, and by which connections it could really write', () => {
  const calling = { ...flow, nodes: { ...flow.nodes, ask: node('core/call-flow') } } as unknown as FlowDocument;
  const crm = { name: 'crm', limits: { testWrites: true } };
  expect(writesOf(calling, manifests, [], none, { only: 'ask' })).toEqual({ simulated: 0, sentBy: [], calls: 1, calledMaySendBy: [] });
  expect(writesOf(calling, manifests, [crm], none, { only: 'ask' }).calledMaySendBy).toEqual(['crm']);
  expect(writesOf(calling, manifests, [crm], new Set(['ask']), {})).toMatchObject({ calls: 0, calledMaySendBy: [] });
});
