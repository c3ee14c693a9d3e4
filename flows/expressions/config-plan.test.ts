import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonSchema } from '../json.ts';
import { listConfigExpressions } from './config-expressions.ts';
import { compileConfigPlan } from './config-plan.ts';

const changeOrder = {
  type: 'object',
  additionalProperties: false,
  required: ['salesOrder', 'items'],
  properties: {
    salesOrder: { type: 'string', format: 'expression' },
    note: { type: 'string' },
    simulate: { type: 'boolean' },
    items: { type: 'array', items: { $ref: '#/$defs/item' } },
  },
  $defs: {
    item: {
      type: 'object',
      required: ['item', 'fixed'],
      properties: { item: { type: 'string' }, fixed: { type: 'boolean' }, lines: { type: 'array', items: { type: 'object' } } },
    },
  },
} as const satisfies JsonSchema;

const scope = {
  trigger: { body: { order: '0000004711', item: { item: '000010', fixed: true, lines: { day: '2026-12-01' } }, none: [] } },
};

function assemble(config: JsonObject, contained: readonly (JsonObject | string | undefined)[] = [], schema: JsonSchema = changeOrder) {
  return compileConfigPlan(config, schema).assemble(scope, contained);
}

describe('EXP-7 the plan of a config', () => {
  test('literals stay, direct expressions are computed at once', () => {
    const plan = compileConfigPlan({ salesOrder: '= trigger.body.order', note: "'= as written", items: [] }, changeOrder);
    expect(plan.direct).toBe(true);
    expect(plan.assemble(scope, [])).toEqual({ salesOrder: '0000004711', note: '= as written', items: [] });
  });

  test('contained expressions are listed once, in the order in which their values are wanted', () => {
    const config = {
      salesOrder: '= $pad(trigger.body.order, -12, "0")',
      items: [{ item: '= steps.ask.item & $string(1)', fixed: true }],
      note: '= trigger.body.order',
    };
    const plan = compileConfigPlan(config, changeOrder);
    expect(plan.direct).toBe(false);
    expect(plan.contained.map(({ pointer, text }) => [pointer, text])).toEqual([
      ['/salesOrder', ' $pad(trigger.body.order, -12, "0")'],
      ['/items/0/item', ' steps.ask.item & $string(1)'],
    ]);
    expect(plan.contained[1]!.references!.steps.map(({ name }) => name)).toEqual(['ask']);
    expect(plan.assemble(scope, ['000000004711', '000010'])).toEqual({
      salesOrder: '000000004711',
      items: [{ item: '000010', fixed: true }],
      note: '0000004711',
    });
  });

  test('where the schema says array one thing is wrapped, nothing is [], and that holds inside values too', () => {
    expect(assemble({ salesOrder: 'x', items: '= trigger.body.item' })).toEqual({
      salesOrder: 'x',
      items: [{ item: '000010', fixed: true, lines: [{ day: '2026-12-01' }] }],
    });
    expect(assemble({ salesOrder: 'x', items: '= trigger.body.missing' })).toEqual({ salesOrder: 'x', items: [] });
    expect(assemble({ salesOrder: 'x', items: '= trigger.body.none' })).toEqual({ salesOrder: 'x', items: [] });
  });

  test('where it may be text or a list, one thing stays itself', () => {
    const schema: JsonSchema = { type: 'object', properties: { to: { anyOf: [{ type: 'string' }, { type: 'array' }] } } };
    expect(assemble({ to: '= trigger.body.order' }, [], schema)).toEqual({ to: '0000004711' });
  });

  test('nothing leaves a field out and drops an item; a required condition that finds nothing is false', () => {
    expect(
      assemble({
        salesOrder: '= trigger.body.missing',
        items: [{ item: '1', fixed: '= trigger.body.missing' }],
        simulate: '= trigger.body.missing',
      }),
    ).toEqual({
      items: [{ item: '1', fixed: false }],
    });
    const open: JsonSchema = { type: 'object', properties: { list: {} } };
    expect(assemble({ list: ['= trigger.body.missing', 'a', '= trigger.body.order'] }, [], open)).toEqual({ list: ['a', '0000004711'] });
  });

  test('the scope is never changed', () => {
    const before = structuredClone(scope);
    assemble({ salesOrder: 'x', items: '= trigger.body.item' });
    expect(scope).toEqual(before);
  });

  test('fields called __proto__ stay fields', () => {
    const config = JSON.parse('{ "a": { "__proto__": "= trigger.body.order" } }') as JsonObject;
    expect(JSON.stringify(assemble(config, [], { type: 'object' }))).toBe('{"a":{"__proto__":"0000004711"}}');
  });

  const mapSchema: JsonSchema = {
    type: 'object',
    properties: { rows: { type: 'array', format: 'map-rows', items: { type: 'object' } }, value: {} },
  };

  test('the rows of a map are one expression that fills `value`; the rows stay as drawn', () => {
    const rows = [
      { target: 'order', expression: '= trigger.body.order' },
      { target: 'plant', expression: '$string(1010)' },
    ];
    const plan = compileConfigPlan({ rows }, mapSchema);
    expect(plan.contained.map(({ pointer }) => pointer)).toEqual(['/value']);
    expect(plan.assemble(scope, [{ order: '0000004711', plant: '1010' }])).toEqual({ rows, value: { order: '0000004711', plant: '1010' } });
  });

  test('the rows of a map that are all direct are computed at once', () => {
    const rows = [
      { target: 'order', expression: '= trigger.body.order' },
      { target: 'plant', expression: '"1010"' },
    ];
    const plan = compileConfigPlan({ rows }, mapSchema);
    expect(plan.direct).toBe(true);
    expect(plan.assemble(scope, [])).toEqual({ rows, value: { order: '0000004711', plant: '1010' } });
  });

  test('a schema in a config is data', () => {
    const schema: JsonSchema = { type: 'object', properties: { schema: { type: 'object', format: 'json-schema' } } };
    const config = { schema: { const: '= trigger.body.order' } };
    expect(listConfigExpressions(config, schema)).toEqual([]);
    expect(assemble(config, [], schema)).toEqual(config);
  });

  test('a broken expression is contained and carries its fault', () => {
    expect(listConfigExpressions({ salesOrder: '= trigger.body.' }, changeOrder)).toMatchObject([
      { kind: 'contained', faults: [{ code: 'S0207' }] },
    ]);
  });
});
