/** What every function of the language gives, from the types of its arguments as it sees them. */
import { BUILTINS } from '../compiled/builtins.ts';
import type { Signature } from '../compiled/signature.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import { HIGHER_ORDER_TYPES } from './builtins/higher-order-types.ts';
import { LIST_TYPES } from './builtins/list-types.ts';
import { OBJECT_TYPES } from './builtins/object-types.ts';
import { NUMBER_TYPES, TEXT_TYPES, TIME_TYPES } from './builtins/scalar-types.ts';
import type { Inferring } from './inferring.ts';
import { type Resolved, type Type, UNKNOWN } from './type.ts';

export interface Call {
  /** Undefined where a function calls it. */
  readonly node: SyntaxNode | undefined;
  /** The arguments as they are written; none where a function calls it. */
  readonly parts: readonly SyntaxNode[];
  readonly context: Type;
  readonly inferring: Inferring;
  /** Calls a function that is an argument. */
  readonly invoke: (called: Type, given: readonly Type[]) => Resolved;
}

/** `args`: one for each parameter; what is not given is nothing. */
export type BuiltinType = (args: readonly Resolved[], call: Call) => Resolved;

const TYPES: { readonly [name: string]: BuiltinType } = {
  ...TEXT_TYPES,
  ...NUMBER_TYPES,
  ...TIME_TYPES,
  ...LIST_TYPES,
  ...HIGHER_ORDER_TYPES,
  ...OBJECT_TYPES,
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
