import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { sapWriteEntity } from './execute.ts';

const V4 = 'api_salesorder/srvd_a2x/sap/salesorder/0001';
const V2 = 'API_PLANNED_ORDERS';
const applied = (system: SapSystem) => system.host.records.filter((entry) => entry.applied);
const isChange = ({ method, url }: HttpRequest) =>
  method === 'PATCH' || method === 'DELETE' || (method === 'POST' && !url.endsWith('/$metadata'));

const write = (system: SapSystem, config: JsonObject, ledger = new MemoryLedger()) =>
  runAttempts(sapWriteEntity, { config: { key: {}, values: {}, knownBy: [], ...config }, connection: system.connection, ledger });

/** The same change in both versions. */
function changes(system: SapSystem): { readonly [version: string]: JsonObject } {
  const order = system.order('open').salesOrder.replace(/^0+/, '');
  const planned = (system.simulator.view('/planned-orders') as unknown as readonly { PlannedOrder: string }[])[0]!.PlannedOrder;
  return {
    V4: {
      service: V4,
      entitySet: 'SalesOrder',
      operation: 'change',
      key: { SalesOrder: order },
      values: { RequestedDeliveryDate: '2027-02-15' },
    },
    V2: {
      service: V2,
      entitySet: 'A_PlannedOrder',
      operation: 'change',
      key: { PlannedOrder: planned.replace(/^0+/, '') },
      values: { TotalQuantity: '75', PlannedOrderIsFirm: false },
    },
  };
}

describe.each(['V2', 'V4'])('sap/write-entity with %s', (version) => {
  test('STP-3 changes a row under its entity tag and reads it back; the values that it has already are no change', async () => {
    const system = createSapSystem();
    const config = changes(system)[version]!;
    const outcome = await write(system, config);
    expect(outcome).toMatchObject({ port: 'done' });
    const wanted = version === 'V4' ? { RequestedDeliveryDate: '2027-02-15' } : { TotalQuantity: '75.000', PlannedOrderIsFirm: false };
    expect(outputOf(outcome)).toMatchObject({ row: wanted });
    expect(outputOf(outcome)['before']).not.toMatchObject(wanted);
    expect(await write(system, config)).toMatchObject({ port: 'no-change' });
    expect(applied(system)).toHaveLength(1);
  });

  test.each([
    ['the answer', loseAnswer],
    ['the request', loseRequest],
  ])('STP-4 when %s is lost, the row is read again, and it changes once', async (_what, disturbance) => {
    const system = createSapSystem();
    system.http.disturbNext(isChange, disturbance);
    expect(await write(system, changes(system)[version]!)).toMatchObject({ port: 'done' });
    expect(applied(system)).toHaveLength(1);
  });

  test('STP-4 when somebody else changed the row meanwhile, a person decides', async () => {
    const system = createSapSystem();
    const config = changes(system)[version]!;
    system.http.disturbNext(isChange, async (request, next) => {
      await write(system, { ...config, values: version === 'V4' ? { ShippingCondition: '02' } : { TotalQuantity: '999' } });
      return loseRequest(request, next);
    });
    await expect(write(system, config)).rejects.toBeInstanceOf(RunParked);
    expect(applied(system)).toHaveLength(1);
  });

  test('STP-4 a row is created once where it is known again by its fields, and parked where nobody can know', async () => {
    const system = createSapSystem();
    const config: JsonObject =
      version === 'V4'
        ? { service: V4, entitySet: 'SalesOrder', operation: 'create', values: { SoldToParty: '17100001', PurchaseOrderByCustomer: 'W-1' } }
        : {
            service: V2,
            entitySet: 'A_PlannedOrder',
            operation: 'create',
            values: { Material: 'FG-1006', ProductionPlant: '1010', TotalQuantity: '30', PlndOrderPlannedEndDate: '2027-03-01' },
          };
    if (version === 'V4') {
      expect(await write(system, config)).toMatchObject({ port: 'refused', output: { refusal: { code: 'V1/331' } } });
      return;
    }
    const known = { ...config, knownBy: ['Material', 'ProductionPlant', 'PlndOrderPlannedEndDate'] };
    system.http.disturbNext(isChange, loseAnswer);
    expect(await write(system, known)).toMatchObject({ port: 'done', output: { row: { TotalQuantity: '30.000' } } });
    expect(await write(system, known)).toMatchObject({ port: 'existing' });
    expect(applied(system)).toHaveLength(1);
    system.http.disturbNext(isChange, loseAnswer);
    await expect(write(system, config)).rejects.toBeInstanceOf(RunParked);
  });

  test.each([
    [{ entitySet: 'Nothing' }, 'entity-set-unknown'],
    [{ key: {} }, 'key-malformed'],
    [{ key: { Other: '1' } }, 'key-malformed'],
    [{ values: { Nothing: 1 } }, 'field-unknown'],
    [{ values: {} }, 'change-empty'],
    [{ values: { LastChangeDateTime: '2027-01-01T00:00:00Z' } }, 'field-read-only'],
  ])('%j is said before anything is sent: %s', async (wrong, code) => {
    const system = createSapSystem();
    await expect(write(system, { ...changes(system)[version], ...wrong })).rejects.toMatchObject({ class: 'invalid', options: { code } });
    expect(applied(system)).toEqual([]);
  });

  test('a value of another type is said before anything is sent; no row is not found', async () => {
    const system = createSapSystem();
    const config = changes(system)[version]!;
    const [bad, none] =
      version === 'V4'
        ? [{ values: { RequestedDeliveryDate: '15.2.2027' } }, { key: { SalesOrder: '999' } }]
        : [{ values: { TotalQuantity: 'many' } }, { key: { PlannedOrder: '999' } }];
    await expect(write(system, { ...config, ...bad })).rejects.toMatchObject({ options: { code: 'value-malformed' } });
    expect(await write(system, { ...config, ...none })).toMatchObject({ port: 'not-found' });
  });
});

describe('sap/write-entity', () => {
  test('STP-4 deletes once; gone already is no change', async () => {
    const system = createSapSystem();
    const { values: _values, ...planned } = changes(system)['V2']!;
    const config = { ...planned, operation: 'delete' };
    system.http.disturbNext(isChange, loseAnswer);
    expect(await write(system, config)).toMatchObject({ port: 'done' });
    expect(await write(system, config)).toMatchObject({ port: 'no-change' });
    expect(applied(system)).toHaveLength(1);
  });

  test('what the service does not let be written is said', async () => {
    const system = createSapSystem();
    const config = {
      service: 'API_PRODUCT_SRV',
      entitySet: 'A_Product',
      operation: 'change',
      key: { Product: 'FG-1001' },
      values: { ProductType: 'X' },
    };
    await expect(write(system, config)).rejects.toMatchObject({
      options: { code: expect.stringMatching(/set-read-only|field-read-only/) },
    });
  });
});
