import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { problemsAgainst } from '../../../test/support/canonical.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import { NetworkError } from '../../errors.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { sapCreateSalesOrder } from '../create-sales-order/execute.ts';
import { sapGetDeliveries } from '../get-deliveries/execute.ts';
import { sapCreateDelivery } from './execute.ts';

const isInsert = ({ method, url }: HttpRequest) => method === 'POST' && url.endsWith('/A_OutbDeliveryHeader');
const created = (system: SapSystem) =>
  system.host.records.filter(({ operation, applied }) => operation === 'create-outbound-delivery' && applied);

/** Three items, two of Hamburg and one of Charlotte, of goods that are in stock. */
async function anOrder(system: SapSystem, more: JsonObject = {}): Promise<string> {
  const config = {
    soldToParty: '0017100001',
    purchaseOrder: `SHIP-${system.host.records.length}`,
    currency: 'EUR',
    requestedDate: '2027-02-15',
    header: {},
    items: [
      { item: '10', material: 'FG-1006', plant: '1010', quantity: '4' },
      { item: '20', material: 'FG-1001', plant: '1010', quantity: '3' },
      { item: '30', material: 'FG-1003', plant: '1020', quantity: '2' },
    ],
    ...more,
  };
  const outcome = await runAttempts(sapCreateSalesOrder, { config, connection: system.connection, ledger: new MemoryLedger() });
  return String(outputOf(outcome)['salesOrder']);
}

const deliver = (system: SapSystem, config: JsonObject, ledger = new MemoryLedger()) =>
  runAttempts(sapCreateDelivery, { config: { items: [], ...config }, connection: system.connection, ledger });

describe('sap/create-delivery', () => {
  test('STP-3 takes what is open in a plant, once, and gives the shipment in the words of all flows', async () => {
    const system = createSapSystem();
    const salesOrder = await anOrder(system);
    const outcome = await deliver(system, { salesOrder, plant: '1010' });
    expect(outcome).toMatchObject({ port: 'created' });
    const output = outputOf(outcome);
    expect(problemsAgainst('schemas/shipment.json', output['shipment']!)).toEqual([]);
    expect(output).toMatchObject({
      salesOrder,
      delivery: expect.stringMatching(/^\d{10}$/),
      status: 'created',
      missing: [],
      shipment: {
        plant: '1010',
        shipTo: { customer: '0017100001' },
        items: [
          { deliveryItem: '000010', item: '000010', material: 'FG-1006', quantity: '4.000', unit: 'PC', salesOrder },
          { deliveryItem: '000020', item: '000020', quantity: '3.000' },
        ],
      },
    });
    expect(await deliver(system, { salesOrder, plant: '1010' })).toMatchObject({ port: 'nothing-open' });
    expect(await deliver(system, { salesOrder })).toMatchObject({ port: 'created', output: { shipment: { plant: '1020' } } });
    expect(created(system)).toHaveLength(2);
    const read = await sapGetDeliveries.execute(createStep({ config: { salesOrder, maxRows: 500 }, connection: system.connection }));
    expect(read).toMatchObject({
      port: 'found',
      output: { count: 2, deliveries: [{ delivery: output['delivery']! }, { status: 'created' }] },
    });
  });

  test('STP-5 what it does to the order is known as our own where somebody watches orders', async () => {
    const system = createSapSystem();
    const config = { salesOrder: await anOrder(system), plant: '1010', items: [] };
    const ledger = new MemoryLedger();
    await runAttempts(sapCreateDelivery, { config, connection: system.connection, ledger, watched: ['sales-order'] });
    expect(ledger.ownChanges).toMatchObject([{ type: 'sales-order', key: config.salesOrder }]);
  });

  test.each([
    ['the answer', loseAnswer],
    ['the request', loseRequest],
  ])('STP-4 when %s is lost, the deliveries of the order are read again, and there is one', async (_what, disturbance) => {
    const system = createSapSystem();
    const salesOrder = await anOrder(system);
    const earlier = outputOf(await deliver(system, { salesOrder, items: [{ item: '10', quantity: '1' }] }));
    system.http.disturbNext(isInsert, disturbance);
    const outcome = await deliver(system, { salesOrder, items: [{ item: '000010', quantity: '1' }] });
    expect(outcome).toMatchObject({ port: 'created' });
    expect(outputOf(outcome)['delivery']).not.toBe(earlier['delivery']);
    expect(created(system)).toHaveLength(2);
  });

  test('STP-4 all that was open is delivered when the answer is lost: that nothing is open any more is our own doing', async () => {
    const system = createSapSystem();
    const salesOrder = await anOrder(system);
    system.http.disturbNext(isInsert, loseAnswer);
    const outcome = await deliver(system, { salesOrder, plant: '1010' });
    expect(outcome).toMatchObject({ port: 'created', output: { missing: [], shipment: { plant: '1010' } } });
    expect(created(system)).toHaveLength(1);
  });

  test('STP-4 what was missing in a delivery whose answer was lost is said all the same', async () => {
    const system = createSapSystem();
    const salesOrder = await anOrder(system, { items: [{ item: '10', material: 'FG-1006', plant: '1010', quantity: '400' }] });
    system.http.disturbNext(isInsert, loseAnswer);
    expect(await deliver(system, { salesOrder })).toMatchObject({
      port: 'partly',
      output: { missing: [{ item: '000010', wanted: '400.000', unit: 'PC' }] },
    });
    expect(created(system)).toHaveLength(1);
  });

  test('STP-4 a delivery in which SAP left an item out is ours all the same; one with more than we sent is somebody else’s', async () => {
    const system = createSapSystem();
    const salesOrder = await anOrder(system);
    const without = (items: readonly JsonObject[]) => async () => {
      await deliver(system, { salesOrder, items });
      throw new NetworkError('the connection broke', { code: 'connection-reset' });
    };
    system.http.disturbNext(isInsert, without([{ item: '20', quantity: '1' }]));
    const both = [
      { item: '10', quantity: '1' },
      { item: '20', quantity: '1' },
    ];
    expect(await deliver(system, { salesOrder, items: both })).toMatchObject({
      port: 'partly',
      output: { missing: [{ item: '000010', wanted: '1.000', inDelivery: '0.000' }] },
    });
    expect(created(system)).toHaveLength(1);
    system.http.disturbNext(isInsert, without([{ item: '10', quantity: '2' }]));
    await expect(deliver(system, { salesOrder, items: [{ item: '10', quantity: '1' }] })).rejects.toMatchObject({
      reason: 'changed-by-somebody-else',
    });
    expect(created(system)).toHaveLength(2);
  });

  test('a quantity of zero is nothing, not all that is open', async () => {
    const system = createSapSystem();
    const salesOrder = await anOrder(system);
    expect(await deliver(system, { salesOrder, items: [{ item: '10', quantity: '0' }] })).toMatchObject({ port: 'nothing-open' });
    expect(created(system)).toEqual([]);
  });

  test('what is not available is missing, and the delivery has the rest', async () => {
    const system = createSapSystem();
    const salesOrder = await anOrder(system, { items: [{ item: '10', material: 'FG-1006', plant: '1010', quantity: '400' }] });
    const outcome = await deliver(system, { salesOrder });
    expect(outcome).toMatchObject({ port: 'partly', output: { missing: [{ item: '000010', wanted: '400.000', unit: 'PC' }] } });
    expect(await deliver(system, { salesOrder })).toMatchObject({
      port: 'refused',
      output: { refusal: { message: expect.stringContaining('Nothing') } },
    });
  });

  test('two plants in one delivery, a blocked order: refused in the words of SAP; an unknown order is not found', async () => {
    const system = createSapSystem();
    const salesOrder = await anOrder(system);
    const apart = await deliver(system, { salesOrder });
    expect(apart).toMatchObject({ port: 'refused', output: { messages: [{ system: 'sap', severity: 'error' }], blocks: [] } });
    expect(outputOf(apart)['blockedBy']).toBeUndefined();
    const blocked = system.order('delivery-blocked').salesOrder;
    expect(await deliver(system, { salesOrder: blocked, plant: system.order('delivery-blocked').plant })).toMatchObject({
      port: 'refused',
      output: { refusal: { message: expect.stringContaining('blocked') }, blockedBy: 'delivery', blocks: [{ kind: 'delivery' }] },
    });
    expect(await deliver(system, { salesOrder: '999999' })).toMatchObject({ port: 'not-found' });
    await expect(deliver(system, { salesOrder, items: [{ item: '90' }] })).rejects.toMatchObject({ options: { code: 'item-unknown' } });
    await expect(deliver(system, { salesOrder, items: [{ item: '10', quantity: 'x' }] })).rejects.toMatchObject({
      options: { code: 'quantity-malformed' },
    });
    expect(created(system)).toEqual([]);
  });
});
