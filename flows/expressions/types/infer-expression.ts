/**
 * The type of an expression from the types of what it sees: the same tree that is computed is walked over with types in place of values.
 * The type stands for every value that the expression can give (TYP-1); what cannot be told is unknown (TYP-3). Pure, bounded, never
 * throws (TYP-4).
 */
import type { LambdaNode, SyntaxNode } from '../syntax-tree.ts';
import { findLosses } from './find-losses.ts';
import type { Finding } from './finding.ts';
import { Frame } from './frame.ts';
import { inferNode } from './infer-node.ts';
import type { Inferring } from './inferring.ts';
import { findMarks } from './marks.ts';
import { type Resolved, resolve, type Type, tupleOf, UNKNOWN } from './type.ts';

/** What an expression sees. */
export interface Scope {
  /** What it is applied to: mostly an object with `trigger`, `steps`, … */
  readonly input: Type;
  /** Variables that are given from outside, without `$`. */
  readonly variables?: { readonly [name: string]: Type };
  /** What `$valueMap(name, …)` gives; undefined where there is no such map or it is not known. */
  readonly valueMap?: (name: string) => Type | undefined;
}

export interface Inferred {
  readonly type: Resolved;
  /** In text order. */
  readonly findings: readonly Finding[];
  /** Nothing was left unchecked because it is unknown: without findings it never fails for the type of a value. */
  readonly sure: boolean;
}

/** Parts of the tree that are looked at, again for each way that leads there. More takes too long while somebody types. */
const MOST_STEPS = 20_000;
const DEEPEST = 200;

/** Told of every part that is looked at: what it is applied to, and the variables that it sees. The same part may come several times. */
export type Watch = (node: SyntaxNode, input: Type, frame: Frame) => void;

/**
 * `source`: the text that was parsed, without the leading `=`; without it places are less exact and fixes are left out. With `watch`,
 * functions that nobody calls are looked into too.
 */
export function inferExpression(tree: SyntaxNode, scope: Scope, source = '', watch?: Watch): Inferred {
  const findings = new Map<string, Finding>();
  let steps = MOST_STEPS;
  let depth = 0;
  let sure = true;
  let quiet = 0;
  const watching = watch === undefined ? undefined : new Watching(watch);
  const root = resolve(scope.input);
  const wrapper = root.kind === 'list' ? tupleOf([root]) : undefined;
  const inferring: Inferring = {
    source,
    marks: findMarks(tree),
    valueMap: scope.valueMap,
    wrapper,
    active: new Map<LambdaNode, number>(),
    seen: { listsInList: false },
    infer(node, input, frame) {
      steps -= 1;
      if (steps < 0 || depth > DEEPEST) {
        sure = false;
        return UNKNOWN;
      }
      watching?.note(node, input, frame);
      depth += 1;
      const type = inferNode(node, input, frame, inferring);
      depth -= 1;
      return type;
    },
    quietly(act) {
      quiet += 1;
      const result = act();
      quiet -= 1;
      return result;
    },
    report({ fix, ...finding }, at) {
      if (quiet > 0) return;
      const key = `${finding.code} ${at.offset} ${at.length}`;
      if (!findings.has(key)) findings.set(key, { ...finding, at, ...(fix === undefined || source === '' ? {} : { fix }) });
    },
    unsure() {
      sure = false;
    },
  };
  const outside = new Frame(undefined, inferring.marks.reset);
  outside.variables.set('$', root);
  for (const [name, type] of Object.entries(scope.variables ?? {})) outside.variables.set(name, type);
  let type: Resolved;
  try {
    type = inferring.infer(tree, wrapper ?? root, new Frame(outside));
    findLosses(type, inferring);
    watching?.enterUncalled(inferring);
  } catch (error) {
    // The stack is smaller than the tree is deep.
    if (!(error instanceof RangeError)) throw error;
    type = UNKNOWN;
    sure = false;
  }
  return { type, findings: [...findings.values()].sort((a, b) => a.at.offset - b.at.offset), sure };
}

/** What was come by, for who watches. */
class Watching {
  readonly watch: Watch;
  private readonly entered = new Set<SyntaxNode>();
  private readonly functions = new Map<LambdaNode, { readonly input: Type; readonly frame: Frame }>();

  constructor(watch: Watch) {
    this.watch = watch;
  }

  note(node: SyntaxNode, input: Type, frame: Frame): void {
    this.entered.add(node);
    if (node.type === 'lambda' && node.thunk !== true) this.functions.set(node, { input, frame });
    this.watch(node, input, frame);
  }

  /** Of their parameters nothing is known. A function found in one of them is entered too. */
  enterUncalled(inferring: Inferring): void {
    for (const [{ arguments: parameters, body }, { input, frame }] of this.functions) {
      if (this.entered.has(body)) continue;
      const inner = new Frame(frame);
      for (const { value } of parameters) inner.variables.set(value, UNKNOWN);
      inferring.infer(body, input, inner);
    }
  }
}
