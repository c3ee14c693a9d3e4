/** Rows found by key without walking through the list each time, and value maps. */
import type { Json, JsonObject } from '../json.ts';
import { LibraryFault, type LibraryFunction, type LibraryTables, type LibraryValue, shown } from './library-function.ts';

export const LOOK_UP_FUNCTIONS: readonly LibraryFunction[] = [
  {
    name: 'findBy',
    group: 'look-up',
    signature: '<as(snb):x>',
    parameters: [
      { name: 'list', summary: 'Rows.' },
      { name: 'field', summary: 'The field that tells them apart.' },
      { name: 'value', summary: 'What it must be; `"10"` is not `10`.' },
    ],
    summary:
      'The first row whose field has this value, else nothing.\n\nThe list is walked once, however often it is asked: in a mapping of a thousand rows use this and not `list[field = value]`.',
    result: {},
    mayFindNothing: true,
    examples: [
      {
        expression: 'items.{ "item": item, "stock": $findBy($$.stock, "material", material).free }',
        given: {
          items: [
            { item: '000010', material: 'FG-1001' },
            { item: '000020', material: 'FG-1007' },
          ],
          stock: [
            { material: 'FG-1001', free: '40.000' },
            { material: 'FG-1007', free: '0.000' },
          ],
        },
        result: [
          { item: '000010', stock: '40.000' },
          { item: '000020', stock: '0.000' },
        ],
      },
    ],
    steps: ([list, field]) => (isIndexed(list as readonly Json[], field as string) ? 0 : (list as readonly Json[]).length),
    call: ([list, field, value]) => indexOf(list as readonly Json[], field as string).get(value as string),
  },
  {
    name: 'indexBy',
    group: 'look-up',
    signature: '<as:o>',
    parameters: [
      { name: 'list', summary: 'Rows.' },
      { name: 'field', summary: 'The field that tells them apart: text or number.' },
    ],
    summary: 'An object of the rows by the value of a field. Two rows of one value are refused; rows without the field are left out.',
    result: { type: 'object' },
    examples: [
      {
        expression: '$indexBy(items, "item")',
        given: {
          items: [
            { item: '10', open: 3 },
            { item: '20', open: 5 },
          ],
        },
        result: { '10': { item: '10', open: 3 }, '20': { item: '20', open: 5 } },
      },
    ],
    call: ([list, field]) => {
      const rows: [string, Json][] = [];
      const seen = new Set<string>();
      for (const row of list as readonly Json[]) {
        const value = fieldOf(row, field as string);
        if (typeof value !== 'string' && typeof value !== 'number') continue;
        const key = String(value);
        if (seen.has(key)) throw new LibraryFault('key-twice', `Two rows have ${(field as string).slice(0, 80)} ${shown(key)}.`);
        seen.add(key);
        rows.push([key, row]);
      }
      return Object.fromEntries(rows);
    },
  },
  {
    name: 'valueMap',
    group: 'look-up',
    signature: '<s(snb)?:x>',
    parameters: [
      { name: 'map', summary: 'Name of a value map of the environment.' },
      { name: 'key', optional: true, summary: 'What is looked up.' },
    ],
    summary:
      'What a value map says for a key; nothing for one that it has not. With `??` a value for those: `$valueMap("uom", unit) ?? unit`.',
    result: {},
    mayFindNothing: true,
    examples: [
      { expression: '$valueMap("uom", "PCE")', result: 'PC' },
      { expression: '$valueMap("uom", "FUDER") ?? "unknown"', result: 'unknown' },
    ],
    call: ([name, key], tables) => {
      const map = requireMap(name as string, tables);
      return key !== undefined && Object.hasOwn(map, String(key as string)) ? map[String(key as string)] : undefined;
    },
  },
  {
    name: 'valueMapKey',
    group: 'look-up',
    signature: '<s(snb):s>',
    parameters: [
      { name: 'map', summary: 'Name of a value map of the environment.' },
      { name: 'value', summary: 'What the map says.' },
    ],
    summary: 'The key for which a value map says this: the way back. Nothing when none does; refused when several do.',
    result: { type: 'string' },
    mayFindNothing: true,
    examples: [{ expression: '$valueMapKey("uom", "CAR")', result: 'CT' }],
    call: ([name, value], tables) => {
      const keys = keysOf(requireMap(name as string, tables)).get(value as Json) ?? [];
      if (keys.length <= 1) return keys[0];
      const several = keys.slice(0, 5).join(', ');
      throw new LibraryFault('value-map-ambiguous', `Value map ${shown(name)} says ${shown(value)} for several keys: ${several}.`);
    },
  },
];

function requireMap(name: string, tables: LibraryTables): JsonObject {
  const map = tables.table('value-map', name);
  if (map !== undefined) return map;
  throw new LibraryFault('value-map-missing', `There is no value map ${shown(name)} in this environment.`);
}

/** A revision of a map never changes: its way back is made once. */
const waysBack = new WeakMap<JsonObject, ReadonlyMap<Json, readonly string[]>>();

function keysOf(map: JsonObject): ReadonlyMap<Json, readonly string[]> {
  const known = waysBack.get(map);
  if (known !== undefined) return known;
  const keys = new Map<Json, string[]>();
  for (const [key, value] of Object.entries(map)) {
    const others = keys.get(value);
    if (others === undefined) keys.set(value, [key]);
    else others.push(key);
  }
  waysBack.set(map, keys);
  return keys;
}

/** Payloads never change: an index holds as long as its list lives. */
const indexes = new WeakMap<readonly Json[], Map<string, ReadonlyMap<LibraryValue, Json>>>();

function isIndexed(list: readonly Json[], field: string): boolean {
  return indexes.get(list)?.has(field) === true;
}

function indexOf(list: readonly Json[], field: string): ReadonlyMap<LibraryValue, Json> {
  let byField = indexes.get(list);
  if (byField === undefined) indexes.set(list, (byField = new Map()));
  let index = byField.get(field);
  if (index === undefined) byField.set(field, (index = makeIndex(list, field)));
  return index;
}

function makeIndex(list: readonly Json[], field: string): ReadonlyMap<LibraryValue, Json> {
  const index = new Map<LibraryValue, Json>();
  for (const row of list) {
    const value = fieldOf(row, field);
    if (value !== undefined && !index.has(value)) index.set(value, row);
  }
  return index;
}

function fieldOf(row: Json, field: string): LibraryValue {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return undefined;
  return Object.hasOwn(row, field) ? (row as JsonObject)[field] : undefined;
}
