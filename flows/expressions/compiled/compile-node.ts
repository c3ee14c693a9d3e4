/** One node of the syntax tree, with what stands behind it: conditions in brackets, grouping, `[]`. */
import type { BlockNode, SyntaxNode, UnaryNode } from '../syntax-tree.ts';
import { findBindings } from './bindings.ts';
import { BUILTINS } from './builtins.ts';
import { compileCondition } from './compile-condition.ts';
import { compileArray, compileGroup } from './compile-constructors.ts';
import { compileApply, compileCall, compileFound, compileLambda, compilePartial } from './compile-functions.ts';
import { compileObject } from './compile-object.ts';
import { compileBinary } from './compile-operators.ts';
import { compilePath, fieldCode } from './compile-path.ts';
import { compileRegex } from './compile-regex.ts';
import { compileTransform } from './compile-transform.ts';
import { type Compiling, NotCompiled } from './compiling.ts';
import { failure } from './failure.ts';
import { compileFilter } from './filter.ts';
import { type Code, Frame, readPlace, Scope, UNBOUND } from './frame.ts';
import { compileField } from './lookup.ts';
import { isNumber } from './operations.ts';
import { readOutside } from './outside.ts';
import { settle, settleOf, settleOpen, settleResult } from './sequences.ts';
import { Sequence, type Value } from './value.ts';
import { descendantsOf, fieldsOf } from './wildcards.ts';

export function compileNode(node: SyntaxNode, compiling: Compiling): Code {
  const code = compileWhole(node, compiling);
  return compiling.leavesOpen && PASSING.has(node.type) ? (input, frame) => settleOpen(code(input, frame)) : code;
}

/** Nodes that give what another one gave. */
const PASSING: ReadonlySet<string> = new Set(['variable', 'block', 'condition', 'bind', 'parent']);

function compileWhole(node: SyntaxNode, compiling: Compiling): Code {
  const { predicate = [], group, keepArray = false } = node;
  const groups = group !== undefined && node.type !== 'path';
  if (predicate.length === 0 && !groups) return compileBare(node, compiling);
  if ((node as { readonly tuple?: boolean }).tuple === true)
    throw new NotCompiled('it asks for the parent of what stands in parentheses', node.position);
  const { tracksFound } = compiling;
  // What is looked at afterwards is not what a function ends with.
  const inner = { ...compiling, tail: false };
  const bare = compileUnsettled(node, inner) ?? compileBare(node, inner);
  const filters = predicate.map((stage) => {
    if (stage.type !== 'filter') throw new NotCompiled('it numbers what is no step of a path', node.position);
    return compileFilter(stage.expr, compiling);
  });
  const filtered = (input: Value, frame: Frame): Value | Sequence => {
    let value: Value | Sequence = bare(input, frame);
    for (const filter of filters) value = filter(value, frame);
    return value;
  };
  const settleFiltered = settleOf(compiling);
  if (!groups) return (input, frame) => settleFiltered(filtered(input, frame), keepArray, tracksFound);
  const grouping = compileGroup(group, compiling);
  return (input, frame) => grouping(filtered(input, frame), frame);
}

/** What finds a list, before it is settled: an item that is a list itself stays one item for the condition behind it. */
function compileUnsettled(node: SyntaxNode, compiling: Compiling): ((input: Value, frame: Frame) => Value | Sequence) | undefined {
  switch (node.type) {
    case 'wildcard':
      return (input, frame) => fieldsOf(input, frame.run);
    case 'descendant':
      return (input, frame) => (input === undefined ? undefined : new Sequence(descendantsOf(input, frame.run)));
    default:
      return compileFound(node, compiling);
  }
}

function compileBare(node: SyntaxNode, compiling: Compiling): Code {
  switch (node.type) {
    case 'path':
      return compilePath(node, compiling);
    case 'name':
      return fieldCode(compileField(node.value), compiling);
    case 'string':
    case 'number':
    case 'value': {
      const { value } = node;
      return () => value;
    }
    case 'variable':
      return compileVariable(node.value, compiling);
    case 'binary':
      return compileBinary(node, compiling);
    case 'unary':
      if (node.value === '[') return compileArray(node, compiling);
      if (node.value === '{') return compileObject(node, compiling);
      return compileNegation(node as UnaryNode, compiling);
    case 'condition':
      return compileCondition(node, compiling);
    case 'block':
      return compileBlock(node, compiling);
    case 'bind':
      return compileBind(node.lhs.value, compiling.compile(node.rhs, compiling), compiling);
    case 'function':
      return compileCall(node as Parameters<typeof compileCall>[0], compiling);
    case 'partial':
      return compilePartial(node as Parameters<typeof compilePartial>[0], compiling);
    case 'lambda':
      return compileLambda(node, compiling);
    case 'apply':
      return compileApply(node, compiling);
    case 'transform':
      return compileTransform(node, compiling);
    case 'regex':
      return compileRegex(node as unknown as Parameters<typeof compileRegex>[0]);
    case 'wildcard':
      return (input, frame) => settleResult(fieldsOf(input, frame.run), node.keepArray === true, compiling.tracksFound);
    case 'descendant':
      return (input, frame) => (input === undefined ? undefined : settle(descendantsOf(input, frame.run), false, compiling.tracksFound));
    case 'parent':
      return compileVariable((node as unknown as { readonly slot: { readonly label: string } }).slot.label, compiling);
    default:
      throw new NotCompiled(`"${node.type}" stands where it cannot`, node.position);
  }
}

function compileNegation({ expression, position }: UnaryNode, compiling: Compiling): Code {
  const operand = compiling.compile(expression, compiling);
  return (input, frame) => {
    const value = operand(input, frame);
    if (value === undefined) return undefined;
    if (!isNumber(value)) throw failure('D1002', value, position);
    return -value;
  };
}

function compileBlock({ expressions }: BlockNode, outer: Compiling): Code {
  const names = findBindings(expressions);
  const scope = names.length === 0 ? outer.scope : new Scope(outer.scope, names);
  const compiling = { ...outer, scope };
  const codes = expressions.map((expression) => outer.compile(expression, compiling));
  const [only] = codes;
  if (only === undefined) return () => undefined;
  if (scope === outer.scope && codes.length === 1) return only;
  const size = scope === outer.scope ? undefined : scope!.size;
  return (input, frame) => {
    const inner = size === undefined ? frame : new Frame(frame.run, frame, size);
    let value: Value;
    for (const code of codes) value = code(input, inner);
    return value;
  };
}

function compileBind(name: string, code: Code, { scope }: Compiling): Code {
  const slot = scope?.slotOf(name) ?? -1;
  if (slot === -1) throw new NotCompiled(`it sets "$${name}" where that cannot be followed`, undefined);
  return (input, frame) => {
    const value = code(input, frame);
    frame.slots[slot] = value;
    return value;
  };
}

function compileVariable(name: string, { scope }: Compiling): Code {
  if (name === '') return (input, { run }) => (input === run.wrapper ? run.root : input);
  const places = scope?.placesOf(name) ?? [];
  const off = places.length === 0 ? BUILTINS.get(name)?.contained?.(undefined) : undefined;
  if (off !== undefined) throw new NotCompiled(off, undefined);
  const outside = name === '$' ? ({ run }: Frame) => run.root : readOutside(name);
  if (places.length === 0) return (_input, frame) => outside(frame);
  return (_input, frame) => {
    for (const place of places) {
      const value = readPlace(frame, place);
      if (value !== UNBOUND) return value;
    }
    return outside(frame);
  };
}
