/**
 * V8 remembers at each place in the code which objects came by. Closures of one text share its places, so that what all expressions use
 * has seen everything and remembers nothing: reading or writing a field takes ten times as long as by hand. A hot expression gets
 * copies of the text that nobody else uses, while there are any (docs/decisions/0018-hot-expressions-own-their-code.md).
 */
import { FIELD_CODE_COPIES } from './field-code.generated.ts';
import { copyEach, fillFour, readEach, type walkFour } from './field-code.ts';

/** What an expression is compiled with. Each call gives code for one place in it. */
export interface FieldCode {
  fillFour(): typeof fillFour;
  copyEach(): typeof copyEach;
  readEach(): typeof readEach;
  /** Undefined where there is only code that is shared: then other ways are faster. */
  walkFour(): typeof walkFour | undefined;
}

export interface FieldCodeCopies {
  readonly fillFour: readonly (typeof fillFour)[];
  readonly copyEach: readonly (typeof copyEach)[];
  readonly readEach: readonly (typeof readEach)[];
  readonly walkFour: readonly (typeof walkFour)[];
}

/** What every expression begins with. */
export const SHARED_FIELD_CODE: FieldCode = {
  fillFour: () => fillFour,
  copyEach: () => copyEach,
  readEach: () => readEach,
  walkFour: () => undefined,
};

/** Gives each copy once: what a copy has seen it does not forget. When there are no more, the shared ones. */
export function createFieldCode(copies: FieldCodeCopies): FieldCode {
  const given = { fillFour: 0, copyEach: 0, readEach: 0, walkFour: 0 };
  return {
    fillFour: () => copies.fillFour[given.fillFour++] ?? fillFour,
    copyEach: () => copies.copyEach[given.copyEach++] ?? copyEach,
    readEach: () => copies.readEach[given.readEach++] ?? readEach,
    walkFour: () => copies.walkFour[given.walkFour++],
  };
}

/** Of this process. */
export const OWN_FIELD_CODE = createFieldCode(FIELD_CODE_COPIES);

/** As V8 keeps the names of fields: a place in the code remembers no other text. */
export function internName(name: string): string {
  return Object.keys({ [name]: 0 })[0]!;
}
