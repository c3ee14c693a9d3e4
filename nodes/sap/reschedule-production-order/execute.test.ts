import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { addDays } from '../../sandbox/landscape.ts';
import { sapCallFunction } from '../call-function/execute.ts';
import { PRODUCTION_ORDER_SERVICE } from '../production-order/read-production-orders.ts';
import { sapRescheduleProductionOrder } from './execute.ts';

interface Held extends JsonObject {
  readonly ManufacturingOrder: string;
  readonly Material: string;
  readonly MfgOrderPlannedEndDate: string;
  readonly MfgOrderScheduledEndDate: string;
  readonly OrderIsReleased: string;
}

const ordersOf = (system: SapSystem) => system.simulator.view('/production-orders') as unknown as readonly Held[];
const heldIn = (system: SapSystem, number: string) => ordersOf(system).find((one) => one.ManufacturingOrder === number)!;
const isWrite = ({ method, url }: HttpRequest) => method === 'POST' && url.endsWith('/$batch');
const applied = (system: SapSystem) => system.host.records.filter((entry) => entry.applied && entry.object === 'production-order');

function anOrder(system: SapSystem, released = false): Held {
  return ordersOf(system).find((one) => (one.OrderIsReleased === 'X') === released)!;
}

function move(system: SapSystem, order: Held, plannedEnd: string, ledger = new MemoryLedger()) {
  const config = { productionOrder: order.ManufacturingOrder, plannedEnd };
  return runAttempts(sapRescheduleProductionOrder, { config, connection: system.connection, ledger });
}

describe('sap/reschedule-production-order', () => {
  test('STP-3 moves the order under its entity tag, with its operations, and reads it back', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    const later = addDays(order.MfgOrderPlannedEndDate, 5);
    const outcome = await move(system, order, later);
    expect(outcome).toMatchObject({ port: 'rescheduled' });
    expect(outputOf(outcome)).toMatchObject({
      before: { scheduledEnd: { date: order.MfgOrderScheduledEndDate } },
      order: { productionOrder: order.ManufacturingOrder, scheduledEnd: { date: addDays(order.MfgOrderScheduledEndDate, 5) } },
    });
    expect(heldIn(system, order.ManufacturingOrder).MfgOrderScheduledEndDate).toBe(addDays(order.MfgOrderScheduledEndDate, 5));
    expect(applied(system)).toHaveLength(1);
  });

  test('the day that it has already is no change: nothing is sent', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    expect(await move(system, order, order.MfgOrderPlannedEndDate)).toMatchObject({ port: 'no-change' });
    expect(applied(system)).toEqual([]);
  });

  test.each([
    ['the answer', loseAnswer, 1],
    ['the request', loseRequest, 1],
  ])('STP-4 when %s is lost, the order is asked, and it moves once', async (_what, disturbance, times) => {
    const system = createSapSystem();
    const order = anOrder(system);
    system.http.disturbNext(isWrite, disturbance);
    const later = addDays(order.MfgOrderPlannedEndDate, 5);
    expect(await move(system, order, later)).toMatchObject({ port: 'rescheduled', output: { order: { plannedEnd: { date: later } } } });
    expect(applied(system)).toHaveLength(times);
  });

  test('STP-4 when somebody else moved it meanwhile, a person decides', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    const ledger = new MemoryLedger();
    system.http.disturbNext(isWrite, async (request, next) => {
      // Neither our day nor the old one: the planner was faster, and our request is lost.
      await move(system, order, addDays(order.MfgOrderPlannedEndDate, 9));
      return loseRequest(request, next);
    });
    await expect(move(system, order, addDays(order.MfgOrderPlannedEndDate, 5), ledger)).rejects.toBeInstanceOf(RunParked);
    expect(heldIn(system, order.ManufacturingOrder).MfgOrderPlannedEndDate).toBe(addDays(order.MfgOrderPlannedEndDate, 9));
  });

  test('what SAP refuses is an outcome with its words, and so is a number that it does not have', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    const completed = { service: PRODUCTION_ORDER_SERVICE, function: 'TechlyCmpltOrder', repeatable: false };
    await runAttempts(sapCallFunction, {
      config: { ...completed, parameters: { ManufacturingOrder: order.ManufacturingOrder } },
      connection: system.connection,
      ledger: new MemoryLedger(),
    });
    expect(await move(system, order, addDays(order.MfgOrderPlannedEndDate, 5))).toMatchObject({
      port: 'refused',
      output: { refusal: { code: 'CO/688', message: expect.stringContaining('technically completed') } },
    });
    const none = { ...order, ManufacturingOrder: '000000000099' };
    expect(await move(createSapSystem(), none, '2027-01-04')).toMatchObject({
      port: 'not-found',
      output: { productionOrder: '000000000099' },
    });
    await expect(move(system, order, 'tomorrow')).rejects.toMatchObject({ options: { code: 'date-malformed' } });
  });
});
