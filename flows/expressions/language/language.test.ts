import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomExpression } from '../../../test/support/random-expressions.ts';
import { parseExpression } from '../parse-expression.ts';
import { BUILTIN_NAMES, signatureOf } from '../types/builtin-types.ts';
import type { Scope } from '../types/infer-expression.ts';
import { objectOf } from '../types/type.ts';
import { typeOfSchema } from '../types/type-of-schema.ts';
import { completionsAt } from './completions.ts';
import { formatExpression, meaningOf } from './format-expression.ts';
import { functionDoc } from './function-docs.ts';
import { hoverAt } from './hover.ts';
import { signatureAt } from './signature-at.ts';
import { tokensOf } from './tokens.ts';

const body = typeOfSchema({
  type: 'object',
  additionalProperties: false,
  required: ['salesOrder', 'items'],
  properties: {
    salesOrder: { type: 'string', pattern: '^[0-9]{10}$', description: 'The order as SAP numbers it.' },
    'Sold To': { type: 'string' },
    status: { enum: ['open', 'closed'] },
    items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['item', 'quantity'],
        properties: {
          item: { type: 'string' },
          quantity: { type: 'number', title: 'Ordered quantity' },
          lines: {
            type: 'array',
            items: { type: 'object', additionalProperties: false, properties: { date: { type: 'string', format: 'date' } } },
          },
        },
      },
    },
  },
});
const scope: Scope = { input: objectOf({ trigger: objectOf({ body }), run: objectOf({ id: { kind: 'text' } }) }) };

/** `|` is the caret. */
function offered(marked: string): readonly string[] {
  const caret = marked.indexOf('|');
  return completionsAt(marked.replace('|', ''), caret, scope).items.map(({ text }) => text);
}
function taken(marked: string, wanted: string): string {
  const caret = marked.indexOf('|');
  const source = marked.replace('|', '');
  const { from, to, items } = completionsAt(source, caret, scope);
  const found = items.find(({ text }) => text === wanted)!;
  return `${source.slice(0, from)}${found.text.slice(0, found.caret)}|${found.text.slice(found.caret)}${source.slice(to)}`;
}
const told = (marked: string) => hoverAt(marked.replace('|', ''), marked.indexOf('|'), scope);

describe('LNG-1 names in quotes behind a dot are names of fields', () => {
  test('and are offered and explained as those', () => {
    expect(offered('trigger.body."Sold|"')).toEqual(['`Sold To`']);
    expect(taken('trigger.body."So|" & "x"', '`Sold To`')).toBe('trigger.body.`Sold To`| & "x"');
    expect(taken('trigger.body.`So| & run.id', '`Sold To`')).toBe('trigger.body.`Sold To`| & run.id');
    expect(offered('"tri|"')).toEqual([]);
    expect(offered('trigger.body.status = "op|"')).toEqual([]);
    expect(told('trigger.body."Sold| To"')?.title).toBe('trigger.body."Sold To": text | nothing');
    expect(told('"trig|ger"')).toBe(undefined);
  });
});

test('LNG-5 the argument that is written behind ~> is the second', () => {
  const active = (marked: string) => signatureAt(marked.replace('|', ''), marked.indexOf('|'))?.active;
  expect(active('x ~> $substring(|)')).toBe(1);
  expect(active('x ~> /* so */ $substring(1, |)')).toBe(2);
  expect(active('$substring(x, |)')).toBe(1);
});

describe('LNG-1 what is offered is what is known where the caret stands', () => {
  test('the whole scope in an empty field, near fields first', () => {
    expect(offered('|').slice(0, 4)).toEqual(['trigger', 'run', 'trigger.body', 'run.id']);
  });

  test('fields behind a dot, those of the items of a list too', () => {
    expect(offered('trigger.body.|').slice(0, 4)).toEqual(['salesOrder', '`Sold To`', 'status', 'items']);
    expect(offered('trigger.body.items.|')).toEqual(['item', 'quantity', 'lines', 'lines.date']);
    expect(offered('$sum(trigger.body.items.q|) > 0')).toEqual(['quantity']);
  });

  test('whole paths by what they have in them', () => {
    expect(offered('"Order " & salesOr|')).toEqual(['trigger.body.salesOrder']);
    expect(offered('trigger.quan|')).toEqual(['body.items.quantity']);
  });

  test('fields of an item inside a condition and behind it, and from there the whole scope', () => {
    expect(offered('trigger.body.items[|').slice(0, 4)).toEqual(['item', 'quantity', 'lines', 'lines.date']);
    expect(offered('trigger.body.items[qu|')).toEqual(['quantity', '$$.trigger.body.items.quantity']);
    expect(offered('trigger.body.items[item = sales|].quantity')).toEqual(['$$.trigger.body.salesOrder']);
    expect(offered('trigger.body.items[quantity > 0].lin|')[0]).toBe('lines');
    expect(offered('trigger.body.items.{ "n": q| }')).toContain('quantity');
    expect(offered('trigger.body.items^(>qu|)')).toContain('quantity');
  });

  test('variables with what they hold: set before, parameters of functions that are called or not', () => {
    expect(offered('( $all := trigger.body.items; $al|')).toContain('$all');
    expect(offered('( $al|; $all := 1 )')).not.toContain('$all');
    expect(offered('$map(trigger.body.items, function($one) { $one.q| })')).toEqual(['quantity']);
    expect(offered('( $f := function($one) { $on| }; 1 )')).toContain('$one');
    expect(offered('trigger.body.items#$at.{ "n": $a| }')).toContain('$at');
  });

  test('functions when their name is begun, with the caret between the brackets', () => {
    expect(offered('$substr|').slice(0, 3)).toEqual(['$substring()', '$substringAfter()', '$substringBefore()']);
    expect(taken('$alphaI|', '$alphaIn()')).toBe('$alphaIn(|)');
    expect(taken('$alphaI|("1", 10)', '$alphaIn')).toBe('$alphaIn|("1", 10)');
  });

  test('the whole word at the caret is replaced', () => {
    expect(taken('trigger.body.sta|xx = "open"', 'status')).toBe('trigger.body.status| = "open"');
    expect(taken('trigger.body.`So|', '`Sold To`')).toBe('trigger.body.`Sold To`|');
  });
});

describe('LNG-2 nothing is offered', () => {
  test.each(['"trig|', '"a" & "|"', '/* trig|', '12|', 'trigger.body |', 'trigger.body.items@|', '/tri|/', '$f.trigger.|'])(
    '%s',
    (marked) => {
      expect(offered(marked)).toEqual([]);
    },
  );
  test('for what is written out', () => {
    expect(offered('run.id|')).toEqual([]);
  });
});

describe('LNG-3 an unfinished expression is read around the caret', () => {
  test.each([
    ['{ "a": trigger.body.sal|', 'salesOrder'],
    ['{ "a": 1, "b": [trigger.body.sal|', 'salesOrder'],
    ['trigger.body.items[quantity > 0 and it|', 'item'],
    ['$sum(trigger.body.items.(quantity * |', 'quantity'],
    ['trigger.body.salesOrder ? trigger.body.sta|', 'status'],
    [') ] trigger.body.sal|', 'salesOrder'],
    ['trigger.body.sal| & & "x"', 'salesOrder'],
    ['trigger.body.items[0].qu| ) }', 'quantity'],
  ])('%s offers %s', (marked, wanted) => {
    expect(offered(marked)).toContain(wanted);
  });
});

describe('LNG-4 hovering tells', () => {
  test('the type of a field, what its schema says, and the path of its value', () => {
    expect(told('trigger.body.sales|Order & "x"')).toEqual({
      from: 13,
      to: 23,
      title: 'trigger.body.salesOrder: 10 digits with leading zeros',
      about: 'The order as SAP numbers it.',
      path: 'trigger.body.salesOrder',
    });
  });

  test('of a field of an item its own type, and no path where it is repeated', () => {
    expect(told('trigger.body.items[quan|tity > 0]')).toMatchObject({ title: 'quantity: number', about: 'Ordered quantity' });
    expect(told('trigger.body.items[quan|tity > 0]')).not.toHaveProperty('path');
    expect(told('trigger.body.items[quantity > 0].it|em')).toMatchObject({ path: 'trigger.body.items[quantity > 0].item' });
  });

  test('in a text that is not finished', () => {
    expect(told('trigger.body.items.quan|tity > (')).toMatchObject({ title: 'trigger.body.items.quantity: number' });
  });

  test('what a variable holds, and what a function does', () => {
    expect(told('( $all := trigger.body.items; $count($a|ll) )')?.title).toContain('$all: list of');
    expect(told('$alpha|In("1", 10)')).toMatchObject({ title: '$alphaIn(key, length)', example: '$alphaIn("4711", 10) → "0000004711"' });
    expect(told('$unheard|Of(1)')).toBeUndefined();
    expect(told('"trig|ger"')).toBeUndefined();
  });
});

describe('LNG-5 the call around the caret', () => {
  const asked = (marked: string) => signatureAt(marked.replace('|', ''), marked.indexOf('|'));

  test('says the function and which argument is written', () => {
    expect(asked('$substring(trigger.body.salesOrder, |')).toMatchObject({ label: '$substring(text, start, length?)', active: 1 });
    expect(asked('$substring("a,b(", {"x": [1, 2|')).toMatchObject({ active: 1 });
    expect(asked('$sum($map(trigger.body.items, |))')).toMatchObject({ label: '$map(list, function)', active: 1 });
  });

  test('is one of the expression itself too, and none outside of calls', () => {
    expect(asked('( $add := function($a, $b) { $a + $b }; $add(1, |) )')).toMatchObject({ label: '$add($a, $b)', active: 1 });
    expect(asked('(1 + |)')).toBeUndefined();
    expect(asked('$sum(1) + |')).toBeUndefined();
  });

  test('every function of the language is described, with as many parameters as it takes', () => {
    const wrong = [...BUILTIN_NAMES].filter((name) => functionDoc(name)?.parameters.length !== signatureOf(name).parameters.length);
    expect(wrong).toEqual([]);
  });
});

describe('LNG-6 formatting', () => {
  test('sets blanks and breaks what is long at its brackets and its loosest operators', () => {
    expect(formatExpression('=$sum(a.b[c>-1].d)+1')).toBe('= $sum(a.b[c > -1].d) + 1');
    expect(formatExpression('{"a":x?"one":"two","b":[1..5],"c":items@$i.{"k":$i}^(<k)}')).toBe(
      '{ "a": x ? "one" : "two", "b": [1..5], "c": items@$i.{ "k": $i }^(<k) }',
    );
    expect(
      formatExpression(
        '{"salesOrder":trigger.body.salesOrder,"items":trigger.body.items[quantity>0].{"item":item,"quantity":quantity},"state":trigger.body.status="open" and $count(trigger.body.items)>0?"to be planned":"nothing to do"}',
      ),
    ).toBe(`{
  "salesOrder": trigger.body.salesOrder,
  "items": trigger.body.items[quantity > 0].{ "item": item, "quantity": quantity },
  "state": trigger.body.status = "open" and $count(trigger.body.items) > 0
    ? "to be planned"
    : "nothing to do"
}`);
  });

  test('keeps comments, texts and what cannot be read', () => {
    expect(formatExpression('a/* why */+"x  y"')).toBe('a /* why */ + "x  y"');
    expect(formatExpression('= a + ')).toBe('= a + ');
  });

  test('opens no brackets that hold nothing', () => {
    const long = `$$.${'a'.repeat(90)}.$single().n`;
    expect(formatExpression(long)).toBe(long);
  });

  test('of any program is stable and keeps its meaning', () => {
    fc.assert(
      fc.property(randomExpression, (program) => {
        const { tree } = parseExpression(` ${program}`);
        const once = formatExpression(` ${program}`);
        if (tree === undefined) return;
        expect(meaningOf(parseExpression(` ${once}`).tree)).toBe(meaningOf(tree));
        expect(formatExpression(once)).toBe(once);
        expect(once).not.toMatch(/[ \t]$/m);
      }),
      { numRuns: 400 },
    );
  });
});

describe('LNG-7 any text at any caret', () => {
  const broken = fc.tuple(randomExpression, fc.nat(), fc.nat()).map(([program, a, b]) => {
    const from = a % (program.length + 1);
    const to = Math.min(program.length, from + (b % 12));
    return program.slice(0, from) + program.slice(to);
  });
  const text = fc.oneof(broken, fc.string({ unit: fc.constantFrom(...'ab$."\'`/*[]{}()?:;,=<>!~@#^%&|+-0 1\\\n') }), fc.string());

  test('is cut into words that are all of it, and nothing throws', () => {
    fc.assert(
      fc.property(text, fc.nat(), (source, at) => {
        const caret = at % (source.length + 1);
        let end = 0;
        for (const { from, to, text: word } of tokensOf(source)) {
          expect(source.slice(end, from).trim()).toBe('');
          expect(source.slice(from, to)).toBe(word);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(source.slice(end).trim()).toBe('');
        const { from, to } = completionsAt(source, caret, scope);
        expect(to).toBeGreaterThanOrEqual(from);
        hoverAt(source, caret, scope);
        signatureAt(source, caret);
        formatExpression(source);
      }),
      { numRuns: 600 },
    );
  });

  test('what the parser reads is formatted: no program comes back unchanged because its layout was wrong', () => {
    fc.assert(
      fc.property(randomExpression, (program) => {
        const spread = tokensOf(program)
          .map((token) => token.text)
          .join('  ');
        if (parseExpression(` ${spread}`).tree === undefined) return;
        expect(formatExpression(` ${spread}`)).toBe(formatExpression(` ${program}`));
      }),
      { numRuns: 300 },
    );
  });
});
