/**
 * Direct expressions: the part of JSONata that is computed at intake and in the hot path, in process and synchronously. Paths with
 * constant indexes, literals, `&`, comparison, `and`, `or`, `? :`, `?:`, `??`, `$exists(…)`, parentheses. Everything else is *contained*.
 */
import type { Json } from '../json.ts';
import { type DirectStep, readPath } from './direct-path.ts';
import { compare, isEqual, isTruthy, toText, type Value } from './direct-value.ts';
import { type ExpressionFault, type ParsedExpression, parseExpression } from './parse-expression.ts';
import { findReferences, type References } from './references.ts';
import type { BinaryNode, ConditionNode, FunctionNode, PathNode, SyntaxNode } from './syntax-tree.ts';

/** Any part may be missing; names outside of it are not found. */
export interface DirectScope {
  readonly trigger?: Json | object;
  readonly steps?: { readonly [nodeId: string]: Json };
  readonly item?: Json;
  readonly index?: number;
  readonly vars?: { readonly [name: string]: Json };
  readonly run?: Json | object;
  readonly flow?: Json | object;
  readonly compensated?: Json;
}

export interface DirectExpression {
  /** Throws ExpressionError where the values do not fit an operator. The result may share parts with the scope: do not change it. */
  evaluate(scope: DirectScope): Json | undefined;
  readonly references: References;
}

export type CompiledDirect =
  | { readonly expression: DirectExpression; readonly faults?: undefined }
  /** Syntax errors, or one fault `not-direct` with its place and the construct. */
  | { readonly expression?: undefined; readonly faults: readonly ExpressionFault[] };

/** `text` with or without the leading `=`. */
export function compileDirect(text: string): CompiledDirect {
  return compileParsed(parseExpression(text));
}

export function compileParsed(parsed: ParsedExpression): CompiledDirect {
  const { tree, faults } = parsed;
  if (tree === undefined || faults.length > 0) return { faults };
  const compiled = compile(tree);
  if ('refused' in compiled) {
    const to = parsed.offset + Math.min(compiled.position ?? parsed.source.length, parsed.source.length);
    const message = `${compiled.refused} is not possible in a direct expression.`;
    return { faults: [{ code: 'not-direct', message, from: Math.max(parsed.offset, to - 1), to }] };
  }
  const { run } = compiled;
  return { expression: { evaluate: (scope) => run(scope as Scope), references: findReferences(tree) } };
}

type Scope = { readonly [root: string]: Json | undefined };
type Compiled = { readonly run: (scope: Scope) => Value } | Refusal;
interface Refusal {
  /** The construct, as the subject of a sentence. */
  readonly refused: string;
  readonly position: number | undefined;
}

function compile(node: SyntaxNode): Compiled {
  if (node.predicate !== undefined) return refuse(node, 'A condition or index behind parentheses');
  if (node.group !== undefined) return refuse(node, 'Grouping with braces');
  if (node.keepArray === true) return refuse(node, '"[]"');
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value': {
      const { value } = node;
      return { run: () => value };
    }
    case 'path':
      return compilePath(node);
    case 'binary':
      return compileBinary(node);
    case 'condition':
      return compileCondition(node);
    case 'function':
      return compileExists(node as FunctionNode);
    case 'block':
      return node.expressions.length === 1 ? compile(node.expressions[0]!) : refuse(node, 'A block of several expressions');
    case 'variable':
      return refuse(node, `The variable "$${node.value}"`);
    case 'unary':
      return refuse(node, node.value === '-' ? 'Arithmetic' : node.value === '[' ? 'Building a list' : 'Building an object');
    default:
      return refuse(node, CONSTRUCTS[node.type] ?? `"${node.type}"`);
  }
}

const CONSTRUCTS: { readonly [type: string]: string } = {
  wildcard: 'The wildcard "*"',
  descendant: 'The wildcard "**"',
  parent: 'The parent "%"',
  regex: 'A regular expression',
  lambda: 'A function of your own',
  bind: 'Setting a variable',
  apply: '"~>"',
  transform: 'A transformation',
  sort: 'Sorting',
};

function compilePath({ steps, keepSingletonArray }: PathNode): Compiled {
  if (keepSingletonArray === true) return refuse(steps.at(-1)!, '"[]"');
  const path: DirectStep[] = [];
  for (const step of steps) {
    if (step.type !== 'name') {
      const refused = compile(step);
      return 'refused' in refused ? refused : refuse(step, 'Anything but a name in a path');
    }
    if (step.focus !== undefined || step.index !== undefined || step.ancestor !== undefined)
      return refuse(step, 'Binding a variable in a path');
    if (step.group !== undefined) return refuse(step, 'Grouping with braces');
    const indexes: number[] = [];
    for (const stage of step.stages ?? []) {
      if (stage.type !== 'filter' || stage.expr.type !== 'number') return refuse(step, 'A condition in a path');
      indexes.push(stage.expr.value as number);
    }
    path.push({ name: step.value, indexes });
  }
  return { run: (scope) => readPath(path, scope) };
}

function compileBinary(node: BinaryNode): Compiled {
  const [left, right] = [compile(node.lhs), compile(node.rhs)];
  const { value: operator, position } = node;
  const run = binaryOperation(operator, position, left, right);
  if (run === undefined) return refuse(node, ARITHMETIC.has(operator) ? 'Arithmetic' : `"${operator}"`);
  if ('refused' in left) return left;
  if ('refused' in right) return right;
  return { run };
}

const ARITHMETIC = new Set(['+', '-', '*', '/', '%']);

function binaryOperation(operator: string, position: number | undefined, left: Compiled, right: Compiled) {
  const l = 'run' in left ? left.run : nothing;
  const r = 'run' in right ? right.run : nothing;
  switch (operator) {
    case '&':
      return (scope: Scope) => toText(l(scope)) + toText(r(scope));
    case '=':
    case '!=':
      return (scope: Scope) => {
        const [a, b] = [l(scope), r(scope)];
        // Nothing is neither equal nor unequal to anything.
        return a !== undefined && b !== undefined && isEqual(a, b) === (operator === '=');
      };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (scope: Scope) => compare(operator, l(scope), r(scope), position);
    case 'and':
      return (scope: Scope) => isTruthy(l(scope)) && isTruthy(r(scope));
    case 'or':
      return (scope: Scope) => isTruthy(l(scope)) || isTruthy(r(scope));
    default:
      return undefined;
  }
}

function nothing(): undefined {
  return undefined;
}

function compileCondition(node: ConditionNode): Compiled {
  const condition = compile(node.condition);
  if ('refused' in condition) return condition;
  const then = compile(node.then);
  if ('refused' in then) return then;
  const otherwise = node.else === undefined ? { run: nothing } : compile(node.else);
  if ('refused' in otherwise) return otherwise;
  return { run: (scope) => (isTruthy(condition.run(scope)) ? then.run(scope) : otherwise.run(scope)) };
}

/** `a ?? b` is read by the parser as `$exists(a) ? a : b`. */
function compileExists(node: FunctionNode): Compiled {
  const { procedure, arguments: parameters } = node;
  if (procedure.type !== 'variable' || procedure.value !== 'exists' || parameters.length !== 1) {
    return refuse(node, procedure.type === 'variable' ? `The function "$${procedure.value}"` : 'Calling a function');
  }
  const parameter = compile(parameters[0]!);
  if ('refused' in parameter) return parameter;
  return { run: (scope) => parameter.run(scope) !== undefined };
}

function refuse(node: SyntaxNode, refused: string): Refusal {
  return { refused, position: node.position };
}
