/** What the parts of the compiler hand each other. */
import type { SyntaxNode } from '../syntax-tree.ts';
import type { Code, Scope } from './frame.ts';
import type { FieldCode } from './own-field-code.ts';

export interface Compiling {
  readonly scope: Scope | undefined;
  /** Somebody in this expression asks whether a list was found (`[]`, `$distinct`). */
  readonly tracksFound: boolean;
  /** A function of this expression may end with a list as it was found. */
  readonly leavesOpen: boolean;
  /** Somebody builds lists that must not be flattened. */
  readonly buildsLists: boolean;
  /** What a function ends with is called when the function is left; not where something is still to be done with it. */
  readonly tail: boolean;
  /** Pairs of fields that paths begin with, and their numbers in `Evaluation.prefixes`. */
  readonly prefixes: Map<string, number>;
  /** What reads and writes fields: shared, or of this expression alone. */
  readonly fieldCode: FieldCode;
  compile(node: SyntaxNode, compiling: Compiling): Code;
}

/** The expression, or a construct in it, is left to the reference implementation. Thrown while compiling, never while running. */
export class NotCompiled extends Error {
  readonly position: number | undefined;

  /** `reason` completes the sentence "contained, because …". */
  constructor(reason: string, position: number | undefined) {
    super(reason);
    this.name = 'NotCompiled';
    this.position = position;
  }
}
