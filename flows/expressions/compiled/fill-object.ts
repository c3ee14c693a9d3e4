/** Fills the fields of a new object, four at a time. */
import type { CopyEach, FieldMade, Fill } from './field-code.ts';
import { type FieldCode, internName } from './own-field-code.ts';

/** At least one field; no name is `__proto__`. */
export function compileFill(fields: readonly FieldMade[], code: FieldCode): Fill {
  const [first, ...others] = inFours(fields).map((four) => code.fillFour()(four));
  return others.reduce<Fill>(
    (before, next) => (object, input, given, frame) => {
      before(object, input, given, frame);
      next(object, input, given, frame);
    },
    first!,
  );
}

/** The same of every item of a list, where all fields are copies. */
export function compileCopies(fields: readonly FieldMade[], code: FieldCode): CopyEach {
  const [first, ...others] = inFours(fields).map((four) => code.copyEach()(four));
  return others.reduce<CopyEach>((before, next) => (list, made, run) => before(list, made, run) && next(list, made, run), first!);
}

function inFours(fields: readonly FieldMade[]): readonly (readonly FieldMade[])[] {
  const named = fields.map(({ name, from, ...field }) => ({
    ...field,
    name: internName(name),
    from: from === undefined ? undefined : internName(from),
  }));
  return Array.from({ length: Math.ceil(named.length / 4) }, (_, four) => named.slice(four * 4, four * 4 + 4));
}
