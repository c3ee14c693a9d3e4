/**
 * One evaluation: what it may know of the world, and what it may use up. All walls of the fast path stand here: steps, depth of calls,
 * length of texts and lists, size of the answer. Who meets one throws ExpressionLimit; nothing else in here is state.
 */
import type { LibraryTables } from '../../library/library-function.ts';
import { ExpressionError } from '../direct-value.ts';
import { isList, type ObjectValue, type Value } from './value.ts';

export interface ExpressionWorld extends LibraryTables {
  /** Epoch ms that `$now()` and `$millis()` give: the recorded start of the step. */
  readonly at: number;
  /** `$random()` and `$shuffle`: seeded by run and path. */
  random(): number;
  /** Linear in the text. Throws ExpressionError S0500 for a pattern that it cannot do. */
  compileRegex(source: string, flags: string): CompiledRegex;
}

export interface CompiledRegex {
  /** The first match at or behind `from`. */
  find(text: string, from: number): RegexMatch | undefined;
}

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** What the groups hold, undefined where one took no part. */
  readonly groups: readonly (string | undefined)[];
}

/** Steps of one evaluation; some tens of milliseconds at most. What needs more has a process of its own (runtime/expressions). */
export const MOST_STEPS = 250_000;
/** Calls within calls; tail calls do not count. */
export const DEEPEST_CALLS = 200;
/** Characters of one text. */
export const LONGEST_TEXT = 4 * 1024 * 1024;
/** Characters of the answer as JSON, about. */
export const LARGEST_ANSWER = 10 * 1024 * 1024;
/** Lists and objects within each other in an answer, and in what `$string` writes. */
export const DEEPEST_VALUE = 500;

/** A wall was met. The result is unknown: with more room there might be one. */
export class ExpressionLimit extends ExpressionError {
  constructor(code: string, message: string) {
    super(code, message, undefined);
    this.name = 'ExpressionLimit';
  }
}

/** Nobody's list: nothing is ever applied to it. */
const NO_WRAPPER: readonly Value[] = [];

export class Evaluation {
  /** What `$$` is. */
  readonly root: Value;
  /** A list as root is one thing: what the expression is applied to is a list of it. */
  readonly wrapper: readonly Value[];
  readonly world: ExpressionWorld;
  /** Names that stand beside the functions of the language. */
  readonly variables: ObjectValue | undefined;
  /** Characters of everything that was made so far, about (accounting.ts). */
  answerSize = 0;
  /** Nothing was put anywhere that JSON does not know. */
  isPlain = true;
  /** What the first two fields of a path lead to from the root, by number: the paths of a mapping mostly begin alike. */
  prefixes: Value[] | undefined;
  #steps: number;
  #depth = 0;
  readonly #deepest: number;

  constructor(root: Value, world: ExpressionWorld, options: EvaluationOptions = {}) {
    this.root = root;
    this.wrapper = isList(root) ? [root] : NO_WRAPPER;
    this.world = world;
    this.variables = options.variables;
    this.#steps = options.mostSteps ?? MOST_STEPS;
    this.#deepest = options.deepestCalls ?? DEEPEST_CALLS;
  }

  /** Uses steps up: one for each item that is looked at, more where one takes longer. */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new ExpressionLimit('D1012', 'The expression takes too many steps.');
  }

  /** A new text of this length: copying it costs, and there is a longest. */
  spendText(length: number): void {
    if (length > LONGEST_TEXT) throw new ExpressionLimit('expression-limit', 'A text of the expression is too long.');
    this.spend(1 + (length >> 6));
  }

  /** A text is read from end to end: as good as free while it is short. */
  spendReading(length: number): void {
    if (length > 64) this.spend(length >> 6);
  }

  enterCall(): void {
    this.spend(4);
    this.#depth += 1;
    if (this.#depth > this.#deepest) throw new ExpressionLimit('D1011', 'The functions of the expression call each other too deeply.');
  }

  leaveCall(): void {
    this.#depth -= 1;
  }
}

export interface EvaluationOptions {
  readonly variables?: ObjectValue;
  readonly mostSteps?: number;
  readonly deepestCalls?: number;
}
