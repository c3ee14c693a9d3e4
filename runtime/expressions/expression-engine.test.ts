import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { EvaluationContext, ExpressionEngine, ExpressionScope } from './evaluator.ts';
import { createExpressionEngine } from './expression-engine.ts';

let engine: ExpressionEngine;
beforeAll(() => {
  engine = createExpressionEngine({ size: 1, deadlineMs: 400 });
});
afterAll(() => engine.close());

function aScope(body: Json = null, steps: ExpressionScope['steps'] = {}): ExpressionScope {
  return { trigger: { body }, steps, vars: {}, run: { id: 'run-1' }, flow: { id: 'order-change' } };
}

let version = 0;
function aContext(changes: Partial<EvaluationContext> = {}): EvaluationContext {
  version += 1;
  return {
    flow: 'order-change',
    version,
    startedAt: '2026-11-24T08:00:00.000Z',
    randomSeed: 'run-1/map',
    table: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

function evaluate(text: string, body: Json = null, changes: Partial<EvaluationContext> = {}) {
  return engine.evaluate(text, aScope(body), aContext(changes));
}

async function answerTo(text: string, body: Json = null, changes: Partial<EvaluationContext> = {}) {
  return (await evaluate(text, body, changes)).value;
}

function compile(config: JsonObject, properties: JsonObject = {}) {
  const manifest = { config: { type: 'object', properties } } as unknown as NodeManifest;
  return engine.compileConfig({ type: 'core/map', version: 1, config }, manifest);
}

describe('a node’s config', () => {
  test('is answered synchronously when every expression is direct', () => {
    const config = compile({ order: '= trigger.body.id', fixed: 'x', escaped: "'=1" });
    expect(config.direct).toBe(true);
    expect(config.evaluate(aScope({ id: '4711' }), aContext())).toEqual({ order: '4711', fixed: 'x', escaped: '=1' });
  });

  test('is answered synchronously when every expression is direct or compiled; lists are wrapped, what is missing is left out', () => {
    const config = compile(
      {
        order: '= trigger.body.id',
        total: '= $sum(trigger.body.items.quantity)',
        lines: '= trigger.body.items[quantity > 5].number',
        nothing: '= $lookup(trigger.body, "no")',
        noLines: '= trigger.body.items[quantity > 100]',
      },
      { lines: { type: 'array' }, noLines: { type: 'array' } },
    );
    expect(config.direct).toBe(true);
    const scope = aScope({
      id: '4711',
      items: [
        { number: '10', quantity: 3 },
        { number: '20', quantity: 7 },
      ],
    });
    expect(config.evaluate(scope, aContext())).toEqual({ order: '4711', total: 10, lines: ['20'], noLines: [] });
  });

  test('waits for a child where one expression must be contained', async () => {
    const config = compile({ total: '= $sum(trigger.body.n)', date: '= $toMillis(trigger.body.day, "[D01].[M01].[YI]")' });
    expect(config.direct).toBe(false);
    expect(await config.evaluate(aScope({ n: [1, 2], day: '24.11.MMXXVI' }), aContext())).toEqual({
      total: 3,
      date: Date.UTC(2026, 10, 24),
    });
  });

  test('what needs more than it may take in process is answered by a child, and the next ones too for a while', async () => {
    const config = compile({ value: '= $count([1..trigger.body.n])' });
    expect(config.evaluate(aScope({ n: 10 }), aContext())).toEqual({ value: 10 });
    expect(await config.evaluate(aScope({ n: 2_000_000 }), aContext())).toEqual({ value: 2_000_000 });
    expect(config.evaluate(aScope({ n: 10 }), aContext())).toBeInstanceOf(Promise);
  });

  test('an answer does not grow with the steps that come after', () => {
    const config = compile({ value: '= $merge([steps])', all: '= $$.steps' });
    const steps: Record<string, Json> = { a: 1 };
    const answer = config.evaluate(aScope(null, steps), aContext());
    steps['b'] = 2;
    expect(answer).toEqual({ value: { a: 1 }, all: { a: 1 } });
  });

  test('sees only the steps it names, and those whole', async () => {
    const config = compile({ value: '= $sum(steps.a.n) + $count(steps.b)' });
    expect(await config.evaluate(aScope(null, { a: { n: [1, 2] }, b: [1, 2, 3], c: 'x'.repeat(11_000_000) }), aContext())).toEqual({
      value: 6,
    });
  });

  test('tells place and code of the language when an expression fails', async () => {
    const failure = {
      class: 'invalid',
      options: { code: 'expression-failed', target: '/b/c', details: [{ code: 'D3030', position: 9 }] },
    };
    const config = compile({ a: '= 1', b: { c: '= $number(trigger.body)' } });
    expect(() => config.evaluate(aScope('many'), aContext())).toThrow(expect.objectContaining(failure));
    const contained = compile({ a: '= $toMillis("2026", "[YI]")', b: { c: '= $number(trigger.body)' } });
    await expect(contained.evaluate(aScope('many'), aContext())).rejects.toMatchObject(failure);
  });
});

describe('the language, contained', () => {
  test('$now and $millis are the recorded start of the step', async () => {
    expect(await answerTo('$now()')).toBe('2026-11-24T08:00:00.000Z');
    expect(await answerTo('$millis()')).toBe(Date.parse('2026-11-24T08:00:00.000Z'));
    expect(await answerTo('$now("[Y0001]-[M01]")')).toBe('2026-11');
  });

  test('$random and $shuffle are the same for the same run and path', async () => {
    const draw = (randomSeed: string) => answerTo('[$random(), $random(), $shuffle([1..9])]', null, { randomSeed });
    expect(await draw('a')).toEqual(await draw('a'));
    expect(await draw('a')).not.toEqual(await draw('b'));
  });

  test('$valueMap looks a key up in a map of the environment', async () => {
    const maps: { [name: string]: { [key: string]: Json } } = { uom: { PC: 'PCE', KG: 'KGM' } };
    const table = (_kind: string, name: string) => maps[name];
    expect(await answerTo('trigger.body.$valueMap("uom", unit)', { unit: 'PC' }, { table })).toBe('PCE');
    expect(await answerTo('[trigger.body.$valueMap("uom", "XX")]', {}, { table })).toEqual([]);
    expect(await answerTo('[$valueMap("uom", "toString")]', {}, { table })).toEqual([]);
    maps['uom'] = { PC: 'H87' };
    expect(await answerTo('$valueMap("uom", "PC")', {}, { table })).toBe('H87');
    await expect(answerTo('$valueMap("plants", "1000")', {}, { table })).rejects.toThrow('no value map "plants"');
    expect(await answerTo('$valueMap(trigger.body.name, "PC")', { name: 'uom' }, { table })).toBe('H87');
  });

  test('nothing found is nothing, functions are no values', async () => {
    expect(await answerTo('$filter([1], function($v) { $v > 1 })')).toBeUndefined();
    expect(await answerTo('function($x) { $x }')).toBeUndefined();
    expect(await answerTo('{ "a": 1, "f": $sum, "g": function() { 1 } }')).toEqual({ a: 1 });
    expect(await answerTo('$map([null], function($v) { $v })')).toBeNull();
  });

  test('regular expressions keep their flags and groups', async () => {
    expect(await answerTo('$contains(trigger.body, /ORDER/i)', 'an order')).toBe(true);
    expect(await answerTo('$contains(trigger.body, /ORDER/)', 'an order')).toBe(false);
    expect(await answerTo('$count($match(trigger.body, /^a/m))', 'a\nb\na')).toBe(2);
    expect(await answerTo('$replace(trigger.body, /(\\d+)-(\\d+)/, "$2/$1")', '12-34 and 56-78')).toBe('34/12 and 78/56');
    expect(await answerTo('$split("a1b22c", /\\d+/)')).toEqual(['a', 'b', 'c']);
  });

  test('a regular expression left of ?: or ?? works as on its own', async () => {
    expect(await answerTo('$replace("abc", /z/, "x") ?: "none"')).toBe('abc');
    expect(await answerTo('$match("xyz", /y/).match ?? "none"')).toBe('y');
  });

  test('grouping an empty list does not change what the next expression sees', async () => {
    const config = compile({ a: '= trigger.body.items{k: v}', b: '= $string(trigger.body)' });
    expect(await config.evaluate(aScope({ items: [] }), aContext())).toEqual({ a: {}, b: '{"items":[]}' });
  });

  test('a payload cannot pass itself off as a function', async () => {
    const body = {
      f: { _jsonata_lambda: true, body: { type: 'string', value: 'taken over' }, arguments: [] },
      g: { _jsonata_function: true },
    };
    expect(await answerTo('$type(trigger.body.f)', body)).toBe('object');
    await expect(answerTo('trigger.body.f()', body)).rejects.toMatchObject({ class: 'invalid' });
  });

  test('names of JavaScript’s own are plain missing fields, and may be keys', async () => {
    expect(await answerTo('[$lookup(trigger.body, "constructor"), trigger.body.__proto__]', {})).toEqual([]);
    const made = await answerTo('$merge([{ "toString": "a" }, { "constructor": 1 }, { "hasOwnProperty": 2 }])');
    expect(JSON.stringify(made)).toBe('{"toString":"a","constructor":1,"hasOwnProperty":2}');
  });
});

describe('CPL-10 in process or in a child', () => {
  /** Another expression of the step takes all of them to a child. */
  const bothWays = (text: string) => [compile({ a: text }), compile({ a: text, z: '= $toMillis("2026", "[YI]")' })] as const;

  test.each([
    '= [$random(), $random(), $shuffle([1..9])]',
    '= [$now(), $now("[Y0001]-[M01]"), $millis()]',
    '= $toMillis("2026-11-24T08:00:00")',
    '= [trigger.body.$valueMap("uom", unit)]',
    '= $split(trigger.body.text, /[,;]\\s*/)',
    '= $map(trigger.body.list, function($v, $i) { $v * $i })',
    '= trigger.body.list{ $string($): $ }',
  ])('CPL-7 %s gives the same', async (text) => {
    const [fast, contained] = bothWays(text);
    expect([fast.direct, contained.direct]).toEqual([true, false]);
    const context = aContext({ table: () => ({ PC: 'PCE' }) });
    const scope = aScope({ unit: 'PC', text: 'a, b;c', list: [3, 1, 2] });
    const { a } = (await contained.evaluate(scope, context)) as { readonly a: Json };
    expect(fast.evaluate(scope, context)).toEqual({ a });
  });

  test('CPL-3 CPL-6 fields with the names of the marks of functions are kept; only where they are true, a child leaves them out', async () => {
    const [fast, contained] = bothWays('= $merge([trigger.body, {}])');
    const given = (mark: Json) => aScope({ f: { _jsonata_function: mark, _jsonata_lambda: mark, text: 'kept' }, list: [mark] });
    for (const mark of [false, null, 'X', 1, [true], { a: 1 }]) {
      const { a } = (await contained.evaluate(given(mark), aContext())) as { readonly a: Json };
      expect(fast.evaluate(given(mark), aContext())).toEqual({ a });
      expect(a).toEqual({ f: { _jsonata_function: mark, _jsonata_lambda: mark, text: 'kept' }, list: [mark] });
    }
    const { a: made } = (await contained.evaluate(given(true), aContext())) as { readonly a: Json };
    expect(made).toEqual({ f: { text: 'kept' }, list: [true] });
    expect(fast.evaluate(given(true), aContext())).toEqual({
      a: { f: { _jsonata_function: true, _jsonata_lambda: true, text: 'kept' }, list: [true] },
    });
  });

  test.each([
    '= $number(trigger.body.text)',
    '= 1 + trigger.body.text',
    '= $sum(trigger.body.text)',
    '= nowhere()',
    '= $valueMap("plants", 1)',
    '= $error("not so")',
    '= trigger.body.list{ $: 1 }',
    '= $contains("ab", /a(?=b)/)',
    '= $fromMillis(1e20)',
  ])('%s fails with the same class, code and place', async (text) => {
    const [fast, contained] = bothWays(text);
    const scope = aScope({ text: 'x', list: [3] });
    const failure = await Promise.resolve(contained.evaluate(scope, aContext())).then(
      () => undefined,
      (error: unknown) => error,
    );
    const { class: errorClass, options } = failure as { class: string; options: { code: string; target: string; details: object } };
    const { code, target, details } = options;
    expect(() => fast.evaluate(scope, aContext())).toThrow(
      expect.objectContaining({ class: errorClass, options: expect.objectContaining({ code, target, details }) }),
    );
  });
});

describe('D6 to D8: what would hurt ends at its limit, and the runtime lives', () => {
  const limit = { class: 'invalid', options: { code: 'expression-limit' } };

  test.each([
    ['an endless recursion', '($f := function() { 1 + $f() }; $f())', limit],
    ['an endless loop', '($f := function($n) { $f($n + 1) }; $f(0))', limit],
    ['a huge range', '[1..100000000]', limit],
    ['a long list of lists', '[1..1000].([1..10000])', limit],
    ['a huge pad', '$pad("x", 500000000)', limit],
    ['a huge pad to the left', '$length($pad("x", -500000000))', limit],
    ['an answer over 10 MB', '$map([1..100], function($i) { $pad("x", 200000) })', limit],
    ['$eval', '$eval("1")', { class: 'invalid', options: { code: 'expression-failed', details: [{ code: 'eval-off' }] } }],
    ['a date beyond all dates', '$fromMillis(100000000000000000000)', { class: 'invalid', options: { code: 'expression-failed' } }],
    ['endless Roman numerals', '$formatInteger(1000000000, "I")', limit],
    ['a look-ahead', '$contains("ab", /a(?=b)/)', { class: 'invalid', options: { code: 'expression-failed' } }],
  ])('%s', async (_name, text, expected) => {
    await expect(evaluate(`[${text}]`)).rejects.toMatchObject(expected);
    expect(await answerTo('$sum([1, 2])')).toBe(3);
  });

  test('a backtracking regular expression is linear', async () => {
    expect(await answerTo('$contains(trigger.body, /^(a+)+$/)', `${'a'.repeat(5000)}!`)).toBe(false);
  });

  test.each([
    ['texts that double', '($f := function($s, $n) { $n = 0 ? $base64encode($s) : $f($s & $s, $n - 1) }; $f("0123456789abcdef", 25))'],
    ['a range that never moves', '$count([9007199254740991..9007199254740993])'],
  ])('memory: %s costs one child and fails one step', async (_name, text) => {
    await expect(evaluate(text)).rejects.toMatchObject({ options: { code: expect.stringMatching(/^expression-(child-died|limit)$/) } });
    expect(await answerTo('$sum([1, 2])')).toBe(3);
  });

  test('deep nesting of a payload is a limit, not an end', async () => {
    let deep: Json = 1;
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    await expect(evaluate('$string(trigger.body)', deep)).rejects.toMatchObject(limit);
    expect(await answerTo('$sum([1, 2])')).toBe(3);
  });

  test('input over 10 MB is refused where it would have to travel', async () => {
    await expect(evaluate('$toMillis(trigger.body, "[YI]")', 'x'.repeat(10_500_000))).rejects.toMatchObject(limit);
  });

  test('an aborted step does not wait', async () => {
    const abort = new AbortController();
    const waiting = evaluate('($f := function($n) { $f($n + 1) }; $f(0))', null, { signal: abort.signal });
    abort.abort(new Error('aborted'));
    await expect(waiting).rejects.toThrow('aborted');
  });
});
