import { expect, test } from 'vitest';
import { mergeEntries, repeatedKeys, toMap, toRows } from './map-entries.ts';

const MAP = { PC: 'ST', factor: 12, flags: { a: true } };

test('a map comes back as it was, each value of its kind', () => {
  expect(toMap(toRows(MAP))).toEqual(MAP);
  const rows = toRows(MAP).map((row) => (row.key === 'factor' ? { ...row, text: '24' } : row));
  expect(toMap(rows)).toEqual({ ...MAP, factor: 24 });
  expect(toMap(toRows(MAP).map((row) => (row.key === 'factor' ? { ...row, text: 'two dozen' } : row)))).toMatchObject({
    factor: 'two dozen',
  });
});

test('rows of a file go over those that are there, or stand instead of them', () => {
  const rows = toRows({ PC: 'ST', CAR: 'KAR' });
  const entries = [
    ['PC', 'PCE'],
    ['PAL', 'PF'],
  ] as const;
  expect(toMap(mergeEntries(rows, entries, false))).toEqual({ PAL: 'PF', PC: 'PCE', CAR: 'KAR' });
  expect(toMap(mergeEntries(rows, entries, true))).toEqual({ PAL: 'PF', PC: 'PCE' });
});

test('a key that stands twice is found, an empty one is none', () => {
  const row = { id: 0, text: 'x', before: undefined };
  expect([
    ...repeatedKeys([
      { ...row, key: 'a' },
      { ...row, key: ' a' },
      { ...row, key: '' },
      { ...row, key: '' },
    ]),
  ]).toEqual(['a']);
  expect(toMap([{ ...row, key: '' }])).toEqual({});
});
