/** Names that an expression does not set itself: variables given from outside, and the functions of the language. */
import type { SyntaxNode } from '../syntax-tree.ts';
import { BUILTINS, type Builtin } from './builtins.ts';
import type { Frame, Scope } from './frame.ts';
import type { Value } from './value.ts';

export function readOutside(name: string): (frame: Frame) => Value {
  const builtin = BUILTINS.get(name)?.value;
  return ({ run: { variables } }) => (variables !== undefined && Object.hasOwn(variables, name) ? variables[name] : builtin);
}

/** Is what is called a function of the language, and no variable of the expression that has its name? */
export function findBuiltin(procedure: SyntaxNode, scope: Scope | undefined): Builtin | undefined {
  if (procedure.type !== 'variable' || procedure.predicate !== undefined || procedure.group !== undefined) return undefined;
  return isSet(procedure.value, scope) ? undefined : BUILTINS.get(procedure.value);
}

export function isSet(name: string, scope: Scope | undefined): boolean {
  return (scope?.placesOf(name) ?? []).length > 0;
}
