import type { SyntaxNode } from '../../syntax-tree.ts';
import type { Inferring } from '../inferring.ts';
import type { Resolved, Type } from '../type.ts';

/** A call of a function of the language, as its type is found. */
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
