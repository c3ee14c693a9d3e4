import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Json } from './json.ts';
import { schemaOfSamples } from './schema-of-samples.ts';

const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
const fits = (samples: readonly Json[], value: Json) => ajv.validate(schemaOfSamples(samples), value);

const ORDER: Json = {
  orderId: '0000004711',
  wanted: '2027-02-15',
  changedAt: '2027-01-31T23:59:59.250+01:00',
  gross: 1200,
  note: null,
  items: [
    { item: '000010', quantity: '5.000', scrap: true },
    { item: '000020', quantity: '12.50' },
  ],
};

describe('SVC-8: a schema from samples', () => {
  test('says what they prove', () => {
    expect(schemaOfSamples([ORDER])).toEqual({
      type: 'object',
      required: ['orderId', 'wanted', 'changedAt', 'gross', 'note', 'items'],
      properties: {
        orderId: { type: 'string' },
        wanted: { type: 'string', format: 'date' },
        changedAt: { type: 'string', format: 'date-time' },
        gross: { type: 'number' },
        note: {},
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['item', 'quantity'],
            properties: {
              item: { type: 'string' },
              quantity: { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]+)?$' },
              scrap: { type: 'boolean' },
            },
          },
        },
      },
    });
  });

  test.each<[readonly Json[]]>([
    [[ORDER]],
    [[[]]],
    [[null]],
    [['', 'x']],
    [[{ a: [1, 'x', null, [true]] }, { a: null }]],
    [[{ __proto__: null, constructor: 1 }]],
    [['2027-02-30']],
    [['2027-02-30T10:00:00Z', '24:00']],
    [['007.50', '1.5']],
    [['1.10']],
  ])('fits its samples: %j', (samples) => {
    for (const sample of samples) expect(fits(samples, sample)).toBe(true);
  });

  test('what only looks like a day, an amount or a whole number is a text or any number', () => {
    expect(schemaOfSamples(['2027-02-30'])).toEqual({ type: 'string' });
    expect(schemaOfSamples(['1.10'])).toEqual({ type: 'string' });
    expect(schemaOfSamples(['0042', '0043'])).toEqual({ type: 'string' });
    expect(fits([{ quantity: 5 }], { quantity: 5.5 })).toBe(true);
  });

  test('what one sample lacks is not required, what is null in one may be so', () => {
    const samples: Json[] = [{ a: 1, b: 'x' }, { a: null }];
    expect(schemaOfSamples(samples)).toEqual({
      type: 'object',
      required: ['a'],
      properties: { a: { type: ['number', 'null'] }, b: { type: 'string' } },
    });
  });

  test('depth and number of fields have an end', () => {
    let deep: Json = 1;
    for (let level = 0; level < 60; level += 1) deep = [deep];
    expect(fits([deep], deep)).toBe(true);
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, at) => [`f${at}`, at]));
    expect(Object.keys(schemaOfSamples([many])['properties'] as object)).toHaveLength(500);
    expect(fits([many], many)).toBe(true);
  });
});
