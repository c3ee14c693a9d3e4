import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger, type RunParked } from '../../../test/support/memory-ledger.ts';
import { createSchedulerSystem } from '../../../test/support/scheduler-system.ts';
import { answerWith, loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import { schedulerUpsertDemand } from './execute.ts';

const ORDER = '0000004711';
const LINE = { item: '000010', material: 'FG-1001', plant: '1010', quantity: '25.000', unit: 'ST', dueDate: '2027-01-15' };
const config = { demandId: ORDER, demandRevision: 3, lines: [LINE] };
const isPut = ({ method }: { readonly method: string }) => method === 'PUT';

describe('scheduler/upsert-demand', () => {
  test('tells the whole demand with its revision, under our key', async () => {
    const { connection, demand, records } = createSchedulerSystem();
    const step = createStep({ config: { ...config, customerClass: 'A', priority: 5 }, connection });
    expect(await schedulerUpsertDemand.execute(step)).toEqual({
      kind: 'done',
      port: 'done',
      output: { demandId: ORDER, demandRevision: 3 },
    });
    expect(demand(ORDER)).toMatchObject({ demandRevision: 3, customerClass: 'A', priority: 5, lines: [LINE] });
    expect(records).toMatchObject([
      { operation: 'upsert-demand', key: ORDER, sequence: 3, applied: true, idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
  });

  test('an older revision leaves by stale and says which is newer', async () => {
    const { connection, demand } = createSchedulerSystem();
    await schedulerUpsertDemand.execute(createStep({ config: { ...config, demandRevision: 5 }, connection }));
    expect(await schedulerUpsertDemand.execute(createStep({ config, connection, runId: 'run-2' }))).toEqual({
      kind: 'done',
      port: 'stale',
      output: { demandId: ORDER, demandRevision: 3, newerRevision: 5 },
    });
    expect(demand(ORDER).demandRevision).toBe(5);
  });

  test('STP-4: after a lost answer the demand is asked for, and ours means done, however the scheduler writes quantities', async () => {
    for (const written of ['25.000', '25', '025.0']) {
      const { connection, http, records } = createSchedulerSystem();
      const ledger = new MemoryLedger();
      http.disturbNext(isPut, loseAnswer);
      http.disturbNext(
        ({ method }) => method === 'GET',
        async (_request, next) => {
          const answer = await next();
          return { ...answer, text: answer.text.replace('25.000', written) };
        },
      );
      expect(await runAttempts(schedulerUpsertDemand, { config, connection, ledger })).toMatchObject({ port: 'done' });
      expect(ledger.probes).toEqual(['confirmed']);
      expect(records.map(({ applied }) => applied)).toEqual([true]);
    }
  });

  test('STP-4: what never arrived is sent again, under the same key', async () => {
    const { connection, http, records } = createSchedulerSystem();
    const ledger = new MemoryLedger();
    http.disturbNext(isPut, loseRequest);
    expect(await runAttempts(schedulerUpsertDemand, { config, connection, ledger })).toMatchObject({ port: 'done' });
    expect(ledger.probes).toEqual(['not-applied']);
    expect(records).toHaveLength(1);
    const keys = http.requests.filter(isPut).map(({ headers }) => headers?.['idempotency-key']);
    expect(keys).toEqual([records[0]!.idempotencyKey, records[0]!.idempotencyKey]);
  });

  test('STP-4: overtaken while nobody knew: sent again, refused, stale', async () => {
    const { connection, http, call } = createSchedulerSystem();
    const ledger = new MemoryLedger();
    http.disturbNext(isPut, (request, next) => {
      call('PUT', `/v1/demands/${ORDER}`, { demandRevision: 4, lines: [LINE] });
      return loseRequest(request, next);
    });
    expect(await runAttempts(schedulerUpsertDemand, { config, connection, ledger })).toMatchObject({
      port: 'stale',
      output: { newerRevision: 4 },
    });
  });

  test('STP-4: our revision with lines that are not ours is for a person', async () => {
    const { connection, http, call } = createSchedulerSystem();
    http.disturbNext(isPut, (request, next) => {
      call('PUT', `/v1/demands/${ORDER}`, { demandRevision: 3, lines: [{ ...LINE, quantity: '1.000' }] });
      return loseRequest(request, next);
    });
    await expect(runAttempts(schedulerUpsertDemand, { config, connection, ledger: new MemoryLedger() })).rejects.toMatchObject({
      reason: 'changed-by-somebody-else',
    } satisfies Partial<RunParked>);
  });

  test('a revision that is taken by another content is refused, not retried', async () => {
    const { connection, http } = createSchedulerSystem();
    await schedulerUpsertDemand.execute(createStep({ config, connection }));
    const other = { ...config, lines: [{ ...LINE, quantity: '1.000' }] };
    await expect(runAttempts(schedulerUpsertDemand, { config: other, connection, runId: 'run-2' })).rejects.toMatchObject({
      class: 'rejected',
      options: { code: 'revision-taken' },
    });
    expect(http.requests.filter(isPut)).toHaveLength(2);
  });

  test('a planner who holds the demand is waited for', async () => {
    const { arm, connection, records } = createSchedulerSystem();
    arm('lock', 'upsert-demand', ORDER);
    expect(await runAttempts(schedulerUpsertDemand, { config, connection })).toMatchObject({ port: 'done' });
    expect(records.map(({ applied }) => applied)).toEqual([false, true]);
  });

  test.each([
    [{ status: 401, text: '{"code":"unauthorized","detail":"The API key is missing or wrong."}' }, 'denied'],
    [{ status: 429, text: '{}', headers: { 'retry-after': '3' } }, 'throttled'],
    [{ status: 503, text: '{"code":"planning-server-down"}' }, 'unavailable'],
    [{ status: 500, text: '<html>500</html>' }, 'unavailable'],
    [{ status: 400, text: '{"code":"invalid-body","detail":"lines.0.unit is wrong.","errors":[{"path":"lines.0.unit"}]}' }, 'invalid'],
    [{ status: 200, text: '{"demandRev' }, 'network'],
  ] as const)('%j is "%s"', async (answer, errorClass) => {
    const { connection, http } = createSchedulerSystem();
    http.disturbNext(isPut, answerWith(answer));
    await expect(schedulerUpsertDemand.execute(createStep({ config, connection }))).rejects.toMatchObject({ class: errorClass });
  });

  test('the words of the scheduler reach the person who has to correct something', async () => {
    const { connection } = createSchedulerSystem();
    const wrong = { ...config, lines: [{ ...LINE, quantity: '10,5' }] };
    await expect(schedulerUpsertDemand.execute(createStep({ config: wrong, connection }))).rejects.toMatchObject({
      class: 'invalid',
      message: expect.stringContaining('lines.0.quantity'),
      options: { code: 'invalid-body', details: [{ path: 'lines.0.quantity' } as JsonObject] },
    });
  });

  test('a 404 that is not the scheduler speaking is no proof that nothing arrived', async () => {
    const { connection, http } = createSchedulerSystem();
    http.disturbNext(isPut, loseAnswer);
    http.disturbNext(({ method }) => method === 'GET', answerWith({ status: 404, text: '<html>no such page</html>' }));
    await expect(runAttempts(schedulerUpsertDemand, { config, connection, ledger: new MemoryLedger() })).rejects.toMatchObject({
      class: 'invalid',
    });
  });
});
