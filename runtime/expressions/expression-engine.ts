/**
 * Evaluates a node's config: direct and compiled expressions in process and synchronously; where one is neither, or needs more than an
 * evaluation in process may take, all but the direct ones in the child pool, in one message and with only what they read of the scope.
 */

import { type CompiledExpression, compileExpression } from '#flows/expressions/compiled/compile-expression.ts';
import { ExpressionLimit } from '#flows/expressions/compiled/evaluation.ts';
import type { ConfigExpression } from '#flows/expressions/config-expressions.ts';
import { compileConfigPlan } from '#flows/expressions/config-plan.ts';
import { compileParsed } from '#flows/expressions/direct-expression.ts';
import { ExpressionError } from '#flows/expressions/direct-value.ts';
import { parseExpression } from '#flows/expressions/parse-expression.ts';
import { findReferences, type References } from '#flows/expressions/references.ts';
import type { Json } from '#flows/json.ts';
import { configSchemaOf } from '#flows/services/operation-config.ts';
import { InvalidError } from '#nodes/errors.ts';
import { createCodeRunner } from './code-runner.ts';
import type { EvaluationContext, ExpressionEngine, ExpressionScope } from './evaluator.ts';
import { createNeededTables } from './needed-tables.ts';
import { createExpressionPool, ExpressionFailure, type ExpressionPool, type PoolOptions } from './pool.ts';
import { NO_QUARANTINE } from './quarantine.ts';
import { StepWorld } from './step-world.ts';
import { tryOut } from './try-out.ts';

/** For code and schemas that are tried out before they are published. */
const TRIAL_MS = 500;

/** Codes of the language that mean a limit was reached: stack, time, range, list length. */
const LIMIT_CODES = new Set(['expression-limit', 'D1011', 'D1012', 'D2014', 'D2015']);

export function createExpressionEngine(options: PoolOptions = {}): ExpressionEngine {
  const pool = createExpressionPool(options);
  // One that is tried out must not take the place, or the life, of a child that runs have work in.
  const trials = createExpressionPool({ size: 1, deadlineMs: TRIAL_MS, quarantine: NO_QUARANTINE });
  const code = createCodeRunner(pool);
  return {
    compileConfig(node, manifest) {
      const plan = compileConfigPlan(node.config, configSchemaOf(manifest, node));
      if (plan.direct) {
        return {
          direct: true,
          evaluate: (scope) => explain(() => plan.assemble(scope, [])),
        };
      }
      const contained = prepare(plan.contained);
      const evaluateContained = async (scope: ExpressionScope, context: EvaluationContext): Promise<Json> => {
        const values = await contained.evaluate(pool, scope, context);
        return explain(() => plan.assemble(scope, values));
      };
      const { compiled } = plan;
      if (compiled === undefined) {
        pool.warm();
        return { direct: false, evaluate: evaluateContained };
      }
      const evaluateFast = prepareFast(compiled, plan.contained);
      return {
        direct: true,
        evaluate(scope, context) {
          const values = evaluateFast(scope, context);
          return values === undefined ? evaluateContained(scope, context) : explain(() => plan.assemble(scope, values));
        },
      };
    },

    async evaluate(text, scope, context) {
      const parsed = parseExpression(text);
      const { expression } = compileParsed(parsed);
      if (expression !== undefined) return { value: explain(() => expression.evaluate(scope)), path: 'fast' };
      const { tree, source, faults } = parsed;
      const compiled = tree === undefined ? undefined : compileExpression(tree).compiled;
      const described: Contained = {
        pointer: '',
        text: source,
        faults,
        ...(tree === undefined ? {} : { references: findReferences(tree) }),
      };
      const values = compiled === undefined ? undefined : prepareFast([compiled], [described])(scope, context);
      if (values !== undefined) return { value: values[0], path: 'fast' };
      const [value] = await prepare([described]).evaluate(pool, scope, context);
      return { value, path: 'contained' };
    },

    runCode: code.run,
    tryOut: (sample) => tryOut(trials, sample),

    async close() {
      await Promise.all([pool.close(), trials.close()]);
    },
  };
}

type Contained = Pick<ConfigExpression, 'pointer' | 'text' | 'faults' | 'references'>;

interface Prepared {
  evaluate(pool: ExpressionPool, scope: ExpressionScope, context: EvaluationContext): Promise<readonly (Json | undefined)[]>;
}

function prepare(expressions: readonly Contained[]): Prepared {
  const texts = expressions.map(({ text }) => text);
  const choose = chooseScope(expressions.map(({ references }) => references));
  const fault = expressions.find(({ faults }) => faults.length > 0);
  const tables = createNeededTables();
  return {
    async evaluate(pool, scope, context) {
      if (fault !== undefined) {
        const { code, message, from } = fault.faults[0]!;
        throw failed(message, code, from, fault.pointer);
      }
      const scopeText = toScopeText(choose(scope));
      try {
        const values = await tables.evaluateWith(context, (maps) =>
          pool.evaluate({
            texts,
            scopeText,
            at: Date.parse(context.startedAt),
            seed: context.randomSeed,
            maps,
            owner: `${context.flow}@${context.version}`,
            context,
          }),
        );
        return values.map((value) => value[0] as Json | undefined);
      } catch (error) {
        if (!(error instanceof ExpressionFailure)) throw error;
        const { index, code, message, position } = error.failure;
        throw failed(message, code, position, expressions[index]?.pointer ?? '');
      }
    },
  };
}

/** Evaluations that go to a child at once after one that needed more than it may take here. */
const CONTAINED_AFTER_LIMIT = 20;

/** Computes in process. Undefined when a limit was met, or lately was: then a child is asked, which has more time and can be killed. */
function prepareFast(
  compiled: readonly CompiledExpression[],
  places: readonly Contained[],
): (scope: ExpressionScope, context: EvaluationContext) => readonly (Json | undefined)[] | undefined {
  const readsAllSteps = places.some(({ references }) => references === undefined || references.everything || references.allSteps);
  let toChild = 0;
  return (scope, context) => {
    if (toChild > 0) {
      toChild -= 1;
      return undefined;
    }
    // The object of the steps goes on growing while the run does.
    const root = readsAllSteps ? { ...scope, steps: { ...scope.steps } } : scope;
    const world = new StepWorld(context);
    let at = 0;
    try {
      const values: (Json | undefined)[] = [];
      for (; at < compiled.length; at += 1) values.push(compiled[at]!.evaluate(root, world));
      return values;
    } catch (error) {
      if (error instanceof ExpressionLimit) {
        toChild = CONTAINED_AFTER_LIMIT;
        return undefined;
      }
      if (error instanceof ExpressionError) throw failed(error.message, error.code, error.position, places[at]!.pointer);
      throw error;
    }
  };
}

/** What at least one of them reads. */
function chooseScope(all: readonly (References | undefined)[]): (scope: ExpressionScope) => Partial<ExpressionScope> {
  if (all.some((references) => references === undefined || references.everything)) return (scope) => scope;
  const references = all as readonly References[];
  const roots = new Set(references.flatMap((one) => one.roots.map(({ name }) => name)));
  const allSteps = references.some((one) => one.allSteps);
  const steps = new Set(references.flatMap((one) => one.steps.map(({ name }) => name)));
  return (scope) => {
    const chosen: Record<string, unknown> = {};
    for (const root of roots) {
      const value = Object.hasOwn(scope, root) ? scope[root as keyof ExpressionScope] : undefined;
      if (value === undefined) continue;
      chosen[root] = root === 'steps' && !allSteps ? pick(scope.steps, steps) : value;
    }
    return chosen as Partial<ExpressionScope>;
  };
}

function pick(steps: ExpressionScope['steps'], names: ReadonlySet<string>): ExpressionScope['steps'] {
  return Object.fromEntries([...names].flatMap((name) => (Object.hasOwn(steps, name) ? [[name, steps[name]!]] : [])));
}

function toScopeText(scope: Partial<ExpressionScope>): string {
  try {
    return JSON.stringify(scope);
  } catch (cause) {
    throw new InvalidError('What the expression reads is nested too deeply.', { code: 'expression-limit', cause });
  }
}

function explain<T>(evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof ExpressionError) throw failed(error.message, error.code, error.position, '');
    if (error instanceof RangeError)
      throw new InvalidError('The expression or its values are nested too deeply.', { code: 'expression-limit' });
    throw error;
  }
}

/** `pointer` is the place in the config, `position` the offset in the expression's text as the language counts. */
function failed(message: string, code: string, position: number | undefined, pointer: string): InvalidError {
  const isLimit = LIMIT_CODES.has(code);
  return new InvalidError(message, {
    code: isLimit ? 'expression-limit' : 'expression-failed',
    details: [{ code, ...(position === undefined ? {} : { position }) }],
    ...(pointer === '' ? {} : { target: pointer }),
  });
}
