import { describe, expect, it } from 'vitest';
import { PassingMap } from './passing-map.ts';

describe('PassingMap', () => {
  it('answers as a Map does, through any sequence of coming and going', () => {
    const map = new Map<string, { n: number }>();
    const passing = new PassingMap<{ n: number }>();
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let step = 0; step < 3_000; step += 1) {
      const key = `run-${next(60)}`;
      const value = { n: step };
      switch (next(step % 500 === 499 ? 3 : 2)) {
        case 0:
          map.set(key, value);
          passing.set(key, value);
          break;
        case 1:
          expect(passing.delete(key)).toBe(map.delete(key));
          break;
        default:
          map.clear();
          passing.clear();
      }
      expect(passing.get(key)).toBe(map.get(key));
      expect(passing.has(key)).toBe(map.has(key));
      expect(passing.size).toBe(map.size);
      if (step % 97 !== 0) continue;
      expect([...passing.keys()]).toEqual([...map.keys()]);
      expect([...passing.values()]).toEqual([...map.values()]);
    }
  });

  it('lets a reader take away what it reads', () => {
    const passing = new PassingMap<{ name: string }>();
    for (const name of ['a', 'b', 'c']) passing.set(name, { name });
    const seen: string[] = [];
    for (const { name } of passing.values()) {
      seen.push(name);
      passing.delete(name);
    }
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(passing.size).toBe(0);
  });
});
