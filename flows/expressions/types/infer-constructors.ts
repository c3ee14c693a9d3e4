/** `[…]`, `{…}` and grouping (compiled/compile-constructors.ts). */
import type { ArrayNode, KeyValue, ObjectNode, SyntaxNode } from '../syntax-tree.ts';
import { type Found, listOfFound, whole } from './found.ts';
import type { Frame } from './frame.ts';
import { type Inferring, reportAt } from './inferring.ts';
import { placeOf } from './places.ts';
import { itemsOf, listOfItems, type Stream } from './stream.ts';
import { type Field, type ListType, membersOf, NEVER, NOTHING, type Resolved, type Type } from './type.ts';
import { typeText } from './type-text.ts';
import { union, without } from './union.ts';

export function inferArray(node: ArrayNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  const prefix: Type[] = [];
  const rest: Type[] = [];
  let min = 0;
  let max = 0;
  for (const expression of node.expressions) {
    const type = inferring.infer(expression, input, frame);
    if (type.kind === 'never') return NEVER;
    // A list written as member stays a list; what an expression gives is laid out.
    const isWhole = expression.type === 'unary' && expression.value === '[';
    const { item, min: fewest, max: most }: Stream = isWhole ? { item: type, min: 1, max: 1 } : itemsOf(type);
    if (rest.length === 0 && fewest === 1 && most === 1) prefix.push(item);
    else if (most > 0) rest.push(item);
    min += fewest;
    max += most;
  }
  const built = (node as { readonly consarray?: boolean }).consarray === true ? ({ built: 'yes' } as const) : {};
  const list: ListType = { kind: 'list', prefix, items: union(...rest), min, max, ...built };
  return list;
}

export function inferObject(node: ObjectNode, input: Type, frame: Frame, inferring: Inferring): Resolved {
  return inferGroup(node, whole(input), frame, inferring);
}

/** `{…}` behind something, or by itself: of nothing an object is made all the same. */
export function inferGroup(
  group: { readonly lhs: readonly KeyValue[]; readonly position?: number },
  found: Found,
  frame: Frame,
  inferring: Inferring,
): Resolved {
  const items = groupedItems(found);
  return inferPairs(group.lhs, items, inferring, (part, isKey) => inferring.infer(part, isKey ? items.item : groupOf(items), frame));
}

/** What is grouped: one thing as it is, lists item by item, and where there is nothing, nothing once. */
function groupedItems(found: Found): Stream {
  const { asIs, stream } = found;
  if (stream === undefined && asIs.kind !== 'unknown' && !membersOf(asIs)!.some(({ kind }) => kind === 'list'))
    return { item: asIs, min: 1, max: 1 };
  const list = listOfFound(found);
  if (list.min > 0) return list;
  return { item: union(list.item, NOTHING), min: 1, max: Math.max(1, list.max) };
}

/** What the value of a pair is applied to: the item, or the list of those with the same name. */
function groupOf({ item, max }: Stream): Resolved {
  if (max <= 1) return item;
  const { item: one } = itemsOf(item);
  return union(item, listOfItems(one, 2, max * Math.max(1, itemsOf(item).max)));
}

/** `infer` gives the type of a name or value for what is grouped. */
export function inferPairs(
  pairs: readonly KeyValue[],
  items: Pick<Stream, 'item' | 'min' | 'max'>,
  inferring: Inferring,
  infer: (part: SyntaxNode, isKey: boolean) => Resolved,
): Resolved {
  const fields = new Map<string, Field>();
  let rest: Resolved | undefined;
  for (const [key, value] of pairs) {
    const name = key.type === 'string' && key.predicate === undefined && key.group === undefined ? String(key.value) : undefined;
    const names = name === undefined ? infer(key, true) : undefined;
    if (names !== undefined) checkKey(key, names, inferring);
    const type = infer(value, false);
    if (items.item.kind === 'never') return NEVER;
    const at = placeOf(value, inferring.source);
    if (name !== undefined) {
      if (type.kind === 'never') return NEVER;
      if (type.kind !== 'nothing') fields.set(name, { type, at });
      continue;
    }
    const constants = constantNames(names!);
    if (constants === undefined)
      rest = union(
        rest ?? NEVER,
        without(type, ({ kind }) => kind === 'nothing'),
      );
    else for (const one of constants) fields.set(one, { type: union(fields.get(one)?.type ?? NEVER, type, NOTHING), at });
  }
  // A name that is computed may be one that is written down as well.
  if (rest !== undefined)
    for (const [name, { type, at }] of fields) fields.set(name, { type: union(type, rest), ...(at === undefined ? {} : { at }) });
  return { kind: 'object', fields, ...(rest === undefined ? {} : { rest }) };
}

function constantNames(type: Resolved): readonly string[] | undefined {
  const members = membersOf(type);
  if (members === undefined) return undefined;
  const names: string[] = [];
  for (const member of members) {
    if (member.kind !== 'text') continue;
    if (member.values === undefined) return undefined;
    names.push(...member.values);
  }
  return names;
}

function checkKey(key: SyntaxNode, type: Resolved, inferring: Inferring): void {
  const members = membersOf(type);
  if (members === undefined) {
    inferring.unsure();
    return;
  }
  const wrong = members.filter(({ kind }) => kind !== 'text' && kind !== 'nothing');
  if (wrong.length === 0) return;
  const isSure = members.every(({ kind }) => kind !== 'text');
  reportAt(
    inferring,
    key,
    isSure ? 'error' : 'warning',
    isSure ? 'wrong-type' : 'may-be-wrong-type',
    `The name of a field must be a text; this ${isSure ? 'is' : 'may be'} ${typeText(union(...wrong))}.`,
    'Convert it with $string.',
  );
}
