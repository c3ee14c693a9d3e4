/** Paths that carry variables from step to step: `@$x`, `#$i` and the parent `%`. */
import type { PathNode, SyntaxNode } from '../syntax-tree.ts';
import { findStepBindings, findTupleNames } from './bindings.ts';
import { checkName } from './compile-constructors.ts';
import { comesAfter, compileSort, compileSortTerms } from './compile-sort.ts';
import type { Compiling } from './compiling.ts';
import { failure } from './failure.ts';
import { isIndex } from './filter.ts';
import { type Code, Frame, Scope } from './frame.ts';
import { mergeSort } from './merge-sort.ts';
import { isNumber, isNumberList, isTrue } from './operations.ts';
import { settle } from './sequences.ts';
import { bind, frameOf, mergeTuples, type Tuple, TupleStream } from './tuples.ts';
import { isList, setField, type Value } from './value.ts';

/** What the steps of such a path are compiled with: a scope that holds every name a tuple may carry. */
interface Carrying extends Compiling {
  readonly scope: Scope;
}

/** The tuples that a step makes of those before it, or of a plain list when it is the first that binds something. */
type TupleStep = (tuples: readonly Tuple[], frame: Frame) => readonly Tuple[];

export function compileTuplePath(
  node: PathNode,
  outer: Compiling,
  compilePlainStep: (step: SyntaxNode, compiling: Compiling) => (list: readonly Value[], frame: Frame) => readonly Value[],
): Code {
  const scope = new Scope(outer.scope, [...findTupleNames(node), ...findStepBindings(node)]);
  const compiling: Carrying = { ...outer, scope };
  const firstTuple = node.steps.findIndex(isTuple);
  const plain = node.steps.slice(0, firstTuple).map((step) => compilePlainStep(step, compiling));
  const steps = node.steps.slice(firstTuple).map((step, index) => compileTupleStep(step, index === 0, compiling));
  const group = node.group === undefined ? undefined : compileTupleGroup(node.group, compiling);
  const isVariable = node.steps[0]?.type === 'variable';
  const carriesOn = (node as { readonly tuple?: boolean }).tuple === true;
  const keep = node.keepSingletonArray === true || node.keepArray === true;
  return (input, frame) => {
    const inner = new Frame(frame.run, frame, scope.size);
    let list: readonly Value[] = isList(input) && !isVariable ? input : [input];
    for (const step of plain) {
      list = step(list, inner);
      if (list.length === 0) return group?.([], frame);
    }
    let tuples: readonly Tuple[] = list.map((item) => ({ item, bound: NOTHING_BOUND }));
    for (const step of steps) tuples = step(tuples, frame);
    if (group !== undefined) return group(tuples, frame);
    if (carriesOn) return new TupleStream(tuples) as unknown as Value;
    return settle(
      tuples.map(({ item }) => item),
      keep,
      outer.tracksFound,
    );
  };
}

const NOTHING_BOUND: ReadonlyMap<string, Value> = new Map();

function isTuple(step: SyntaxNode): boolean {
  return (step as { readonly tuple?: boolean }).tuple === true;
}

function compileTupleStep(step: SyntaxNode, isFirst: boolean, compiling: Carrying): TupleStep {
  const own = step.type === 'sort' ? compileTupleSort(step, isFirst, compiling) : compileBinding(step, compiling);
  const stages = (step.stages ?? []).map((stage): TupleStep => {
    if (stage.type === 'filter') return compileTupleFilter(stage.expr, compiling);
    return (tuples) => tuples.map((tuple, at) => bind(tuple, stage.value, at));
  });
  return (tuples, frame) => stages.reduce((given, stage) => stage(given, frame), own(tuples, frame));
}

function compileBinding(step: SyntaxNode, compiling: Carrying): TupleStep {
  const code = compiling.compile(step, compiling);
  const { focus, index, ancestor } = step;
  return (tuples, frame) => {
    const carried: Tuple[] = [];
    frame.run.spend(tuples.length);
    for (const tuple of tuples) {
      const found = code(tuple.item, frameOf(tuple, frame, compiling.scope)) as Value | TupleStream;
      if (found === undefined) continue;
      if (found instanceof TupleStream) {
        frame.run.spend(found.tuples.length);
        for (const { item, bound } of found.tuples) carried.push({ item, bound: new Map([...tuple.bound, ...bound]) });
        continue;
      }
      const list = isList(found) ? found : [found];
      frame.run.spend(list.length * (1 + tuple.bound.size));
      for (const [at, value] of list.entries()) {
        const bound = new Map(tuple.bound);
        if (focus !== undefined) bound.set(focus, value);
        if (index !== undefined) bound.set(index, at);
        if (ancestor !== undefined) bound.set(ancestor.label, tuple.item);
        carried.push({ item: focus === undefined ? value : tuple.item, bound });
      }
    }
    return carried;
  };
}

function compileTupleSort(step: Extract<SyntaxNode, { type: 'sort' }>, isFirst: boolean, compiling: Carrying): TupleStep {
  const { index, position } = step;
  if (isFirst) {
    const sort = compileSort(step, compiling);
    return (tuples, frame) => {
      const list = tuples.map(({ item }) => item);
      const inner = new Frame(frame.run, frame, compiling.scope.size);
      return sort(list, inner).map((item, at) => ({ item, bound: index === undefined ? NOTHING_BOUND : new Map([[index, at]]) }));
    };
  }
  const terms = compileSortTerms(step, compiling);
  return (tuples, frame) => {
    const framed = tuples.map((tuple) => ({ tuple, frame: frameOf(tuple, frame, compiling.scope) }));
    return mergeSort(framed, (a, b) => comesAfter(terms, a.tuple.item, a.frame, b.tuple.item, b.frame, position), frame.run).map(
      ({ tuple }) => tuple,
    );
  };
}

function compileTupleFilter(node: SyntaxNode, compiling: Carrying): TupleStep {
  if (node.type === 'number') {
    const index = Math.floor(node.value as number);
    return (tuples) => {
      const tuple = tuples[index < 0 ? tuples.length + index : index];
      return tuple === undefined ? [] : [tuple];
    };
  }
  const code = compiling.compile(node, compiling);
  return (tuples, frame) => {
    frame.run.spend(tuples.length);
    return tuples.flatMap((tuple, at) => {
      const answer = code(tuple.item, frameOf(tuple, frame, compiling.scope));
      if (isNumber(answer)) return isIndex(answer, at, tuples.length) ? [tuple] : [];
      if (isNumberList(answer)) return answer.flatMap((index) => (isIndex(index, at, tuples.length) ? [tuple] : []));
      return isTrue(answer, frame.run) ? [tuple] : [];
    });
  };
}

function compileTupleGroup(group: NonNullable<PathNode['group']>, compiling: Carrying): (tuples: readonly Tuple[], frame: Frame) => Value {
  const pairs = group.lhs.map(([key, value]) => ({ key: compiling.compile(key, compiling), value: compiling.compile(value, compiling) }));
  const { position } = group;
  return (tuples, frame) => {
    const groups = new Map<string, { readonly pair: (typeof pairs)[number]; readonly tuples: Tuple[] }>();
    frame.run.spend(tuples.length * pairs.length);
    for (const tuple of tuples) {
      const inner = frameOf(tuple, frame, compiling.scope);
      for (const pair of pairs) {
        const name = pair.key(tuple.item, inner);
        if (name === undefined) continue;
        checkName(name, position);
        const known = groups.get(name);
        if (known === undefined) groups.set(name, { pair, tuples: [tuple] });
        else if (known.pair !== pair) throw failure('D1009', name, position);
        else known.tuples.push(tuple);
      }
    }
    const object: Record<string, Value> = {};
    for (const [name, one] of groups) {
      const merged = mergeTuples(one.tuples, frame.run);
      const value = one.pair.value(merged.item, frameOf(merged, frame, compiling.scope));
      if (value !== undefined) setField(object, name, value);
    }
    return object;
  };
}
