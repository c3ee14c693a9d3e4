/** `= !=` and `< <= > >=`. */
import type { BinaryNode, SyntaxNode } from '../syntax-tree.ts';
import { type Inferring, reportAt, wrappedIn } from './inferring.ts';
import { nearName } from './near-name.ts';
import { placeOf } from './places.ts';
import { BOOLEAN, FALSE, type Member, membersOf, NEVER, NOTHING, type Resolved, TRUE } from './type.ts';
import { typeText } from './type-text.ts';
import { maybeNothing, union, withoutNothing } from './union.ts';

export function inferEquality(node: BinaryNode, left: Resolved, right: Resolved, inferring: Inferring): Resolved {
  // Nothing is neither equal nor unequal to anything.
  if (left.kind === 'nothing' || right.kind === 'nothing') return FALSE;
  const isEqual = node.value === '=';
  const a = withoutNothing(left);
  const b = withoutNothing(right);
  // Asking for null is caution, and never wrong.
  if (!areDisjoint(a, b) || a.kind === 'null' || b.kind === 'null') return BOOLEAN;
  const near = nearConstant(node.rhs, a, b) ?? nearConstant(node.lhs, b, a);
  reportAt(
    inferring,
    near?.node ?? node,
    'warning',
    'never-equal',
    `These are never equal: ${typeText(a)} and ${typeText(b)}.`,
    near === undefined ? 'Compare values of the same kind.' : `Did you mean "${near.name}"?`,
    near === undefined ? undefined : { at: placeOf(near.node, inferring.source), text: JSON.stringify(near.name) },
  );
  if (isEqual) return FALSE;
  return maybeNothing(left) || maybeNothing(right) ? BOOLEAN : TRUE;
}

/** A text that is written down and is none of those it is compared with. */
function nearConstant(
  node: SyntaxNode,
  known: Resolved,
  written: Resolved,
): { readonly node: SyntaxNode; readonly name: string } | undefined {
  if (node.type !== 'string' || written.kind !== 'text' || known.kind !== 'text' || known.values === undefined) return undefined;
  const name = nearName(String(node.value), known.values);
  return name === undefined ? undefined : { node, name };
}

function areDisjoint(one: Resolved, other: Resolved): boolean {
  const left = membersOf(one);
  const right = membersOf(other);
  if (left === undefined || right === undefined || left.length === 0 || right.length === 0) return false;
  return left.every((a) => right.every((b) => cannotBeEqual(a, b)));
}

function cannotBeEqual(one: Member, other: Member): boolean {
  if (one.kind !== other.kind) return true;
  if (one.kind === 'text' || one.kind === 'number') {
    const values = (other as { readonly values?: readonly (string | number)[] }).values;
    return one.values !== undefined && values !== undefined && !one.values.some((value: string | number) => values.includes(value));
  }
  return one.kind === 'boolean' && one.value !== undefined && (other as typeof one).value === !one.value;
}

export function inferOrder(node: BinaryNode, left: Resolved, right: Resolved, inferring: Inferring): Resolved {
  const wrong = [...wrongToCompare(node.lhs, left, node.value, inferring), ...wrongToCompare(node.rhs, right, node.value, inferring)];
  const ones = membersOf(left);
  const others = membersOf(right);
  if (ones !== undefined && others !== undefined && wrong.length === 0) {
    const kinds = (members: readonly Member[]) => new Set(members.map(({ kind }) => kind).filter((kind) => kind !== 'nothing'));
    const a = kinds(ones);
    const b = kinds(others);
    const isMixed = (a.has('text') && b.has('number')) || (a.has('number') && b.has('text'));
    const isSure = isMixed && a.size === 1 && b.size === 1;
    if (isMixed) {
      const text = a.has('text') ? node.lhs : node.rhs;
      reportAt(
        inferring,
        node,
        isSure ? 'error' : 'warning',
        isSure ? 'wrong-type' : 'may-be-wrong-type',
        `"${node.value}" compares ${typeText(withoutNothing(left))} with ${typeText(withoutNothing(right))}: one is text, one a number.`,
        'Convert one of them with $number or $string.',
        isSure ? wrappedIn(text, '$number', inferring) : undefined,
      );
      if (isSure) return maybeNothing(left) || maybeNothing(right) ? NOTHING : NEVER;
    }
  }
  if (left.kind === 'nothing' || right.kind === 'nothing') return NOTHING;
  return maybeNothing(left) || maybeNothing(right) ? union(BOOLEAN, NOTHING) : BOOLEAN;
}

function wrongToCompare(node: SyntaxNode, type: Resolved, operator: string, inferring: Inferring): readonly Member[] {
  const members = membersOf(type);
  if (members === undefined) {
    inferring.unsure();
    return [];
  }
  const wrong = members.filter(({ kind }) => kind !== 'text' && kind !== 'number' && kind !== 'nothing');
  if (wrong.length === 0) return [];
  const isSure = wrong.length === members.length;
  reportAt(
    inferring,
    node,
    isSure ? 'error' : 'warning',
    isSure ? 'wrong-type' : 'may-be-wrong-type',
    `"${operator}" compares numbers or texts; this ${isSure ? 'is' : 'may be'} ${typeText(union(...wrong))}.`,
    wrong.every(({ kind }) => kind === 'null') ? 'Ask first whether it is null.' : 'Compare a number or a text.',
  );
  return wrong;
}
