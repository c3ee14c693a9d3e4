import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
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
});
