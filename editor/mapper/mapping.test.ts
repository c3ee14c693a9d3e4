import { describe, expect, test } from 'vitest';
import { prepare } from '#flows/check/checked-flow.ts';
import { mapExpression } from '#flows/expressions/map-expression.ts';
import { typeOfSchema } from '#flows/expressions/types/type-of-schema.ts';
import type { FlowDocument, FlowNode, MapRow } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { FlowTyping } from '#flows/typing/flow-typing.ts';
import { proposeRows } from './auto-map.ts';
import { allFields, type Field, findField, makeField } from './field-tree.ts';
import { indexRows, removeRow, targetText, writeRow } from './map-rows.ts';
import { putField, targetOf } from './put-field.ts';
import { placeOf } from './schema-place.ts';
import { readsOf } from './scope-base.ts';
import { sourceTree } from './source-tree.ts';
import { targetTree } from './target-tree.ts';

const text = { type: 'string' };
const digits = (count: number, title?: string): JsonSchema => ({
  ...text,
  pattern: `^[0-9]{${count}}$`,
  ...(title === undefined ? {} : { title }),
});
const crm: JsonSchema = {
  type: 'object',
  required: ['Id', 'AccountId', 'Items'],
  properties: {
    Id: text,
    AccountId: text,
    PoNumber: text,
    EffectiveDate: { ...text, format: 'date-time' },
    CurrencyIsoCode: text,
    Plant__c: text,
    Items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['Product__c', 'Quantity'],
        properties: {
          Product__c: text,
          Quantity: { type: 'number' },
          Uom__c: text,
          Days: { type: 'array', items: { type: 'object', properties: { On: { ...text, format: 'date' } } } },
        },
      },
    },
  },
};
const sap: JsonSchema = {
  type: 'object',
  required: ['SoldToParty', 'items'],
  properties: {
    SoldToParty: digits(10, 'Customer'),
    PurchaseOrderByCustomer: text,
    SalesOrderDate: { ...text, format: 'date' },
    TransactionCurrency: text,
    dates: { type: 'object', properties: { VDATU: digits(8, 'Requested date') } },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['MATNR'],
        properties: {
          MATNR: text,
          KWMENG: { ...text, pattern: '^[0-9]{1,12}(\\.[0-9]{1,3})?$' },
          size: { type: 'object', properties: { width: { type: 'number' } } },
          schedule: { type: 'array', items: { type: 'object', properties: { day: { ...text, format: 'date' } } } },
        },
      },
    },
    tags: { type: 'array', items: text },
  },
};

const fieldsOf = (schema: JsonSchema, path: readonly string[] = []): readonly Field[] =>
  makeField({ path, type: typeOfSchema(schema), places: placeOf(schema) }).fields;
const sources = [makeField({ path: ['trigger', 'body'], type: typeOfSchema(crm), places: placeOf(crm) })];
const targets = fieldsOf(sap);
const source = (path: string): Field => findField(sources, ['trigger', 'body', ...path.split('.').filter((name) => name !== '')])!;
const target = (path: string): Field => findField(targets, path.split('.'))!;
const places = new Map(allFields(targets, 100).map((field, at) => [targetText(targetOf(field)), at]));
const putting = {
  order: (one: { names: readonly string[]; lists: readonly number[] }) => places.get(targetText(one)) ?? 999,
  plant: source('Plant__c'),
};

function put(rows: readonly MapRow[], from: string, to: string): readonly MapRow[] {
  const done = putField(rows, source(from), target(to), putting);
  if (done.rows === undefined) throw new Error(done.why);
  return done.rows;
}

describe('MPR-1 a field put on a field', () => {
  test('is read by its path, with the conversion that its type needs', () => {
    let rows = put([], 'AccountId', 'SoldToParty');
    rows = put(rows, 'CurrencyIsoCode', 'TransactionCurrency');
    // In the order that is asked for, whatever came first.
    rows = put(rows, 'EffectiveDate', 'SalesOrderDate');
    rows = put(rows, 'EffectiveDate', 'dates.VDATU');
    expect(rows).toEqual([
      { target: 'SoldToParty', expression: '$alphaIn(trigger.body.AccountId, 10)' },
      { target: 'SalesOrderDate', expression: '$localDay(trigger.body.EffectiveDate, trigger.body.Plant__c)' },
      { target: 'TransactionCurrency', expression: 'trigger.body.CurrencyIsoCode' },
      { target: 'dates.VDATU', expression: '$toSapDate($localDay(trigger.body.EffectiveDate, trigger.body.Plant__c))' },
    ]);
  });

  test('inside a list reads the item, or the whole by $$; the first field says what the list is repeated over', () => {
    let rows = put([], 'Items.Product__c', 'items.MATNR');
    rows = put(rows, 'Items.Quantity', 'items.KWMENG');
    rows = put(rows, 'PoNumber', 'items.MATNR');
    expect(rows).toEqual([
      { target: 'items[].MATNR', expression: '$$.trigger.body.PoNumber', scope: 'trigger.body.Items' },
      { target: 'items[].KWMENG', expression: '$roundDecimal(Quantity, 3)', scope: 'trigger.body.Items' },
    ]);
    expect(mapExpression(rows).faults).toBeUndefined();
  });

  test('of a list in a list goes on from the item of the outer one', () => {
    let rows = put([], 'Items', 'items');
    // The scope is held by an empty row of a required field until another field of the list is filled.
    expect(rows).toEqual([{ target: 'items[].MATNR', expression: '', scope: 'trigger.body.Items' }]);
    rows = put(rows, 'Items.Days', 'items.schedule');
    rows = put(rows, 'Items.Days.On', 'items.schedule.day');
    rows = put(rows, 'Items.Product__c', 'items.MATNR');
    expect(rows).toEqual([
      { target: 'items[].MATNR', expression: 'Product__c', scope: 'trigger.body.Items' },
      { target: 'items[].schedule[].day', expression: 'On', scope: 'Days' },
    ]);
    expect(mapExpression(rows).faults).toBeUndefined();
  });

  test('deep inside a list leaves the scope beside a row right in it', () => {
    let rows = put([], 'Items.Quantity', 'items.size.width');
    expect(rows).toEqual([{ target: 'items[].size.width', expression: 'Quantity', scope: 'trigger.body.Items' }]);
    rows = put(rows, 'Items.Product__c', 'items.MATNR');
    expect(rows).toEqual([
      { target: 'items[].MATNR', expression: 'Product__c', scope: 'trigger.body.Items' },
      { target: 'items[].size.width', expression: 'Quantity' },
    ]);
    expect(mapExpression(rows).faults).toBeUndefined();
    // What is left of the list carries the scope on.
    expect(removeRow(rows, 0)).toEqual([{ target: 'items[].size.width', expression: 'Quantity', scope: 'trigger.body.Items' }]);
  });

  test('list on list of single values takes them as they are; a single value fills no list', () => {
    expect(put([], 'Items', 'tags')).toEqual([{ target: 'tags[]', expression: '$', scope: 'trigger.body.Items' }]);
    expect(putField([], source('PoNumber'), target('tags'), putting)).toEqual({ why: 'no-list' });
    expect(putField([], source('PoNumber'), target('items.MATNR'), putting)).toEqual({ why: 'no-list' });
  });

  test('where a field has a value of its own or fields, the other way is refused, and nothing is lost', () => {
    const whole: readonly MapRow[] = [{ target: 'dates', expression: 'trigger.body' }];
    expect(putField(whole, source('EffectiveDate'), target('dates.VDATU'), putting)).toEqual({ why: 'inside-value' });
    const parts = put([], 'EffectiveDate', 'dates.VDATU');
    expect(putField(parts, source(''), target('dates'), putting)).toEqual({ why: 'has-fields' });
  });

  test('rows that nobody touches stay the objects that they were, also where they contradict each other', () => {
    const rows: readonly MapRow[] = [
      { target: 'items.MATNR', expression: '= x', scope: '= a.b', note: 'n' },
      { target: 'items.KWMENG', expression: 'y', scope: 'c.d' },
      { target: 'a b', expression: '1' },
    ];
    const next = writeRow(rows, { target: { names: ['SoldToParty'], lists: [] }, expression: '1' }, putting.order);
    expect(next.slice(1)).toEqual(rows);
    for (const [at, row] of rows.entries()) expect(next[at + 1]).toBe(row);
    expect(indexRows(next).strays).toEqual([3]);
  });
});

describe('MPR-2 what a row reads', () => {
  test('is told from the root, through its lists, without what the list itself is made of', () => {
    expect(readsOf('Product__c & $$.trigger.body.PoNumber', ['trigger.body.Items[Quantity > 0]'])).toEqual([
      ['trigger', 'body', 'Items', 'Product__c'],
      ['trigger', 'body', 'PoNumber'],
    ]);
    expect(readsOf('On', ['trigger.body.Items', 'Days'])).toEqual([['trigger', 'body', 'Items', 'Days', 'On']]);
    expect(readsOf('a +', [])).toEqual([]);
  });
});

/** As the server would tell them, with what these tests look at. */
function manifestOf(type: string): NodeManifest {
  const open = { type: 'object' } as const;
  const common = { type, version: 1, label: type, summary: '', category: 'logic', icon: '', help: '', example: { config: {} } } as const;
  if (type === 'test/webhook')
    return {
      ...common,
      kind: 'trigger',
      config: open,
      ports: [{ name: 'out', label: 'out', kind: 'out' }],
      output: { derive: 'trigger-body' },
    } as never;
  const rows = { type: 'array', format: 'map-rows', items: { type: 'object' } };
  const map = type === 'core/map';
  return {
    ...common,
    kind: 'step',
    effects: 'pure',
    config: map ? { type: 'object', properties: { rows, schema: { type: 'object', format: 'json-schema' }, value: {} } } : open,
    ports: [{ name: 'out', label: 'out', kind: 'out' }],
    output: map ? { derive: 'map-output' } : {},
  } as never;
}

describe('MPR-3 both sides of a map in a flow', () => {
  const flowOf = (nodes: { readonly [id: string]: Partial<FlowNode> }, contract: FlowDocument['contract']): FlowTyping => {
    const drawn = Object.fromEntries(
      Object.entries(nodes).map(([id, node]) => [id, { type: 'core/map', version: 1, config: {}, ...node }]),
    );
    const ids = ['start', ...Object.keys(nodes)];
    const flow = {
      format: 1,
      id: 'f',
      name: 'F',
      layer: 'process',
      owner: 'tests',
      contract,
      nodes: { start: { type: 'test/webhook', version: 1, config: { path: 'x' } }, ...drawn },
      edges: ids.slice(1).map((to, at) => ({ from: ids[at]!, to })),
    } as FlowDocument;
    return new FlowTyping(prepare(flow, { nodeTypes: manifestOf }), { declared: true });
  };
  const map: Partial<FlowNode> = { config: { rows: [{ target: 'a', expression: 'trigger.body.AccountId' }] } };

  test('the source is what the node sees: the message with its words, the steps before it by their names', () => {
    const typing = flowOf({ first: { ...map, label: 'First map' }, second: map }, { major: 1, input: crm });
    const tree = sourceTree(typing, 'second', { message: 'Message', item: 'Item' });
    expect(tree.slice(0, 2).map(({ name, path }) => [name, path])).toEqual([
      ['Message', ['trigger', 'body']],
      ['First map', ['steps', 'first']],
    ]);
    expect(tree[0]!.fields.map(({ name, kind, required }) => `${name} ${kind} ${required}`).slice(0, 3)).toEqual([
      'Id value true',
      'AccountId value true',
      'PoNumber value false',
    ]);
    expect(findField(tree, ['trigger', 'body', 'Items', 'Quantity'])?.lists).toEqual([3]);
    expect(tree[1]!.fields.map(({ name, typeText }) => [name, typeText])).toEqual([['a', 'text']]);
  });

  test('the target is what the map names, else what is asked of its output, whole or in parts, else the promised answer', () => {
    const respond = (body: FlowNode['config'][string]): Partial<FlowNode> => ({ type: 'core/respond', config: { body } });
    const contract = { major: 1, input: crm, output: sap };
    const named = flowOf({ m: { config: { rows: [], schema: { ...crm } } }, end: respond('= steps.m') }, contract);
    expect(targetTree(named, 'm')).toMatchObject({ from: 'map' });
    const whole = targetTree(flowOf({ m: map, end: respond('= steps.m') }, contract), 'm');
    expect(whole).toMatchObject({ from: 'steps', askedBy: ['end'] });
    expect(whole.fields.find(({ name }) => name === 'SoldToParty')).toMatchObject({ required: true, title: 'Customer', kind: 'value' });
    const parts = targetTree(
      flowOf({ m: map, end: respond({ SoldToParty: '= steps.m.customer.number', items: '= steps.m.items' }) }, contract),
      'm',
    );
    expect(allFields(parts.fields, 4).map(({ path, typeText }) => `${path.join('.')}: ${typeText}`)).toEqual([
      'customer: object',
      'customer.number: 10 digits with leading zeros',
      'items: list',
      'items.MATNR: text',
    ]);
    const checked: Partial<FlowNode> = { type: 'core/validate', config: { value: '= steps.m', schema: sap } };
    expect(targetTree(flowOf({ m: map, checked }, { major: 1, input: crm }), 'm').fields.map(({ name }) => name)).toContain('SoldToParty');
    expect(targetTree(flowOf({ m: map }, contract), 'm').from).toBe('contract');
    expect(targetTree(flowOf({ m: map }, { major: 1 }), 'm')).toEqual({ fields: [], askedBy: [], from: 'nobody' });
  });
});

describe('MPR-4 proposals', () => {
  const proposed = (rows: readonly MapRow[]) => {
    const found = proposeRows(rows, sources, targets, putting);
    return Object.fromEntries([...found].map(([key, { expression }]) => [key, expression]));
  };

  test('find the field that is meant by SAP and Salesforce names, titles and types; lists first, then what is in them', () => {
    expect(proposed([])).toEqual({
      SoldToParty: '$alphaIn(trigger.body.AccountId, 10)',
      PurchaseOrderByCustomer: 'trigger.body.PoNumber',
      SalesOrderDate: '$localDay(trigger.body.EffectiveDate, trigger.body.Plant__c)',
      TransactionCurrency: 'trigger.body.CurrencyIsoCode',
      'items[]': 'trigger.body.Items',
      'items[].MATNR': 'Product__c',
      'items[].KWMENG': '$roundDecimal(Quantity, 3)',
    });
  });

  test('leave alone what is filled, and what stands in something that is', () => {
    const rows = put(put([], 'PoNumber', 'PurchaseOrderByCustomer'), 'Items', 'items');
    const left = proposed([...rows, { target: 'dates', expression: 'x' }]);
    expect(Object.keys(left)).not.toContain('PurchaseOrderByCustomer');
    expect(Object.keys(left)).not.toContain('items[]');
    expect(left['items[].MATNR']).toBe('Product__c');
    expect(left['dates.VDATU']).toBeUndefined();
  });

  test('thousands of fields on both sides are soon gone through', () => {
    const many = (prefix: string): JsonSchema => ({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`${prefix}${at}`, text])),
    });
    const found = proposeRows([], fieldsOf(many('field_'), ['trigger', 'body']), fieldsOf(many('FIELD-')), { order: () => 0 });
    expect(found.size).toBe(2_000);
    expect(found.get('FIELD-77')?.source.name).toBe('field_77');
  });
});
