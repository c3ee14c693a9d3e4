/**
 * An expression as chips: fields, functions in the order in which they are applied, literals and the signs between them. What would be
 * no clearer as chips is one opaque chip with its text. Pure.
 */
import { readExpression } from '#flows/expressions/known-expression.ts';
import type { SyntaxNode } from '#flows/expressions/syntax-tree.ts';

export interface Chip {
  readonly kind: 'field' | 'function' | 'literal' | 'sign' | 'opaque';
  readonly text: string;
  /** All of a path, where `text` is its end. */
  readonly whole?: string;
}

/** More is one opaque chip: it would not be read. */
const MOST = 9;

export function chipsOf(expression: string): readonly Chip[] {
  const text = expression.trim().replace(/^=\s*/, '');
  if (text === '') return [];
  const { tree } = readExpression(text);
  const chips = tree === undefined ? undefined : chipsOfNode(tree);
  return chips === undefined || chips.length > MOST ? [{ kind: 'opaque', text: text.replaceAll(/\s+/g, ' ') }] : chips;
}

/** Undefined: better as text. */
function chipsOfNode(node: SyntaxNode): readonly Chip[] | undefined {
  if (node.predicate !== undefined || node.group !== undefined) return undefined;
  switch (node.type) {
    case 'path':
      return fieldChip(node.steps);
    case 'string':
    case 'number':
    case 'value':
      return [{ kind: 'literal', text: JSON.stringify((node as { readonly value: unknown }).value) }];
    case 'variable':
      return node.value === '' ? [{ kind: 'field', text: '$', whole: '$' }] : undefined;
    case 'block':
      return node.expressions.length === 1 ? chipsOfNode(node.expressions[0]!) : undefined;
    case 'binary':
      return between(node.lhs, node.value, node.rhs);
    case 'condition':
      return condition(node.condition, node.then, node.else);
    case 'function':
      return called(node.procedure, node.arguments);
    case 'apply':
      return applied(node.lhs, node.rhs);
    default:
      return undefined;
  }
}

function fieldChip(steps: readonly SyntaxNode[]): readonly Chip[] | undefined {
  const names: string[] = [];
  for (const [at, step] of steps.entries()) {
    if (step.group !== undefined || step.predicate !== undefined) return undefined;
    const name =
      step.type === 'name'
        ? step.value
        : step.type === 'variable' && at === 0 && (step.value === '$' || step.value === '')
          ? `$${step.value}`
          : undefined;
    if (name === undefined) return undefined;
    const stages = (step.stages ?? []).map((stage) =>
      stage.type === 'filter' && stage.expr.type === 'number' ? `[${String(stage.expr.value)}]` : undefined,
    );
    if (stages.includes(undefined)) return undefined;
    names.push(name + stages.join(''));
  }
  return [{ kind: 'field', text: names.at(-1)!, whole: names.join('.') }];
}

function between(lhs: SyntaxNode, sign: string, rhs: SyntaxNode): readonly Chip[] | undefined {
  const [left, right] = [chipsOfNode(lhs), chipsOfNode(rhs)];
  if (left === undefined || right === undefined) return undefined;
  return [...left, { kind: 'sign', text: sign === '&' ? '+' : sign }, ...right];
}

function condition(when: SyntaxNode, then: SyntaxNode, otherwise: SyntaxNode | undefined): readonly Chip[] | undefined {
  const parts = [chipsOfNode(when), chipsOfNode(then), otherwise === undefined ? [] : chipsOfNode(otherwise)];
  const [condition, yes, no] = parts;
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  return [
    { kind: 'sign', text: 'if' },
    ...condition,
    { kind: 'sign', text: 'then' },
    ...yes,
    ...(no.length === 0 ? [] : [{ kind: 'sign', text: 'else' } as const, ...no]),
  ];
}

/** The first argument that reads something is what the function is applied to; the others are said beside its name. */
function called(procedure: SyntaxNode, given: readonly SyntaxNode[]): readonly Chip[] | undefined {
  if (procedure.type !== 'variable') return undefined;
  const name = procedure.value;
  if (given.length === 0) return [{ kind: 'function', text: `${name}()` }];
  const main = Math.max(
    0,
    given.findIndex(({ type }) => type !== 'string' && type !== 'number' && type !== 'value'),
  );
  const inner = chipsOfNode(given[main]!);
  const rest = given.filter((_, at) => at !== main).map(shortText);
  if (inner === undefined || rest.includes(undefined)) return undefined;
  return [...inner, { kind: 'function', text: rest.length === 0 ? name : `${name}(${rest.join(', ')})` }];
}

function applied(value: SyntaxNode, fn: SyntaxNode): readonly Chip[] | undefined {
  const inner = chipsOfNode(value);
  if (inner === undefined) return undefined;
  if (fn.type === 'variable') return [...inner, { kind: 'function', text: fn.value }];
  if (fn.type !== 'function' || fn.procedure.type !== 'variable') return undefined;
  const rest = fn.arguments.map(shortText);
  return rest.includes(undefined) ? undefined : [...inner, { kind: 'function', text: `${fn.procedure.value}(${rest.join(', ')})` }];
}

function shortText(node: SyntaxNode): string | undefined {
  if (node.type === 'string' || node.type === 'number' || node.type === 'value') return JSON.stringify(node.value);
  const chips = chipsOfNode(node);
  return chips?.length === 1 ? chips[0]!.text : undefined;
}
