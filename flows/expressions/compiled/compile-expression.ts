/**
 * Compiles an expression to closures: done once, then each evaluation is a walk through them with nothing to look up. Gives what
 * jsonata 2.2.2 gives but for the named differences (README); what is not compiled says why.
 */
import type { Json } from '../../json.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import { count, isCounted } from './accounting.ts';
import { findBindings } from './bindings.ts';
import { compileNode } from './compile-node.ts';
import { type Compiling, NotCompiled } from './compiling.ts';
import { Evaluation, type EvaluationOptions, ExpressionLimit, type ExpressionWorld } from './evaluation.ts';
import { type Code, Frame, Scope } from './frame.ts';
import { plain } from './measure.ts';
import { type FieldCode, OWN_FIELD_CODE, SHARED_FIELD_CODE } from './own-field-code.ts';
import type { Value } from './value.ts';

export interface CompiledExpression {
  /**
   * Throws ExpressionError with the language's code; ExpressionLimit when it needs more than an evaluation in process may take. The result
   * is plain JSON and may share parts with `root`: do not change it.
   */
  evaluate(root: Json | object, world: ExpressionWorld, options?: EvaluationOptions): Json | undefined;
}

export interface ContainedExpression {
  /** Completes the sentence "contained, because …". */
  readonly reason: string;
  /** The parser's: the offset behind the construct in the text without the leading `=`. */
  readonly position: number | undefined;
}

export type Compilation =
  | { readonly compiled: CompiledExpression; readonly contained?: undefined }
  | { readonly compiled?: undefined; readonly contained: ContainedExpression };

/** As often as this an expression is computed before it gets code of its own for its fields. */
const EVALUATIONS_UNTIL_HOT = 500;

export interface CompileOptions {
  readonly evaluationsUntilHot?: number;
  readonly ownFieldCode?: FieldCode;
}

export function compileExpression(tree: SyntaxNode, options: CompileOptions = {}): Compilation {
  try {
    return { compiled: compileTree(tree, options) };
  } catch (error) {
    if (error instanceof NotCompiled) return { contained: { reason: error.message, position: error.position } };
    if (error instanceof RangeError) return { contained: { reason: 'it is nested too deeply', position: undefined } };
    throw error;
  }
}

function compileTree(
  tree: SyntaxNode,
  { evaluationsUntilHot = EVALUATIONS_UNTIL_HOT, ownFieldCode = OWN_FIELD_CODE }: CompileOptions,
): CompiledExpression {
  const counted = isCounted(tree);
  let { code, size } = compileWith(tree, SHARED_FIELD_CODE);
  let evaluationsLeft = evaluationsUntilHot;

  function makeHot(): void {
    try {
      ({ code, size } = compileWith(tree, ownFieldCode));
    } catch (error) {
      // The stack has less room than when it was compiled: it stays as it is.
      if (!(error instanceof RangeError)) throw error;
    }
  }

  return {
    evaluate(root, world, options) {
      if (evaluationsLeft >= 0) {
        if (evaluationsLeft === 0) makeHot();
        evaluationsLeft -= 1;
      }
      const run = new Evaluation(root as Value, world, options);
      try {
        const value = code(Array.isArray(root) ? run.wrapper : (root as Value), new Frame(run, undefined, size));
        if (!counted) count(value, run);
        return run.isPlain ? (value as Json | undefined) : plain(value);
      } catch (error) {
        if (error instanceof RangeError) throw new ExpressionLimit('D1011', 'The expression or its values are nested too deeply.');
        throw error;
      }
    },
  };
}

function compileWith(tree: SyntaxNode, fieldCode: FieldCode): { readonly code: Code; readonly size: number } {
  const scope = new Scope(undefined, findBindings([tree]));
  const compiling: Compiling = { scope, tail: false, ...findMarks(tree), prefixes: new Map(), fieldCode, compile: compileNode };
  return { code: compileNode(tree, compiling), size: scope.size };
}

/** Functions that give what they found. */
const FINDING: ReadonlySet<unknown> = new Set(['map', 'filter', 'keys', 'each', 'spread', 'match', 'lookup', 'distinct']);

/** Which marks of lists does somebody in this expression ask for, or make? */
function findMarks(tree: SyntaxNode): Pick<Compiling, 'tracksFound' | 'buildsLists' | 'leavesOpen'> {
  let tracksFound = false;
  let buildsLists = false;
  let leavesOpen = false;
  const rest: { readonly node: unknown; readonly endsFunction: boolean }[] = [{ node: tree, endsFunction: false }];
  while (rest.length > 0) {
    const { node, endsFunction } = rest.pop()!;
    if (typeof node !== 'object' || node === null) continue;
    const { type, value, procedure, thunk, keepArray, keepSingletonArray, consarray } = node as { readonly [mark: string]: unknown };
    if (keepArray === true || keepSingletonArray === true || (type === 'variable' && value === 'distinct')) tracksFound = true;
    if (consarray === true) buildsLists = true;
    if (type === 'variable' && FINDING.has(value)) leavesOpen = true;
    // What is called in the middle of something is settled there.
    const settles = type === 'function' && !endsFunction && (procedure as SyntaxNode).type === 'variable';
    if (settles && (procedure as { readonly value?: unknown }).value === 'distinct') tracksFound = true;
    for (const part of Object.values(node)) if (!settles || part !== procedure) rest.push({ node: part, endsFunction: thunk === true });
  }
  return { tracksFound, buildsLists, leavesOpen };
}
