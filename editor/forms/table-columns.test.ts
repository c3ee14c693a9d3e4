import { expect, test } from 'vitest';
import { tableColumnsOf, tableStep } from './table-columns.ts';

const key = (name: string, held: 'alt' | 'ctrl' | 'both' | 'none' = 'none') => ({
  key: name,
  altKey: held === 'alt' || held === 'both',
  ctrlKey: held === 'ctrl' || held === 'both',
});
const item = (properties: object) => ({ type: 'object', properties }) as never;

test('FRM-3 flat objects have columns in the order of their schema; what is deep, or differs by row, is none of a table', () => {
  const flat = {
    material: { type: 'string' },
    quantity: { type: 'number', title: 'How many' },
    secret: { type: 'string', readOnly: true },
  };
  expect(tableColumnsOf(item(flat))?.map(({ label }) => label)).toEqual(['Material', 'How many']);
  expect(tableColumnsOf(item({ ...flat, fields: { type: 'object' } }))).toBeUndefined();
  expect(tableColumnsOf(item({ ...flat, note: { type: 'string', format: 'multiline' } }))).toBeUndefined();
  expect(tableColumnsOf(item({ ...flat, unit: { type: 'string', 'x-when': { quantity: [1] } } }))).toBeUndefined();
  expect(tableColumnsOf(item({}))).toBeUndefined();
});

test('FRM-4 keys move, add and remove rows and say where one is then; what leads out of the table is left to others', () => {
  const rows = ['a', 'b', 'c'];
  expect(tableStep(rows, { row: 1, column: 2 }, key('ArrowUp', 'alt'))).toEqual({ rows: ['b', 'a', 'c'], to: { row: 0, column: 2 } });
  expect(tableStep(rows, { row: 1, column: 2 }, key('ArrowDown', 'alt'))).toEqual({ rows: ['a', 'c', 'b'], to: { row: 2, column: 2 } });
  expect(tableStep(rows, { row: 1, column: 2 }, key('ArrowDown', 'ctrl'))).toEqual({ rows, to: { row: 2, column: 2 } });
  expect(tableStep(rows, { row: 0, column: 1 }, key('Enter', 'ctrl'))).toEqual({ rows: ['a', {}, 'b', 'c'], to: { row: 1, column: 0 } });
  expect(tableStep(rows, { row: 2, column: 1 }, key('Delete', 'alt'))).toEqual({ rows: ['a', 'b'], to: { row: 1, column: 1 } });
  expect(tableStep(rows, { row: 0, column: 0 }, key('ArrowUp', 'alt'))).toBeUndefined();
  expect(tableStep(rows, { row: 2, column: 0 }, key('ArrowDown', 'ctrl'))).toBeUndefined();
  for (const own of [key('ArrowDown'), key('Enter'), key('Delete'), key('Delete', 'ctrl'), key('ArrowUp', 'both'), key('x', 'alt')])
    expect(tableStep(rows, { row: 1, column: 1 }, own)).toBeUndefined();
});
