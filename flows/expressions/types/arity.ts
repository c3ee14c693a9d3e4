/** How many arguments functions are given by `$map` and the like. */
import { BUILTINS } from '../compiled/builtins.ts';
import type { FunctionShape } from './function-shape.ts';
import { membersOf, type Type } from './type.ts';

export function arityOfFunction(type: Type): number {
  const members = membersOf(type) ?? [];
  return Math.max(0, ...members.map((member) => (member.kind === 'function' ? arityOf(member.shape) : 0)));
}

export function arityOf(shape: FunctionShape | undefined): number {
  switch (shape?.kind) {
    case 'builtin':
      return BUILTINS.get(shape.name)?.value.arity ?? 0;
    case 'lambda':
      return shape.node.arguments.length;
    case 'partial':
      return shape.given.filter((given, at) => given === undefined && at < arityOfFunction(shape.of)).length;
    case 'chain':
    case 'transform':
    case 'regex':
      return 1;
    default:
      return 3;
  }
}
