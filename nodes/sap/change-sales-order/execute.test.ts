import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { problemsAgainst } from '../../../test/support/canonical.ts';
import { MemoryLedger, RunParked } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { answerWith, loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { createStep, runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { addDays } from '../../sandbox/landscape.ts';
import { sapChangeSalesOrder } from './execute.ts';

const isBatch = (request: HttpRequest): boolean => request.url.endsWith('/$batch');
const change = (config: JsonObject): Json => ({ items: [], header: {}, ownFields: [], refusedWhenLockedAfter: 5, ...config });

/** A confirmed item gets one piece less: always possible, always confirmed. */
function smallChange(system: SapSystem, more: JsonObject = {}) {
  const { order, item } = system.confirmedItem();
  const quantity = String(Number(item.quantity) - 1);
  const config = change({ salesOrder: order.salesOrder, items: [{ item: item.item, quantity }], ...more });
  return { order, item, quantity, config };
}

const applied = (system: SapSystem) => system.host.records.filter((entry) => entry.applied && entry.operation.startsWith('change-'));

function storedQuantity(system: SapSystem, salesOrder: string, item: string): unknown {
  const items = system.view(salesOrder)['items'] as readonly JsonObject[];
  return items.find((one) => Number(one['SalesOrderItem']) === Number(item))?.['RequestedQuantity'];
}

describe('a change that SAP takes', () => {
  test('STP-3 is one changeset, one effect, read back with what SAP confirmed', async () => {
    const system = createSapSystem();
    const { order, item, quantity, config } = smallChange(system, { revision: 9 });
    const ledger = new MemoryLedger();

    const outcome = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger });

    expect(outcome).toMatchObject({ kind: 'done', port: 'confirmed' });
    expect(outputOf(outcome)).toMatchObject({
      outcome: 'confirmed',
      salesOrder: order.salesOrder,
      changed: expect.arrayContaining([{ at: item.item.padStart(6, '0'), field: 'RequestedQuantity', from: item.quantity, to: quantity }]),
    });
    expect(storedQuantity(system, order.salesOrder, item.item)).toBe(`${quantity}.000`);
    expect(applied(system)).toHaveLength(1);
    expect(applied(system)[0]).toMatchObject({ object: 'sales-order', key: order.salesOrder, sequence: 9 });
    expect(ledger.writes).toMatchObject([
      { operation: 'change-sales-order', state: 'confirmed', object: { type: 'sales-order', key: order.salesOrder }, sendings: 1 },
    ]);
    expect(system.http.requests.filter(isBatch)).toHaveLength(1);
    const { outcome: port, items, netAmount, currency, messages, changedAt, order: after } = outputOf(outcome);
    expect(problemsAgainst('schemas/sales-order.json', after ?? null)).toEqual([]);
    const result = { outcome: port, items, netAmount, currency, messages, changedAt } as JsonObject;
    const { openItems = [] } = outputOf(outcome);
    const revised = { salesOrder: order.salesOrder, revision: 9, plant: order.plant, items: openItems };
    expect(problemsAgainst('schemas/sales-order-revised.json', revised)).toEqual([]);
    const keys = { changeRequestId: 'a0Hdp000001kQ7ZEAU', erpOrderNumber: order.salesOrder, revision: 9 };
    expect(problemsAgainst('schemas/order-change-result.json', { ...keys, ...result })).toEqual([]);
  });

  test('takes an order change in the shared words as it is: units by any code, materials with zeros, cancelling', async () => {
    const system = createSapSystem();
    const { order, item, quantity } = smallChange(system);
    const other = order.items.find((one) => one.item !== item.item);
    const items = [
      { item: item.item.padStart(6, '0'), material: item.material, quantity, unit: 'ST' },
      { item: (other?.item ?? '').padStart(6, '0'), cancel: true },
    ];
    const config = change({ salesOrder: order.salesOrder, items });
    const output = outputOf(await runAttempts(sapChangeSalesOrder, { config, connection: system.connection }));
    const changed = output['changed'] as readonly JsonObject[];
    const written = changed.map(({ at, field }) => `${at} ${field}`);
    expect(new Set(written)).toEqual(
      new Set([`${item.item.padStart(6, '0')} RequestedQuantity`, `${(other?.item ?? '').padStart(6, '0')} SalesDocumentRjcnReason`]),
    );
    const canonical = (output['order'] as JsonObject)['items'] as readonly JsonObject[];
    expect(canonical.find((one) => one['item'] === other?.item.padStart(6, '0'))).toMatchObject({
      status: 'rejected',
      rejectionReason: '10',
    });
  });

  test('another unit changes the unit, and the lost answer is still recognised as ours', async () => {
    const system = createSapSystem();
    const found = system.landscape.orders
      .filter((one) => one.status === 'open')
      .flatMap((one) =>
        one.items.map((item) => ({ order: one, item, material: system.landscape.materials.find((m) => m.material === item.material) })),
      )
      .find(({ item, material }) => (material?.salesUnits.length ?? 0) > 1 && item.unit === material?.baseUnit);
    const unit = found?.material?.salesUnits[1];
    if (found === undefined || unit === undefined) throw new Error('a material has a second unit');
    const config = change({ salesOrder: found.order.salesOrder, items: [{ item: found.item.item, quantity: '1', unit: unit.sapUnit }] });
    system.http.disturbNext(isBatch, loseAnswer);
    const ledger = new MemoryLedger();
    await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger });
    expect(ledger.probes).toEqual(['confirmed']);
    expect(storedQuantity(system, found.order.salesOrder, found.item.item)).toBe('1.000');
  });

  test('item "10" and "000010", order with and without leading zeros are the same; a number is taken for a decimal', async () => {
    const system = createSapSystem();
    const { order, item } = smallChange(system);
    const config = change({
      salesOrder: Number(order.salesOrder),
      items: [{ item: item.item.padStart(6, '0'), quantity: Number(item.quantity) - 2 }],
    });
    expect(await runAttempts(sapChangeSalesOrder, { config, connection: system.connection })).toMatchObject({ port: 'confirmed' });
    expect(storedQuantity(system, order.salesOrder, item.item)).toBe((Number(item.quantity) - 2).toFixed(3));
  });

  test('a new requested date goes to the schedule lines and is never shifted by a time zone', async () => {
    const system = createSapSystem();
    const { order, item } = smallChange(system);
    const requestedDate = addDays(item.requestedDate, 14);
    const config = change({ salesOrder: order.salesOrder, items: [{ item: item.item, requestedDate }] });
    const output = outputOf(await runAttempts(sapChangeSalesOrder, { config, connection: system.connection }));
    const items = (output['order'] as JsonObject)['items'] as readonly JsonObject[];
    expect(items.find((one) => one['item'] === item.item.padStart(6, '0'))).toMatchObject({ requestedDate });
  });

  test('in a release with read-only schedule lines one date for all goes over the header, different ones are refused before sending', async () => {
    const newer = createSapSystem();
    const order = newer.order('open');
    const headerDate = String(newer.view(order.salesOrder)['RequestedDeliveryDate']);
    const itemsFor = (requestedDate: string) => order.items.map(({ item }) => ({ item, requestedDate }));
    const aligned = change({ salesOrder: order.salesOrder, items: itemsFor(headerDate) });
    await runAttempts(sapChangeSalesOrder, { config: aligned, connection: newer.connection });
    const system = createSapSystem({ options: { scheduleLinesWritable: false } });
    system.simulator.restore(newer.simulator.snapshot());
    const requestedDate = addDays(headerDate, 14);
    const [first, ...others] = order.items;
    const all = change({ salesOrder: order.salesOrder, items: itemsFor(requestedDate) });
    const one = change({ salesOrder: order.salesOrder, items: [{ item: first?.item ?? '', requestedDate }] });
    expect(others.length).toBeGreaterThan(0);

    await expect(runAttempts(sapChangeSalesOrder, { config: one, connection: system.connection })).rejects.toMatchObject({
      class: 'invalid',
      options: { code: 'schedule-lines-read-only' },
    });
    expect(applied(system)).toHaveLength(0);
    const output = outputOf(await runAttempts(sapChangeSalesOrder, { config: all, connection: system.connection }));
    const items = (output['order'] as JsonObject)['items'] as readonly JsonObject[];
    expect(items.map((item) => item['requestedDate'])).toEqual(order.items.map(() => requestedDate));
  });

  test('customer fields of header and item are written by their own names', async () => {
    const system = createSapSystem();
    const { order, item } = smallChange(system);
    const config = change({
      salesOrder: order.salesOrder,
      header: { PurchaseOrderByCustomer: 'PO-77' },
      items: [{ item: item.item, fields: { YY1_PromisedDate_SDI: '2026-12-31' } }],
    });
    const output = outputOf(await runAttempts(sapChangeSalesOrder, { config, connection: system.connection }));
    expect(output['order']).toMatchObject({ purchaseOrderByCustomer: 'PO-77' });
    const held = system.view(order.salesOrder)['items'] as readonly JsonObject[];
    expect(held.find((one) => Number(one['SalesOrderItem']) === Number(item.item))).toMatchObject({ YY1_PromisedDate_SDI: '2026-12-31' });
  });

  test('what SAP says beside a good answer is handed on', async () => {
    const system = createSapSystem();
    const { order, item } = smallChange(system);
    const config = change({ salesOrder: order.salesOrder, items: [{ item: item.item, requestedDate: '2026-01-05' }] });
    const output = outputOf(await runAttempts(sapChangeSalesOrder, { config, connection: system.connection }));
    expect(output['messages']).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'V1/362', severity: 'warning' })]));
  });
});

describe('outcomes of the business', () => {
  test('no-change: equal values are not written, and a second run of the same change finds nothing to do', async () => {
    const system = createSapSystem();
    const { config } = smallChange(system, { revision: 9 });
    await runAttempts(sapChangeSalesOrder, { config, connection: system.connection });
    const again = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, runId: 'run-2' });
    expect(again).toMatchObject({ port: 'no-change' });
    expect(applied(system)).toHaveLength(1);
  });

  test('partly-confirmed or unconfirmed: more than stock and receipts can cover', async () => {
    const system = createSapSystem();
    const { order, item } = smallChange(system);
    const config = change({ salesOrder: order.salesOrder, items: [{ item: item.item, quantity: '9000' }] });
    const outcome = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection });
    expect(['partly-confirmed', 'blocked', 'unconfirmed']).toContain(outcome.kind === 'done' ? outcome.port : '');
    const [changed] = outputOf(outcome)['items'] as readonly {
      readonly scheduleLines: readonly { readonly confirmedQuantity: string }[];
    }[];
    const confirmed = (changed?.scheduleLines ?? []).reduce((sum, line) => sum + Number(line.confirmedQuantity), 0);
    expect(confirmed).toBeLessThan(9000);
  });

  test('blocked: the order has a delivery block', async () => {
    const system = createSapSystem();
    const order = system.order('delivery-blocked');
    const item = order.items[0];
    const config = change({
      salesOrder: order.salesOrder,
      items: [{ item: item?.item ?? '', quantity: String(Number(item?.quantity) - 1) }],
    });
    const outcome = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection });
    expect(outcome).toMatchObject({ port: 'blocked', output: { blockedBy: 'delivery', order: { deliveryBlock: expect.any(String) } } });
  });

  test('refused: a completed order, in the words of SAP; nothing is retried', async () => {
    const system = createSapSystem();
    const order = system.order('completed');
    const config = change({ salesOrder: order.salesOrder, items: [{ item: order.items[0]?.item ?? '', quantity: '1' }] });
    const ledger = new MemoryLedger();
    const outcome = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger });
    expect(outcome.kind === 'done' && outcome.port).toBe('refused');
    expect(outputOf(outcome)['refusal']).toMatchObject({ message: expect.stringMatching(/complete|delivered|less/) });
    expect(applied(system)).toHaveLength(0);
    expect(ledger.writes).toMatchObject([{ state: 'refused' }]);
  });

  test('refused: never below what is delivered, without asking SAP', async () => {
    const system = createSapSystem();
    const order = system.order('partly-delivered');
    const item = order.items.find((one) => Number(one.deliveredQuantity) > 0);
    const config = change({ salesOrder: order.salesOrder, items: [{ item: item?.item ?? '', quantity: '0.5' }] });
    const outcome = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection });
    expect(outcome).toMatchObject({ port: 'refused', output: { refusal: { code: 'below-delivered' } } });
    expect(system.http.requests.filter(isBatch)).toHaveLength(0);
  });

  test('refused: an order or item that SAP does not know', async () => {
    const system = createSapSystem();
    const order = system.order('open');
    const unknown = (config: JsonObject) => runAttempts(sapChangeSalesOrder, { config: change(config), connection: system.connection });
    expect(await unknown({ salesOrder: '99', items: [] })).toMatchObject({
      port: 'refused',
      output: { refusal: { code: 'sales-order-not-found' } },
    });
    expect(await unknown({ salesOrder: order.salesOrder, items: [{ item: '990', quantity: '1' }] })).toMatchObject({
      port: 'refused',
      output: { refusal: { code: 'item-unknown' } },
    });
    const item = order.items[0]?.item ?? '';
    expect(await unknown({ salesOrder: order.salesOrder, items: [{ item, material: 'OTHER', quantity: '1' }] })).toMatchObject({
      port: 'refused',
      output: { refusal: { code: 'material-differs' }, items: [{ item: item.padStart(6, '0'), outcome: 'refused' }] },
    });
  });

  test('refused: locked for as many attempts as the node says; until then a conflict that is retried', async () => {
    const system = createSapSystem();
    const { config } = smallChange(system, { refusedWhenLockedAfter: 3 });
    const ledger = new MemoryLedger();
    for (let times = 0; times < 3; times += 1) system.host.arm('lock');
    for (const attempt of [1, 2]) {
      await expect(
        sapChangeSalesOrder.execute(createStep({ config, connection: system.connection, ledger, attempt })),
      ).rejects.toMatchObject({
        class: 'conflict',
        maybeApplied: false,
      });
    }
    expect(await sapChangeSalesOrder.execute(createStep({ config, connection: system.connection, ledger, attempt: 3 }))).toMatchObject({
      port: 'refused',
      output: { refusal: { code: 'V1/042' } },
    });
    const free = await sapChangeSalesOrder.execute(createStep({ config, connection: system.connection, ledger, attempt: 4 }));
    expect(free).toMatchObject({ port: 'confirmed' });
  });
});

describe('what nobody may write', () => {
  test.each([
    [{ items: [{ item: '10', fields: { ConfirmedDeliveryDate: '2026-12-01' } }] }, 'confirmed-field'],
    [{ header: { TotalNetAmount: '1' } }, 'field-read-only'],
    [{ header: { NoSuchField: '1' } }, 'field-unknown'],
    [{ items: [{ item: '10', quantity: '-1' }] }, 'quantity-malformed'],
    [{ items: [{ item: '10', quantity: 'many' }] }, 'quantity-malformed'],
    [{ items: [{ item: '10', requestedDate: '24.12.2026' }] }, 'date-malformed'],
    [{ items: [{ item: '10', fields: { YY1_PromisedDate_SDI: 'soon' } }] }, 'value-malformed'],
  ])('%j is invalid (%s) and never sent', async (wanted, code) => {
    const system = createSapSystem();
    const config = change({ salesOrder: system.order('open').salesOrder, ...wanted });
    await expect(runAttempts(sapChangeSalesOrder, { config, connection: system.connection })).rejects.toMatchObject({
      class: 'invalid',
      options: { code },
    });
    expect(system.http.requests.filter(isBatch)).toHaveLength(0);
  });
});

describe('failures on the way', () => {
  test('a lost session is opened again once, inside the same attempt', async () => {
    const system = createSapSystem();
    const { config } = smallChange(system);
    system.host.arm('session-lost');
    const ledger = new MemoryLedger();
    expect(await sapChangeSalesOrder.execute(createStep({ config, connection: system.connection, ledger }))).toMatchObject({
      port: 'confirmed',
    });
    expect(applied(system)).toHaveLength(1);
  });

  test('STP-4 an answer lost after the save: the probe finds our values and nothing is sent twice', async () => {
    const system = createSapSystem();
    const { config } = smallChange(system);
    const ledger = new MemoryLedger();
    system.http.disturbNext(isBatch, loseAnswer);

    const outcome = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger });

    expect(outcome).toMatchObject({ port: 'confirmed' });
    expect(ledger.probes).toEqual(['confirmed']);
    expect(applied(system)).toHaveLength(1);
    expect(system.http.requests.filter(isBatch)).toHaveLength(1);
    expect((outputOf(outcome)['changed'] as readonly Json[]).length).toBeGreaterThan(0);
  });

  test('STP-4 a request lost before the save: the probe finds the old tag and it is sent again', async () => {
    const system = createSapSystem();
    const { config } = smallChange(system);
    const ledger = new MemoryLedger();
    system.http.disturbNext(isBatch, loseRequest);
    expect(await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger })).toMatchObject({ port: 'confirmed' });
    expect(ledger.probes).toEqual(['not-applied']);
    expect(applied(system)).toHaveLength(1);
  });

  test('STP-4 an answer lost and the order changed by somebody since: a person decides', async () => {
    const system = createSapSystem();
    const { order, item, config } = smallChange(system);
    const ledger = new MemoryLedger();
    system.http.disturbNext(isBatch, async (request) => {
      await system.asSomebodyElse(
        `A_SalesOrderItem(SalesOrder='${order.salesOrder}',SalesOrderItem='${item.item}')`,
        { RequestedQuantity: '3' },
        order.salesOrder,
      );
      return loseRequest(request, () => Promise.reject(new Error('never')));
    });
    const parked = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger }).catch(
      (error: unknown) => error,
    );
    expect(parked).toBeInstanceOf(RunParked);
    expect(parked).toMatchObject({
      reason: 'changed-by-somebody-else',
      found: [{ at: item.item, field: 'RequestedQuantity', found: '3.000' }],
    });
  });

  test('STP-4 with a revision as witness, another change beside ours is no obstacle to sending again', async () => {
    const system = createSapSystem();
    const { order, config } = smallChange(system, { revision: 9 });
    const ledger = new MemoryLedger();
    system.http.disturbNext(isBatch, async (request) => {
      await system.asSomebodyElse(`A_SalesOrder('${order.salesOrder}')`, { ShippingCondition: '02' }, order.salesOrder);
      return loseRequest(request, () => Promise.reject(new Error('never')));
    });
    expect(await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger })).toMatchObject({ port: 'confirmed' });
    expect(ledger.probes).toEqual(['not-applied']);
  });

  test.each([
    [['YY1_PromisedDate_SDI'], 'not-applied'],
    [[], 'changed-by-somebody-else'],
  ] as const)('STP-4 a field that is ours (%j) is a witness, too: %s', async (ownFields, verdict) => {
    const system = createSapSystem();
    const { order, item } = smallChange(system);
    const items = [{ item: item.item, fields: { YY1_PromisedDate_SDI: '2026-12-24' } }];
    const config = change({ salesOrder: order.salesOrder, items, ownFields: [...ownFields] });
    const ledger = new MemoryLedger();
    system.http.disturbNext(isBatch, async (request) => {
      await system.asSomebodyElse(`A_SalesOrder('${order.salesOrder}')`, { ShippingCondition: '02' }, order.salesOrder);
      return loseRequest(request, () => Promise.reject(new Error('never')));
    });
    const attempts = runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger });
    await (verdict === 'not-applied' ? attempts : expect(attempts).rejects.toBeInstanceOf(RunParked));
    expect(ledger.probes).toEqual([verdict]);
  });

  test('RTY-1 412 while other fields were changed: sent again with the fresh tag', async () => {
    const system = createSapSystem();
    const { order, item, quantity, config } = smallChange(system);
    system.http.disturbNext(isBatch, async (_request, next) => {
      await system.asSomebodyElse(`A_SalesOrder('${order.salesOrder}')`, { ShippingCondition: '02' }, order.salesOrder);
      return next();
    });
    expect(await sapChangeSalesOrder.execute(createStep({ config, connection: system.connection }))).toMatchObject({ port: 'confirmed' });
    expect(storedQuantity(system, order.salesOrder, item.item)).toBe(`${quantity}.000`);
    expect(system.http.requests.filter(isBatch)).toHaveLength(2);
  });

  test('RTY-1 412 while our own fields were changed: never overwritten, the run parks', async () => {
    const system = createSapSystem();
    const { order, item, quantity, config } = smallChange(system);
    const ledger = new MemoryLedger();
    system.http.disturbNext(isBatch, async (_request, next) => {
      await system.asSomebodyElse(
        `A_SalesOrderItem(SalesOrder='${order.salesOrder}',SalesOrderItem='${item.item}')`,
        { RequestedQuantity: '3' },
        order.salesOrder,
      );
      return next();
    });
    const parked = await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger }).catch(
      (error: unknown) => error,
    );
    expect(parked).toMatchObject({ reason: 'changed-by-somebody-else', found: { at: item.item, found: '3.000' } });
    expect(storedQuantity(system, order.salesOrder, item.item)).toBe('3.000');
    // Nothing of ours was applied, so a person who retries makes the change on the order as it is now.
    expect(ledger.writes).toMatchObject([{ state: 'refused' }]);
    await runAttempts(sapChangeSalesOrder, { config, connection: system.connection, ledger });
    expect(storedQuantity(system, order.salesOrder, item.item)).toBe(`${quantity}.000`);
  });

  test('RTY-1 a short dump is unavailable and leaves the effect unknown, so the probe is asked', async () => {
    const system = createSapSystem();
    const { config } = smallChange(system);
    const ledger = new MemoryLedger();
    const dump = {
      status: 500,
      headers: { 'content-type': 'text/html' },
      text: '<html><head><title>Application Server Error</title></head></html>',
    };
    system.http.disturbNext(isBatch, answerWith(dump));
    await expect(sapChangeSalesOrder.execute(createStep({ config, connection: system.connection, ledger }))).rejects.toMatchObject({
      class: 'unavailable',
      maybeApplied: true,
      options: { code: 'short-dump' },
    });
    const second = await sapChangeSalesOrder.execute(createStep({ config, connection: system.connection, ledger, attempt: 2 }));
    expect(second).toMatchObject({ port: 'confirmed' });
    expect(ledger.probes).toEqual(['not-applied']);
  });

  test('a crash after the save and before the step was kept: the ledger answers, and the port is the right one', async () => {
    const system = createSapSystem();
    const { config } = smallChange(system);
    const ledger = new MemoryLedger();
    const options = { config, connection: system.connection, ledger };
    const before = await sapChangeSalesOrder.execute(createStep(options));
    const after = await sapChangeSalesOrder.execute(createStep(options));
    expect(after).toMatchObject({ port: 'confirmed' });
    expect(outputOf(after)['changed']).toEqual(outputOf(before)['changed']);
    expect(applied(system)).toHaveLength(1);
  });

  test('a field that an upgrade took away is invalid and names itself; the metadata are read again afterwards', async () => {
    const system = createSapSystem();
    const { config } = smallChange(system);
    system.host.arm('schema-change');
    await expect(sapChangeSalesOrder.execute(createStep({ config, connection: system.connection }))).rejects.toMatchObject({
      class: 'invalid',
      options: { code: 'service-changed' },
    });
    expect(await sapChangeSalesOrder.execute(createStep({ config, connection: system.connection }))).toMatchObject({ port: 'confirmed' });
  });

  test('wrong credentials are denied with something to do', async () => {
    const system = createSapSystem({ password: 'wrong' });
    const { config } = smallChange(system);
    await expect(sapChangeSalesOrder.execute(createStep({ config, connection: system.connection }))).rejects.toMatchObject({
      class: 'denied',
      options: { code: 'sign-in' },
    });
  });
});
