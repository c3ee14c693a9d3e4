/** A plant without an API: files of orders to it, files of confirmations from it, judged by what the plant, SAP and the CRM have recorded. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { JsonObject } from '#flows/json.ts';
import { createLandscape } from '#nodes/sandbox/landscape.ts';
import { eventually } from '../support/api.ts';
import { ENVIRONMENT, type FlowWorld, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
let share: string;
/** Orders that the plant has something to do for, each test takes its own. */
let orders: readonly string[];

beforeAll(async () => {
  world = await startFlowWorld();
  const { items } = await world.api.get<Page<ConnectionView>>(`/api/environments/${ENVIRONMENT}/connections`);
  share = String(items.find(({ name }) => name === 'plant-files')!.settings['root']);
  const landscape = createLandscape(4711, new Date().toISOString().slice(0, 10));
  orders = landscape.orders
    .filter(
      ({ status, items: lines }) =>
        status === 'open' && lines.some(({ plant, rejectionReason }) => plant === '1010' && rejectionReason === undefined),
    )
    .map(({ salesOrder }) => salesOrder);
  // As fast as a test wants to be.
  await world.redeploy('legacy-plant-file', (document) => {
    const dropped = document.nodes['dropped']!;
    return {
      ...document,
      nodes: { ...document.nodes, dropped: { ...dropped, config: { ...dropped.config, intervalMs: 200, stableMs: 500 } } },
    };
  });
}, 60_000);
afterEach(async () => {
  await world.clearFaults();
  await world.settled();
});
afterAll(() => world.close());

const confirm = (some: readonly string[]) =>
  world.api.send<{ file: string; records: number }>('POST', '/api/sandbox/plant-confirmations', { orders: some });

/** The run about this file, when it has ended. */
function runAbout(file: string, state: RunSummary['state'] = 'completed'): Promise<RunSummary> {
  return eventually(async () => {
    for (const run of await world.runs('legacy-plant-file')) {
      const { trigger } = await world.api.get<{ trigger: { body: JsonObject } }>(`/api/runs/${run.runId}`);
      if (run.state === state && trigger.body['name'] === file) return run;
    }
    return undefined;
  }, `${file} is ${state}`);
}

/** Promises that SAP has taken for the order: writes that no customer's change stands behind. */
async function promisesOf(order: string): Promise<number> {
  const written = await world.record({ system: 'sap', operation: 'change-sales-order', key: order, applied: true });
  return written.filter(({ sequence }) => sequence === undefined).length;
}
const filesIn = (folder: string): readonly string[] =>
  existsSync(join(share, folder))
    ? readdirSync(join(share, folder), { recursive: true, withFileTypes: true })
        .flatMap((entry) => (entry.isFile() ? [entry.name] : []))
        .sort()
    : [];
const shownFor = (order: string) => world.view<readonly JsonObject[]>('crm', `commitments/${order}`);

describe('the good way', () => {
  test('every order of the file goes on by itself: SAP keeps the promise, the CRM shows it, the file lies in the archive', async () => {
    const some = orders.slice(0, 3);
    const { file, records } = await confirm(some);
    const run = await runAbout(file);
    expect((await world.emitted(run)).map(({ type, subject }) => [type, subject])).toEqual(
      some.map((order) => ['millrace.plant.confirmed.v1', order]),
    );
    let items = 0;
    for (const order of some) {
      const one = await world.runOf('plant-confirmation', order, 'completed');
      const [changed, informed] = await world.emitted(one);
      expect(changed).toMatchObject({ type: 'millrace.sales-order.commitment-changed.v1' });
      expect(informed).toMatchObject({ type: 'millrace.sales-order.customer-informed.v1' });
      expect(await promisesOf(order)).toBe(1);
      const shown = await shownFor(order);
      items += shown.length;
      expect(shown.every(({ Plant__c }) => Plant__c === '1010')).toBe(true);
    }
    expect(items).toBe(records);
    expect(filesIn('from-plant')).toEqual([]);
    expect(filesIn('work')).toEqual([]);
    expect(filesIn('archive')).toEqual([expect.stringMatching(new RegExp(`-${file}$`))]);
  });
});

describe('F45 FILE-11 a file that is not whole is refused before one order of it was told', () => {
  test.each([
    ['cut-off', /trailer record \(E\) is missing/],
    ['wrong-count', /counts \d+ records, the file has \d+/],
    ['wrong-encoding', /says windows-1252, but the file is UTF-8/],
  ] as const)('%s', async (kind, sentence) => {
    const order = orders[{ 'cut-off': 4, 'wrong-count': 5, 'wrong-encoding': 6 }[kind]]!;
    await world.arm({ system: 'plant', kind, times: 1 });
    const { file } = await confirm([order]);
    await runAbout(file);
    const [exception] = await world.exceptions(file);
    expect(exception!.title).toMatch(sentence);
    const reason = filesIn('error').find((name) => name.endsWith(`${file}.reason.txt`))!;
    expect(readFileSync(join(share, 'error', reason), 'utf8')).toMatch(sentence);
    expect(filesIn('error')).toContain(reason.replace('.reason.txt', ''));
    expect(await world.runs('plant-confirmation', order)).toEqual([]);
    expect(await promisesOf(order)).toBe(0);
  });
});

describe('F45 a plant that is interrupted, repeats itself, or writes nonsense', () => {
  test('FILE-2 a file that is written in two goes is taken when it stands still, whole', async () => {
    const order = orders[7]!;
    await world.arm({ system: 'plant', kind: 'half-written', times: 1, milliseconds: 300 });
    const { file } = await confirm([order]);
    await runAbout(file);
    await world.runOf('plant-confirmation', order, 'completed');
    expect(await world.exceptions(file)).toEqual([]);
  });

  test('FILE-4 the same file under another name starts nothing', async () => {
    const order = orders[8]!;
    await world.arm({ system: 'plant', kind: 'duplicate', times: 1 });
    const { file } = await confirm([order]);
    await runAbout(file);
    await eventually(
      async () => filesIn('archive/duplicates').find((name) => name.endsWith(file.replace('.csv', '_NEU.csv'))),
      'the duplicate is put away',
    );
    await world.settled();
    expect(await world.runs('plant-confirmation', order)).toHaveLength(1);
    expect(await promisesOf(order)).toBe(1);
  });

  test('FILE-10 bad rows go back to the plant with line and reason, the good ones go on', async () => {
    const some = orders.slice(9, 14);
    await world.arm({ system: 'plant', kind: 'bad-rows', times: 1 });
    const { file, records } = await confirm(some);
    await runAbout(file);
    const bad = Array.from({ length: records }, (_, index) => index).filter((index) => [0, 3, 6].includes(index % 9)).length;
    const [exception] = await world.exceptions(file);
    expect(exception!.title).toBe(`${bad} of ${records} rows of ${file} cannot be used; they are in REJECTS_${file}`);
    const [back, ...more] = await eventually(async () => {
      const found = await world.record({ system: 'plant', operation: 'take-reject-file', key: `REJECTS_${file}` });
      return found.length > 0 ? found : undefined;
    }, 'the plant takes its bad rows back');
    expect(more).toEqual([]);
    expect(back).toMatchObject({ applied: true, detail: { lines: bad } });
    await world.settled();
    const told = (await Promise.all(some.map((order) => shownFor(order)))).flat();
    expect(told).toHaveLength(records - bad);
  });

  test('an order that SAP does not have goes to a person, and nobody is told', async () => {
    const order = orders[14]!;
    const { file } = await confirm([order]);
    await runAbout(file);
    await world.runOf('plant-confirmation', order, 'completed');
    // The same again with another order number, as only a plant's own program writes it.
    const text = `K;1010;01.01.2027;999999\r\nR;0000099999;000010;1,000;PC;01.03.2027;"-"\r\nE;1\r\n`;
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(share, 'from-plant', 'CONFIRM_999999.csv'), text, 'latin1');
    await runAbout('CONFIRM_999999.csv');
    const run = await world.runOf('plant-confirmation', '0000099999', 'completed');
    expect((await world.emitted(run)).map(({ type }) => type)).toEqual([]);
    const [exception] = await world.exceptions('0000099999');
    expect(exception!.title).toContain('with items that SAP does not have (CONFIRM_999999.csv)');
  });
});

test('SAP is down: the file is done, its orders wait, and each is promised once', async () => {
  const some = orders.slice(16, 18);
  await world.arm({ system: 'sap', kind: 'outage' });
  const { file } = await confirm(some);
  await runAbout(file);
  for (const order of some)
    await eventually(
      async () => (await world.runs('plant-confirmation', order)).find(({ state }) => state === 'held' || state === 'waiting'),
      `${order} waits`,
    );
  await world.clearFaults();
  for (const order of some) {
    await world.runOf('plant-confirmation', order, 'completed');
    expect(await promisesOf(order)).toBe(1);
  }
});

/** Last: the plant answers about every order. */
describe('in the evening', () => {
  test('the plant gets all it has to make, once, and its answer comes back the same way', async () => {
    await world.setVariable('filePlant', '1010');
    onTestFinished(() => world.setVariable('filePlant', null));
    const { runId } = await world.api.send<{ runId: string }>('POST', '/api/runs', {
      environment: ENVIRONMENT,
      flow: 'plant-order-file',
      input: { slot: new Date().toISOString(), missed: 0 },
    });
    const run = await eventually(async () => {
      const found = (await world.runs('plant-order-file')).find((one) => one.runId === runId);
      return found?.state === 'completed' ? found : undefined;
    }, 'the order file is delivered');
    const delivered = await world.output(run, 'file');
    const [taken, ...more] = await eventually(async () => {
      const found = await world.record({ system: 'plant', operation: 'take-order-file', applied: true });
      return found.length > 0 ? found : undefined;
    }, 'the plant takes the file');
    expect(more).toEqual([]);
    expect(taken!.refusal).toBeUndefined();
    expect(taken).toMatchObject({ applied: true, key: delivered['file'], detail: { lines: delivered['records'] } });
    const answer = await eventually(
      async () =>
        (await world.record({ system: 'plant', operation: 'drop-confirmation' })).find(
          ({ detail }) => (detail as JsonObject)['lines'] === delivered['records'],
        ),
      'the plant answers',
    );
    await runAbout(answer.key);
    await world.settled();
    const confirmations = await world.runs('plant-confirmation');
    expect(confirmations.filter(({ state }) => state !== 'completed')).toEqual([]);
  }, 120_000);

  test.each(['plant', 'sap'] as const)(
    'F46 %s is away for a while: what is on its way waits, and arrives once',
    { timeout: 120_000 },
    async (system) => {
      const order = orders[15]!;
      const dropped = await confirm([order]);
      await runAbout(dropped.file);
      await world.arm({ system, kind: 'outage' });
      await world.setVariable('filePlant', '1010');
      onTestFinished(() => world.setVariable('filePlant', null));
      const before = (await world.record({ system: 'plant', operation: 'take-order-file', applied: true })).length;
      const { runId } = await world.api.send<{ runId: string }>('POST', '/api/runs', {
        environment: ENVIRONMENT,
        flow: 'plant-order-file',
        input: { slot: new Date().toISOString(), missed: 0 },
      });
      await eventually(
        async () => (await world.trace({ runId })).some(({ type }) => type === 'retry-scheduled' || type === 'step-held') || undefined,
        'the step waits',
      );
      await world.clearFaults();
      await eventually(
        async () => (await world.runs('plant-order-file')).find((one) => one.runId === runId && one.state === 'completed'),
        'the file is delivered',
      );
      const taken = await eventually(async () => {
        const found = await world.record({ system: 'plant', operation: 'take-order-file', applied: true });
        return found.length > before ? found : undefined;
      }, 'the plant takes it');
      expect(taken).toHaveLength(before + 1);
    },
  );
});
