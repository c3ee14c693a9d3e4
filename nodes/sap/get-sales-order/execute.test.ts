import { describe, expect, test } from 'vitest';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { answerWith } from '../../../test/support/simulator-http-client.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { sapGetSalesOrder } from './execute.ts';

describe('sap/get-sales-order', () => {
  test('STP-2 reads header, items and schedule lines in one recorded exchange, decimals as text and dates as days', async () => {
    const system = createSapSystem();
    const { order, item } = system.confirmedItem();
    const ledger = new MemoryLedger();
    const config = { salesOrder: String(Number(order.salesOrder)) };

    const outcome = await sapGetSalesOrder.execute(createStep({ config, connection: system.connection, ledger }));

    expect(outcome).toMatchObject({ port: 'out' });
    const output = outputOf(outcome);
    expect(output).toMatchObject({
      salesOrder: order.salesOrder,
      currency: order.currency,
      purchaseOrder: order.purchaseOrderByCustomer,
      status: 'open',
      blocks: [],
      etag: expect.stringMatching(/^W\/"datetimeoffset'/),
      lastChangedAt: expect.stringMatching(/Z$/),
    });
    const items = output['items'] as readonly { readonly item: string }[];
    expect(items).toHaveLength(order.items.length);
    expect(items.find((one) => one.item === item.item)).toMatchObject({
      material: item.material.replace(/^0+/, ''),
      quantity: item.quantity,
      unit: item.unit,
      requestedDate: item.requestedDate,
      confirmedQuantity: item.quantity,
      confirmedDate: item.requestedDate,
      deliveredQuantity: '0.000',
      rejectionReason: '',
    });
    expect(ledger.effects).toMatchObject([{ kind: 'read', operation: 'read-sales-order', request: { salesOrder: order.salesOrder } }]);
  });

  test.each([
    ['partly-delivered', { status: 'partly-delivered' }],
    ['completed', { status: 'completed' }],
    ['rejected', { status: 'rejected' }],
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
