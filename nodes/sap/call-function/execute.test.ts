import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import { sapCreateSalesOrder } from '../create-sales-order/execute.ts';
import { sapCallFunction } from './execute.ts';

const PRODUCTION = 'API_PRODUCTION_ORDER_2_SRV';
const AVAILABILITY = 'API_PRODUCT_AVAILY_INFO_BASIC';

function call(config: JsonObject, system: SapSystem = createSapSystem(), ledger = new MemoryLedger()) {
  return runAttempts(sapCallFunction, { config: { parameters: {}, repeatable: false, ...config }, connection: system.connection, ledger });
}
const anOrder = (system: SapSystem) =>
  (system.simulator.view('/production-orders') as unknown as readonly { ManufacturingOrder: string }[])[0]!.ManufacturingOrder;

describe('sap/call-function', () => {
  test('STP-3 one that changes something is a write; the answer comes without its wrapping', async () => {
    const system = createSapSystem();
    const ledger = new MemoryLedger();
    const parameters = { ManufacturingOrder: anOrder(system) };
    const outcome = await call({ service: PRODUCTION, function: 'TechlyCmpltOrder', parameters }, system, ledger);
    expect(outcome).toMatchObject({ port: 'out', output: { result: { Success: true } } });
    expect(ledger.writes).toMatchObject([{ operation: 'call TechlyCmpltOrder', state: 'confirmed' }]);
    expect(await call({ service: PRODUCTION, function: 'ReleaseOrder', parameters }, system)).toMatchObject({
      port: 'refused',
      output: { refusal: { code: 'CO/688', message: expect.stringContaining('technically completed') } },
    });
  });

  test('one that only reads is a read, with literals of the right type', async () => {
    const ledger = new MemoryLedger();
    const parameters = { SupplyingPlant: '1010', Material: 'FG-1006', ATPCheckingRule: 'A' };
    const outcome = await call({ service: AVAILABILITY, function: 'CalculateAvailabilityTimeseries', parameters }, undefined, ledger);
    expect(outcome).toMatchObject({
      port: 'out',
      output: { result: expect.arrayContaining([expect.objectContaining({ BaseUnit: 'PC' })]) },
    });
    expect(ledger.writes).toEqual([]);
  });

  test('STP-4 a lost answer parks the run, unless calling twice does no harm', async () => {
    const wanted = (system: SapSystem) => ({
      service: PRODUCTION,
      function: 'ReleaseOrder',
      parameters: { ManufacturingOrder: anOrder(system) },
    });
    const careful = createSapSystem();
    careful.http.disturbNext(({ url }) => url.includes('ReleaseOrder'), loseAnswer);
    await expect(call(wanted(careful), careful)).rejects.toBeInstanceOf(RunParked);
    const bold = createSapSystem();
    bold.http.disturbNext(({ url }) => url.includes('ReleaseOrder'), loseAnswer);
    expect(await call({ ...wanted(bold), repeatable: true }, bold)).toMatchObject({ port: 'out' });
  });

  test('what the service does not have is said before anything is sent', async () => {
    const refused = (config: JsonObject) => call({ service: PRODUCTION, ...config });
    await expect(refused({ function: 'Nothing' })).rejects.toMatchObject({ options: { code: 'function-unknown' } });
    await expect(refused({ function: 'ReleaseOrder' })).rejects.toMatchObject({ options: { code: 'parameter-missing' } });
    await expect(refused({ function: 'ReleaseOrder', parameters: { ManufacturingOrder: '1', More: 1 } })).rejects.toMatchObject({
      options: { code: 'parameter-unknown' },
    });
  });

  test('STP-3 an action of V4 is called on its entity, under the tag that it has then', async () => {
    const system = createSapSystem({ options: { approvalThreshold: '0.010' } });
    const created = await runAttempts(sapCreateSalesOrder, {
      config: {
        soldToParty: '0017100001',
        purchaseOrder: 'V4-1',
        requestedDate: '2027-02-15',
        header: {},
        items: [{ item: '10', material: 'FG-1001', plant: '1010', quantity: '1' }],
      },
      connection: system.connection,
      ledger: new MemoryLedger(),
    });
    const SalesOrder = String(outputOf(created)['salesOrder']).replace(/^0+/, '');
    const call = (more: JsonObject) =>
      runAttempts(sapCallFunction, {
        config: {
          service: 'api_salesorder/srvd_a2x/sap/salesorder/0001',
          function: 'releaseApprovalRequest',
          on: { SalesOrder },
          parameters: {},
          repeatable: false,
          ...more,
        },
        connection: system.connection,
        ledger: new MemoryLedger(),
      });
    const outcome = await call({});
    expect(outcome).toMatchObject({ port: 'out', output: { result: { SalesOrder, SalesDocApprovalStatus: 'B' } } });
    expect(JSON.stringify(outcome)).not.toContain('@odata');
    expect(await call({})).toMatchObject({ port: 'refused', output: { refusal: { code: 'SD_APM/010' } } });
    await expect(call({ on: {} })).rejects.toMatchObject({ options: { code: 'key-missing' } });
    await expect(call({ on: { Other: '1' } })).rejects.toMatchObject({ options: { code: 'key-malformed' } });
    await expect(call({ parameters: { Nothing: 1 } })).rejects.toMatchObject({ options: { code: 'parameter-unknown' } });
    await expect(call({ function: 'nothing' })).rejects.toMatchObject({ options: { code: 'function-unknown' } });
    await expect(call({ service: 'API_SALES_ORDER_SRV' })).rejects.toMatchObject({ options: { code: 'not-bound' } });
  });
});
