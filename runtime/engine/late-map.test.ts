import { describe, expect, it } from 'vitest';
import { LateMap } from './late-map.ts';

describe('LateMap', () => {
  it('is empty without an entry, and a Map with one', () => {
    const map = new LateMap<string, number>();
    expect([map.size, map.get('a'), map.has('a'), map.delete('a'), [...map], [...map.values()]]).toEqual([
      0,
      undefined,
      false,
      false,
      [],
      [],
    ]);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    expect([map.size, map.get('a'), map.has('b'), [...map], [...map.values()]]).toEqual([
      2,
      3,
      true,
      [
        ['a', 3],
        ['b', 2],
      ],
      [3, 2],
    ]);
    expect(map.delete('a')).toBe(true);
    map.clear();
    expect([map.size, [...map]]).toEqual([0, []]);
    map.set('c', 4);
    expect([...map.values()]).toEqual([4]);
  });
});
