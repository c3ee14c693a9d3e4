/** Which variables does a part of an expression set in the scope it stands in? Blocks, functions and paths with bound variables are scopes of their own. */
import type { PathNode, SyntaxNode } from '../syntax-tree.ts';
import { NotCompiled } from './compiling.ts';

/** Throws NotCompiled where members of a list or object set variables: the reference computes them side by side. */
export function findBindings(nodes: readonly SyntaxNode[]): readonly string[] {
  const names: string[] = [];
  for (const node of nodes) visit(node, false, names);
  return names;
}

/** A path that carries variables along: `@`, `#`, `%`. */
export function isTuplePath(node: PathNode): boolean {
  return node.steps.some((step) => (step as { readonly tuple?: boolean }).tuple === true);
}

/** Everything that the tuples of a path may carry, those of paths within it too. */
export function findTupleNames(node: PathNode): readonly string[] {
  const names: string[] = [];
  const rest: unknown[] = [...node.steps];
  while (rest.length > 0) {
    const one = rest.pop();
    if (typeof one !== 'object' || one === null || one instanceof RegExp) continue;
    const { type, focus, index, ancestor, value } = one as {
      readonly type?: unknown;
      readonly focus?: unknown;
      readonly index?: unknown;
      readonly value?: unknown;
      readonly ancestor?: { readonly label?: unknown };
    };
    if (typeof focus === 'string') names.push(focus);
    if (typeof index === 'string') names.push(index);
    if (type === 'index' && typeof value === 'string') names.push(value);
    if (typeof ancestor?.label === 'string') names.push(ancestor.label);
    rest.push(...Object.values(one));
  }
  return names;
}

/** What the steps of a path set that is a scope of its own. */
export function findStepBindings(node: PathNode): readonly string[] {
  const names: string[] = [];
  for (const step of node.steps) visitStep(step, false, names);
  if (node.group !== undefined) visitPairs(node.group.lhs, names);
  return names;
}

function visitStep(step: SyntaxNode, sideBySide: boolean, names: string[]): void {
  visit(step, sideBySide, names);
  for (const stage of step.stages ?? []) if (stage.type === 'filter') visit(stage.expr, sideBySide, names);
}

function visit(node: SyntaxNode, sideBySide: boolean, names: string[]): void {
  for (const stage of node.predicate ?? []) if (stage.type === 'filter') visit(stage.expr, sideBySide, names);
  if (node.group !== undefined) visitPairs(node.group.lhs, names);
  switch (node.type) {
    case 'path':
      for (const step of isTuplePath(node) ? [] : node.steps) visitStep(step, sideBySide, names);
      return;
    case 'bind':
      if (sideBySide) throw new NotCompiled('it sets a variable among the members of a list or an object', node.position);
      visit(node.rhs, false, names);
      names.push(node.lhs.value);
      return;
    case 'binary':
    case 'apply':
      visit(node.lhs, sideBySide, names);
      visit(node.rhs, sideBySide, names);
      return;
    case 'unary':
      if (node.value === '-') visit(node.expression, sideBySide, names);
      else if (node.value === '[') for (const item of node.expressions) visit(item, sideBySide || node.expressions.length > 1, names);
      else visitPairs(node.lhs, names);
      return;
    case 'function':
    case 'partial':
      visit(node.procedure, sideBySide, names);
      for (const argument of node.arguments) visit(argument, sideBySide, names);
      return;
    case 'condition':
      visit(node.condition, sideBySide, names);
      visit(node.then, sideBySide, names);
      if (node.else !== undefined) visit(node.else, sideBySide, names);
      return;
    case 'transform':
      visit(node.pattern, sideBySide, names);
      visit(node.update, sideBySide, names);
      if (node.delete !== undefined) visit(node.delete, sideBySide, names);
      return;
    case 'sort':
      for (const term of node.terms) visit(term.expression, sideBySide, names);
      return;
    case 'lambda':
      // The parser's own function around a call that stands last sees the scope as it is.
      if (node.thunk === true) visit(node.body, sideBySide, names);
      return;
    default:
      return;
  }
}

/** Names of fields are computed one after another, their values side by side. */
function visitPairs(pairs: readonly (readonly [SyntaxNode, SyntaxNode])[], names: string[]): void {
  for (const [name, value] of pairs) {
    visit(name, false, names);
    visit(value, pairs.length > 1, names);
  }
}
