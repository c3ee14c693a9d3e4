import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { coreValidate } from './execute.ts';

const seen: { schema: JsonObject; value: Json }[] = [];
const validate = (schema: JsonObject, value: Json) => {
  seen.push({ schema, value });
  return value === null ? [{ path: '/order', message: 'must be there' }] : [];
};

test('core/validate goes by "valid" with an empty list of problems', () => {
  const config = { schema: { $ref: 'schemas/order-change.json' }, value: { order: '1' } };
  expect(coreValidate.execute(createStep({ config, lookup: { validate } }))).toEqual({
    kind: 'done',
    port: 'valid',
    output: { valid: true, problems: [] },
  });
  expect(seen.at(-1)).toEqual(config);
});

test('core/validate goes by "invalid" with every problem; a value that was not found is null', () => {
  const config = { schema: { type: 'object' } };
  expect(coreValidate.execute(createStep({ config, lookup: { validate } }))).toEqual({
    kind: 'done',
    port: 'invalid',
    output: { valid: false, problems: [{ path: '/order', message: 'must be there' }] },
  });
});
