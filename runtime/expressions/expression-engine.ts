/**
 * Evaluates a node's config: direct expressions in process and synchronously, everything else in the child pool, all expressions of
 * the node in one message and with only those parts of the scope that they read.
 */
import type { ConfigExpression } from '#flows/expressions/config-expressions.ts';
import { compileConfigPlan } from '#flows/expressions/config-plan.ts';
import { compileParsed } from '#flows/expressions/direct-expression.ts';
import { ExpressionError } from '#flows/expressions/direct-value.ts';
import { parseExpression } from '#flows/expressions/parse-expression.ts';
import { findReferences, type References } from '#flows/expressions/references.ts';
import type { Json } from '#flows/json.ts';
import { InvalidError } from '#nodes/errors.ts';
import type { EvaluationContext, ExpressionEngine, ExpressionScope } from './evaluator.ts';
import { createExpressionPool, ExpressionFailure, type ExpressionPool, type PoolOptions } from './pool.ts';
import { findValueMapNames } from './value-map-names.ts';

/** Codes of the language that mean a limit was reached: stack, time, range, list length. */
const LIMIT_CODES = new Set(['expression-limit', 'D1011', 'D1012', 'D2014', 'D2015']);

export function createExpressionEngine(options: PoolOptions = {}): ExpressionEngine {
  const pool = createExpressionPool(options);
  return {
    compileConfig(node, manifest) {
      const plan = compileConfigPlan(node.config, manifest.config);
      if (plan.direct) {
        return {
          direct: true,
          evaluate: (scope) => explain(() => plan.assemble(scope, [])),
        };
      }
      const contained = prepare(plan.contained);
      return {
        direct: false,
        async evaluate(scope, context) {
          const values = await contained.evaluate(pool, scope, context);
          return explain(() => plan.assemble(scope, values));
        },
      };
    },

    async evaluate(text, scope, context) {
      const parsed = parseExpression(text);
      const { expression } = compileParsed(parsed);
      if (expression !== undefined) return { value: explain(() => expression.evaluate(scope)), path: 'fast' };
      const [value] = await prepare([
        {
          pointer: '',
          text: parsed.source,
          faults: parsed.faults,
          ...(parsed.tree === undefined ? {} : { references: findReferences(parsed.tree) }),
        },
      ]).evaluate(pool, scope, context);
      return { value, path: 'contained' };
    },

    close: () => pool.close(),
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
  const names = expressions.map(({ text }) => findValueMapNames(text));
  return {
    async evaluate(pool, scope, context) {
      if (fault !== undefined) {
        const { code, message, from } = fault.faults[0]!;
        throw failed(message, code, from, fault.pointer);
      }
      const maps: Record<string, object> = {};
      for (const [index, found] of names.entries()) {
        if ('fault' in found) throw failed(found.fault, 'value-map-name', undefined, expressions[index]!.pointer);
        for (const name of found.names) {
          const map = context.valueMap(name);
          if (map !== undefined) maps[name] = map;
        }
      }
      try {
        const values = await pool.evaluate({
          texts,
          scopeText: toScopeText(choose(scope)),
          at: Date.parse(context.startedAt),
          seed: context.randomSeed,
          maps,
          owner: `${context.flow}@${context.version}`,
          context,
        });
        return values.map((value) => value[0] as Json | undefined);
      } catch (error) {
        if (!(error instanceof ExpressionFailure)) throw error;
        const { index, code, message, position } = error.failure;
        throw failed(message, code, position, expressions[index]?.pointer ?? '');
      }
    },
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
