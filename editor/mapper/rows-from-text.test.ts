import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapExpression } from '#flows/expressions/map-expression.ts';
import type { MapRow } from '#flows/flow.ts';
import { rowsFromText } from './rows-from-text.ts';

function rowsOf(text: string, before: readonly MapRow[] = []): readonly MapRow[] {
  const { rows, fault } = rowsFromText(text, before);
  if (fault !== undefined) throw new Error(JSON.stringify(fault));
  return rows;
}

describe('MPR-5 the text of a map', () => {
  test('becomes rows: fields, fields in fields, lists for each of a list, lists in lists', () => {
    const text = `{
      "order": trigger.body.orderId, /* as the CRM calls it */
      "ship": { "plant": $alphaIn(plant, 4), "fast": rush ? true : false },
      "items": [trigger.body.lines[qty > 0].{ "no": pos, "days": [days.{ "on": date }], "tags": [tags.($uppercase($))] }]
    }`;
    expect(rowsOf(text)).toEqual([
      { target: 'order', expression: 'trigger.body.orderId' },
      { target: 'ship.plant', expression: '$alphaIn(plant, 4)' },
      { target: 'ship.fast', expression: 'rush ? true : false' },
      { target: 'items[].no', expression: 'pos', scope: 'trigger.body.lines[qty > 0]' },
      { target: 'items[].days[].on', expression: 'date', scope: 'days' },
      { target: 'items[].tags[]', expression: '$uppercase($)', scope: 'tags' },
    ]);
  });

  test('what rows cannot show is one row with its text; nothing of it is lost', () => {
    const text = '{ "a": { "x.y": 1, "b": [1, 2] }, "m": $merge([{ "a": 1 }, b]), "c": items{ key: value }, "e": {}, "r": a.{ "b": 1 } }';
    expect(rowsOf(text)).toEqual([
      { target: 'a', expression: '{ "x.y": 1, "b": [1, 2] }' },
      { target: 'm', expression: '$merge([{ "a": 1 }, b])' },
      { target: 'c', expression: 'items{ key: value }' },
      { target: 'e', expression: '{}' },
      { target: 'r', expression: 'a.{ "b": 1 }' },
    ]);
  });

  test('signs within texts, names, patterns and comments are none of the language', () => {
    const text = '{ "a": "}, \\"b\\": {", "c": `odd , name`, "d": $match(x, /[,"]x{2}/), "e": 6 / 2 / 3, "f": x /* }, { */ }';
    expect(rowsOf(text).map(({ target }) => target)).toEqual(['a', 'c', 'd', 'e', 'f']);
  });

  test('notes stay with their targets, and rows that say the same stay as they were written', () => {
    const before: readonly MapRow[] = [
      { target: 'order', expression: '= trigger.body.orderId', note: 'ten digits' },
      { target: 'items.no', scope: '= trigger.body.lines', expression: 'pos', note: 'of SAP' },
    ];
    const { text } = mapExpression(before);
    const same = rowsOf(text!, before);
    expect(same[0]).toBe(before[0]);
    expect(same[1]).toEqual({ target: 'items.no', scope: '= trigger.body.lines', expression: 'pos', note: 'of SAP' });
    expect(rowsOf('{ "order": steps.read.id }', before)).toEqual([{ target: 'order', expression: 'steps.read.id', note: 'ten digits' }]);
  });

  test.each([
    ['{ "a": ', { kind: 'syntax' }],
    ['$merge([a, b])', { kind: 'no-object' }],
    ['{ $x: 1 }', { kind: 'no-object' }],
    ['{ "a.b": 1 }', { kind: 'name', name: 'a.b' }],
    ['{ "a": 1, "a": 2 }', { kind: 'name', name: 'a' }],
  ])('%s is refused with its reason', (text, fault) => {
    expect(rowsFromText(text).fault).toMatchObject(fault);
  });

  const expressions = fc.constantFrom(
    'a',
    'trigger.body.x',
    '$$.y.`odd name`',
    '"text, } with { signs"',
    "'single \" quote'",
    'a & ", " & b',
    'a ? b : c',
    'a ?: {"d": 1}',
    'x ?? "none"',
    '(a and b)',
    'a and b',
    '($v := 1; $v + 1)',
    '$v := 2',
    'x ~> $uppercase',
    'items[q > 1].{"k": v}',
    '[items.{"k": v}][0]',
    '[1..3]',
    '[]',
    '{}',
    '{"deep": {"er": 1}}',
    '{"x.y": 1}',
    '$map(items, function($i) { {"a": $i.b} })',
    '$match(x, /a[,"]b/i)',
    'q / 2 / 3',
    'x /* } , */',
    '/* { */ x',
    'items^(>q).n',
    '-n',
    'null',
    '| $ | {"a": 1} |',
    '[items.(n)]',
    '[items.{"n": n}]',
  );
  const scopes = fc.constantFrom('trigger.body.items', 'items[q > 0]', '$filter(x, function($v) { $v.ok })', 'a.b[0]', '(x; y)', '$');
  const names = fc.constantFrom('a', 'b', 'c', 'x"y', 'größe', '__proto__');

  interface Branch {
    readonly [name: string]: { readonly list?: string; readonly value: string | Branch };
  }
  const { tree } = fc.letrec<{ tree: Branch }>((tie) => ({
    tree: fc.dictionary(
      names,
      fc.oneof(
        { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
        fc.record({ value: expressions }),
        fc.record({ value: expressions, list: scopes }),
        fc.record({ value: tie('tree') }),
        fc.record({ value: tie('tree'), list: scopes }),
      ),
      { minKeys: 1, maxKeys: 3, noNullPrototype: true },
    ),
  }));

  function toRows(branch: Branch, path: string, scope: string | undefined): readonly MapRow[] {
    return Object.entries(branch).flatMap(([name, { list, value }]) => {
      const target = `${path}${name}${list === undefined ? '' : '[]'}`;
      if (typeof value !== 'string') return toRows(value, `${target}.`, list ?? (target.includes('[]') ? undefined : scope));
      const own = list ?? scope;
      return [{ target, expression: value, ...(own === undefined ? {} : { scope: own }) }];
    });
  }

  test('rows → text → rows → text loses nothing, whatever the rows say', () => {
    fc.assert(
      fc.property(tree, (branch) => {
        const rows = toRows(branch, '', undefined);
        const { text } = mapExpression(rows);
        fc.pre(text !== undefined);
        const back = rowsFromText(text);
        expect(back.fault).toBeUndefined();
        const again = mapExpression(back.rows!);
        expect(again.faults).toBeUndefined();
        const once = rowsFromText(again.text!);
        expect(mapExpression(once.rows!).text).toBe(again.text);
        expect(stripped(again.text!)).toBe(stripped(text));
        // With what was there before at hand, every row is told again.
        expect(mapExpression(rowsFromText(text, rows).rows!).faults).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  /** Rows may lose parentheses and comments that mean nothing, and nothing else. */
  function stripped(text: string): string {
    return text.replaceAll(/\s|[()]/g, '');
  }
});
