/** `[…]`, `{…}` and grouping. Members are computed in text order. */
import type { ArrayNode, KeyValue, ObjectNode, SyntaxNode } from '../syntax-tree.ts';
import { count, isCounted } from './accounting.ts';
import type { Compiling } from './compiling.ts';
import { failure } from './failure.ts';
import type { ValueOfField } from './field-code.ts';
import { compileCopy, compileFill } from './fill-object.ts';
import type { Code, Frame } from './frame.ts';
import { SHARED_FIELD_CODE } from './own-field-code.ts';
import { markBuilt } from './sequences.ts';
import { isInherited, isList, Sequence, setField, type Value } from './value.ts';

export function compileArray(node: ArrayNode, compiling: Compiling): Code {
  const members = node.expressions.map((expression) => ({
    code: compiling.compile(expression, compiling),
    // A list written as member stays a list; what an expression gives is laid out.
    whole: expression.type === 'unary' && expression.value === '[',
    counted: isCounted(expression),
  }));
  const built = (node as { readonly consarray?: boolean }).consarray === true;
  const [only] = members;
  if (members.length === 1 && only !== undefined && !built) return compileSingle(only);
  return (input, frame) => {
    const list: Value[] = [];
    for (const { code, whole, counted } of members) {
      const value = code(input, frame);
      if (value === undefined) continue;
      if (!counted) count(value, frame.run);
      if (whole || !isList(value)) list.push(value);
      else {
        frame.run.spend(value.length);
        for (const item of value) list.push(item);
      }
    }
    frame.run.spend(1);
    if (built) markBuilt(list);
    return list;
  };
}

/** `[found]`: a copy, since the list that was found may be of the payload, or be marked. */
function compileSingle({ code, whole, counted }: { readonly code: Code; readonly whole: boolean; readonly counted: boolean }): Code {
  return (input, frame) => {
    const value = code(input, frame);
    if (value === undefined) return [];
    if (!counted) count(value, frame.run);
    if (whole || !isList(value)) return [value];
    frame.run.spend(value.length);
    return value.slice();
  };
}

export function compileObject(node: ObjectNode, compiling: Compiling): Code {
  // Of lists and of what is no object: rare, so nothing of its own is spent on it.
  const shared = { ...compiling, fieldCode: SHARED_FIELD_CODE };
  const grouping = compileGroup(node, shared);
  const names = node.lhs.map(([key]) => literalName(key));
  if (
    names.length === 0 ||
    names.some((name) => name === undefined) ||
    new Set(names).size < names.length ||
    names.some((name) => REFUSED.has(name!))
  )
    return grouping;
  const copies = node.lhs.map(([, value], index) => [names[index]!, plainField(value)] as const);
  const copiesAll = copies.every((pair): pair is readonly [string, string] => pair[1] !== undefined);
  const fields = node.lhs.map(([, value], index) => ({
    name: names[index]!,
    code: compiling.compile(value, copiesAll ? shared : compiling),
    counted: isCounted(value),
  }));
  const weight = 4 + names.reduce((sum, name) => sum + name!.length + 4, 0);
  if (names.includes('__proto__')) return compileByHand(fields, weight, grouping);
  const fill = compileFill(fields, copiesAll ? SHARED_FIELD_CODE : compiling.fieldCode);
  const copy = copiesAll ? compileCopy(copies as readonly (readonly [string, string])[], compiling.fieldCode) : fill;
  return (input, frame) => {
    if (isList(input)) return grouping(input, frame);
    const object: Record<string, Value> = {};
    frame.run.answerSize += weight;
    if (typeof input === 'object' && input !== null) copy(object, input, frame);
    else fill(object, input, frame);
    return object;
  };
}

/** A field called `__proto__` is one like any other. */
function compileByHand(fields: readonly ValueOfField[], weight: number, grouping: Grouping): Code {
  return (input, frame) => {
    if (isList(input)) return grouping(input, frame);
    const object: Record<string, Value> = {};
    frame.run.answerSize += weight;
    for (const { name, code, counted } of fields) {
      const value = code(input, frame);
      if (value === undefined) continue;
      if (!counted) count(value, frame.run);
      setField(object, name, value);
    }
    return object;
  };
}

/** The name of the one field that this reads, if it does nothing else. */
function plainField(node: SyntaxNode): string | undefined {
  if (node.type !== 'path' || node.steps.length !== 1 || node.group !== undefined || node.keepSingletonArray === true) return undefined;
  const [step] = node.steps;
  if (step?.type !== 'name' || step.stages !== undefined || (step as { readonly tuple?: boolean }).tuple === true) return undefined;
  return node.predicate !== undefined || node.keepArray === true || isInherited(step.value) ? undefined : step.value;
}

function literalName(key: SyntaxNode): string | undefined {
  return key.type === 'string' && key.predicate === undefined && key.group === undefined ? String(key.value) : undefined;
}

/** Marks of the reference implementation, which it does not let be made. */
const REFUSED = new Set(['_jsonata_lambda', '_jsonata_function']);

/** What is grouped, and the variables that each item brings along. */
export type Grouping = (input: Value | Sequence, frame: Frame) => Value;

interface Pair {
  readonly key: Code;
  readonly value: Code;
  readonly counted: boolean;
}

interface Group {
  readonly pair: Pair;
  items: Value[];
  /** Several items, or one that is a list: the value sees a list. */
  data: Value;
}

export function compileGroup(group: { readonly lhs: readonly KeyValue[]; readonly position?: number }, compiling: Compiling): Grouping {
  const pairs = group.lhs.map(([key, value]) => ({
    key: compiling.compile(key, compiling),
    value: compiling.compile(value, compiling),
    counted: isCounted(value),
  }));
  const { position } = group;
  return (input, frame) => {
    const given = input instanceof Sequence ? input.items : isList(input) ? input : [input];
    // Of nothing, an object is made all the same: that is how one is written down.
    const items = given.length === 0 ? [undefined] : given;
    frame.run.spend(items.length * pairs.length);
    const groups = new Map<string, Group>();
    for (const item of items) for (const pair of pairs) addToGroup(groups, pair, pair.key(item, frame), item, position);
    const object: Record<string, Value> = {};
    for (const [name, { pair, data }] of groups) {
      const value = pair.value(data, frame);
      if (value === undefined) continue;
      frame.run.answerSize += name.length + 8;
      if (!pair.counted) count(value, frame.run);
      setField(object, name, value);
    }
    return object;
  };
}

function addToGroup(groups: Map<string, Group>, pair: Pair, name: Value, item: Value, position: number | undefined): void {
  if (name === undefined) return;
  checkName(name, position);
  const known = groups.get(name);
  if (known === undefined) {
    groups.set(name, { pair, items: [], data: item });
    return;
  }
  if (known.pair !== pair) throw failure('D1009', name, position);
  known.data = join(known, item);
}

export function checkName(name: Value, position: number | undefined): asserts name is string {
  if (typeof name !== 'string') throw failure('T1003', name, position);
  if (REFUSED.has(name)) throw failure('D1013', name, position);
}

/** As `$append` does: nothing is left out, lists are laid out. The list that grows is the group's own. */
function join(group: Group, item: Value): Value {
  if (item === undefined) return group.data;
  if (group.data === undefined) return item;
  if (group.items.length === 0) group.items = isList(group.data) ? [...group.data] : [group.data];
  if (isList(item)) for (const one of item) group.items.push(one);
  else group.items.push(item);
  return group.items;
}
