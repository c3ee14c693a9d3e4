import { describe, expect, test } from 'vitest';
import { tagsOfConfig, tagsOfRows } from './expression-tags.ts';
import { type TagTree, tagTreeOf } from './field-tags.ts';
import type { Json, JsonSchema } from './json.ts';
import { resolveSchema } from './schemas/schemas.ts';

const schema: JsonSchema = {
  type: 'object',
  properties: {
    number: { type: 'string' },
    contact: { type: 'object', properties: { name: { $ref: '#/$defs/name' }, language: { type: 'string' } } },
    items: {
      type: 'array',
      items: { type: 'object', properties: { item: { type: 'string' }, price: { type: 'string', 'x-millrace': 'price' } } },
    },
    notes: { type: 'object', additionalProperties: { type: 'string', 'x-millrace': 'personal' } },
    choice: { oneOf: [{ type: 'null' }, { type: 'object', properties: { email: { 'x-millrace': 'personal' } } }] },
    order: { $ref: 'schemas/sales-order.json' },
  },
  $defs: { name: { type: 'string', 'x-millrace': 'personal' } },
};

const body = tagTreeOf(schema, resolveSchema)!;
const root: TagTree = { fields: new Map([['trigger', { fields: new Map([['body', body]]) }]]) };

/** `contact.name personal`, one a line; `*` for every entry. */
function lines(tags: TagTree | undefined, path = ''): readonly string[] {
  if (tags === undefined) return [];
  return [
    ...(tags.tag === undefined ? [] : [`${path} ${tags.tag}`]),
    ...[...tags.fields].flatMap(([name, inner]) => lines(inner, path === '' ? name : `${path}.${name}`)),
    ...lines(tags.each, `${path}.*`),
  ];
}

describe('TRC-3 the tagged fields of a schema', () => {
  test('are found through references, lists, choices and fields that are not named', () => {
    expect(lines(body)).toEqual([
      'contact.name personal',
      'items.*.price price',
      'notes.* personal',
      'choice.email personal',
      ...['order.shipTo.name personal', 'order.shipTo.street personal', 'order.netAmount price', 'order.items.*.netAmount price'],
    ]);
  });

  test('of one that tags nothing, or takes itself in, are none', () => {
    expect(tagTreeOf({ type: 'object', properties: { a: { type: 'string' } } }, resolveSchema)).toBeUndefined();
    expect(tagTreeOf({ $ref: '#/$defs/a', $defs: { a: { properties: { a: { $ref: '#/$defs/a' } } } } }, resolveSchema)).toBeUndefined();
  });
});

describe('TRC-3 what is computed from tagged fields', () => {
  test.each<[string, readonly string[]]>([
    ['= trigger.body.contact.name', [' personal']],
    ['= trigger.body.contact', ['name personal']],
    ['= trigger.body.number', []],
    ['= "Dear " & trigger.body.contact.name', [' personal']],
    ['= $number(trigger.body.items[0].price) * 2', [' price']],
    ['= $sum(trigger.body.items.price)', [' price']],
    ['= $count(trigger.body.items)', []],
    ['= trigger.body.items.price > 1000', []],
    ['= $exists(trigger.body.contact.name) ? trigger.body.contact.name', [' personal']],
    ['= [trigger.body.items.{ "at": item, "costs": price }]', ['costs price', '*.costs price']],
    ['= { "who": trigger.body.contact, "n": trigger.body.number }', ['who.name personal']],
    ['= trigger.body.items[price > 10].item', []],
    ['= $uppercase(trigger.body.notes.boss)', [' personal']],
    ['= trigger.body.contact.name ~> $trim', [' personal']],
    ['= not an expression (', []],
  ])('%s', (text, expected) => {
    expect(lines(tagsOfConfig(text, root)).map((line) => line.replace(/^\./, ''))).toEqual(expected);
  });

  test('is tagged in the rows of a map, list by list', () => {
    const rows = [
      { target: 'customer.name', expression: 'trigger.body.contact.name' },
      { target: 'lines[].position', expression: 'item', scope: 'trigger.body.items' },
      { target: 'lines[].worth', expression: 'price', scope: 'trigger.body.items' },
      { target: 'lines[].by', expression: '$$.trigger.body.contact.name', scope: 'trigger.body.items' },
    ];
    expect(lines(tagsOfRows(rows, root))).toEqual(
      expect.arrayContaining(['customer.name personal', 'lines.*.worth price', 'lines.*.by personal']),
    );
    expect(lines(tagsOfRows(rows, root)).join()).not.toContain('position');
  });

  test('is tagged where it stands in a config', () => {
    const config: Json = { text: 'plain', to: ['= trigger.body.contact.name'], more: { worth: '= trigger.body.items[0].price' } };
    expect(lines(tagsOfConfig(config, root))).toEqual(expect.arrayContaining(['to.* personal', 'more.worth price']));
  });
});
