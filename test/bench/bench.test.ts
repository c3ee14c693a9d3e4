import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import { mapExpression } from '#flows/expressions/map-expression.ts';
// @ts-expect-error Plain JavaScript, so that scripts run it without a build.
import { refuseStopped } from './file-flow.mjs';
// @ts-expect-error Plain JavaScript as well.
import { judgeLanes } from './judge-lanes.mjs';
// @ts-expect-error Plain JavaScript as well.
import { CONTAINED_ROWS, DIRECT_ROWS, expectedAnswer, findMappingFault, MAP_ROWS, makeMappedOrder, makeOrder, mapOrder } from './order.mjs';
// @ts-expect-error Plain JavaScript as well.
import { LINES_MAPPING, makeLines, mapLines } from './order-lines.mjs';
// @ts-expect-error Plain JavaScript as well.
import { toFigure, toLine, toTable } from './report.mjs';
// @ts-expect-error Plain JavaScript as well.
import { alternate, compare, median } from './rounds.mjs';

const orders = Array.from({ length: 200 }, (_, n) => n * 7_919);

describe('the order of the bench', () => {
  test.each([
    ['rows that need the whole language', MAP_ROWS, makeOrder],
    ['a row that is not compiled', CONTAINED_ROWS, makeOrder],
    ['direct rows', DIRECT_ROWS, makeMappedOrder],
  ])('becomes the same by %s and by hand', async (_name, rows, make) => {
    const expression = jsonata(mapExpression(rows).text!);
    for (const n of orders.slice(0, 20)) {
      const mapped: unknown = await expression.evaluate({ trigger: { body: make(n) } });
      expect(JSON.parse(JSON.stringify(mapped))).toEqual(mapOrder(makeOrder(n)));
    }
  });

  test('has lines that become the same by expression and by hand', async () => {
    const expression = jsonata(LINES_MAPPING);
    for (const n of orders.slice(0, 5)) {
      const body = makeLines(n);
      const mapped: unknown = await expression.evaluate({ trigger: { body } });
      expect(JSON.parse(JSON.stringify(mapped))).toEqual(mapLines(body));
    }
  });

  test('is taken when it is mapped rightly, and refused when anything of it is missing or wrong', () => {
    for (const n of orders) {
      const mapped = mapOrder(makeOrder(n));
      expect(findMappingFault(mapped)).toBeUndefined();
      for (const field of Object.keys(mapped)) {
        expect(findMappingFault({ ...mapped, [field]: undefined }), field).toBeDefined();
        expect(findMappingFault({ ...mapped, [field]: 'x' }), field).toBeDefined();
      }
      for (const field of Object.keys(mapped.to_Item[0])) {
        const items = mapped.to_Item.map((item: object, index: number) => (index === 3 ? { ...item, [field]: 'x' } : item));
        expect(findMappingFault({ ...mapped, to_Item: items }), field).toBeDefined();
      }
    }
  });

  test('is answered in two ways, so that a constant answer is wrong', () => {
    expect(new Set(orders.map((n) => expectedAnswer(makeOrder(n)).status))).toEqual(new Set(['review', 'accepted']));
  });
});

describe('what the bench says', () => {
  test('is one object of seven fields for each figure', () => {
    const figure = toFigure({ id: 'runs-vs-limit', ours: 1234.56, reference: 2000, unit: 'runs/s', target: 0.5, note: 'n' });
    expect(toLine(figure)).toBe(
      '{"id":"runs-vs-limit","ours":1235,"reference":2000,"ratio":0.617,"unit":"runs/s","target":0.5,"met":true}',
    );
    const alone = toFigure({ id: 'trace-live', ours: 12, unit: 'ms', target: 25, judge: 'ours', better: 'lower' });
    expect(toLine(alone)).toBe('{"id":"trace-live","ours":12,"reference":null,"ratio":null,"unit":"ms","target":25,"met":true}');
    expect(toTable([figure, alone])).toContain('≥ 0.5');
  });

  test.each([
    ['more is better', { ours: 49, reference: 100, target: 0.5 }, false],
    ['less is better', { ours: 141, reference: 100, target: 1.4, better: 'lower' }, false],
    ['exactly reached', { ours: 140, reference: 100, target: 1.4, better: 'lower' }, true],
    ['nothing may be lost', { ours: 1, target: 0, judge: 'ours', better: 'lower' }, false],
    ['nothing was lost', { ours: 0, target: 0, judge: 'ours', better: 'lower' }, true],
  ])('knows whether the goal is met: %s', (_name, given, met) => {
    expect(toFigure({ id: 'x', unit: 'x', ...given }).figure.met).toBe(met);
  });

  test('compares medians of rounds in which each contender begins as often', async () => {
    const order: string[] = [];
    const figures = await alternate(['ours', 'limit'], (name: string) => order.push(name), 3);
    expect(order).toEqual(['ours', 'limit', 'limit', 'ours', 'ours', 'limit']);
    expect(figures).toEqual([
      [1, 4, 5],
      [2, 3, 6],
    ]);
    expect(compare(figures)).toMatchObject({ ours: 4, reference: 3 });
    expect(median([3, 1, 2, 10])).toBe(2.5);
  });

  test('refuses a row that it does not know', () => {
    const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('./run-bench.mjs', import.meta.url)), 'warp-speed']);
    expect(status).toBe(2);
    expect(stderr.toString()).toContain('There is no row warp-speed');
  });
});

test('lanes: what is lost, came twice under two keys or came after a later one is counted', () => {
  const size = { lanes: 2, places: 3 };
  const whole = [
    ['a', 1, 'k1'],
    ['b', 1, 'k2'],
    ['a', 2, 'k3'],
    ['b', 2, 'k4'],
    ['b', 3, 'k5'],
    ['a', 3, 'k6'],
  ];
  expect(judgeLanes(whole, size)).toEqual({ lost: 0, doubled: 0, reordered: 0 });
  expect(judgeLanes(whole.slice(1), size)).toEqual({ lost: 1, doubled: 0, reordered: 0 });
  expect(judgeLanes([...whole, ['a', 2, 'k7']], size)).toEqual({ lost: 0, doubled: 1, reordered: 0 });
  expect(judgeLanes([whole[2], whole[0], ...whole.slice(3), whole[1]], size)).toEqual({ lost: 0, doubled: 0, reordered: 2 });
});

describe('the file of the bench', () => {
  test('is waited for no longer than its run goes on: a run that parks ends the row with its words', async () => {
    let items: unknown[] = [];
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push([request.url, request.headers.authorization]);
      response.end(JSON.stringify({ items }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(refuseStopped(base, 'secret')).resolves.toBeUndefined();
    items = [{ runId: 'r1', state: 'parked', error: { message: 'The folder "out" cannot be written.' } }];
    await expect(refuseStopped(base, 'secret')).rejects.toThrow('Run r1 is parked: The folder "out" cannot be written.');
    expect(asked[1]).toEqual(['/api/runs?environment=development&flow=bench-file&state=parked,failed&limit=1', 'Bearer secret']);
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    // Nobody there: the row's own look at the process says so.
    await expect(refuseStopped(base, 'secret')).resolves.toBeUndefined();
  });
});
