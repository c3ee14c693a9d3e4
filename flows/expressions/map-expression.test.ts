import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import type { MapRow } from '../flow.ts';
import type { Json } from '../json.ts';
import { mapExpression } from './map-expression.ts';

const scope = {
  trigger: {
    body: {
      orderId: '801',
      plant: '1010',
      items: [
        { number: '10', quantity: '5.000', days: [{ on: '2026-12-01' }, { on: '2026-12-02' }] },
        { number: '20', quantity: '7.500', days: [] },
        { number: '30', quantity: '2.000', days: [{ on: '2026-12-03' }] },
      ],
      none: [],
      tags: ['a', 'b'],
    },
  },
};

async function run(rows: readonly MapRow[]): Promise<Json> {
  const mapped = mapExpression(rows);
  if (mapped.faults !== undefined) throw new Error(mapped.faults.map(({ message }) => message).join(' '));
  return JSON.parse(JSON.stringify(await jsonata(mapped.text).evaluate(scope))) as Json;
}

describe('EXP-6 the rows of a map', () => {
  test('become an object, field by field', async () => {
    const rows = [
      { target: 'order', expression: 'trigger.body.orderId' },
      { target: 'ship.plant', expression: '= trigger.body.plant' },
      { target: 'ship.fast', expression: 'trigger.body.plant = "1010" ? true : false' },
    ];
    expect(mapExpression(rows).text).toBe(
      '{\n  "order": trigger.body.orderId,\n  "ship": {\n    "plant": trigger.body.plant,\n    "fast": trigger.body.plant = "1010" ? true : false\n  }\n}',
    );
    expect(await run(rows)).toEqual({ order: '801', ship: { plant: '1010', fast: true } });
  });

  test('fill lists from their scope, in lists too', async () => {
    const rows = [
      { target: 'items.item', scope: 'trigger.body.items', expression: '$number(number)' },
      { target: 'items.plant', expression: '$$.trigger.body.plant' },
      { target: 'items[].days[].date', scope: 'days', expression: 'on' },
    ];
    expect(await run(rows)).toEqual({
      items: [
        { item: 10, plant: '1010', days: [{ date: '2026-12-01' }, { date: '2026-12-02' }] },
        { item: 20, plant: '1010', days: [] },
        { item: 30, plant: '1010', days: [{ date: '2026-12-03' }] },
      ],
    });
  });

  test('fill a list of which only fields deep inside are known; another row may say otherwise', async () => {
    const deep = { target: 'items[].size.days', scope: 'trigger.body.items', expression: '$count(days)' };
    expect(await run([deep])).toEqual({ items: [{ size: { days: 2 } }, { size: { days: 0 } }, { size: { days: 1 } }] });
    const rows = [
      { target: 'items[].item', scope: 'trigger.body.items', expression: 'number' },
      { target: 'items[].days.date', scope: 'days', expression: 'on' },
    ];
    expect(await run(rows)).toMatchObject({ items: [{ item: '10', days: [{ date: '2026-12-01' }, {}] }, { days: [] }, {}] });
  });

  test('a list stays a list with one item and with none; a missing value leaves its field out', async () => {
    const rows = [
      { target: 'one.x', scope: 'trigger.body.items[0]', expression: 'number' },
      { target: 'none.x', scope: 'trigger.body.none', expression: 'number' },
      { target: 'missing.x', scope: '= trigger.body.nowhere', expression: 'number' },
      { target: 'tags', scope: 'trigger.body.tags', expression: '$uppercase($)' },
      { target: 'left', expression: 'trigger.body.nowhere' },
    ];
    expect(await run(rows)).toEqual({ one: [{ x: '10' }], none: [], missing: [], tags: ['A', 'B'] });
  });

  test('no row can break out of its field', async () => {
    const rows = [
      { target: 'a"b', expression: '"x" /* } , */' },
      { target: 'b', expression: '$v := 2' },
      { target: 'c', expression: '($v := 1; $v)' },
    ];
    expect(await run(rows)).toEqual({ 'a"b': 'x', b: 2, c: 1 });
    expect(mapExpression([{ target: 'a', expression: '1, "b": 2' }]).faults).toMatchObject([
      { code: 'expression-syntax', field: 'expression' },
    ]);
    expect(mapExpression([{ target: 'a', expression: '1 /* ' }]).faults).toMatchObject([{ code: 'expression-syntax' }]);
  });

  const wrong: readonly [rows: readonly MapRow[], code: string, row: number][] = [
    [[{ target: '', expression: '1' }], 'map-target-malformed', 0],
    [[{ target: 'a..b', expression: '1' }], 'map-target-malformed', 0],
    [[{ target: 'a[0]', expression: '1' }], 'map-target-malformed', 0],
    [
      [
        { target: 'a', expression: '1' },
        { target: 'a', expression: '2' },
      ],
      'map-target-taken',
      1,
    ],
    [
      [
        { target: 'a', expression: '1' },
        { target: 'a.b', expression: '2' },
      ],
      'map-target-taken',
      1,
    ],
    [
      [
        { target: 'a.b', expression: '1' },
        { target: 'a', expression: '2' },
      ],
      'map-target-taken',
      0,
    ],
    [[{ target: 'a[].b', expression: '1' }], 'map-scope-missing', 0],
    [
      [
        { target: 'a.b', scope: 'x', expression: '1' },
        { target: 'a.c', scope: 'y', expression: '1' },
      ],
      'map-scope-differs',
      1,
    ],
    [[{ target: 'a.b', scope: 'x[', expression: '1' }], 'expression-syntax', 0],
  ];
  test.each(wrong)('%j is refused with its row', (rows, code, row) => {
    expect(mapExpression(rows).faults).toMatchObject([{ code, row }]);
  });
});
