/** Tables of reference data travel to a child once and are named by a number from then on; the pool and the child forget them together. */

export interface MapNumbers {
  /** `null`: there is no such table, number 0. */
  number(maps: { readonly [name: string]: object | null }): {
    readonly maps?: { readonly [name: string]: number };
    readonly define?: { readonly [number: string]: object };
    readonly forget?: boolean;
  };
}

const MOST_KEPT = 200;

export function createMapNumbers(): MapNumbers {
  let known = new Map<object, number>();
  let last = 0;
  return {
    number(maps) {
      const entries = Object.entries(maps);
      if (entries.length === 0) return {};
      const forget = known.size + entries.length > MOST_KEPT;
      if (forget) known = new Map();
      const numbers: Record<string, number> = {};
      const define: Record<string, object> = {};
      for (const [name, map] of entries) {
        if (map === null) {
          numbers[name] = 0;
          continue;
        }
        let number = known.get(map);
        if (number === undefined) {
          number = ++last;
          known.set(map, number);
          define[number] = map;
        }
        numbers[name] = number;
      }
      return { maps: numbers, ...(Object.keys(define).length === 0 ? {} : { define }), ...(forget ? { forget } : {}) };
    },
  };
}
