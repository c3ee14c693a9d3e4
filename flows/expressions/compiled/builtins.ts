/** Every function of the language, by name. */
import { type Implementation, makeFunction } from './calls.ts';
import type { BuiltinDefinition } from './functions/builtin-definition.ts';
import { FORMAT_FUNCTIONS } from './functions/format-functions.ts';
import { HIGHER_ORDER_FUNCTIONS } from './functions/higher-order-functions.ts';
import { LIST_FUNCTIONS } from './functions/list-functions.ts';
import { MATCHING_FUNCTIONS } from './functions/matching-functions.ts';
import { NUMBER_FUNCTIONS } from './functions/number-functions.ts';
import { OBJECT_FUNCTIONS } from './functions/object-functions.ts';
import { OUTER_FUNCTIONS } from './functions/outer-functions.ts';
import { TEXT_FUNCTIONS } from './functions/text-functions.ts';
import { TIME_FUNCTIONS } from './functions/time-functions.ts';
import { readSignature, type Signature } from './signature.ts';
import type { FunctionValue } from './value.ts';

export interface Builtin {
  readonly signature: Signature;
  readonly call: Implementation;
  /** The function as a value. */
  readonly value: FunctionValue;
  readonly contained: BuiltinDefinition['contained'];
}

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  [
    ...TEXT_FUNCTIONS,
    ...MATCHING_FUNCTIONS,
    ...NUMBER_FUNCTIONS,
    ...FORMAT_FUNCTIONS,
    ...LIST_FUNCTIONS,
    ...HIGHER_ORDER_FUNCTIONS,
    ...OBJECT_FUNCTIONS,
    ...TIME_FUNCTIONS,
    ...OUTER_FUNCTIONS,
  ].map(({ name, signature: text, arity, canBePartial = true, call, contained }) => {
    const signature = readSignature(text);
    return [name, { signature, call, value: makeFunction(call, arity, signature, canBePartial), contained }];
  }),
);
