import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { sapCallFunction } from '../call-function/execute.ts';
import { sapReleaseProductionOrder } from '../release-production-order/execute.ts';
import { CONFIRMATION_SERVICE } from './confirmations.ts';
import { sapConfirmProductionOrder } from './execute.ts';

interface Held extends JsonObject {
  readonly ManufacturingOrder: string;
  readonly Material: string;
  readonly ProductionPlant: string;
  readonly TotalQuantity: string;
  readonly MfgOrderConfirmedYieldQty: string;
}

const ordersOf = (system: SapSystem) => system.simulator.view('/production-orders') as unknown as readonly Held[];
const heldIn = (system: SapSystem, number: string) => ordersOf(system).find((one) => one.ManufacturingOrder === number)!;
const isPost = ({ method, url }: HttpRequest) => method === 'POST' && url.endsWith('/ProdnOrdConf2');
const posted = (system: SapSystem) =>
  system.host.records.filter(({ operation, applied }) => operation === 'confirm-production-order' && applied);

async function releasedOrder(system: SapSystem): Promise<Held> {
  const order = ordersOf(system)[0]!;
  const config = { productionOrder: order.ManufacturingOrder };
  await runAttempts(sapReleaseProductionOrder, { config, connection: system.connection, ledger: new MemoryLedger() });
  return order;
}

const confirm = (system: SapSystem, order: Held, config: JsonObject, ledger = new MemoryLedger()) =>
  runAttempts(sapConfirmProductionOrder, {
    config: { productionOrder: order.ManufacturingOrder, reference: 'MES-1', scrap: '0', final: false, postGoods: true, ...config },
    connection: system.connection,
    ledger,
  });

describe('sap/confirm-production-order', () => {
  test('STP-3 posts the yield of the last operation and says how far the order is', async () => {
    const system = createSapSystem();
    const order = await releasedOrder(system);
    const first = await confirm(system, order, { yield: 3, scrap: '1' });
    expect(first).toMatchObject({ port: 'partial' });
    expect(outputOf(first)).toMatchObject({
      productionOrder: order.ManufacturingOrder,
      confirmation: { count: '1', operation: '0030', yield: '3.000', scrap: '1.000', unit: 'PC', final: false },
      order: { status: 'partly-confirmed', confirmedQuantity: '3.000', scrapQuantity: '1.000' },
      openQuantity: `${Number(order.TotalQuantity) - 3}.000`,
    });
    const rest = String(Number(order.TotalQuantity) - 3);
    expect(await confirm(system, order, { reference: 'MES-2', yield: rest })).toMatchObject({
      port: 'complete',
      output: { openQuantity: '0.000' },
    });
    expect(heldIn(system, order.ManufacturingOrder).MfgOrderConfirmedYieldQty).toBe(order.TotalQuantity);
    expect(posted(system)).toHaveLength(2);
  });

  test('STP-5 its event is known as our own, and what was there already is not', async () => {
    const system = createSapSystem();
    const order = await releasedOrder(system);
    const ledger = new MemoryLedger();
    await confirm(system, order, { yield: '3' }, ledger);
    expect(ledger.ownChanges).toMatchObject([{ type: 'production-order', key: order.ManufacturingOrder }]);
    const again = new MemoryLedger();
    await confirm(system, order, { yield: '3' }, again);
    expect(again.ownChanges).toEqual([]);
  });

  test('finally confirmed with less than ordered is short', async () => {
    const system = createSapSystem();
    const order = await releasedOrder(system);
    expect(await confirm(system, order, { yield: '1', final: true })).toMatchObject({
      port: 'short',
      output: { order: { status: 'confirmed', confirmedQuantity: '1.000' }, openQuantity: '0.000' },
    });
  });

  test('an earlier operation is confirmed by its number', async () => {
    const system = createSapSystem();
    const order = await releasedOrder(system);
    const outcome = await confirm(system, order, { operation: 10, yield: '2' });
    expect(outcome).toMatchObject({
      port: 'partial',
      output: { confirmation: { operation: '0010' }, order: { confirmedQuantity: '0.000' } },
    });
  });

  test.each([
    ['the answer', loseAnswer],
    ['the request', loseRequest],
  ])('STP-4 when %s is lost, SAP is asked for the reference, and it is posted once', async (_what, disturbance) => {
    const system = createSapSystem();
    const order = await releasedOrder(system);
    system.http.disturbNext(isPost, disturbance);
    expect(await confirm(system, order, { yield: '3' })).toMatchObject({ port: 'partial' });
    expect(posted(system)).toHaveLength(1);
    expect(heldIn(system, order.ManufacturingOrder).MfgOrderConfirmedYieldQty).toBe('3.000');
  });

  test('a message that the shop floor sends again is there already; the same number of another operation is another one', async () => {
    const system = createSapSystem();
    const order = await releasedOrder(system);
    await confirm(system, order, { yield: '3' });
    expect(await confirm(system, order, { yield: '3' })).toMatchObject({ port: 'existing', output: { confirmation: { count: '1' } } });
    expect(await confirm(system, order, { yield: '3', operation: '10' })).toMatchObject({ port: 'partial' });
    expect(posted(system)).toHaveLength(2);
  });

  test('one that was cancelled in SAP is no longer there: the message may come again', async () => {
    const system = createSapSystem();
    const order = await releasedOrder(system);
    const { group, count } = outputOf(await confirm(system, order, { yield: '3' }))['confirmation'] as { group: string; count: string };
    await runAttempts(sapCallFunction, {
      config: {
        service: CONFIRMATION_SERVICE,
        function: 'CancelProdnOrdConf',
        parameters: { ConfirmationGroup: group, ConfirmationCount: count },
        repeatable: false,
      },
      connection: system.connection,
      ledger: new MemoryLedger(),
    });
    expect(await confirm(system, order, { yield: '2' })).toMatchObject({
      port: 'partial',
      output: { order: { confirmedQuantity: '2.000' } },
    });
  });

  test('a locked order is tried again', async () => {
    const system = createSapSystem();
    const order = await releasedOrder(system);
    system.host.arm('lock', order.ManufacturingOrder);
    expect(await confirm(system, order, { yield: '3' })).toMatchObject({ port: 'partial' });
  });

  test('what SAP refuses is an outcome with its words, and so is a number that it does not have', async () => {
    const system = createSapSystem();
    const order = ordersOf(system)[0]!;
    expect(await confirm(system, order, { yield: '1' })).toMatchObject({
      port: 'refused',
      output: { refusal: { code: 'RU/013', message: expect.stringContaining('not released') } },
    });
    expect(await confirm(system, { ...order, ManufacturingOrder: '99' }, { yield: '1' })).toMatchObject({ port: 'not-found' });
    expect(posted(system)).toEqual([]);
  });

  test.each([
    [{ yield: 'many' }, 'quantity-malformed'],
    [{ yield: '-1' }, 'quantity-malformed'],
    [{ yield: '1', operation: 'last' }, 'operation-malformed'],
    [{ yield: '1', postingDate: '31.12.2026' }, 'date-malformed'],
    [{ yield: '1', productionOrder: 'A1' }, 'production-order-malformed'],
  ])('%j is said before anything is sent: %s', async (config, code) => {
    const system = createSapSystem();
    await expect(confirm(system, ordersOf(system)[0]!, config)).rejects.toMatchObject({ class: 'invalid', options: { code } });
    expect(posted(system)).toEqual([]);
  });
});
