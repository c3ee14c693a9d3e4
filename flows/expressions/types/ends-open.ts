/** Functions that end with a list as it was found, still to be settled by whoever called them: `$map` and the like do not. */
import type { SyntaxNode } from '../syntax-tree.ts';
import { BUILTIN_NAMES } from './builtin-types.ts';
import type { FunctionShape } from './function-shape.ts';
import { FINDING } from './marks.ts';
import { membersOf } from './type.ts';

/** May it end with a list as it was found, still to be settled? */
export function endsOpen(shape: FunctionShape | undefined): boolean {
  switch (shape?.kind) {
    case 'builtin':
      return FINDING.has(shape.name);
    case 'lambda':
      return tailIsOpen(shape.node.body);
    case 'partial':
      return membersOf(shape.of)?.some((member) => member.kind === 'function' && endsOpen(member.shape)) ?? true;
    case 'chain':
      return membersOf(shape.next)?.some((member) => member.kind === 'function' && endsOpen(member.shape)) ?? true;
    case 'regex':
    case 'transform':
      return false;
    default:
      return true;
  }
}

function tailIsOpen(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'lambda': {
      const { body } = node;
      if (node.thunk !== true || body.type !== 'function') return false;
      const { procedure } = body;
      return procedure.type !== 'variable' || FINDING.has(procedure.value) || !BUILTIN_NAMES.has(procedure.value);
    }
    case 'condition':
      return tailIsOpen(node.then) || (node.else !== undefined && tailIsOpen(node.else));
    case 'block':
      return node.expressions.length > 0 && tailIsOpen(node.expressions.at(-1)!);
    case 'variable':
    case 'bind':
    case 'apply':
      return true;
    default:
      return false;
  }
}
