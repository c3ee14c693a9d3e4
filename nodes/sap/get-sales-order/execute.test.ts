import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { problemsAgainst } from '../../../test/support/canonical.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { answerWith } from '../../../test/support/simulator-http-client.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { sapGetSalesOrder } from './execute.ts';

const problemsOf = (order: JsonObject) => problemsAgainst('schemas/sales-order.json', order);

describe('sap/get-sales-order', () => {
  test('STP-2 reads header, items and schedule lines in one recorded exchange, decimals as text and dates as days', async () => {
    const system = createSapSystem();
    const { order, item } = system.confirmedItem();
    const ledger = new MemoryLedger();
    const config = { salesOrder: String(Number(order.salesOrder)) };

    const outcome = await sapGetSalesOrder.execute(createStep({ config, connection: system.connection, ledger }));

    expect(outcome).toMatchObject({ port: 'out' });
    const output = outputOf(outcome);
    expect(output).toMatchObject({ salesOrder: order.salesOrder, blocks: [], fields: { YY1_CRMRevision_SDH: '0' } });
    expect(problemsOf(output['order'] as JsonObject)).toEqual([]);
    expect(output['order']).toMatchObject({
      soldToParty: order.soldToParty,
      currency: order.currency,
      purchaseOrderByCustomer: order.purchaseOrderByCustomer,
      status: 'open',
      creditStatus: 'passed',
      etag: expect.stringMatching(/^W\/"datetimeoffset'/),
    });
    const number = item.item.padStart(6, '0');
    const items = (output['order'] as JsonObject)['items'] as readonly JsonObject[];
    expect(items).toHaveLength(order.items.length);
    expect(items.find((one) => one['item'] === number)).toMatchObject({
      material: item.material,
      quantity: item.quantity,
      unit: item.unit,
      requestedDate: item.requestedDate,
      deliveredQuantity: '0.000',
      scheduleLines: [{ confirmedDate: item.requestedDate, confirmedQuantity: item.quantity }],
    });
    expect(output['items']).toContainEqual(expect.objectContaining({ item: number, outcome: 'confirmed', unit: item.unit }));
    expect(ledger.effects).toMatchObject([{ kind: 'read', operation: 'read-sales-order', request: { salesOrder: order.salesOrder } }]);
  });

  test.each([
    ['partly-delivered', { order: { status: 'partly-delivered' } }],
    ['completed', { order: { status: 'completed' } }],
    ['rejected', { order: { status: 'rejected' } }],
    ['delivery-blocked', { blocks: [{ kind: 'delivery' }] }],
  ] as const)('says that an order is %s', async (status, expected) => {
    const system = createSapSystem();
    const config = { salesOrder: system.order(status).salesOrder };
    expect(await sapGetSalesOrder.execute(createStep({ config, connection: system.connection }))).toMatchObject({
      port: 'out',
      output: expected,
    });
  });

  test('an unknown number is an outcome, not a failure', async () => {
    const system = createSapSystem();
    expect(await sapGetSalesOrder.execute(createStep({ config: { salesOrder: 77 }, connection: system.connection }))).toEqual({
      kind: 'done',
      port: 'not-found',
      output: { salesOrder: '0000000077' },
    });
  });

  test('RTY-1 a starting system (503 as HTML) is unavailable and certainly did nothing', async () => {
    const system = createSapSystem();
    system.http.disturbNext(() => true, answerWith({ status: 503, headers: { 'content-type': 'text/html' }, text: '<html></html>' }));
    const config = { salesOrder: system.order('open').salesOrder };
    await expect(sapGetSalesOrder.execute(createStep({ config, connection: system.connection }))).rejects.toMatchObject({
      class: 'unavailable',
      maybeApplied: false,
    });
  });

  test('S32 a sign-in page with status 200 is denied, half a JSON is a broken answer', async () => {
    const system = createSapSystem();
    const config = { salesOrder: system.order('open').salesOrder };
    const read = () => sapGetSalesOrder.execute(createStep({ config, connection: system.connection }));
    await read();
    system.http.disturbNext(
      () => true,
      answerWith({ headers: { 'content-type': 'text/html' }, text: '<!DOCTYPE html><html>Log on</html>' }),
    );
    await expect(read()).rejects.toMatchObject({ class: 'denied', options: { code: 'sign-in-page' } });
    system.http.disturbNext(() => true, answerWith({ headers: { 'content-type': 'application/json' }, text: '{"d":{"SalesOrder":"1' }));
    await expect(read()).rejects.toMatchObject({ class: 'network', options: { code: 'answer-malformed' } });
  });
});
