/** What every function of the language gives, from the types of its arguments as it sees them. */
import { BUILTINS } from '../compiled/builtins.ts';
import type { Signature } from '../compiled/signature.ts';
import type { BuiltinType, Call } from './builtins/builtin-type.ts';
import { HIGHER_ORDER_TYPES } from './builtins/higher-order-types.ts';
import { LIBRARY_TYPES } from './builtins/library-types.ts';
import { LIST_TYPES } from './builtins/list-types.ts';
import { OBJECT_TYPES } from './builtins/object-types.ts';
import { NUMBER_TYPES, TEXT_TYPES, TIME_TYPES } from './builtins/scalar-types.ts';
import { type Resolved, UNKNOWN } from './type.ts';

const TYPES: { readonly [name: string]: BuiltinType } = {
  ...TEXT_TYPES,
  ...NUMBER_TYPES,
  ...TIME_TYPES,
  ...LIST_TYPES,
  ...HIGHER_ORDER_TYPES,
  ...OBJECT_TYPES,
  ...LIBRARY_TYPES,
};

export const BUILTIN_NAMES: ReadonlySet<string> = new Set(BUILTINS.keys());

export function signatureOf(name: string): Signature {
  return BUILTINS.get(name)!.signature;
}

/** `args` undefined: which argument is which cannot be told. */
export function inferBuiltin(name: string, args: readonly Resolved[] | undefined, call: Call): Resolved {
  const infer = TYPES[name];
  if (infer === undefined) return UNKNOWN;
  return infer(args ?? signatureOf(name).parameters.map(() => UNKNOWN), call);
}
