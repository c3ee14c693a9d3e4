/** Expressions tried out: evaluated on given input with the same limits as in a run. */
import type { Json, JsonObject } from '#flows/json.ts';
import { toStepError } from '#nodes/errors.ts';
import type { ReferenceData } from '../../engine/reference-data.ts';
import type { ExpressionEngine } from '../../expressions/evaluator.ts';
import { ApiError } from '../api-error.ts';
import type { Route } from '../route.ts';
import { anyJson, closed, text } from '../schemas.ts';

const EVALUATE_MS = 5_000;

export function expressionRoutes({
  expressions,
  reference,
}: {
  readonly expressions: ExpressionEngine;
  readonly reference: ReferenceData;
}): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/expressions/evaluate',
      summary: 'The value of an expression over an input of your own; says whether it was computed at once or contained.',
      right: 'expressions.evaluate',
      body: closed({ expression: text(20_000), input: anyJson, environment: text(64) }, ['expression']),
      answer: '{ value: Json, path: "fast" | "contained" }',
      async handle({ body, require }) {
        const { expression, input, environment } = body as { expression: string; input?: Json; environment?: string };
        const roots = (typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {}) as JsonObject;
        // Variables and value maps of an environment are seen by who may read there.
        if (environment !== undefined) require('flows.read', { environment });
        const revision = environment === undefined ? 0 : reference.revision(environment);
        try {
          const { value, path } = await expressions.evaluate(
            expression,
            {
              trigger: roots['trigger'] ?? { body: input ?? null },
              steps: (roots['steps'] as JsonObject | undefined) ?? {},
              vars:
                (roots['vars'] as JsonObject | undefined) ?? (environment === undefined ? {} : reference.variables(environment, revision)),
              run: roots['run'] ?? null,
              flow: roots['flow'] ?? null,
              ...(roots['item'] === undefined ? {} : { item: roots['item'] }),
              ...(typeof roots['index'] === 'number' ? { index: roots['index'] } : {}),
            },
            {
              flow: '(tried out)',
              version: 0,
              startedAt: new Date().toISOString(),
              randomSeed: 'tried out',
              valueMap: (name) => (environment === undefined ? undefined : reference.valueMap(environment, revision, name)),
              signal: AbortSignal.timeout(EVALUATE_MS),
            },
          );
          return { body: { value: value ?? null, path } };
        } catch (thrown) {
          const error = toStepError(thrown);
          if (error.class === 'internal') throw thrown;
          const position = (error.options.details?.[0] as JsonObject | undefined)?.['position'];
          throw new ApiError(422, error.options.code, error.message, error.options.help, position === undefined ? {} : { position });
        }
      },
    },
  ];
}
