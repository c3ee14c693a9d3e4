import { afterAll, describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { exampleTables } from '#flows/library/example-tables.ts';
import { createExpressionEngine } from './expression-engine.ts';

const engine = createExpressionEngine({ size: 1, deadlineMs: 500 });
afterAll(() => engine.close());

let version = 0;
/** A version of its own for each: who ends three children is quarantined. */
const context = () => ({
  flow: 'code',
  version: (version += 1),
  startedAt: '2026-11-24T08:00:00.000Z',
  randomSeed: 'code',
  table: exampleTables.table,
});
const run = (code: string, input: Json = null) => engine.runCode(code, input, context());

describe('COD-1: code sees its input and gives a value', () => {
  test.each<[string, Json, Json | undefined]>([
    ['return input.items.reduce((sum, { quantity }) => sum + quantity, 0)', { items: [{ quantity: 2 }, { quantity: 3 }] }, 5],
    ['const { a, ...rest } = input;\nreturn { rest, a }', { a: 1, b: 2 }, { rest: { b: 2 }, a: 1 }],
    [
      'return input',
      { text: '"quoted" \u2028 \u{1F600}\n', list: [null, true, 1.5] },
      { text: '"quoted" \u2028 \u{1F600}\n', list: [null, true, 1.5] },
    ],
    ['input.a = 2', { a: 1 }, undefined],
    ['return { gone: undefined, fn: () => 1, nan: NaN }', null, { nan: null }],
    ['return undefined', null, undefined],
    ['return { "__proto__x": 1, constructor: 2 }', null, { __proto__x: 1, constructor: 2 }],
  ])('%s', async (code, input, value) => {
    expect((await run(code, input)).value).toEqual(value);
  });

  test('each run begins afresh', async () => {
    await run('globalThis.kept = 1; Array.prototype.kept = 1; lib = undefined');
    expect((await run('return [typeof kept, [].kept === undefined, typeof lib]')).value).toEqual(['undefined', true, 'object']);
  });

  test('writes lines to the log, so many and so long', async () => {
    expect((await run('console.log("items", input.items, 2); console.error("x")', { items: [1] })).log).toEqual(['items [1] 2', 'x']);
    const { log } = await run('for (let n = 0; n < 1000; n += 1) console.log("x".repeat(5000))');
    expect(log.length).toBe(100);
    expect(log[0]!.length).toBe(1_001);
  });
});

describe('COD-2: the same input gives the same value', () => {
  test('every clock shows the recorded start of the step', async () => {
    const code =
      'return [Date.now(), new Date().toISOString(), new Date(0).getTime(), new Date().constructor.now(), new Date().getTimezoneOffset()]';
    const at = Date.UTC(2026, 10, 24, 8);
    expect((await run(code)).value).toEqual([at, new Date(at).toISOString(), 0, at, 0]);
  });

  test('chance is seeded by run and step', async () => {
    const draw = 'return [Math.random(), Math.random()]';
    const [one, two] = [(await run(draw)).value, (await run(draw)).value];
    expect(one).toEqual(two);
    expect(new Set(one as number[]).size).toBe(2);
  });
});

describe('COD-3: the functions for manufacturers stand in lib', () => {
  test('with the data of the environment', async () => {
    const code = 'return input.map((plant) => lib.nextWorkingDay("2026-12-25", plant))';
    expect((await run(code, ['1010', '1020'])).value).toEqual(['2026-12-28', '2026-12-25']);
    expect((await run('return lib.addDecimals("0.1", "0.2")')).value).toBe('0.3');
    expect((await run('return [lib.fromSapDate("00000000"), lib.valueMap("uom", "PCE")]')).value).toEqual([null, 'PC']);
  });

  test('what they refuse can be caught', async () => {
    const code = 'try { lib.nextWorkingDay("2026-12-25", "4711") } catch (error) { return error.code + ": " + error.message }';
    expect((await run(code)).value).toContain('plant-unknown: There is no plant "4711"');
    expect((await run('try { lib.addDays(20261225, 1) } catch (error) { return error.message }')).value).toBe(
      '"day" of addDays must be a text.',
    );
    expect((await run('return lib.addDays() === undefined')).value).toBe(true);
  });

  test('a table that was not told is not hidden by a catch', async () => {
    const code = 'let got; for (const m of input) { try { got = lib.baseUnit(m) } catch { got = "caught" } } return got';
    expect((await run(code, ['FG-1007'])).value).toBe('PC');
  });
});

describe('COD-4: what goes wrong is said with its line', () => {
  test.each([
    ['const x = 1;\nreturn input.missing.field', 'code-failed', "TypeError: cannot read property 'field' of undefined (line 2)", 2],
    ['\n\nthrow new Error("no stock")', 'code-failed', 'Error: no stock (line 3)', 3],
    ['throw "a text"', 'code-failed', 'Error: a text', undefined],
    ['return [1].map(() => {\n  return nothing;\n})', 'code-failed', "ReferenceError: 'nothing' is not defined (line 2)", 2],
    ['let a = 1;\nlet b = ;', 'code-syntax', "unexpected token in expression: ';' (line 2)", 2],
    ['return JSON.parse("{")', 'code-failed', 'SyntaxError: expecting property name (line 1)', 1],
    [
      'return Promise.resolve(1)',
      'code-failed',
      'TypeError: The code gave a promise. There is nothing to wait for here: return the value itself.',
      undefined,
    ],
    ['return 1n', 'code-failed', 'TypeError: Do not know how to serialize a BigInt', undefined],
    ['} function escaped() {', 'code-syntax', '', undefined],
  ])('%s', async (code, failed, message, line) => {
    const error = await run(code, {}).then(
      () => undefined,
      (thrown: unknown) => thrown as { message: string; options: { code: string; details?: readonly Json[] } },
    );
    expect(error?.options.code).toBe(failed);
    expect(error?.message).toContain(message);
    if (line !== undefined) expect(error?.options.details).toEqual([{ line }]);
  });
});

describe('COD-5: code reaches nothing but its input, and ends at its limits', () => {
  test('there is no process, no file, no network, no module', async () => {
    const names = [
      'process',
      'require',
      'fetch',
      'XMLHttpRequest',
      'WebAssembly',
      'setTimeout',
      'performance',
      '__ask',
      '__code',
      '__input',
      '__source',
      '__at',
    ];
    const code = `return ${JSON.stringify(names)}.filter((name) => { try { return new Function("return typeof " + name)() !== "undefined" } catch { return true } })`;
    expect((await run(code)).value).toEqual([]);
    expect((await run('return this.constructor.constructor("return typeof process")()')).value).toBe('undefined');
    await expect(run('return import("fs").then(() => 1)')).rejects.toThrow();
  });

  test.each([
    ['while (true) {}'],
    ['function f() { return f() + 1 } return f()'],
    ['const all = []; while (true) all.push(new Array(1000).fill(1))'],
    ['return "x".repeat(5e8)'],
    ['return /^(a+)+$/.test("a".repeat(40) + "b")'],
    ['return JSON.parse("[".repeat(1e6))'],
    ['let deep = []; for (let n = 0; n < 1e6; n += 1) deep = [deep]; return deep'],
    ['return new Array(1e8).join("abc").length'],
    ['while (true) { try { lib.baseUnit("x" + Math.random()) } catch {} }'],
    ['for (;;) { try { while (true) {} } catch {} }'],
    ['return "x".repeat(12e6)'],
    ['for (;;) console.log("x".repeat(1e7))'],
    ['return { toJSON() { while (true) {} } }'],
    ['const o = { toJSON() { return { a: o } } }; return o'],
    ['return { get a() { while (true) {} } }'],
    ['return new Proxy({}, { ownKeys() { while (true) {} } })'],
    ['throw new Proxy({}, { get() { while (true) {} } })'],
    ['Object.prototype.stop = true; return lib.addDecimals("1", "2")'],
    ['return "a".padEnd(2 ** 30 - 1)'],
    ['return new ArrayBuffer(1e9).byteLength'],
    ['return { a: "\\u0000".repeat(2e6) }'],
    ['return lib.sumDecimals(Array(1e6).fill("1.1"))'],
  ])('%s', async (code) => {
    await expect(run(code)).rejects.toMatchObject({ options: { code: 'expression-limit' } });
    expect((await run('return 1')).value).toBe(1);
  });

  test('code that breaks out of its function writes no answer but its own', async () => {
    const forge = (text: string) => `}), (JSON.stringify = () => ${JSON.stringify(text)}), (function () {`;
    for (const text of ['1],[2', `1]]}\n${JSON.stringify({ id: 7, values: [['forged']] })}`, 'nothing'])
      await expect(run(forge(text))).rejects.toMatchObject({ options: { code: 'code-failed' } });
    expect((await run(forge('{"a":\n1}'))).value).toEqual({ a: 1 });
  });

  test('what it puts in the place of what the bridge uses changes nothing behind it', async () => {
    const spoil = [
      'JSON.parse = () => 5; JSON.stringify = () => "{"',
      'String.prototype.slice = Array.prototype.join = () => "spoilt"',
      'Object.defineProperty(Object.prototype, "value", { get: () => 7, set() { throw 1 } })',
    ];
    for (const code of spoil)
      expect(await run(`${code}; console.log("a", "b"); return [lib.addDecimals("1", "2")]`)).toEqual({ value: ['3'], log: ['a b'] });
  });

  test('what is no JSON is nothing, null or an error, as JSON has it', async () => {
    expect((await run('return [NaN, Infinity, undefined, () => 1, new Date(0), -0, new Map([[1, 2]])]')).value).toEqual([
      null,
      null,
      null,
      null,
      '1970-01-01T00:00:00.000Z',
      0,
      {},
    ]);
    expect((await run('return new Date(NaN)')).value).toBe(null);
    expect(JSON.stringify((await run('return JSON.parse(\'{"__proto__": { "a": 1 }}\')')).value)).toBe('{"__proto__":{"a":1}}');
    await expect(run('const a = []; a[0] = a; return a')).rejects.toMatchObject({ options: { code: 'code-failed' } });
    await expect(run('throw { message: "x".repeat(1e7) }')).rejects.toThrow(/^.{20,1100}$/);
  });

  test('an input of many megabytes is refused before it travels', async () => {
    await expect(run('return 1', 'x'.repeat(11_000_000))).rejects.toThrow('over 10 MB');
  });
});

describe('COD-6: code and schemas are tried out in a child before they are published', () => {
  const schema = (schema: Json) => engine.tryOut({ kind: 'schema', schema: schema as never, schemas: {} });

  test('code that can be read is sound; another is told with its line', async () => {
    expect(await engine.tryOut({ kind: 'code', code: 'return 1' })).toBeUndefined();
    expect(await engine.tryOut({ kind: 'code', code: 'while (true) {}' })).toBeUndefined();
    expect(await engine.tryOut({ kind: 'code', code: 'return 1;\nreturn (' })).toMatchObject({ line: 2 });
  });

  test('a schema that cannot be made ready is told why', async () => {
    expect(await schema({ type: 'object', properties: { a: { type: 'string', pattern: '^a+$' } } })).toBeUndefined();
    expect((await schema({ type: 'strin' }))?.message).toContain('type');
    expect((await schema({ pattern: '(' }))?.message).toBeDefined();
    expect((await schema({ pattern: '(?=a)' }))?.message).toBeDefined();
    expect((await schema({ $ref: 'schemas/none.json' }))?.message).toContain('schemas/none.json');
  });

  test('a schema that takes too long costs a child, and nothing else', async () => {
    const bomb = {
      allOf: Array.from({ length: 9 }, () => ({
        anyOf: Array.from({ length: 9_000 }, (_, n) => ({ properties: { [`p${n}`]: { pattern: `^${n}a{1,900}$`, enum: [n, [n]] } } })),
      })),
    };
    expect((await schema(bomb))?.message).toContain('too long');
    expect(await schema({ type: 'object' })).toBeUndefined();
  });
});
