import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import { findInFlow, outlineRows } from './outline-tree.ts';

const node = (config: object = {}, more: object = {}) => ({ type: 'core/map', version: 1, config, ...more });
const flow = {
  nodes: {
    tell: node({}, { label: 'Tell the customer' }),
    start: { type: 'core/webhook', version: 1, config: {} },
    read: node({ rows: [{ target: 'order', expression: 'trigger.body.salesOrder' }] }, { parent: 'each' }),
    each: { type: 'core/for-each', version: 1, label: 'Each line', config: {} },
    lost: node({}, { parent: 'gone' }),
  },
  edges: [
    { from: 'start', to: 'each' },
    { from: 'each', to: 'tell' },
  ],
} as unknown as FlowDocument;
const rows = outlineRows(flow);

describe('CAN-9: the outline', () => {
  test('lists every node in the order of the flow, what stands in a container below it', () => {
    expect(rows.filter(({ id }) => id !== 'lost').map(({ id, level }) => `${level} ${id}`)).toEqual([
      '1 start',
      '1 each',
      '2 read',
      '1 tell',
    ]);
    expect(rows.map(({ id }) => id)).toContain('lost');
  });

  test('lists also what leads back to itself', () => {
    const circle = {
      nodes: { a: node(), b: node() },
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
    } as unknown as FlowDocument;
    expect(outlineRows(circle).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('finds names, settings and expressions, and says where', () => {
    expect(findInFlow(flow, rows, 'customer').map(({ id, found }) => [id, found])).toEqual([['tell', undefined]]);
    expect(findInFlow(flow, rows, 'salesorder')).toEqual([{ id: 'read', level: 2, found: '….body.salesOrder' }]);
    expect(findInFlow(flow, rows, 'each line')).toHaveLength(1);
    expect(findInFlow(flow, rows, 'nowhere')).toEqual([]);
  });

  test('lists notes of the drawing last, and finds what they say', () => {
    const noted = { ...flow, notes: { 'note-1': { text: 'Ask planning', at: [0, 0], size: [220, 120] } } } as const;
    const all = outlineRows(noted);
    expect(all.at(-1)).toEqual({ id: 'note:note-1', level: 1 });
    expect(findInFlow(noted, all, 'PLANNING').map(({ id }) => id)).toEqual(['note:note-1']);
  });
});
