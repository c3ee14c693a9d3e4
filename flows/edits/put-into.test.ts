import { expect, test } from 'vitest';
import type { FlowDocument } from '../flow.ts';
import { containersFor, putInto } from './put-into.ts';

const node = (type: string, parent?: string) => ({ type, version: 1, config: {}, ...(parent === undefined ? {} : { parent }) });
const flow = {
  format: 1,
  id: 'f',
  name: 'F',
  layer: 'process',
  owner: 'o',
  contract: { major: 1 },
  nodes: {
    start: node('core/manual'),
    each: node('core/for-each'),
    inner: node('core/scope', 'each'),
    change: node('sap/change-sales-order'),
    tell: node('core/map', 'each'),
  },
  edges: [
    { from: 'start', to: 'each' },
    { from: 'each', to: 'change' },
  ],
} satisfies FlowDocument;
const isContainer = ({ type }: { readonly type: string }) => type === 'core/for-each' || type === 'core/scope';

test('FLW-9 a node goes into a loop, and edges that would cross its border fall away', () => {
  const moved = putInto(flow, 'change', 'each');
  expect(moved.nodes['change']).toEqual({ ...flow.nodes.change, parent: 'each' });
  expect(moved.edges).toEqual([{ from: 'start', to: 'each' }]);
  expect(putInto(moved, 'change', undefined).nodes['change']).toEqual(flow.nodes.change);
});

test('FLW-9 edges among those that stand in the same loop stay', () => {
  const both = putInto({ ...flow, edges: [...flow.edges, { from: 'inner', to: 'tell' }] }, 'change', 'each');
  expect(both.edges).toContainEqual({ from: 'inner', to: 'tell' });
});

test('FLW-9 a container may stand in another, never in itself or in what it holds', () => {
  expect(containersFor(flow, 'change', isContainer)).toEqual(['each', 'inner']);
  expect(containersFor(flow, 'inner', isContainer)).toEqual(['each']);
  expect(containersFor(flow, 'each', isContainer)).toEqual([]);
});
