/**
 * What of its scope an expression reads, so that only this travels to a child process and unknown names are found while drawing.
 * Never too little: where it cannot be told what is read, it answers "everything".
 */
import type { Stage, SyntaxNode } from './syntax-tree.ts';

/** The names at the root of an expression; nothing else can be seen (flow-format.md "What an expression sees"). */
export const SCOPE_ROOTS = ['trigger', 'steps', 'item', 'index', 'vars', 'run', 'flow', 'compensated'] as const;
export type ScopeRoot = (typeof SCOPE_ROOTS)[number];

export interface References {
  /** The whole scope is read, or it cannot be told what is. */
  readonly everything: boolean;
  /** Every name read at the root, known or not, in text order. */
  readonly roots: readonly Reference[];
  /** `steps` is read as a whole. */
  readonly allSteps: boolean;
  /** Node ids behind `steps.`, in text order. */
  readonly steps: readonly Reference[];
}

export interface Reference {
  readonly name: string;
  /** Where it is written, each time: the parser's position, the offset behind the name and its closing quote. */
  readonly positions: readonly number[];
}

export function findReferences(tree: SyntaxNode): References {
  const found = new Findings();
  visit(tree, 'scope', found);
  return { everything: found.everything, allSteps: found.allSteps, roots: listed(found.roots), steps: listed(found.steps) };
}

function listed(found: ReadonlyMap<string, readonly number[]>): readonly Reference[] {
  return [...found].map(([name, positions]) => ({ name, positions: [...new Set(positions)] }));
}

/** What names mean at a place: fields of the scope, node ids, or fields of some value. */
type Context = 'scope' | 'steps' | 'value';

class Findings {
  everything = false;
  allSteps = false;
  readonly roots = new Map<string, number[]>();
  readonly steps = new Map<string, number[]>();

  /** A value of this kind is used as a whole. */
  whole(context: Context): void {
    if (context === 'scope') this.everything = true;
    else if (context === 'steps') this.allSteps = true;
  }

  /** Gives what the field means. */
  field(context: Context, name: string, position: number | undefined): Context {
    if (context === 'value') return 'value';
    const list = context === 'scope' ? this.roots : this.steps;
    const positions = list.get(name) ?? [];
    if (position !== undefined) positions.push(position);
    list.set(name, positions);
    return context === 'scope' && name === 'steps' ? 'steps' : 'value';
  }
}

/** Functions that take the context when called with fewer arguments than this. `$eval` runs text that nobody knows. */
const FALLS_BACK_TO_CONTEXT = new Map([
  ['string', 1],
  ['boolean', 1],
  ['not', 1],
  ['keys', 1],
  ['spread', 1],
  ['clone', 1],
  ['lookup', 2],
  ['each', 2],
  ['sift', 2],
]);

/** Who names a variable `$$` has another root from there on. */
const ROOT = '$';

/** The value of `node`, seen from `context`, is used as a whole. */
function visit(node: SyntaxNode, context: Context, found: Findings): void {
  found.whole(follow(node, context, found));
}

/** Visits `node` and gives what its value is, for the step that comes after it. */
function follow(node: SyntaxNode, context: Context, found: Findings): Context {
  let value = followBare(node, context, found);
  for (const stage of node.predicate ?? []) visitStage(stage, value, found);
  if (node.group !== undefined) {
    for (const pair of node.group.lhs) for (const part of pair) visit(part, value, found);
    value = 'value';
  }
  return value;
}

function followBare(node: SyntaxNode, context: Context, found: Findings): Context {
  switch (node.type) {
    case 'path':
      return followPath(node.steps, context, found);
    case 'name':
      return found.field(context, node.value, node.position);
    case 'variable':
      if (node.value === '') return context;
      return node.value === ROOT ? 'scope' : 'value';
    case 'wildcard':
    case 'descendant':
      found.whole(context);
      return 'value';
    case 'block':
      for (const part of node.expressions.slice(0, -1)) visit(part, context, found);
      return node.expressions.length === 0 ? 'value' : follow(node.expressions.at(-1)!, context, found);
    case 'condition':
      visit(node.condition, context, found);
      visit(node.then, context, found);
      if (node.else !== undefined) visit(node.else, context, found);
      return 'value';
    case 'bind':
      visit(node.rhs, context, found);
      if (node.lhs.value === ROOT) found.everything = true;
      return 'value';
    case 'apply':
      // `a ~> $f(b)` calls `$f(a, b)`.
      if (node.rhs.type === 'function') visitCall(node.rhs.procedure, [node.lhs, ...node.rhs.arguments], context, found);
      else {
        visit(node.lhs, context, found);
        visit(node.rhs, context, found);
      }
      return 'value';
    case 'binary':
      visit(node.lhs, context, found);
      visit(node.rhs, context, found);
      return 'value';
    case 'unary':
      if (node.value === '-') visit(node.expression, context, found);
      else if (node.value === '[') for (const part of node.expressions) visit(part, context, found);
      else for (const pair of node.lhs) for (const part of pair) visit(part, context, found);
      return 'value';
    case 'function':
    case 'partial':
      visitCall(node.procedure, node.arguments, context, found);
      return 'value';
    case 'lambda':
      visit(node.body, context, found);
      if (node.arguments.some(({ value }) => value === ROOT)) found.everything = true;
      return 'value';
    case 'transform':
      // Works on what it is given, not on the context.
      visit(node.pattern, 'value', found);
      visit(node.update, 'value', found);
      if (node.delete !== undefined) visit(node.delete, 'value', found);
      return 'value';
    case 'sort':
      for (const term of node.terms) visit(term.expression, context, found);
      return context;
    default:
      return 'value';
  }
}

function followPath(steps: readonly SyntaxNode[], start: Context, found: Findings): Context {
  let context = start;
  for (const step of steps) {
    // `%` behind this step climbs back to what the step was applied to.
    if (step.ancestor !== undefined) found.whole(context);
    const value = follow(step, context, found);
    for (const stage of step.stages ?? []) visitStage(stage, value, found);
    if (step.focus === undefined) context = value;
    // Bound to a variable: whatever is done with it later is not followed.
    else found.whole(value);
  }
  return context;
}

function visitStage(stage: Stage, context: Context, found: Findings): void {
  if (stage.type === 'filter') visit(stage.expr, context, found);
}

function visitCall(procedure: SyntaxNode, parameters: readonly SyntaxNode[], context: Context, found: Findings): void {
  visit(procedure, context, found);
  for (const parameter of parameters) visit(parameter, context, found);
  if (procedure.type !== 'variable') return;
  if (procedure.value === 'eval') found.everything = true;
  if (parameters.length < (FALLS_BACK_TO_CONTEXT.get(procedure.value) ?? 0)) found.whole(context);
}
