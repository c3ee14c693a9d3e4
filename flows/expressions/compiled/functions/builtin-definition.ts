import type { SyntaxNode } from '../../syntax-tree.ts';
import type { Implementation } from '../calls.ts';

export interface BuiltinDefinition {
  readonly name: string;
  readonly signature: string;
  /** How many arguments `$map` and the like give it. */
  readonly arity: number;
  readonly canBePartial?: boolean;
  /** Arguments fit the signature; those that may be missing are undefined. */
  readonly call: Implementation;
  /** Why this call must be contained, undefined where it need not. `args` is undefined where the function is used as a value. */
  readonly contained?: (args: readonly SyntaxNode[] | undefined) => string | undefined;
}
