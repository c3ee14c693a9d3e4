/** A test of a flow as it is sent and handed out (flows/flow-test.ts). */
import type { JsonSchema } from '#flows/json.ts';
import { ERROR_CLASSES, RUN_STATES } from '#flows/run.ts';
import { anyJson, anyObject, closed, text } from './schemas.ts';

const texts: JsonSchema = { type: 'object', additionalProperties: { type: 'string' } };
const message = { input: anyJson, headers: texts, query: texts };
const double: JsonSchema = {
  oneOf: [
    closed({ port: text(64), output: anyJson }, ['output']),
    closed({ error: closed({ class: { enum: [...ERROR_CLASSES] }, code: text(200), message: text(2_000) }, ['class', 'code']) }),
    closed({ lost: { const: 'applied' }, port: text(64), output: anyJson }, ['lost', 'output']),
    closed({ lost: { enum: ['not-applied', 'changed-by-somebody-else', 'unanswerable'] } }),
  ],
};
export const flowTest = closed(
  {
    description: text(2_000),
    ...message,
    earlier: { type: 'array', maxItems: 100, items: closed(message, ['input']) },
    variables: anyObject,
    valueMaps: { type: 'object', additionalProperties: anyObject },
    doubles: { type: 'object', maxProperties: 500, additionalProperties: { type: 'array', minItems: 1, maxItems: 100, items: double } },
    expect: closed(
      {
        state: { enum: [...RUN_STATES] },
        refused: text(100),
        duplicate: { const: true },
        reply: closed({ status: { type: 'integer', minimum: 200, maximum: 599 }, body: anyJson }, []),
        steps: {
          type: 'object',
          maxProperties: 500,
          additionalProperties: closed({ port: text(64), config: anyJson, output: anyJson, writes: { type: 'integer', minimum: 0 } }, []),
        },
        notRun: { type: 'array', maxItems: 500, items: text(512) },
        emitted: { type: 'array', maxItems: 100, items: closed({ type: text(200), data: anyJson }, ['type']) },
      },
      [],
    ),
  },
  ['input', 'expect'],
);
