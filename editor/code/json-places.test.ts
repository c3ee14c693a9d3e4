import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { placeAt, placesOfJson } from './json-places.ts';

describe('where a value stands in a JSON text', () => {
  test('is told by its pointer; of what is not there, by what is around it', () => {
    const text = '{ "a/b": [1, {"c~": "x\\"]"}], "d": null }';
    const places = placesOfJson(text)!;
    const at = (pointer: string) => {
      const { from, to } = placeAt(places, pointer)!;
      return text.slice(from, to);
    };
    expect(at('/a~1b/1/c~0')).toBe('"x\\"]"');
    expect(at('/d')).toBe('null');
    expect(at('/a~1b/1/gone/deeper')).toBe('{"c~": "x\\"]"}');
    expect(placesOfJson('{ "a": ')).toBeUndefined();
  });

  test('of any value, however it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const places = placesOfJson(text)!;
        for (const { from, to } of places.values()) expect(() => JSON.parse(text.slice(from, to)) as Json).not.toThrow();
        expect(places.get('')).toEqual({ from: 0, to: text.length });
        expect(places.size).toBe(countOf(value as Json));
      }),
      { numRuns: 200 },
    );
  });
});

function countOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, part) => sum + countOf(part as Json), 1);
}
