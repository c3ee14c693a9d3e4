import { describe, expect, test } from 'vitest';
import type { MapRow } from '#flows/flow.ts';
import type { Json } from '#flows/json.ts';
import { chipsOf } from './chips.ts';
import { FUNCTIONS, findFunctions, isComplete, withValueMap, wrapWith } from './functions.ts';
import { indexRows } from './map-rows.ts';
import { type Preview, type PreviewAsked, previewMap, valueOfRow } from './preview-map.ts';
import { type PreviewAnswer, PreviewRunner, type WorkerLike } from './preview-runner.ts';
import { findingsOfRows } from './row-findings.ts';

const body = {
  id: '801',
  rush: true,
  items: [
    { no: 10, unit: 'Each' },
    { no: 20, unit: 'Kilogram' },
  ],
  none: [],
};
const asked = (rows: readonly MapRow[], tables: PreviewAsked['tables'] = {}): PreviewAsked => ({
  rows,
  input: { trigger: { body } },
  tables,
  at: '2026-11-28T00:00:00Z',
});
const row = (target: string, expression: string, scope?: string): MapRow => ({
  target,
  expression,
  ...(scope === undefined ? {} : { scope }),
});

describe('MPR-10 the preview', () => {
  test('is what the map gives, and by each row what it has given, of lists one value an item', () => {
    const rows = [
      row('order', 'trigger.body.id'),
      row('items[].no', '$alphaIn(no, 6)', 'trigger.body.items'),
      row('items[].unit', '$valueMap("uom", unit)', 'trigger.body.items'),
    ];
    const { value, way, faults } = previewMap(asked(rows, { 'value-map': { uom: { Each: 'ST', Kilogram: 'KG' } } }));
    expect({ value, way, faults }).toEqual({
      value: {
        order: '801',
        items: [
          { no: '000010', unit: 'ST' },
          { no: '000020', unit: 'KG' },
        ],
      },
      way: 'fast',
      faults: {},
    });
    expect([0, 1, 2].map((at) => valueOfRow(at, rows, value))).toEqual(['801', ['000010', '000020'], ['ST', 'KG']]);
    expect(
      valueOfRow(0, [row('nowhere', 'trigger.body.nothing')], previewMap(asked([row('nowhere', 'trigger.body.nothing')])).value),
    ).toBeUndefined();
  });

  test('goes on without rows that are empty or cannot be read, and names the row that fails', () => {
    const rows = [row('a', 'trigger.body.id'), row('b', ''), row('c', 'x +'), row('d..e', '1')];
    expect(previewMap(asked(rows))).toMatchObject({ value: { a: '801' }, faults: { 2: expect.any(String), 3: expect.any(String) } });
    const failing = previewMap(
      asked([row('a', 'trigger.body.id'), row('n', '$number(trigger.body.items.unit)'), row('m', '$alphaIn(12345678, 6)')]),
    );
    expect(failing.value).toBeUndefined();
    expect(Object.keys(failing.faults)).toEqual(['1', '2']);
  });

  test('says what is contained and why, and what only the server can compute', () => {
    expect(previewMap(asked([row('a', '$eval("1")')]))).toMatchObject({
      way: 'contained',
      because: '$eval is not available',
      text: expect.any(String),
    });
    expect(previewMap(asked([row('a', '$replace("x", /x/, "y")')]))).toMatchObject({ way: 'server', because: 'pattern' });
    expect(previewMap(asked([row('a', '$baseUnit("FG-1001")')]))).toMatchObject({ way: 'server', because: 'master-data' });
  });

  test('that takes too long is ended with its worker; the newest question is the one that is answered', async () => {
    const workers: { readonly asked: number[]; ended: boolean; answer(preview: Preview): void }[] = [];
    const start = (): WorkerLike => {
      const questions: number[] = [];
      const worker: WorkerLike = {
        onmessage: null,
        postMessage: ({ number }) => void questions.push(number),
        terminate: () => {
          own.ended = true;
        },
      };
      const own = {
        asked: questions,
        ended: false,
        answer: (preview: Preview) => worker.onmessage?.({ data: { number: questions.at(-1)!, preview } }),
      };
      workers.push(own);
      return worker;
    };
    const runner = new PreviewRunner(start, 20);
    const answers: PreviewAnswer[] = [];
    const ask = (name: string) => runner.ask(asked([row(name, '1')]), (answer) => answers.push(answer));
    const preview = (value: Json): Preview => ({ value, way: 'fast', faults: {} });
    ask('first');
    ask('second');
    ask('third');
    workers[0]!.answer(preview(1));
    // The second was overtaken before it was asked.
    expect(workers[0]!.asked).toHaveLength(2);
    expect(answers).toEqual([]);
    workers[0]!.answer(preview(3));
    expect(answers).toEqual([preview(3)]);
    const late = new Promise<void>((resolve) => {
      runner.ask(asked([row('endless', '1')]), (answer) => {
        answers.push(answer);
        resolve();
      });
    });
    await late;
    expect(answers.at(-1)).toBe('too-long');
    expect(workers[0]!.ended).toBe(true);
    workers[0]!.answer(preview('from the dead'));
    ask('after');
    workers[1]!.answer(preview(4));
    expect(answers.at(-1)).toEqual(preview(4));
    runner.close();
    expect(workers[1]!.ended).toBe(true);
  });

  test('gives a worker that took over the time to bring the language along, and its expressions no more than the first one had', async () => {
    const started: WorkerLike[] = [];
    const asks: number[] = [];
    const start = (): WorkerLike => {
      const worker: WorkerLike = { onmessage: null, postMessage: ({ number }) => void asks.push(number), terminate: () => {} };
      started.push(worker);
      return worker;
    };
    const runner = new PreviewRunner(start, 5);
    const ask = (name: string) => new Promise<PreviewAnswer>((resolve) => runner.ask(asked([row(name, '1')]), resolve));
    const given: Preview = { value: 1, way: 'fast', faults: {} };
    const first = ask('first');
    started[0]!.onmessage?.({ data: { number: 1, preview: given } });
    expect(await first).toEqual(given);
    expect(await ask('endless')).toBe('too-long');

    // The second worker is slow to come: much later than what an expression has.
    const afterwards = ask('after');
    await new Promise((resolve) => setTimeout(resolve, 60));
    started[1]!.onmessage?.({ data: { number: asks.at(-1)!, preview: given } });
    expect(await afterwards).toEqual(given);
    expect(await ask('endless again')).toBe('too-long');

    // Once it stands, what it was asked has its own time and no more.
    const third = ask('endless from the start');
    started[2]!.onmessage?.({ data: { number: 0 } });
    expect(await third).toBe('too-long');
    expect(started).toHaveLength(3);
    runner.close();
  });
});

describe('MPR-11 a row', () => {
  const shown = (expression: string): string =>
    chipsOf(expression)
      .map(({ kind, text }) => `${kind[0]}:${text}`)
      .join(' ');
  test.each([
    ['trigger.body.id', 'f:id'],
    ['= $$.trigger.body.items[0].no', 'f:no'],
    ['$localDay($alphaOut(when), "Europe/Berlin")', 'f:when f:alphaOut f:localDay("Europe/Berlin")'],
    ['$valueMap("uom", unit)', 'f:unit f:valueMap("uom")'],
    ['name & ", " & city', 'f:name s:+ l:", " s:+ f:city'],
    ['rush ? "A" : "B"', 's:if f:rush s:then l:"A" s:else l:"B"'],
    ['x ~> $trim ~> $substring(0, 3)', 'f:x f:trim f:substring(0, 3)'],
    ['$map(items, function($i) { $i.no })', 'o:$map(items, function($i) { $i.no })'],
    ['a\n  + ', 'o:a +'],
    ['', ''],
  ])('%s is shown as %s', (expression, chips) => {
    expect(shown(expression)).toBe(chips);
  });

  test('is wrapped with functions and value maps; every function has its docs', () => {
    const named = (name: string) => FUNCTIONS.find((one) => one.name === name)!;
    expect(wrapWith(named('alphaIn'), '= trigger.body.id', { 1: '10' })).toBe('$alphaIn(trigger.body.id, 10)');
    expect(wrapWith(named('convertUnit'), 'q', { 1: 'unit', 2: '"PC"', 3: 'material' })).toBe('$convertUnit(q, unit, "PC", material)');
    expect(wrapWith(named('valueMap'), 'unit', { 0: '"uom"' })).toBe('$valueMap("uom", unit)');
    expect(wrapWith(named('now'), 'x', {})).toBe('$now()');
    expect(withValueMap('a "b"', 'unit')).toBe('$valueMap("a \\"b\\"", unit)');
    expect(isComplete(named('convertUnit'), 'q', { 1: 'unit' })).toBe(false);
    expect(
      findFunctions('alpha')
        .slice(0, 2)
        .map(({ name }) => name),
    ).toEqual(['alphaIn', 'alphaOut']);
    expect(findFunctions('leading zeros').map(({ name }) => name)).toContain('alphaIn');
    for (const { name, summary, group } of FUNCTIONS) expect(`${name} ${summary} ${group}`).toMatch(/\w \w.* \w/);
    expect(new Set(FUNCTIONS.map(({ name }) => name)).size).toBe(FUNCTIONS.length);
  });

  test('has its findings beside it: of the check and of the sample; what is merely empty is to be filled', () => {
    const rows = [row('a', 'x'), row('b', ''), row('c', 'z')];
    const at = (path: string, code = 'type-unknown-field') => ({
      code,
      severity: 'warning' as const,
      path,
      message: `about ${path}`,
      help: 'Mend it.',
    });
    const problems = [
      at('/nodes/map/config/rows/0/expression'),
      at('/nodes/map/config/rows/1/expression', 'expression-syntax'),
      at('/nodes/map/config/rows', 'map-empty'),
      at('/nodes/map/config/rows', 'type-not-mapped'),
      at('/nodes/other/config/rows/0/expression'),
    ];
    const found = findingsOfRows(problems, 'map', rows, { 0: 'hidden', 2: 'no number' }, 'With this sample:');
    expect(found.of(0).map(({ message }) => message)).toEqual(['about /nodes/map/config/rows/0/expression']);
    expect(found.of(1)).toEqual([]);
    expect(found.of(2)).toMatchObject([{ severity: 'error', message: 'With this sample: no number' }]);
    expect([...found.wrong]).toEqual([0, 2]);
    expect(found.whole.map(({ code }) => code)).toEqual(['map-empty']);
    expect(indexRows(rows).rowOf.size).toBe(3);
  });
});
