import { expect, test } from 'vitest';
import type { Shelf } from '../ui/shelf.ts';
import { halfWrittenWithin, moveHalfWritten, openHalfWritten } from './half-written.ts';

const HALF = { text: '{ "a": ', over: '{}' };
const OTHER = { text: '[1,', over: '' };

function createShelf(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

test('FRM-9 what is half written is found again by its draft, node and place alone', () => {
  const shelf = createShelf();
  openHalfWritten(shelf, 'd1', 'first').keep('/body/a', HALF);
  const again = openHalfWritten(shelf, 'd1', 'first');
  expect(again.find('/body/a')).toEqual(HALF);
  expect(again.find('/body')).toBeUndefined();
  expect([again.holds('/body'), again.holds('/body/a'), again.holds('/bod'), again.holds('/body/a/b')]).toEqual([true, true, false, false]);
  expect(openHalfWritten(shelf, 'd1', 'second').find('/body/a')).toBeUndefined();
  expect(openHalfWritten(shelf, 'd1', '').holds('')).toBe(false);
  expect(openHalfWritten(shelf, 'd2', 'first').find('/body/a')).toBeUndefined();
});

test('FRM-9 what can be read is kept no longer, and leaves nothing on the shelf; what else is half written stays', () => {
  const shelf = createShelf();
  const open = openHalfWritten(shelf, 'd1', 'first');
  open.keep('/a', HALF);
  // Another tab writes at the same node.
  openHalfWritten(shelf, 'd1', 'first').keep('/b', OTHER);
  open.keep('/a', undefined);
  expect(open.find('/b')).toEqual(OTHER);
  expect(openHalfWritten(shelf, 'd1', 'first').find('/a')).toBeUndefined();
  open.keep('/b', undefined);
  expect(shelf.kept.size).toBe(0);
});

test('FRM-9 it goes along to another id, and parts of one panel have places of their own', () => {
  const shelf = createShelf();
  const part = halfWrittenWithin(openHalfWritten(shelf, 'd1', 'first'), '/contract');
  part.keep('/input', HALF);
  moveHalfWritten(shelf, 'd1', 'first', 'renamed');
  expect(openHalfWritten(shelf, 'd1', 'first').holds('')).toBe(false);
  const moved = openHalfWritten(shelf, 'd1', 'renamed');
  expect(halfWrittenWithin(moved, '/contract').find('/input')).toEqual(HALF);
  expect(halfWrittenWithin(moved, '/lane').holds('/input')).toBe(false);
});

test('FRM-9 a damaged or forbidden shelf does no harm: the text lasts as long as the panel', () => {
  const damaged = createShelf();
  for (const text of ['{ half', '[]', '"text"', '{ "/a": null, "/b": { "text": 1, "over": "" } }']) {
    damaged.setItem('millrace.half-written.d1.first', text);
    expect(openHalfWritten(damaged, 'd1', 'first').holds('')).toBe(false);
  }
  const forbidden: Shelf = {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => {
      throw new Error('forbidden');
    },
  };
  const open = openHalfWritten(forbidden, 'd1', 'first');
  open.keep('/a', HALF);
  expect(open.find('/a')).toEqual(HALF);
  expect(() => moveHalfWritten(forbidden, 'd1', 'first', 'second')).not.toThrow();
});
