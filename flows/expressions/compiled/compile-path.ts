/**
 * Paths: each step is applied to every item of what the step before found, and what it gives is laid out into one list. Most paths lead
 * through objects alone; those walk from field to field and make no list.
 */
import type { PathNode, SyntaxNode } from '../syntax-tree.ts';
import { isTuplePath } from './bindings.ts';
import { compileGroup } from './compile-constructors.ts';
import { compileEachObject, type EachObject } from './compile-object.ts';
import { compileSort } from './compile-sort.ts';
import { compileTuplePath } from './compile-tuple-path.ts';
import { type Compiling, NotCompiled } from './compiling.ts';
import { compileFilter, type Filter } from './filter.ts';
import type { Code, Frame } from './frame.ts';
import { compileField, lookUp, type ReadField } from './lookup.ts';
import { internName } from './own-field-code.ts';
import { isBuilt, isFound, settle, settleOf, settleResult } from './sequences.ts';
import { isInherited, isList, isObject, Sequence, type Value } from './value.ts';

export function compilePath(node: PathNode, compiling: Compiling): Code {
  if (isTuplePath(node)) {
    return compileTuplePath(node, compiling, (step, inner) => {
      const plain = compileStep(step, inner);
      return (list, frame) => itemsOf(plain.onList(list, frame, false), inner);
    });
  }
  const { keepSingletonArray: keep = false, keepArray = false } = node;
  const own = keep || keepArray || node.group !== undefined ? undefined : compileWhole(node, compiling);
  if (own !== undefined) return own;
  const walk = compileWalk(node, compiling);
  if (node.group !== undefined) {
    const group = compileGroup(node.group, compiling);
    return (input, frame) => group(walk(input, frame), frame);
  }
  const { tracksFound, buildsLists } = compiling;
  const keepOne = keep || keepArray;
  const settleFound = settleOf(compiling);
  return (input, frame) => {
    const found = walk(input, frame);
    if (!keepOne || found === undefined || found instanceof Sequence) return settleFound(found, keepOne, tracksFound);
    // `[]` behind one thing makes a list of it, and one of a list that was built; a list that was there is one.
    return isList(found) && !(keep && buildsLists && isBuilt(found)) ? found : settle([found], true, tracksFound);
  };
}

/** From object to object there is nothing to settle: nothing stands between what asks and the code that reads. */
function compileWhole({ steps }: PathNode, compiling: Compiling): Code | undefined {
  if (compiling.leavesOpen || !steps.every(isPlainName)) return undefined;
  return compileOwnWalk(steps, (found) => settleResult(found, false, false), true, compiling);
}

type Walk = (input: Value, frame: Frame) => Value | Sequence;

function compileWalk({ steps, position }: PathNode, compiling: Compiling): Walk {
  const [first, ...others] = steps;
  if (first === undefined) throw new NotCompiled('a path leads nowhere', position);
  if (isPlainName(first)) return compileFromField(steps, compiling);
  if (first.type === 'name' || first.stages !== undefined) {
    const all = steps.map((step) => compileStep(step, compiling));
    return (input, frame) => walkOn(all, isList(input) ? input : [input], frame);
  }
  return compileFromValue(first, others, compiling);
}

function compileFromField(steps: readonly SyntaxNode[], compiling: Compiling): Walk {
  const count = countPlainNames(steps);
  const walkFields = compileFields(steps.slice(0, count), count === steps.length, compiling);
  if (count === steps.length) return walkFields;
  const rest = steps.slice(count).map((step) => compileStep(step, compiling));
  return (input, frame) => {
    const found = walkFields(input, frame);
    return found instanceof Sequence ? walkOn(rest, found.items, frame) : walkFrom(rest, found, frame, compiling);
  };
}

/** The first step is no field: a variable, a block, a call, a list that is built. */
function compileFromValue(first: SyntaxNode, others: readonly SyntaxNode[], compiling: Compiling): Walk {
  const isBuilt = (first as { readonly consarray?: boolean }).consarray === true;
  const onEach = first.type !== 'variable' && !isBuilt;
  const start = compiling.compile(first, compiling);
  const startOnEach = stepOf(start, [], compiling);
  const all = others.map((step) => compileStep(step, compiling));
  const count = countPlainNames(others);
  const walkFields = count === 0 ? undefined : compileFields(others.slice(0, count), count === others.length, compiling);
  const rest = all.slice(count);
  return (input, frame) => {
    if (onEach && isList(input)) {
      const found = startOnEach.onList(input, frame, all.length === 0);
      return all.length === 0 ? found : walkOn(all, itemsOf(found, compiling), frame);
    }
    const value = start(input, frame);
    if (all.length === 0 || (isBuilt && isList(value) && value.length === 0)) return value;
    if (isBuilt && isList(value)) return walkOn(all, value, frame);
    if (walkFields === undefined || isList(value)) return walkFrom(all, value, frame, compiling);
    const found = walkFields(value, frame);
    if (rest.length === 0) return found;
    return found instanceof Sequence ? walkOn(rest, found.items, frame) : walkFrom(rest, found, frame, compiling);
  };
}

interface Step {
  /** Applied to every item of a list; gives a list of its own, or, when it is the last one and found exactly one list, that. */
  readonly onList: (list: readonly Value[], frame: Frame, last: boolean) => readonly Value[] | Sequence;
  /** What it gives for one thing, where nothing else is done with that. */
  readonly onOne?: Code;
}

function walkOn(steps: readonly Step[], from: readonly Value[], frame: Frame): readonly Value[] | Sequence {
  let found: readonly Value[] | Sequence = from;
  let items = from;
  for (let at = 0; at < steps.length && items.length > 0; at += 1) {
    found = steps[at]!.onList(items, frame, at === steps.length - 1);
    items = found instanceof Sequence ? found.items : found;
  }
  return items.length === 0 && found === from ? NOTHING : found;
}

/** From one thing to the next as long as there is one; lists take the long way. */
function walkFrom(steps: readonly Step[], start: Value, frame: Frame, compiling: Compiling): Value | Sequence {
  let value = start;
  for (let at = 0; at < steps.length; at += 1) {
    if (value === undefined) return undefined;
    const { onOne } = steps[at]!;
    if (onOne === undefined || isList(value)) return walkOn(at === 0 ? steps : steps.slice(at), itemsOf(value, compiling), frame);
    value = onOne(value, frame);
  }
  // A list that an expression found is found again.
  return compiling.tracksFound && isList(value) && isFound(value) ? new Sequence(value) : value;
}

const NOTHING = new Sequence([]);
const NO_ITEMS: readonly Value[] = [];

/** What a step found as the list that the next one is applied to. */
function itemsOf(found: Value | Sequence, { buildsLists }: Compiling): readonly Value[] {
  if (found instanceof Sequence) return found.items;
  if (isList(found)) return buildsLists && isBuilt(found) ? [found] : found;
  return found === undefined ? NO_ITEMS : [found];
}

function isPlainName(step: SyntaxNode): boolean {
  return step.type === 'name' && step.stages === undefined && step.predicate === undefined && step.group === undefined;
}

function countPlainNames(steps: readonly SyntaxNode[]): number {
  const end = steps.findIndex((step) => !isPlainName(step));
  return end === -1 ? steps.length : end;
}

/** From field to field as long as there are objects; lists take the long way. */
function compileFields(steps: readonly SyntaxNode[], last: boolean, compiling: Compiling): Walk {
  const own = compileOwnWalk(steps, (found) => found, last, compiling);
  if (own !== undefined) return own;
  const { tracksFound } = compiling;
  const names = namesOf(steps);
  const longWay = names.map((name) => fieldStep(name, compiling));
  if (!tracksFound && !names.some(isInherited)) return walkByName(names, longWay, last, compiling.prefixes);
  const reads = names.map(compileField);
  const count = reads.length;
  return (input, frame) => {
    let current: Value = input;
    for (let at = 0; at < count; at += 1) {
      if (typeof current !== 'object' || current === null) return undefined;
      if (isList(current)) return throughLists(longWay, at, current, last, frame);
      current = reads[at]!(current as { readonly [name: string]: Value });
    }
    if (!isList(current)) return current;
    // A list that an expression found and put into a field is found again.
    return tracksFound && isFound(current) ? new Sequence(current) : current;
  };
}

function namesOf(steps: readonly SyntaxNode[]): readonly string[] {
  return steps.map((step) => (step as { readonly value: string }).value);
}

/** Undefined where this expression has no code of its own for it. `finish` is for what was found in lists. */
function compileOwnWalk<Found>(
  steps: readonly SyntaxNode[],
  finish: (found: readonly Value[] | Sequence) => Found,
  last: boolean,
  compiling: Compiling,
): ((input: Value, frame: Frame) => Value | Found) | undefined {
  const names = namesOf(steps).map(internName);
  if (compiling.tracksFound || names.length > 4 || names.some(isInherited)) return undefined;
  const walk = compiling.fieldCode.walkFour();
  if (walk === undefined) return undefined;
  const longWay = names.map((name) => fieldStep(name, compiling));
  return walk(names, (list, from, frame) => finish(throughLists(longWay, from, list, last, frame)));
}

/** One or two fields have code of their own, since a loop costs as much as two fields. Three and more remember where the first two led. */
function walkByName(names: readonly string[], longWay: readonly Step[], last: boolean, prefixes: Map<string, number>): Walk {
  const [name1, name2] = names as readonly [string, string];
  if (names.length === 1) {
    return (input, frame) => (isObject(input) ? input[name1] : isList(input) ? throughLists(longWay, 0, input, last, frame) : undefined);
  }
  const walkTwo = (input: Value, frame: Frame): Value | Sequence => {
    if (!isObject(input)) return isList(input) ? throughLists(longWay, 0, input, last, frame) : undefined;
    const first = input[name1];
    return isObject(first) ? first[name2] : isList(first) ? throughLists(longWay, 1, first, last, frame) : undefined;
  };
  if (names.length === 2) return walkTwo;
  const walkRest = walkByName(names.slice(2), longWay.slice(2), last, prefixes);
  const key = JSON.stringify([name1, name2]);
  const number = prefixes.get(key) ?? prefixes.size;
  prefixes.set(key, number);
  return (input, frame) => {
    const { run } = frame;
    if (input === run.root) {
      const known = run.prefixes?.[number];
      if (known !== undefined) return walkRest(known, frame);
    }
    if (!isObject(input)) return isList(input) ? throughLists(longWay, 0, input, last, frame) : undefined;
    const first = input[name1];
    if (!isObject(first)) return isList(first) ? throughLists(longWay, 1, first, last, frame) : undefined;
    const second = first[name2];
    if (input === run.root && isObject(second)) (run.prefixes ??= [])[number] = second;
    return walkRest(second, frame);
  };
}

function throughLists(
  steps: readonly Step[],
  from: number,
  list: readonly Value[],
  last: boolean,
  frame: Frame,
): readonly Value[] | Sequence {
  let items = list;
  for (let at = from; at < steps.length; at += 1) {
    const isLast = last && at === steps.length - 1;
    const found = steps[at]!.onList(items, frame, isLast);
    if (at === steps.length - 1) return found;
    items = found instanceof Sequence ? found.items : found;
    if (items.length === 0) break;
  }
  return NOTHING;
}

export function fieldCode(read: ReadField, { tracksFound }: Compiling): Code {
  return (input, frame) => {
    if (typeof input !== 'object' || input === null) return undefined;
    if (!isList(input)) return read(input as { readonly [name: string]: Value });
    const found = lookUp(input, read, frame.run);
    return found instanceof Sequence ? settle(found.items, false, tracksFound) : found;
  };
}

function compileStep(step: SyntaxNode, compiling: Compiling): Step {
  const filters = (step.stages ?? []).map((stage) => {
    if (stage.type !== 'filter') throw new NotCompiled('it numbers a step in a way that is not known', stage.position);
    return compileFilter(stage.expr, compiling);
  });
  if (step.type !== 'sort') {
    const anyWay = stepOf(compiling.compile(step, compiling), filters, compiling);
    const eachObject = filters.length > 0 ? undefined : compileEachObject(step, compiling);
    return eachObject === undefined ? anyWay : withEachObject(anyWay, eachObject);
  }
  const sort = compileSort(step, compiling);
  return {
    onList(list, frame) {
      let sorted: readonly Value[] | Sequence = list.length > 1 ? sort(list, frame) : new Sequence(list);
      for (const filter of filters) sorted = filter(sorted, frame);
      return sorted;
    },
  };
}

/** The same as any step that reads a field, without asking each item more than whether it is an object. */
function fieldStep(name: string, compiling: Compiling): Step {
  const anyWay = stepOf(fieldCode(compileField(name), compiling), [], compiling);
  if (isInherited(name)) return anyWay;
  const { fieldCode: code } = compiling;
  /** Taken once there is a list: few fields are read through one. */
  let readAll: ReturnType<ReturnType<typeof code.readEach>> | undefined;
  return {
    ...anyWay,
    onList(list, frame, last) {
      readAll ??= code.readEach()(internName(name));
      const found: Value[] = [];
      if (!readAll(list, found)) return anyWay.onList(list, frame, last);
      frame.run.spend(list.length);
      return new Sequence(found);
    },
  };
}

function withEachObject(anyWay: Step, eachObject: EachObject): Step {
  return {
    ...anyWay,
    onList(list, frame, last) {
      const made = eachObject(list, frame);
      return made === undefined ? anyWay.onList(list, frame, last) : new Sequence(made);
    },
  };
}

function stepOf(code: Code, filters: readonly Filter[], { buildsLists, tracksFound }: Compiling): Step {
  const filtersAny = filters.length > 0;
  const onList: Step['onList'] = (list, frame, last) => {
    frame.run.spend(list.length);
    const laidOut: Value[] = [];
    /** The one list that was found so far and may be the answer as it is. */
    let only: readonly Value[] | undefined;
    let count = 0;
    for (const item of list) {
      let found: Value | Sequence = code(item, frame);
      if (filtersAny) for (const filter of filters) found = filter(found, frame);
      if (found === undefined) continue;
      count += 1;
      if (count > 1 && only !== undefined) {
        layOut(only, laidOut, buildsLists, frame);
        only = undefined;
      }
      if (found instanceof Sequence) for (const one of found.items) laidOut.push(one);
      else if (!isList(found)) laidOut.push(found);
      else if (last && count === 1 && !(tracksFound && isFound(found))) only = found;
      else layOut(found, laidOut, buildsLists, frame);
    }
    return only ?? new Sequence(laidOut);
  };
  return filters.length === 0 ? { onList, onOne: code } : { onList };
}

function layOut(list: readonly Value[], into: Value[], buildsLists: boolean, frame: Frame): void {
  if (buildsLists && isBuilt(list)) {
    into.push(list);
    return;
  }
  frame.run.spend(list.length);
  for (const item of list) into.push(item);
}
