/** `[…]` and grouping. Members are computed in text order. */
import type { ArrayNode, KeyValue } from '../syntax-tree.ts';
import { count, isCounted } from './accounting.ts';
import type { Compiling } from './compiling.ts';
import { failure } from './failure.ts';
import type { Code, Frame } from './frame.ts';
import { markBuilt } from './sequences.ts';
import { isList, Sequence, setField, type Value } from './value.ts';

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

/** Marks of the reference implementation, which it does not let be made. */
export const REFUSED = new Set(['_jsonata_lambda', '_jsonata_function']);

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
