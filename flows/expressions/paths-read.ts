/**
 * Which fields of its scope an expression reads, each with its path from the root and its place in the text: the same walk as
 * `references.ts`, taken on to the end of the path. Never too little: what is done with a value that is not followed reads it as a whole.
 */
import type { KeyValue, LambdaNode, PathNode, Stage, SyntaxNode } from './syntax-tree.ts';
import { nameStart } from './types/places.ts';
import type { Place } from './types/type.ts';

/** Names from the root. Items of a list have the path of the list; `*` is any field. */
export type FieldPath = readonly string[];

export interface PathRead {
  readonly path: FieldPath;
  /** Where the last name stands; counts from the text without `=`. Absent: the whole scope, or a list that is gone through. */
  readonly place?: Place;
  /** What stands there is used as it is, with all that is in it; else only the fields that are named by themselves. */
  readonly whole: boolean;
}

export interface PathsRead {
  /** In text order. */
  readonly reads: readonly PathRead[];
  /** Where what the expression gives may come from; none: it is computed. */
  readonly result: readonly FieldPath[];
}

/** `source`: the text that was parsed. `isFollowed`: what it gives is gone through elsewhere, and not read as a whole here. */
export function findPathsRead(tree: SyntaxNode, source: string, isFollowed = false): PathsRead {
  const walk = new Walk(source);
  const result = walk.follow(tree, [ROOT], new Frame());
  if (!isFollowed) walk.whole(result);
  const reads = [...walk.reads.values()].toSorted((a, b) => (a.place?.offset ?? 0) - (b.place?.offset ?? 0));
  return { reads, result: result.map(({ path }) => path) };
}

interface Read {
  readonly path: FieldPath;
  readonly place?: Place;
  whole: boolean;
}

interface Origin {
  readonly path: FieldPath;
  readonly place?: Place;
}

/** Where a value may come from; none: it is computed. */
type Value = readonly Origin[];

const ROOT: Origin = { path: [] };
/** More is not told apart: all of it is read as a whole. */
const MOST_ORIGINS = 64;

class Frame {
  private readonly values = new Map<string, Value>();
  private readonly outer: Frame | undefined;

  constructor(outer?: Frame) {
    this.outer = outer;
  }

  find(name: string): Value | undefined {
    return this.values.get(name) ?? this.outer?.find(name);
  }

  /** It may have the old value still where it is set on one way only. */
  set(name: string, value: Value): void {
    this.values.set(name, [...(this.find(name) ?? []), ...value]);
  }

  declare(name: string, value: Value): void {
    this.values.set(name, value);
  }
}

/** How many parameters a function needs so that it does not take the context as its first. */
const NEEDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    string: 1,
    substring: 3,
    substringBefore: 2,
    substringAfter: 2,
    lowercase: 1,
    uppercase: 1,
    length: 1,
    trim: 1,
    pad: 3,
    match: 2,
    contains: 2,
    replace: 3,
    split: 2,
    formatNumber: 2,
    formatBase: 1,
    formatInteger: 2,
    parseInteger: 2,
    number: 1,
    floor: 1,
    ceil: 1,
    round: 1,
    abs: 1,
    sqrt: 1,
    power: 2,
    boolean: 1,
    not: 1,
    keys: 1,
    lookup: 2,
    spread: 1,
    clone: 1,
    each: 2,
    sift: 2,
    toMillis: 1,
    fromMillis: 1,
    base64encode: 1,
    base64decode: 1,
    encodeUrl: 1,
    encodeUrlComponent: 1,
    decodeUrl: 1,
    decodeUrlComponent: 1,
  }),
);

class Walk {
  readonly reads = new Map<string, Read>();
  /** Variables that functions read: what is bound to them later is seen by a later call. */
  private readonly readInFunctions = new Set<string>();
  private functions = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  whole(value: Value): void {
    for (const origin of value) this.read(origin, true);
  }

  /** What `node` gives, seen from `context`. */
  follow(node: SyntaxNode, context: Value, frame: Frame): Value {
    let value = this.bare(node, context, frame);
    for (const stage of node.predicate ?? []) this.stage(stage, value, frame);
    if (node.group !== undefined) {
      this.pairs(node.group.lhs, value, frame);
      value = [];
    }
    return value;
  }

  private visit(node: SyntaxNode, context: Value, frame: Frame): void {
    this.whole(this.follow(node, context, frame));
  }

  private pairs(pairs: readonly KeyValue[], context: Value, frame: Frame): void {
    for (const pair of pairs) for (const part of pair) this.visit(part, context, frame);
  }

  private stage(stage: Stage, context: Value, frame: Frame): void {
    if (stage.type === 'filter') this.visit(stage.expr, context, frame);
    else frame.set(stage.value, []);
  }

  private bare(node: SyntaxNode, context: Value, frame: Frame): Value {
    switch (node.type) {
      case 'path':
        return this.path(node, context, frame);
      case 'name':
        return this.field(context, node.value, node.position);
      case 'wildcard':
        return this.field(context, '*', node.position);
      case 'descendant':
      case 'parent':
        // What `%` climbs to is read as a whole where it is left.
        this.whole(context);
        return [];
      case 'variable':
        if (node.value === '') return context;
        if (this.functions > 0) this.readInFunctions.add(node.value);
        return frame.find(node.value) ?? (node.value === '$' ? [ROOT] : []);
      case 'block': {
        const inner = new Frame(frame);
        let value: Value = [];
        for (const [at, part] of node.expressions.entries()) {
          value = this.follow(part, context, inner);
          // What is bound is read where the variable is.
          if (at < node.expressions.length - 1 && part.type !== 'bind') this.whole(value);
        }
        return value;
      }
      case 'condition':
        this.visit(node.condition, context, frame);
        return this.either(this.follow(node.then, context, frame), node.else === undefined ? [] : this.follow(node.else, context, frame));
      case 'bind': {
        const value = this.follow(node.rhs, context, frame);
        if (this.readInFunctions.has(node.lhs.value)) this.whole(value);
        frame.set(node.lhs.value, value);
        return value;
      }
      case 'apply':
        return this.apply(node.lhs, node.rhs, context, frame);
      case 'binary':
        this.visit(node.lhs, context, frame);
        this.visit(node.rhs, context, frame);
        return [];
      case 'unary':
        if (node.value === '-') this.visit(node.expression, context, frame);
        else if (node.value === '[') for (const part of node.expressions) this.visit(part, context, frame);
        else this.pairs(node.lhs, context, frame);
        return [];
      case 'function':
        return this.call(node.procedure, node.arguments, context, frame);
      case 'partial':
        // Handed on by a function that is called elsewhere.
        for (const part of [node.procedure, ...node.arguments]) this.visit(part, context, frame);
        return [];
      case 'lambda':
        this.whole(this.body(node, [], context, frame));
        return [];
      case 'transform':
        this.visit(node.pattern, [], frame);
        this.visit(node.update, [], frame);
        if (node.delete !== undefined) this.visit(node.delete, [], frame);
        return [];
      case 'sort':
        for (const term of node.terms) this.visit(term.expression, context, frame);
        return context;
      default:
        return [];
    }
  }

  private path(node: PathNode, start: Value, outer: Frame): Value {
    const frame = new Frame(outer);
    let context = start;
    for (const step of node.steps) {
      if (step.ancestor !== undefined) this.whole(context);
      const value = this.follow(step, context, frame);
      if (step.focus !== undefined) frame.set(step.focus, value);
      if (step.index !== undefined) frame.set(step.index, []);
      for (const stage of step.stages ?? []) this.stage(stage, value, frame);
      if (step.focus === undefined) context = value;
    }
    if (node.group === undefined) return context;
    // The variables of the path are seen in its grouping, too.
    this.pairs(node.group.lhs, context, frame);
    return [];
  }

  private apply(lhs: SyntaxNode, rhs: SyntaxNode, context: Value, frame: Frame): Value {
    // `a ~> $f(b)` calls `$f(a, b)`, and so does `a ~> $f`.
    if (rhs.type === 'function') return this.call(rhs.procedure, [lhs, ...rhs.arguments], context, frame);
    if (rhs.type === 'variable') return this.call(rhs, [lhs], context, frame);
    this.visit(lhs, context, frame);
    this.visit(rhs, context, frame);
    return [];
  }

  private call(procedure: SyntaxNode, parameters: readonly SyntaxNode[], context: Value, frame: Frame): Value {
    const name = procedure.type === 'variable' && frame.find(procedure.value) === undefined ? procedure.value : undefined;
    const given = name === undefined ? undefined : this.known(name, parameters, context, frame);
    if (given !== undefined) return given;
    if (procedure.type !== 'variable') this.visit(procedure, context, frame);
    for (const parameter of parameters) this.visit(parameter, context, frame);
    if (name === 'eval') this.whole([ROOT]);
    if (parameters.length < (name === undefined ? 0 : (NEEDS.get(name) ?? 0))) this.whole(context);
    return [];
  }

  /** Functions that hand on what they are given, or parts of it. */
  private known(name: string, parameters: readonly SyntaxNode[], context: Value, frame: Frame): Value | undefined {
    const [first, second, third] = parameters;
    if (first === undefined) return undefined;
    switch (name) {
      case 'exists':
      case 'count':
        this.follow(first, context, frame);
        return parameters.length === 1 ? [] : undefined;
      case 'append':
        return second === undefined ? undefined : this.either(this.follow(first, context, frame), this.follow(second, context, frame));
      case 'reverse':
      case 'shuffle':
        return this.follow(first, context, frame);
      case 'lookup':
        return second?.type === 'string'
          ? this.field(this.follow(first, context, frame), String(second.value), second.position)
          : undefined;
      default:
        break;
    }
    if (second?.type !== 'lambda') return undefined;
    switch (name) {
      case 'map':
      case 'filter':
      case 'single': {
        const items = this.follow(first, context, frame);
        const made = this.body(second, [items, [], items], context, frame);
        if (name === 'map') return made;
        this.whole(made);
        return items;
      }
      case 'sort': {
        const items = this.follow(first, context, frame);
        this.whole(this.body(second, [items, items], context, frame));
        return items;
      }
      case 'reduce': {
        const items = this.follow(first, context, frame);
        const start = third === undefined ? [] : this.follow(third, context, frame);
        // What a round gives is what the next one begins with.
        const made = this.body(second, [this.either(items, start), items, [], items], context, frame);
        this.whole(made);
        return this.either(items, start);
      }
      default:
        return undefined;
    }
  }

  private body(lambda: LambdaNode, parameters: readonly Value[], context: Value, frame: Frame): Value {
    this.functions += 1;
    const value = this.follow(lambda.body, context, this.frameOf(lambda, frame, parameters));
    this.functions -= 1;
    return value;
  }

  private frameOf({ arguments: names }: LambdaNode, outer: Frame, values: readonly Value[]): Frame {
    const frame = new Frame(outer);
    for (const [at, { value }] of names.entries()) frame.declare(value, values[at] ?? []);
    return frame;
  }

  private field(context: Value, name: string, end: number | undefined): Value {
    const place = end === undefined ? undefined : this.placeOf(name, end);
    const found = context.map(({ path }): Origin => ({ path: [...path, name], ...(place === undefined ? {} : { place }) }));
    for (const origin of found) this.read(origin, false);
    return found;
  }

  private placeOf(name: string, end: number): Place {
    const offset = nameStart(name, end, this.source);
    return { offset, length: end - offset };
  }

  private read({ path, place }: Origin, whole: boolean): void {
    const key = JSON.stringify([path, place?.offset]);
    const known = this.reads.get(key);
    if (known === undefined) this.reads.set(key, { path, whole, ...(place === undefined ? {} : { place }) });
    else known.whole ||= whole;
  }

  private either(one: Value, other: Value): Value {
    const all = [...new Map([...one, ...other].map((origin) => [JSON.stringify([origin.path, origin.place?.offset]), origin])).values()];
    if (all.length <= MOST_ORIGINS) return all;
    this.whole(all);
    return [];
  }
}
