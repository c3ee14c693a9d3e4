import { expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import { findKeptDraft, forgetDraft, keepDraft } from './kept-draft.ts';

function aShelf() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}
const flow = (name: string) => ({ format: 1, id: 'a-flow', name, nodes: {}, edges: [] }) as unknown as FlowDocument;

test('what was kept comes back until the server has it', () => {
  const shelf = aShelf();
  const kept = { base: flow('before'), revision: 3, document: flow('after') };
  keepDraft(shelf, 'd1', kept);
  expect(findKeptDraft(shelf, 'd1')).toEqual(kept);
  expect(findKeptDraft(shelf, 'd2')).toBeUndefined();
  forgetDraft(shelf, 'd1');
  expect(findKeptDraft(shelf, 'd1')).toBeUndefined();
});

test('a shelf that is full, forbidden or holds something else costs nothing but the copy', () => {
  const shelf = aShelf();
  shelf.items.set('millrace.draft.d1', '{"revision":"x"}');
  expect(findKeptDraft(shelf, 'd1')).toBeUndefined();
  const closed = {
    ...shelf,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(() => keepDraft(closed, 'd1', { base: flow('a'), revision: 1, document: flow('b') })).not.toThrow();
});
