/** What compiled expressions of a step know of the world: recorded time, seeded randomness, reference data. Nothing is made before it is asked for. */
import type { CompiledRegex, ExpressionWorld } from '#flows/expressions/compiled/evaluation.ts';
import type { JsonObject } from '#flows/json.ts';
import type { TableKind } from '#flows/library/library-function.ts';
import type { EvaluationContext } from './evaluator.ts';
import { compileLinear } from './linear-pattern.ts';
import { createRandom } from './seeded-random.mjs';

export class StepWorld implements ExpressionWorld {
  readonly #context: EvaluationContext;
  #random: (() => number) | undefined;

  constructor(context: EvaluationContext) {
    this.#context = context;
  }

  get at(): number {
    return Date.parse(this.#context.startedAt);
  }

  /** One series for all expressions of the step, in their order. */
  random(): number {
    this.#random ??= createRandom(this.#context.randomSeed);
    return this.#random();
  }

  table(kind: TableKind, name: string): JsonObject | undefined {
    return this.#context.table(kind, name);
  }

  compileRegex(source: string, flags: string): CompiledRegex {
    return compileLinear(source, flags);
  }
}
