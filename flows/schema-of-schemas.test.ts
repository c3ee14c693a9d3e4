import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { exampleFlows } from './examples/examples.ts';
import { schemaOfSchemas } from './schema-of-schemas.ts';
import { schemas } from './schemas/schemas.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const validate = ajv.compile(schemaOfSchemas);
const faultsOf = (schema: unknown) => (validate(schema) ? [] : validate.errors!.map(({ instancePath }) => instancePath));

test('FRM-6 the schemas of the house and of the example flows are schemas by it', () => {
  for (const [name, schema] of Object.entries(schemas)) expect(faultsOf(schema), name).toEqual([]);
  for (const { contract, id } of exampleFlows)
    for (const schema of [contract.input, contract.output]) if (schema !== undefined) expect(faultsOf(schema), id).toEqual([]);
});

test.each([
  [{ type: 'strng' }, '/type'],
  [{ type: 'object', required: 'order' }, '/required'],
  [{ propertes: {} }, ''],
  [{ type: 'object', properties: { items: { type: 'array', items: [{}] } } }, '/properties/items/items'],
  [{ properties: { quantity: { minimum: '1' } } }, '/properties/quantity/minimum'],
  [{ pattern: '(' }, '/pattern'],
  [{ properties: { price: { type: 'number', 'x-millrace': 'prize' } } }, '/properties/price/x-millrace'],
])('FRM-6 what is mistaken is told at its place: %j', (schema, place) => {
  expect(faultsOf(schema)).toContain(place);
});
