/** `{…}`: an object whose fields have names known when it is compiled. Fields are computed in text order. */
import type { ObjectNode, SyntaxNode } from '../syntax-tree.ts';
import { count, isCounted } from './accounting.ts';
import { compileGroup, type Grouping, REFUSED } from './compile-constructors.ts';
import type { Compiling } from './compiling.ts';
import type { FieldMade, Fill } from './field-code.ts';
import { compileCopies, compileFill } from './fill-object.ts';
import type { Code, Frame } from './frame.ts';
import { SHARED_FIELD_CODE } from './own-field-code.ts';
import { behind, fieldBehind, findSharedWay, isBehind } from './shared-way.ts';
import { isList, isObject, type ObjectValue, setField, type Value } from './value.ts';

export function compileObject(node: ObjectNode, compiling: Compiling): Code {
  const names = namesOf(node);
  if (names === undefined) return compileGroup(node, compiling);
  // Of lists, and where a shared way leads elsewhere: rare, so that nothing is spent on it before it is needed.
  let grouping: Grouping | undefined;
  const anyWay: Code = (input, frame) => {
    grouping ??= compileGroup(node, { ...compiling, fieldCode: SHARED_FIELD_CODE });
    return grouping(input, frame);
  };
  const weight = weightOf(names);
  const values = node.lhs.map(([, value]) => value);
  const makeFields = (from: ReturnType<typeof findSharedWay>) => values.map((value, at) => compileMade(names[at]!, value, from, compiling));
  if (names.includes('__proto__')) return compileByHand(makeFields(undefined), weight, anyWay);
  const way = findSharedWay(values, compiling);
  const fields = makeFields(way);
  if (way === undefined) {
    const fill = compileFill(fields, compiling.fieldCode);
    return (input, frame) => {
      if (isList(input)) return anyWay(input, frame);
      const object: Record<string, Value> = {};
      frame.run.answerSize += weight;
      fill(object, input, NO_FIELDS, frame);
      return object;
    };
  }
  const walk = way.length === 0 ? undefined : compiling.compile({ type: 'path', steps: way }, compiling);
  /** Taken once there is one: what is copied of each item of a list needs none. */
  let fill: Fill | undefined;
  return (input, frame) => {
    const given = walk === undefined || isList(input) ? input : walk(input, frame);
    if (!isObject(given)) return anyWay(input, frame);
    const object: Record<string, Value> = {};
    frame.run.answerSize += weight;
    fill ??= compileFill(fields, compiling.fieldCode);
    fill(object, input, given, frame);
    return object;
  };
}

const NO_FIELDS: ObjectValue = {};

/** Gives an object for each item; undefined where an item is no object. */
export type EachObject = (list: readonly Value[], frame: Frame) => readonly Value[] | undefined;

/** Undefined where anything else is done than copying fields. */
export function compileEachObject(node: SyntaxNode, compiling: Compiling): EachObject | undefined {
  if (node.type !== 'unary' || node.value !== '{' || node.predicate !== undefined || node.group !== undefined) return undefined;
  const names = namesOf(node);
  if (names === undefined || names.includes('__proto__')) return undefined;
  const copied = node.lhs.map(([, value]) => fieldBehind(value, [], compiling));
  if (!copied.every((from) => from !== undefined)) return undefined;
  const fields = names.map((name, at): FieldMade => ({ name, from: copied[at], code: () => undefined, onGiven: false, counted: false }));
  const weight = weightOf(names);
  /** Taken once there is a list. */
  let copyAll: ReturnType<typeof compileCopies> | undefined;
  return (list, { run }) => {
    copyAll ??= compileCopies(fields, compiling.fieldCode);
    const made: Record<string, Value>[] = [];
    run.spend(list.length);
    if (!copyAll(list, made, run)) return undefined;
    run.answerSize += weight * list.length;
    return made;
  };
}

function compileMade(name: string, value: SyntaxNode, way: readonly SyntaxNode[] | undefined, compiling: Compiling): FieldMade {
  const from = way === undefined ? undefined : fieldBehind(value, way, compiling);
  const onGiven = way !== undefined && way.length > 0 && isBehind(value, way, compiling);
  const code: Code = from === undefined ? compiling.compile(onGiven ? behind(value, way) : value, compiling) : () => undefined;
  return { name, from, code, onGiven, counted: isCounted(value) };
}

/** A field called `__proto__` is one like any other. None of the fields is a copy of one of what is given. */
function compileByHand(fields: readonly FieldMade[], weight: number, anyWay: Code): Code {
  return (input, frame) => {
    if (isList(input)) return anyWay(input, frame);
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

/** Undefined where one is computed, stands there twice, or may not be made. */
function namesOf({ lhs }: ObjectNode): readonly string[] | undefined {
  const names = lhs.flatMap(([key]) =>
    key.type === 'string' && key.predicate === undefined && key.group === undefined ? [String(key.value)] : [],
  );
  const usual = names.length === lhs.length && names.length > 0 && new Set(names).size === names.length;
  return usual && !names.some((name) => REFUSED.has(name)) ? names : undefined;
}

function weightOf(names: readonly string[]): number {
  return 4 + names.reduce((sum, name) => sum + name.length + 4, 0);
}
