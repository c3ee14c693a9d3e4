import { expect, test } from 'vitest';
import type { MapRow } from '#flows/flow.ts';
import type { Shelf } from '../ui/shelf.ts';
import { findKeptText, keepText } from './kept-text.ts';
import { rowsFromText } from './rows-from-text.ts';

const ROWS: readonly MapRow[] = [{ target: 'order', expression: '"1"' }];
const HALF = '{ "order": "2"';
const half = { text: HALF, rows: ROWS, fault: rowsFromText(HALF, ROWS).fault! };

function createShelf(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

test('MPR-13 a half-written text is found again over the rows that it was written over, for its draft and node alone', () => {
  const shelf = createShelf();
  keepText(shelf, 'd1', 'map', half);
  const found = findKeptText(shelf, 'd1', 'map', structuredClone(ROWS) as readonly MapRow[]);
  expect(found).toMatchObject({ text: HALF, rows: ROWS });
  expect(found?.fault).toEqual(half.fault);
  expect(findKeptText(shelf, 'd1', 'other', ROWS)).toBeUndefined();
  expect(findKeptText(shelf, 'd2', 'map', ROWS)).toBeUndefined();
});

test('MPR-13 where the rows have changed meanwhile, they are not those of the text', () => {
  const shelf = createShelf();
  keepText(shelf, 'd1', 'map', half);
  const now: readonly MapRow[] = [{ target: 'order', expression: '"9"' }];
  expect(findKeptText(shelf, 'd1', 'map', now)?.rows).not.toBe(now);
  expect(findKeptText(shelf, 'd1', 'map', ROWS)?.rows).toBe(ROWS);
});

test('MPR-13 what has become a map, or was thrown away, is kept no longer; a damaged or forbidden shelf does no harm', () => {
  const shelf = createShelf();
  keepText(shelf, 'd1', 'map', half);
  keepText(shelf, 'd1', 'map', { text: '{ "order": "2" }', rows: ROWS });
  expect(shelf.kept.size).toBe(0);
  shelf.setItem('millrace.map-text.d1.map', '{ half');
  expect(findKeptText(shelf, 'd1', 'map', ROWS)).toBeUndefined();
  const forbidden: Shelf = {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => undefined,
  };
  expect(() => keepText(forbidden, 'd1', 'map', half)).not.toThrow();
  expect(findKeptText(forbidden, 'd1', 'map', ROWS)).toBeUndefined();
});
