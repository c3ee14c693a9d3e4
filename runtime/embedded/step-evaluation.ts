/** What expressions of one attempt may ask for. A class, since the hot path makes one for every step and most ask for nothing. */
import type { JsonObject } from '#flows/json.ts';
import type { TableKind } from '#flows/library/library-function.ts';
import { findTable, type ReferenceData } from '../engine/reference-data.ts';
import type { EvaluationContext } from '../expressions/evaluator.ts';
import type { ActiveRun } from './active-run.ts';
import type { Attempt } from './attempt.ts';

export class StepEvaluation implements EvaluationContext {
  readonly #run: ActiveRun;
  readonly #attempt: Attempt;
  readonly #reference: ReferenceData;

  constructor(run: ActiveRun, attempt: Attempt, reference: ReferenceData) {
    this.#run = run;
    this.#attempt = attempt;
    this.#reference = reference;
  }

  /** The flow whose expression it is: a called one has its own version. */
  get flow(): string {
    return this.#run.plan.scopes[this.#attempt.node.scope]!.document.id;
  }
  get version(): number {
    return this.#run.plan.scopes[this.#attempt.node.scope]!.version;
  }
  get startedAt(): string {
    return this.#run.state.startedAt[this.#attempt.node.index] ?? new Date(this.#attempt.beganAt).toISOString();
  }
  get randomSeed(): string {
    return `${this.#run.facts.originRunId}/${this.#attempt.node.path}`;
  }
  get isOver(): boolean {
    return this.#attempt.ended;
  }
  table(kind: TableKind, name: string): JsonObject | undefined {
    const { environment, referenceRevision } = this.#run.facts;
    return findTable(this.#reference, environment, referenceRevision, kind, name);
  }
}
