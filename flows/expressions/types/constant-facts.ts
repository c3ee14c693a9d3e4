/** Values that are written down in a condition, and what is left of a type when it is one of them, or none. */
import type { SyntaxNode } from '../syntax-tree.ts';
import { constantNumber, constantText, FALSE, type Member, membersOf, NEVER, NULL, type Resolved, TRUE, type Type } from './type.ts';
import { mapMembers, union } from './union.ts';

export type Constant = string | number | boolean | null;

export function constantOf(node: SyntaxNode): Constant | undefined {
  if (node.predicate !== undefined || node.group !== undefined) return undefined;
  return node.type === 'string' || node.type === 'number' || node.type === 'value' ? node.value : undefined;
}

export function constantsOf(node: SyntaxNode): readonly Constant[] | undefined {
  if (node.type !== 'unary' || node.value !== '[' || node.predicate !== undefined || node.group !== undefined) return undefined;
  const values = (node as unknown as { readonly expressions: readonly SyntaxNode[] }).expressions.map(constantOf);
  return values.every((value) => value !== undefined) ? values : undefined;
}

export function oneOf(type: Type, values: readonly Constant[]): Resolved {
  const members = membersOf(type);
  if (members === undefined) return union(...values.map(typeOf));
  return mapMembers(type, (member) => {
    switch (member.kind) {
      case 'null':
        return values.includes(null) ? member : NEVER;
      case 'boolean':
        return union(...values.filter((value) => typeof value === 'boolean' && (member.value ?? value) === value).map(typeOf));
      case 'text':
      case 'number': {
        const type = member.kind === 'text' ? 'string' : 'number';
        const known: readonly unknown[] | undefined = member.values;
        const left = values.filter((value) => typeof value === type && (known === undefined || known.includes(value)));
        return left.length === 0 ? NEVER : ({ ...member, values: left } as Member);
      }
      default:
        return NEVER;
    }
  });
}

export function noneOf(type: Type, values: readonly Constant[]): Resolved {
  return mapMembers(type, (member) => {
    if (member.kind === 'null') return values.includes(null) ? NEVER : member;
    if (member.kind === 'boolean') {
      const left = [true, false].filter((value) => (member.value ?? value) === value && !values.includes(value));
      return union(...left.map(typeOf));
    }
    if ((member.kind !== 'text' && member.kind !== 'number') || member.values === undefined) return member;
    const left = (member.values as readonly Constant[]).filter((value) => !values.includes(value));
    return left.length === 0 ? NEVER : ({ ...member, values: left } as Member);
  });
}

function typeOf(value: Constant): Type {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  return typeof value === 'string' ? constantText(value) : constantNumber(value);
}
