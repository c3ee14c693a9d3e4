import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { addDays } from '../../sandbox/landscape.ts';
import { sapCallFunction } from '../call-function/execute.ts';
import { PRODUCTION_ORDER_SERVICE } from '../production-order/read-production-orders.ts';
import { sapChangePlannedOrder } from './execute.ts';

interface Held extends JsonObject {
  readonly PlannedOrder: string;
  readonly PlndOrderPlannedStartDate: string;
  readonly PlndOrderPlannedEndDate: string;
  readonly PlannedOrderIsFirm: boolean;
  readonly PlannedOrderCapacityIsDsptchd: boolean;
  readonly TotalQuantity: string;
}

const ordersOf = (system: SapSystem) => system.simulator.view('/planned-orders') as unknown as readonly Held[];
const heldIn = (system: SapSystem, number: string) => ordersOf(system).find((one) => one.PlannedOrder === number)!;
const isWrite = ({ method, url }: HttpRequest) => method === 'POST' && url.endsWith('/$batch');
const applied = (system: SapSystem) => system.host.records.filter((entry) => entry.applied && entry.object === 'planned-order');
const anOrder = (system: SapSystem) => ordersOf(system).find((one) => !one.PlannedOrderIsFirm && !one.PlannedOrderCapacityIsDsptchd)!;

const change = (system: SapSystem, order: Pick<Held, 'PlannedOrder'>, config: JsonObject, ledger = new MemoryLedger()) =>
  runAttempts(sapChangePlannedOrder, { config: { plannedOrder: order.PlannedOrder, ...config }, connection: system.connection, ledger });

describe('sap/change-planned-order', () => {
  test('STP-3 moves it under its entity tag and keeps its length; SAP firms what is moved', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    const later = addDays(order.PlndOrderPlannedEndDate, 7);
    expect(await change(system, order, { plannedEnd: later })).toMatchObject({
      port: 'changed',
      output: {
        before: { firm: false },
        order: { plannedEnd: later, plannedStart: addDays(order.PlndOrderPlannedStartDate, 7), firm: true },
      },
    });
    expect(await change(system, order, { plannedEnd: later })).toMatchObject({ port: 'no-change' });
    expect(applied(system)).toHaveLength(1);
  });

  test('changes its quantity, and lets planning have it again', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    expect(await change(system, order, { quantity: 75 })).toMatchObject({ output: { order: { quantity: '75.000', firm: true } } });
    expect(await change(system, order, { firm: false })).toMatchObject({ output: { order: { quantity: '75.000', firm: false } } });
    expect(await change(system, order, { quantity: '75', firm: false })).toMatchObject({ port: 'no-change' });
  });

  test.each([
    ['the answer', loseAnswer],
    ['the request', loseRequest],
  ])('STP-4 when %s is lost, the order is asked, and it changes once', async (_what, disturbance) => {
    const system = createSapSystem();
    const order = anOrder(system);
    system.http.disturbNext(isWrite, disturbance);
    expect(await change(system, order, { quantity: '75' })).toMatchObject({ port: 'changed' });
    expect(applied(system)).toHaveLength(1);
  });

  test('STP-4 when somebody else moved it meanwhile, a person decides', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    system.http.disturbNext(isWrite, async (request, next) => {
      await change(system, order, { quantity: '999' });
      return loseRequest(request, next);
    });
    await expect(change(system, order, { quantity: '75' })).rejects.toBeInstanceOf(RunParked);
    expect(heldIn(system, order.PlannedOrder).TotalQuantity).toBe('999.000');
  });

  test('one that was converted is not found, and its production order is there', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    const converted = await runAttempts(sapCallFunction, {
      config: {
        service: PRODUCTION_ORDER_SERVICE,
        function: 'ConvertPlndOrder',
        parameters: { PlannedOrder: order.PlannedOrder, ManufacturingOrderType: 'YBM1' },
        repeatable: false,
      },
      connection: system.connection,
      ledger: new MemoryLedger(),
    });
    expect(converted).toMatchObject({ output: { result: { ManufacturingOrder: expect.any(String), TotalQuantity: order.TotalQuantity } } });
    expect(await change(system, order, { quantity: '75' })).toMatchObject({
      port: 'not-found',
      output: { plannedOrder: order.PlannedOrder },
    });
  });

  test('one that is gone between reading and writing is refused in the words of SAP', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    system.http.disturbNext(isWrite, async (_request, next) => {
      await runAttempts(sapCallFunction, {
        config: {
          service: PRODUCTION_ORDER_SERVICE,
          function: 'ConvertPlndOrder',
          parameters: { PlannedOrder: order.PlannedOrder },
          repeatable: false,
        },
        connection: system.connection,
        ledger: new MemoryLedger(),
      });
      return next();
    });
    await expect(change(system, order, { quantity: '75' })).rejects.toMatchObject({ class: 'invalid' });
    expect(applied(system).map(({ operation }) => operation)).toEqual(['convert-planned-order']);
  });

  test('what SAP refuses is an outcome with its words; a locked one is tried again', async () => {
    const system = createSapSystem();
    const dispatched = ordersOf(system).find((one) => one.PlannedOrderCapacityIsDsptchd)!;
    expect(await change(system, dispatched, { plannedEnd: addDays(dispatched.PlndOrderPlannedEndDate, 1) })).toMatchObject({
      port: 'refused',
      output: { refusal: { code: '61/126', message: expect.stringContaining('dispatched') } },
    });
    const order = anOrder(system);
    expect(await change(system, order, { plannedEnd: '2020-01-01', plannedStart: '2020-02-01' })).toMatchObject({
      port: 'refused',
      output: { refusal: { code: '61/131' } },
    });
    system.host.arm('lock', order.PlannedOrder);
    expect(await change(system, order, { quantity: '75' })).toMatchObject({ port: 'changed' });
  });

  test.each([
    [{}, 'change-empty'],
    [{ plannedEnd: 'tomorrow' }, 'date-malformed'],
    [{ plannedEnd: '2027-02-30' }, 'date-malformed'],
    [{ quantity: '0' }, 'quantity-malformed'],
    [{ plannedOrder: 'A1', quantity: '1' }, 'planned-order-malformed'],
  ])('%j is said before anything is sent: %s', async (config, code) => {
    const system = createSapSystem();
    await expect(change(system, anOrder(system), config)).rejects.toMatchObject({ class: 'invalid', options: { code } });
    expect(system.http.requests).toEqual([]);
  });
});
