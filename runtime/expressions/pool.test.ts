import { afterEach, describe, expect, test } from 'vitest';
import { createExpressionPool, type ExpressionPool, type PoolOptions, type PoolRequest } from './pool.ts';

let pool: ExpressionPool;
function open(options: PoolOptions = {}): void {
  pool = createExpressionPool({ size: 1, deadlineMs: 300, ...options });
}
afterEach(() => pool.close());

/** Runs out of memory before any limit of the language is asked. */
const BOMB = '$count([9007199254740991..9007199254740993])';

function ask(text: string, changes: Partial<PoolRequest> = {}) {
  return pool.evaluate({
    texts: [text],
    scopeText: '{}',
    at: 0,
    seed: 'seed',
    maps: {},
    owner: 'order-change@1',
    context: {},
    ...changes,
  });
}

describe('F37 a child that dies', () => {
  test('fails the one expression it was at; those behind it are answered by its successor', async () => {
    open();
    const outcomes = await Promise.allSettled([ask('1 + 1'), ask(BOMB), ask('2 + 2'), ask('3 + 3')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { class: expect.stringMatching(/^(unavailable|invalid)$/) } });
    expect(outcomes[3]).toMatchObject({ value: [[6]] });
  });

  test('twice by one step is the step’s own: it is not tried again, and all others of its flow version go on', async () => {
    let started = 0;
    open({
      startChild(onReady, onAnswer, onExit) {
        // The first two end of what they are asked, the others answer.
        const isMortal = (started += 1) <= 2;
        setImmediate(onReady);
        return {
          pid: 0,
          send: ({ id }) => setImmediate(() => (isMortal ? onExit() : onAnswer({ id, values: [[2]] }))),
          kill: () => setImmediate(onExit),
          keepAlive: () => {},
        };
      },
    });
    const outcomes: unknown[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1)
      outcomes.push(
        await ask('1 + 1').then(
          () => 'a value',
          (error: { readonly class: string; readonly options: { readonly code: string } }) => [error.class, error.options.code],
        ),
      );
    // The first death may be the machine's fault, and is tried again.
    expect(outcomes[0]).toEqual(['unavailable', 'expression-child-died']);
    expect(outcomes.slice(1)).toEqual(Array.from({ length: 3 }, () => ['invalid', 'expression-limit']));
    expect(await ask('1 + 1', { seed: 'another order' })).toEqual([[2]]);
  });

  test('of three steps quarantines the flow version, and no other; after a while it is tried again', async () => {
    open({ quarantineMs: 20_000 });
    for (let step = 0; step < 3; step += 1) await expect(ask(BOMB, { seed: `step ${step}` })).rejects.toBeInstanceOf(Error);
    await expect(ask('1 + 1')).rejects.toMatchObject({ class: 'internal', options: { code: 'quarantined' } });
    expect(await ask('1 + 1', { owner: 'order-change@2' })).toEqual([[2]]);
  });

  test('a loop that the language stops by itself costs no child', async () => {
    open();
    for (let time = 0; time < 4; time += 1)
      await expect(ask('($f := function($n) { $f($n + 1) }; $f(0))')).rejects.toMatchObject({ failure: { code: 'D1012' } });
    expect(await ask('1 + 1')).toEqual([[2]]);
  });
});

test('many requests share few children, each gets its own answer', async () => {
  open({ size: 2 });
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => ask('n * 2', { scopeText: JSON.stringify({ n: index }) })));
  expect(answers).toEqual(Array.from({ length: 200 }, (_, index) => [[index * 2]]));
});

test('children are as many as the work needs, and none when nobody has asked for a while', async () => {
  open({ size: 2, idleMs: 100 });
  const one = ask('1 + 1');
  expect(pool.children).toBe(1);
  const many = Array.from({ length: 20 }, () => ask('2 + 2'));
  expect(pool.children).toBe(2);
  expect(await Promise.all([one, ...many])).toEqual([[[2]], ...many.map(() => [[4]])]);
  await expect.poll(() => pool.children, { timeout: 10_000 }).toBe(0);
  expect(await ask('3 + 3')).toEqual([[6]]);
});

test('expressions of one request are answered in order; nothing is an empty list', async () => {
  open();
  expect(await ask('', { texts: ['1', 'missing', '"a"'] })).toEqual([[1], [], ['a']]);
});

test('the first failing expression is named', async () => {
  open();
  await expect(ask('', { texts: ['1', '$number("x")', '$number("y")'] })).rejects.toMatchObject({ failure: { index: 1, code: 'D3030' } });
});

test('value maps travel once and are known by number after that', async () => {
  open();
  const uom = { PC: 'PCE' };
  expect(await ask('$valueMap("uom", "PC")', { maps: { 'value-map uom': uom } })).toEqual([['PCE']]);
  expect(await ask('$valueMap("uom", "PC")', { maps: { 'value-map uom': uom } })).toEqual([['PCE']]);
  // More maps than are kept: both sides forget together.
  const many = Array.from({ length: 450 }, (_, index) => ({ PC: index }));
  const answers = await Promise.all(many.map((map) => ask('$valueMap("uom", "PC")', { maps: { 'value-map uom': map } })));
  expect(answers.flat(2)).toEqual(many.map(({ PC }) => PC));
});

test('closing rejects what is under way and leaves no process', async () => {
  open();
  const waiting = ask('($f := function($n) { $f($n + 1) }; $f(0))');
  const outcome = expect(waiting).rejects.toMatchObject({ class: 'unavailable' });
  await pool.close();
  await outcome;
});
