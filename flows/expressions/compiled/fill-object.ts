/** Fills the fields of a new object, four at a time. */
import type { Fill, ValueOfField } from './field-code.ts';
import { type FieldCode, internName } from './own-field-code.ts';

/** At least one field; no name is `__proto__`. */
export function compileFill(fields: readonly ValueOfField[], code: FieldCode): Fill {
  return inFours(
    fields.map((field) => ({ ...field, name: internName(field.name) })),
    (four) => code.fillFour()(four),
  );
}

/** The same where every value is a field of the input, and the input is an object. No name is one that every object answers to. */
export function compileCopy(fields: readonly (readonly [name: string, from: string])[], code: FieldCode): Fill {
  return inFours(
    fields.map(([name, from]) => [internName(name), internName(from)] as const),
    (four) => code.copyFour()(four),
  );
}

function inFours<Field>(fields: readonly Field[], fill: (four: readonly Field[]) => Fill): Fill {
  const first = fill(fields.slice(0, 4));
  if (fields.length <= 4) return first;
  const rest = inFours(fields.slice(4), fill);
  return (object, input, frame) => {
    first(object, input, frame);
    rest(object, input, frame);
  };
}
