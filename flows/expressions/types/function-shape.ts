/** What is known of a function: enough to say what a call of it gives. */
import type { LambdaNode } from '../syntax-tree.ts';
import type { Frame } from './frame.ts';
import type { Type } from './type.ts';

export type FunctionShape =
  | { readonly kind: 'builtin'; readonly name: string }
  /** Written in the expression; sees what stood around it and is applied to what that was applied to. */
  | { readonly kind: 'lambda'; readonly node: LambdaNode; readonly frame: Frame; readonly input: Type }
  /** Some arguments are given, `undefined` ones are open. */
  | { readonly kind: 'partial'; readonly of: Type; readonly given: readonly (Type | undefined)[] }
  | { readonly kind: 'chain'; readonly first: Type; readonly next: Type }
  | { readonly kind: 'regex' }
  | { readonly kind: 'transform'; readonly apply: (given: Type) => Type };
