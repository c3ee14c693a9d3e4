import { describe, expect, test } from 'vitest';
import { compileOrThrow, testWorld } from '../../../test/support/compare-with-reference.ts';
import type { Json } from '../../json.ts';
import { parseExpression } from '../parse-expression.ts';
import { compileExpression } from './compile-expression.ts';
import { ExpressionLimit } from './evaluation.ts';

const long = 'x'.repeat(100_000);
const other = `${long.slice(1)}y`;
const huge = long.repeat(20);
const wide: Json = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, n]));
const empty: Json = Array.from({ length: 3_000 }, () => ({}));
const many: Json = Array.from({ length: 3_000 }, (_, n) => ({ n, t: `t${n % 7}` }));

describe('CPL-4 what would take for ever, or all memory, ends at a limit', () => {
  test.each([
    ['a loop that never ends', '( $f := function($n) { $f($n + 1) }; $f(0) )'],
    ['a recursion that never ends', '( $f := function($n) { 1 + $f($n) }; $f(0) )'],
    ['two functions that call each other', '( $f := function() { 1 + $g() }; $g := function() { 1 + $f() }; $f() )'],
    ['a huge range', '$count([1..9000000])'],
    ['ranges in ranges', '$count([1..3000].([1..3000]))'],
    ['everything with everything', '$count(many.($n := n; $$.many[n = $n + 1].n))'],
    ['a sort whose question never stays the same', '$sort([1..20000], function($a, $b) { $random() > 0.5 })'],
    ['a text that doubles', '( $f := function($s, $n) { $n = 0 ? $length($s) : $f($s & $s, $n - 1) }; $f(long, 30) )'],
    ['a list that doubles', '( $f := function($l, $n) { $n = 0 ? $count($l) : $f($append($l, $l), $n - 1) }; $f(many, 30) )'],
    [
      'an object that holds itself twice, and twice again',
      '( $f := function($o, $n) { $n = 0 ? $o : $f({ "a": $o, "b": $o }, $n - 1) }; $f(1, 60) )',
    ],
    ['the same, written as text', '( $f := function($o, $n) { $n = 0 ? $string($o) : $f([[$o], [$o]], $n - 1) }; $f(1, 60) )'],
    ['the same, compared', '( $f := function($o, $n) { $n = 0 ? $o : $f([[$o], [$o]], $n - 1) }; $f(1, 40) = $f(1, 40) )'],
    ['the same, asked whether it is true', '( $f := function($o, $n) { $n = 0 ? $o : $f([[$o], [$o]], $n - 1) }; $f(0, 60) ? 1 : 2 )'],
    ['the same, with everything in it', '( $f := function($o, $n) { $n = 0 ? $o : $f([[$o], [$o]], $n - 1) }; $count($f(1, 60).**) )'],
    ['a payload many times over', '[1..200].$$.long'],
    ['padding', '$pad("x", 500000000)'],
    ['replacing by more and more', '$length($replace(long, "x", long))'],
    ['joining a payload with itself', '$length($join([1..500].$$.long, long))'],
    ['a regular expression over and over', '$count([1..2000].($match($$.long, /x/)))'],
    ['a long text in capitals, again and again', '$count([1..20000].($uppercase($$.long)))'],
    ['a long text compared, again and again', '$count([1..90000][$$.long = $$.other])'],
    ['the same, which is smaller?', '$count([1..90000][$$.long < $$.other])'],
    ['an object of many fields asked whether it is true', '$count([1..20000][$$.wide])'],
    ['many empty objects merged, again and again', '$count([1..3000].($merge($$.empty)))'],
    ['a long text as base64', '$length($base64encode($$.huge))'],
    ['a year of a million digits', '$fromMillis(0, "[Y,1000000]")'],
    ['Roman numerals without end', '$formatInteger(1000000000, "I")'],
    ['values within values', '( $f := function($o, $n) { $n = 0 ? $o : $f([[$o]], $n - 1) }; $f(1, 5000) )'],
  ])('%s', (_name, text) => {
    const root = { long, other, huge, many, wide, empty };
    const before = JSON.stringify(root).length;
    expect(() => compileOrThrow(text).evaluate(root, testWorld)).toThrow(ExpressionLimit);
    expect(JSON.stringify(root).length).toBe(before);
  });

  test('a payload deeper than any stack is a limit where it is looked at', () => {
    let deep: Json = 1;
    for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
    for (const text of [
      '$string(deep)',

      '$count(**)',
      '*',
      'deep ? 1 : 2',
      '{ "deep": deep }',
      '$distinct([deep, deep, [1]])',
    ])
      expect(() => compileOrThrow(text).evaluate({ deep }, testWorld), text).toThrow(ExpressionLimit);
  });

  test('an expression deeper than any stack is contained', () => {
    const tree = parseExpression('1').tree!;
    let deep = tree;
    for (let depth = 0; depth < 100_000; depth += 1) deep = { type: 'unary', value: '-', expression: deep };
    expect(compileExpression(deep)).toMatchObject({ contained: { reason: 'it is nested too deeply' } });
  });

  test('CPL-8 a regular expression that others never finish is linear', () => {
    expect(compileOrThrow('$contains(text, /^(a+)+$/)').evaluate({ text: `${'a'.repeat(5_000)}!` }, testWorld)).toBe(false);
    expect(() => compileOrThrow('$contains("ab", /a(?=b)/)').evaluate({}, testWorld)).toThrow(expect.objectContaining({ code: 'S0500' }));
  });
});

describe('CPL-5 payloads stay as they are', () => {
  test.each([
    'none{ "k": 1 }',
    'items{ k: v }',
    '$ ~> |items|{ "v": 9 }, "k"|',
    '$ ~> |$$.items|{ "v": 9 }|',
    'items^(>v)',
    '$sort(items, function($a, $b) { $a.v > $b.v })',
    '$reverse(items)',
    '$shuffle(items)',
    '$append(items, 1)',
    'items[]',
    'one[].v',
    '$merge([one, { "v": 2 }])',
    '( $x := items; $x ~> |$|{ "v": 0 }| )',
    '[items]',
    '$distinct(items)',
  ])('%s', (text) => {
    const root = frozen({
      none: [],
      one: [{ k: 'a', v: 1 }],
      items: [
        { k: 'a', v: 3 },
        { k: 'b', v: 1 },
        { k: 'a', v: 2 },
      ],
    });
    expect(() => compileOrThrow(text).evaluate(root, testWorld)).not.toThrow();
  });

  function frozen<T extends Json>(value: T): T {
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part as Json);
    return Object.freeze(value);
  }
});

describe('CPL-6 names of JavaScript’s own', () => {
  const root: Json = JSON.parse(
    '{ "own": { "__proto__": 1, "constructor": 2 }, "none": {}, "f": { "_jsonata_lambda": true, "_jsonata_function": true } }',
  );

  test.each([
    ['own.__proto__', 1],
    ['own.constructor', 2],
    ['none.__proto__', undefined],
    ['none.constructor', undefined],
    ['none.toString', undefined],
    ['$lookup(none, "hasOwnProperty")', undefined],
    ['"text".length', undefined],
    ['[1].length', undefined],
    ['$type(f)', 'object'],
    ['f()', 'T1006'],
    ['$sum.arity', undefined],
    ['(function($x) { $x }).length', undefined],
  ])('%s', (text, expected) => {
    let answer: unknown;
    try {
      answer = compileOrThrow(text).evaluate(root, testWorld);
    } catch (error) {
      answer = (error as { readonly code?: string }).code;
    }
    expect(answer).toEqual(expected);
  });

  test('are made as fields like any other, and change no prototype', () => {
    const made = compileOrThrow('[{ "__proto__": { "bad": 1 } }, $merge([own]), none{ "__proto__": 5 }, $spread(own)]').evaluate(
      root,
      testWorld,
    );
    expect(JSON.stringify(made)).toBe(
      '[{"__proto__":{"bad":1}},{"__proto__":1,"constructor":2},{"__proto__":5},{"__proto__":1},{"constructor":2}]',
    );
    expect(({} as { readonly bad?: number }).bad).toBeUndefined();
  });
});

describe('CPL-9 what is not compiled says why', () => {
  test.each([
    ['1 + $eval("1")', '$eval is not available', 10],
    ['$toMillis(day, "[Dw]")', 'it reads a date by a picture that is computed, or is not of plain parts', 10],
    ['$map(days, $toMillis)', 'it reads a date by a picture that is computed, or is not of plain parts', undefined],
    ['[$x := 1, $x]', 'it sets a variable among the members of a list or an object', 6],
    ['$string(?)', 'it leaves arguments open that the function does not name', 8],
  ])('%s', (text, reason, position) => {
    expect(compileExpression(parseExpression(text).tree!).contained).toEqual({ reason, position });
  });
});
