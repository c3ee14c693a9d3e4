/** The shape of a bundle (flows/bundles/bundle.ts), as it is handed out and as it is taken. */
import { BUNDLE_FORMAT, BUNDLE_LIMITS } from '#flows/bundles/bundle.ts';
import type { JsonSchema } from '#flows/json.ts';
import { SERVICE_LIMITS } from '#flows/services/service.ts';
import { flowTest } from '../http/flow-test-schema.ts';
import { anyObject, closed, text } from '../http/schemas.ts';

const many = (items: JsonSchema, maxItems = 5_000): JsonSchema => ({ type: 'array', maxItems, items });
const number: JsonSchema = { type: 'integer', minimum: 1, maximum: 999_999_999 };

/** `flows[].document` is looked at by what knows flows. */
export const bundleSchema = closed({
  bundle: { const: BUNDLE_FORMAT },
  madeWith: text(50),
  digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  flows: {
    minItems: 1,
    ...many(
      closed({
        flowId: text(64),
        version: number,
        note: text(2_000, 0),
        meaningHash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        document: anyObject,
        tests: many(closed({ name: text(64), test: flowTest }), BUNDLE_LIMITS.tests),
      }),
      BUNDLE_LIMITS.flows,
    ),
  },
  schemas: { type: 'object', maxProperties: 1_000, additionalProperties: anyObject },
  services: many(
    closed({ name: text(64), version: text(200, 0), source: text(SERVICE_LIMITS.bytes), path: text(200) }, ['name', 'version', 'source']),
    BUNDLE_LIMITS.services,
  ),
  needs: closed({
    connections: many(closed({ role: text(64), type: text(64, 0), byPlant: { type: 'boolean' } })),
    variables: many(text(200)),
    valueMaps: many(text(200)),
    masterData: many({ enum: ['plant', 'unit'] }, 2),
    nodeTypes: many(closed({ type: text(128), version: number })),
    flows: many(closed({ flow: text(200), major: { type: 'integer' } })),
  }),
});
