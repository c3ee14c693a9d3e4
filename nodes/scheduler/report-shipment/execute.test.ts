import { describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSchedulerSystem } from '../../../test/support/scheduler-system.ts';
import { answerWith, loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import { schedulerReportShipment } from './execute.ts';

const ORDER = '1000000001';
const line = (item: string) => ({ item, material: 'FG-1001', plant: '1010', quantity: '10.000', unit: 'PC', dueDate: '2027-02-01' });
const left = (shipped: string, item = '000010') => ({ item, shipped, unit: 'PC' });
const isPut = ({ method }: { readonly method: string }) => method === 'PUT';

/** A scheduler that knows an order of two items. */
function createWorld() {
  const system = createSchedulerSystem();
  system.call('PUT', `/v1/demands/${ORDER}`, { demandRevision: 1, lines: [line('000010'), line('000020')] });
  const report = (lines: Json, ledger = new MemoryLedger(), demandId = ORDER, runId = 'run-1') =>
    runAttempts(schedulerReportShipment, { config: { demandId, lines }, connection: system.connection, ledger, runId });
  const known = () => system.call('GET', `/v1/demands/${ORDER}`).body['shipments'];
  const told = () => system.records.filter(({ operation }) => operation === 'report-shipment');
  return { ...system, report, known, told };
}

describe('scheduler/report-shipment', () => {
  test('tells totals under our key; several deliveries are several totals', async () => {
    const { report, known, told } = createWorld();
    expect(await report([left('4')])).toEqual({
      kind: 'done',
      port: 'done',
      output: { demandId: ORDER, shipments: [left('4')] },
    });
    expect(await report([left('10.000'), left('3', '000020')], new MemoryLedger(), ORDER, 'run-2')).toMatchObject({ port: 'done' });
    expect(known()).toEqual([left('10.000'), left('3', '000020')]);
    expect(told()).toMatchObject([
      { key: ORDER, applied: true, idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { key: ORDER, applied: true },
    ]);
  });

  test('told twice it is known; an older total leaves by stale and says what is known', async () => {
    const { report, known, told } = createWorld();
    await report([left('6')]);
    expect(await report([left('6.000')], new MemoryLedger(), ORDER, 'run-2')).toMatchObject({ port: 'done' });
    expect(await report([left('4')], new MemoryLedger(), ORDER, 'run-3')).toEqual({
      kind: 'done',
      port: 'stale',
      output: { demandId: ORDER, shipments: [left('6')] },
    });
    expect(known()).toEqual([left('6')]);
    expect(told().map(({ applied }) => applied)).toEqual([true, false, false]);
  });

  test('an order that is not planned leaves by not-found', async () => {
    const { report } = createWorld();
    expect(await report([left('1')], new MemoryLedger(), '9999999999')).toEqual({
      kind: 'done',
      port: 'not-found',
      output: { demandId: '9999999999' },
    });
  });

  test.each([
    ['the answer', loseAnswer, 'confirmed'],
    ['the request', loseRequest, 'not-applied'],
  ])('STP-4: when %s is lost, the scheduler is asked, and it has left once', async (_what, disturbance, verdict) => {
    const { http, report, known, told } = createWorld();
    const ledger = new MemoryLedger();
    http.disturbNext(isPut, disturbance);
    expect(await report([left('4')], ledger)).toMatchObject({ port: 'done', output: { shipments: [left('4')] } });
    expect(ledger.probes).toEqual([verdict]);
    expect(known()).toEqual([left('4')]);
    expect(told().filter(({ applied }) => applied)).toHaveLength(1);
  });

  test('STP-4: more was told while nobody knew: ours is in it', async () => {
    const { call, http, report } = createWorld();
    const ledger = new MemoryLedger();
    http.disturbNext(isPut, (request, next) => {
      call('PUT', `/v1/demands/${ORDER}/shipments`, { lines: [left('9')] });
      return loseRequest(request, next);
    });
    expect(await report([left('4')], ledger)).toMatchObject({ port: 'done', output: { shipments: [left('9')] } });
    expect(ledger.probes).toEqual(['confirmed']);
  });

  test('a planner who holds the demand is waited for', async () => {
    const { arm, report, told } = createWorld();
    arm('lock', 'report-shipment', ORDER);
    expect(await report([left('4')])).toMatchObject({ port: 'done' });
    expect(told().map(({ applied }) => applied)).toEqual([false, true]);
  });

  test('a unit that the material is not known in is refused in the words of the scheduler', async () => {
    const { report } = createWorld();
    await expect(report([{ ...left('4'), unit: 'KM' }])).rejects.toMatchObject({
      class: 'invalid',
      message: expect.stringContaining('FG-1001 is not known in unit KM'),
    });
  });

  test.each([
    [{ status: 401, text: '{"code":"unauthorized","detail":"The API key is missing or wrong."}' }, 'denied'],
    [{ status: 503, text: '{"code":"planning-server-down"}' }, 'unavailable'],
    [{ status: 404, text: '<html>no such page</html>' }, 'invalid'],
    [{ status: 200, text: '{"shipm' }, 'network'],
  ] as const)('%j is "%s"', async (answer, errorClass) => {
    const { connection, http } = createWorld();
    http.disturbNext(isPut, answerWith(answer));
    const step = createStep({ config: { demandId: ORDER, lines: [left('4')] }, connection });
    await expect(schedulerReportShipment.execute(step)).rejects.toMatchObject({ class: errorClass });
  });
});
