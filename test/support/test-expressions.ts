/** The engine's expressions for tests: direct ones at once, the rest by the reference evaluator in process, after a turn. */
import jsonata from 'jsonata';
import { compileConfigPlan } from '#flows/expressions/config-plan.ts';
import type { Json } from '#flows/json.ts';
import { InvalidError } from '#nodes/errors.ts';
import type { ExpressionEngine } from '#runtime/expressions/evaluator.ts';

export const testExpressions: Pick<ExpressionEngine, 'compileConfig'> = {
  compileConfig(node, manifest) {
    const plan = compileConfigPlan(node.config, manifest.config);
    return {
      direct: plan.direct,
      evaluate(scope) {
        try {
          if (plan.direct) return plan.assemble(scope, []);
        } catch (error) {
          throw new InvalidError((error as Error).message, { code: 'expression-failed' });
        }
        return Promise.all(plan.contained.map(({ text }) => jsonata(text).evaluate(scope) as Promise<Json | undefined>)).then(
          (values) => plan.assemble(scope, JSON.parse(JSON.stringify(values)) as Json[]),
          (error: unknown) => {
            throw new InvalidError((error as Error).message, { code: 'expression-failed' });
          },
        );
      },
    };
  },
};

export async function evaluateTestMerge(text: string, scope: { readonly older: Json; readonly newer: Json }): Promise<Json | undefined> {
  return (await jsonata(text.replace(/^=/, '')).evaluate(scope)) as Json | undefined;
}
