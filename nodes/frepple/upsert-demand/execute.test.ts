import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createFreppleSystem } from '../../../test/support/frepple-system.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { answerWith, loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import { upsertDemandManifest } from '../../scheduler/upsert-demand/manifest.ts';
import { freppleUpsertDemand } from './execute.ts';

const ORDER = '0000004711';
const line = (item: string, more: JsonObject = {}) => ({
  item,
  material: 'FG-1001',
  plant: '1010',
  quantity: '25.000',
  unit: 'ST',
  dueDate: '2027-01-15',
  ...more,
});
const config = {
  demandId: ORDER,
  demandRevision: 3,
  lines: [line('000010'), line('000020', { material: 'FG-1002', plant: '1020' }), line('000030')],
};
const isPost = ({ method }: { readonly method: string }) => method === 'POST';

type System = ReturnType<typeof createFreppleSystem>;
const send = ({ connection }: System, more: JsonObject = {}, ledger = new MemoryLedger()) =>
  runAttempts(freppleUpsertDemand, { config: { ...config, ...more }, connection, ledger });
const heldIn = ({ simulator }: System, item: string) => simulator.demands.get(`${ORDER}/${item}`);

describe('frepple/upsert-demand', () => {
  test('takes and gives what scheduler/upsert-demand takes and gives', () => {
    const { config: form, ports, output } = freppleUpsertDemand.manifest;
    expect({ form, ports, output }).toEqual({
      form: upsertDemandManifest.config,
      ports: upsertDemandManifest.ports,
      output: upsertDemandManifest.output,
    });
  });

  test('STP-3 sends a demand for each line with the revision, and cancels those that are no longer there', async () => {
    const system = createFreppleSystem();
    expect(await send(system, { customerClass: 'A', priority: 5 })).toEqual({
      kind: 'done',
      port: 'done',
      output: { demandId: ORDER, demandRevision: 3 },
    });
    expect(heldIn(system, '000020')).toMatchObject({
      item: 'FG-1002',
      location: '1020',
      due: '2027-01-15T00:00:00',
      status: 'open',
      category: 'A',
      priority: 5,
      subcategory: '3',
    });
    await send(system, { demandRevision: 4, lines: [line('000010', { quantity: '0' })] });
    expect(['000010', '000020', '000030'].map((item) => [heldIn(system, item)?.['status'], heldIn(system, item)?.['subcategory']])).toEqual(
      [
        ['canceled', '4'],
        ['canceled', '4'],
        ['canceled', '4'],
      ],
    );
  });

  test('an older revision leaves by stale and says which is newer; nothing is sent', async () => {
    const system = createFreppleSystem();
    await send(system, { demandRevision: 5 });
    const records = system.records.length;
    expect(await send(system)).toMatchObject({ port: 'stale', output: { newerRevision: 5 } });
    expect(system.records).toHaveLength(records);
  });

  test.each([
    ['the answer', loseAnswer, 'confirmed'],
    ['the request', loseRequest, 'not-applied'],
  ])('STP-4 when %s is lost, the demands are read, however frePPLe writes numbers', async (_what, disturbance, verdict) => {
    const system = createFreppleSystem();
    const ledger = new MemoryLedger();
    system.http.disturbNext(isPost, disturbance);
    expect(await send(system, {}, ledger)).toMatchObject({ port: 'done' });
    expect(ledger.probes).toEqual([verdict]);
    expect(system.records.filter(({ applied }) => applied)).toHaveLength(3);
  });

  test('STP-4 our revision with other lines stops for a person; overtaken while nobody knew leaves by stale', async () => {
    const system = createFreppleSystem();
    system.http.disturbNext(isPost, async (_request, next) => {
      await next();
      system.simulator.demands.set(`${ORDER}/000010`, { ...heldIn(system, '000010'), quantity: '7' });
      throw new Error('the process died');
    });
    await expect(send(system).catch(() => send(system))).resolves.toMatchObject({ port: 'done' });
    const other = createFreppleSystem();
    const ledger = new MemoryLedger();
    other.http.disturbNext(isPost, async (request, next) => {
      await next();
      other.simulator.demands.set(`${ORDER}/000010`, { ...heldIn(other, '000010'), quantity: '7' });
      return loseRequest(request, next);
    });
    await expect(send(other, {}, ledger)).rejects.toBeInstanceOf(RunParked);
    const third = createFreppleSystem();
    third.http.disturbNext(isPost, async (request, next) => {
      await send(third, { demandRevision: 9 });
      return loseRequest(request, next);
    });
    expect(await send(third)).toMatchObject({ port: 'stale', output: { newerRevision: 9 } });
  });

  test('what frePPLe does not know is refused in its words, with the row that it is about; nothing of the order is taken', async () => {
    const system = createFreppleSystem();
    await expect(send(system, { lines: [line('000010'), line('000020', { material: 'NONE' })] })).rejects.toMatchObject({
      class: 'invalid',
      message: 'Row 2: item: Invalid pk "NONE" - object does not exist.',
      options: { target: 'item' },
    });
    expect(system.simulator.demands.size).toBe(0);
  });

  test.each([
    [
      {
        status: 403,
        headers: { 'content-type': 'application/json' },
        text: '{"detail":"You do not have permission to perform this action."}',
      },
      'denied',
      'permission',
    ],
    [{ status: 302, headers: { location: '/data/login/' }, text: '' }, 'denied', 'sign-in page'],
    [{ status: 200, headers: { 'content-type': 'text/html' }, text: '<!DOCTYPE html><html></html>' }, 'denied', 'sign-in page'],
    [{ status: 500, headers: { 'content-type': 'text/html' }, text: '<html><title>Server Error</title></html>' }, 'unavailable', '500'],
    [
      { status: 400, headers: { 'content-type': 'application/json' }, text: '{"non_field_errors":["The fields must be unique."]}' },
      'invalid',
      'unique',
    ],
    [{ status: 200, headers: { 'content-type': 'application/json' }, text: '{"half' }, 'network', 'not JSON'],
  ])('%j is %s', async (answer, errorClass, words) => {
    const system = createFreppleSystem();
    for (let times = 0; times < 6; times += 1) system.http.disturbNext(() => true, answerWith(answer));
    await expect(send(system)).rejects.toMatchObject({ class: errorClass, message: expect.stringContaining(words) });
  });

  test('signs in with a web token, and goes to its scenario', async () => {
    const system = createFreppleSystem({}, { authentication: 'bearer', scenario: 'plan2' });
    system.http.disturbNext(() => true, answerWith({ headers: { 'content-type': 'application/json' }, text: '[]' }));
    system.http.disturbNext(() => true, answerWith({ status: 201, headers: { 'content-type': 'application/json' }, text: '[]' }));
    expect(await send(system)).toMatchObject({ port: 'done' });
    expect(system.http.requests.map(({ url, headers }) => [url.split('?')[0], headers?.['authorization']])).toEqual([
      ['/plan2/api/input/demand/', 'Bearer header.payload.signature'],
      ['/plan2/api/input/demand/', 'Bearer header.payload.signature'],
    ]);
  });
});
