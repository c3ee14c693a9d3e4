/** Expression texts travel to a child once and are known by a number from then on; both sides forget them together. */

export interface TextNumbers {
  number(texts: readonly string[]): {
    readonly texts: readonly number[];
    readonly write?: { readonly [number: string]: string };
    readonly forgetTexts?: boolean;
  };
}

const MOST_KEPT = 2_000;

export function createTextNumbers(): TextNumbers {
  let known = new Map<string, number>();
  let last = 0;
  return {
    number(texts) {
      const forgetTexts = known.size + texts.length > MOST_KEPT;
      if (forgetTexts) known = new Map();
      let write: Record<string, string> | undefined;
      const numbers = texts.map((text) => {
        const before = known.get(text);
        if (before !== undefined) return before;
        last += 1;
        known.set(text, last);
        write ??= {};
        write[last] = text;
        return last;
      });
      return { texts: numbers, ...(write === undefined ? {} : { write }), ...(forgetTexts ? { forgetTexts } : {}) };
    },
  };
}
