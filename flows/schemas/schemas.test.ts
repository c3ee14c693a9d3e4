import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Json, JsonSchema } from '../json.ts';
import { eventSchema, eventTypes, findEventType } from './events.ts';
import { FIELD_TAGS, resolveSchema, schemas } from './schemas.ts';

function compile(schema: JsonSchema) {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  addFormats.default(ajv);
  ajv.addKeyword({ keyword: 'x-unit', schemaType: 'string' });
  ajv.addKeyword({ keyword: 'x-millrace', schemaType: 'string', metaSchema: { enum: [...FIELD_TAGS] } });
  return ajv.compile(schema);
}

describe.each(Object.entries(schemas) as [string, JsonSchema][])('FLW-11 %s', (ref, schema) => {
  test('names itself, says what it is, is closed and its example fits', () => {
    expect(schema['$id']).toBe(ref);
    expect(schema['title']).toBeTruthy();
    expect(schema['description']).toMatch(/\.$/);
    expect(schema['additionalProperties']).toBe(false);
    const validate = compile(schema);
    const [example] = schema['examples'] as readonly Json[];
    validate(example);
    expect(validate.errors).toBeNull();
  });

  test('knows nothing beside itself', () => {
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
    for (const reference of references) expect(reference).toMatch(/^#\/\$defs\//);
    for (const name of Object.keys((schema['$defs'] ?? {}) as object)) expect(references).toContain(`#/$defs/${name}`);
  });
});

describe('FLW-11 canonical objects', () => {
  const fits = (ref: string, value: Json) => compile(resolveSchema(ref)!)(value);
  const change = structuredClone((resolveSchema('schemas/order-change.json')!['examples'] as Json[])[0]) as { items: object[] };

  test('an item must ask for something, with real numbers as text', () => {
    expect(fits('schemas/order-change.json', { ...change, items: [{ item: '000010' }] } as unknown as Json)).toBe(false);
    expect(fits('schemas/order-change.json', { ...change, items: [{ item: '10', quantity: '5' }] } as unknown as Json)).toBe(false);
    expect(fits('schemas/order-change.json', { ...change, items: [{ item: '000010', quantity: 5 }] } as unknown as Json)).toBe(false);
    expect(fits('schemas/order-change.json', { ...change, items: [{ item: '000010', quantity: '-5' }] } as unknown as Json)).toBe(false);
    expect(fits('schemas/order-change.json', { ...change, items: [{ item: '000010', quantity: '5.5' }] } as unknown as Json)).toBe(true);
    expect(fits('schemas/order-change.json', { ...change, items: [] } as unknown as Json)).toBe(false);
  });

  test('a day is a day, not an instant', () => {
    expect(
      fits('schemas/order-change.json', {
        ...change,
        items: [{ item: '000010', requestedDate: '2026-12-14T00:00:00Z' }],
      } as unknown as Json),
    ).toBe(false);
    expect(
      fits('schemas/order-change.json', { ...change, items: [{ item: '000010', requestedDate: '2026-02-30' }] } as unknown as Json),
    ).toBe(false);
  });

  test('prices and people are tagged', () => {
    const order = JSON.stringify(resolveSchema('schemas/sales-order.json'));
    expect(order).toContain('"x-millrace":"price"');
    expect(order).toContain('"x-millrace":"personal"');
  });

  test('an unknown name resolves to nothing, whatever it is called', () => {
    expect(resolveSchema('schemas/none.json')).toBeUndefined();
    expect(resolveSchema('constructor')).toBeUndefined();
    expect(resolveSchema('__proto__')).toBeUndefined();
  });
});

describe('FLW-12 events', () => {
  test.each(eventTypes.map((event) => [event.type, event] as const))('%s is a CloudEvent around its data', (type, event) => {
    expect(type).toMatch(/^millrace\.[a-z-]+\.[a-z-]+\.v[1-9]$/);
    const validate = compile(eventSchema(event));
    const data = (resolveSchema(event.data)!['examples'] as readonly Json[])[0]!;
    const sent = {
      specversion: '1.0',
      id: 'run-1/emit',
      source: '/millrace/development/order-change',
      type,
      subject: '0000004711',
      time: '2026-11-24T08:15:03Z',
      data,
    };
    validate(sent);
    expect(validate.errors).toBeNull();
    expect(validate({ ...sent, data: {} })).toBe(false);
    expect(validate({ ...sent, subject: undefined })).toBe(false);
  });

  test('each type is listed once', () => {
    expect(new Set(eventTypes.map(({ type }) => type)).size).toBe(eventTypes.length);
    expect(findEventType('millrace.sales-order.revised.v1')?.data).toBe('schemas/sales-order-revised.json');
    expect(findEventType('millrace.sales-order.revised.v2')).toBeUndefined();
  });
});
