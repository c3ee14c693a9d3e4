import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { applyChanges, findChanges } from './state-difference.ts';

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const copy = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

describe('the difference of two states', () => {
  test('SHELL-4: leads from any state to any other', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const changes = copy(findChanges(before, after) as unknown as Json) as never;
        expect(applyChanges(copy(before), changes)).toEqual(after);
      }),
      { seed: 7 },
    );
  });

  test('SHELL-4: names only the record that changed, not its neighbours', () => {
    const untouched = { id: 'b', items: [1, 2, 3] };
    const before = { orders: { a: { id: 'a', quantity: '5' }, b: untouched }, log: ['one'] };
    const after = { orders: { a: { id: 'a', quantity: '6' }, b: untouched }, log: ['one', 'two'] };
    expect(findChanges(before, after)).toEqual([
      [['orders', 'a', 'quantity'], '6'],
      [['log', 1], 'two'],
    ]);
  });

  test('SHELL-4: says nothing when nothing changed', () => {
    expect(findChanges({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
  });
});
