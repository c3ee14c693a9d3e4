import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { problemsAgainst } from '../../../test/support/canonical.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { sapCreateSalesOrder } from './execute.ts';

const isInsert = ({ method, url }: HttpRequest) => method === 'POST' && url.endsWith('/A_SalesOrder');
const created = (system: SapSystem) =>
  system.host.records.filter(({ operation, applied }) => operation === 'create-sales-order' && applied);

/** Three items of two plants. */
const quote: JsonObject = {
  soldToParty: '0017100007',
  purchaseOrder: 'Q-20426',
  currency: 'USD',
  requestedDate: '2027-02-15',
  header: {},
  items: [
    { item: '10', material: 'FG-1001', plant: '1010', quantity: '2', unit: 'CAR' },
    { item: '20', material: 'FG-1009', plant: '1020', quantity: '5.000', unit: 'PC' },
    { item: '30', material: 'FG-1004', plant: '1010', quantity: 3, requestedDate: '2027-02-22' },
  ],
};

function create(system: SapSystem, more: JsonObject = {}, ledger = new MemoryLedger()) {
  return runAttempts(sapCreateSalesOrder, { config: { ...quote, ...more }, connection: system.connection, ledger });
}

describe('sap/create-sales-order', () => {
  test('STP-3 one deep insert is one effect; the order is read back with what SAP confirmed', async () => {
    const system = createSapSystem();
    const outcome = await create(system);
    expect(outcome).toMatchObject({ port: 'confirmed' });
    const output = outputOf(outcome);
    expect(output['salesOrder']).toMatch(/^\d{10}$/);
    expect(problemsAgainst('schemas/sales-order.json', output['order']!)).toEqual([]);
    expect(output['items']).toMatchObject([
      { item: '000010', outcome: 'confirmed', quantity: '2.000', unit: 'CAR' },
      { item: '000020', outcome: 'confirmed' },
      { item: '000030', outcome: 'confirmed', scheduleLines: [{ requestedDate: '2027-02-22' }] },
    ]);
    expect(created(system)).toMatchObject([{ key: output['salesOrder'] }]);
  });

  test.each([
    ['the answer', loseAnswer],
    ['the request', loseRequest],
  ])('STP-4 when %s is lost, SAP is asked for the purchase order, and there is one order', async (_what, disturbance) => {
    const system = createSapSystem();
    system.http.disturbNext(isInsert, disturbance);
    expect(await create(system)).toMatchObject({ port: 'confirmed' });
    expect(created(system)).toHaveLength(1);
  });

  test('what the customer ordered by hand already is not ordered twice', async () => {
    const system = createSapSystem();
    const first = outputOf(await create(system));
    expect(await create(system, {}, new MemoryLedger())).toMatchObject({
      port: 'existing',
      output: { salesOrder: first['salesOrder']! },
    });
    expect(created(system)).toHaveLength(1);
  });

  test('above the credit limit it is saved and blocked; what SAP does not take is refused in its words', async () => {
    const system = createSapSystem();
    const items = [{ item: '10', material: 'FG-1004', plant: '1010', quantity: '90000' }];
    expect(await create(system, { items })).toMatchObject({ port: 'blocked', output: { blockedBy: expect.any(String) } });
    const unknown = await create(system, { purchaseOrder: 'Q-2', items: [{ item: '10', material: 'NONE', plant: '1010', quantity: '1' }] });
    expect(unknown).toMatchObject({ port: 'refused', output: { refusal: { message: expect.stringContaining('NONE') } } });
    expect(await create(system, { purchaseOrder: 'Q-3', soldToParty: '0099999999' })).toMatchObject({ port: 'refused' });
    expect(created(system)).toHaveLength(1);
  });
});
