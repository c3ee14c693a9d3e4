import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { problemsAgainst } from '../../../test/support/canonical.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf, type SapSystem } from '../../../test/support/sap-system.ts';
import { answerWith, loseAnswer, loseRequest } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import type { HttpRequest } from '../../http/http-client.ts';
import { sapCreateDelivery } from '../create-delivery/execute.ts';
import { sapPostGoodsIssue } from './execute.ts';

const calls =
  (name: string) =>
  ({ method, url }: HttpRequest): boolean =>
    method === 'POST' && url.includes(`/${name}?`);
const applied = (system: SapSystem) =>
  system.host.records.filter((entry) => entry.applied && entry.object === 'outbound-delivery').map(({ operation }) => operation);
const ONCE = ['create-outbound-delivery', 'pick-outbound-delivery', 'post-goods-issue'];

/** A delivery of a seeded order that is confirmed and in stock. */
async function aDelivery(system: SapSystem): Promise<string> {
  const { order, item } = system.confirmedItem();
  const config = { salesOrder: order.salesOrder, items: [{ item: item.item, quantity: '1' }] };
  const outcome = await runAttempts(sapCreateDelivery, { config, connection: system.connection, ledger: new MemoryLedger() });
  return String(outputOf(outcome)['delivery']);
}

const post = (system: SapSystem, delivery: string, more: JsonObject = {}, ledger = new MemoryLedger()) =>
  runAttempts(sapPostGoodsIssue, { config: { delivery, pick: true, ...more }, connection: system.connection, ledger });

describe('sap/post-goods-issue', () => {
  test('STP-3 picks and posts, each once; what has left already is no change', async () => {
    const system = createSapSystem();
    const delivery = await aDelivery(system);
    const outcome = await post(system, delivery);
    expect(outcome).toMatchObject({ port: 'shipped', output: { delivery, status: 'shipped', shipment: { goodsIssueDate: '2026-11-24' } } });
    expect(problemsAgainst('schemas/shipment.json', outputOf(outcome)['shipment']!)).toEqual([]);
    expect(await post(system, delivery)).toMatchObject({ port: 'no-change' });
    expect(applied(system)).toEqual(ONCE);
  });

  test.each([
    ['the answer', 'PickAllItems', loseAnswer],
    ['the request', 'PickAllItems', loseRequest],
    ['the answer', 'PostGoodsIssue', loseAnswer],
    ['the request', 'PostGoodsIssue', loseRequest],
  ])('STP-4 when %s of %s is lost, the delivery is read again, and goods leave once', async (_what, name, disturbance) => {
    const system = createSapSystem();
    const delivery = await aDelivery(system);
    system.http.disturbNext(calls(name), disturbance);
    expect(await post(system, delivery)).toMatchObject({ port: 'shipped' });
    expect(applied(system)).toEqual(ONCE);
  });

  test('a delivery that somebody changed meanwhile is read again under its new entity tag', async () => {
    const system = createSapSystem();
    const delivery = await aDelivery(system);
    system.http.disturbNext(
      calls('PostGoodsIssue'),
      answerWith({
        status: 412,
        headers: { 'content-type': 'application/json' },
        text: '{"error":{"code":"X/001","message":{"value":"changed"}}}',
      }),
    );
    expect(await post(system, delivery)).toMatchObject({ port: 'shipped' });
    expect(applied(system)).toEqual(ONCE);
  });

  test('a report that says no is a refusal, whatever the status of the answer', async () => {
    const system = createSapSystem();
    const delivery = await aDelivery(system);
    const report = {
      SystemMessageIdentification: 'VL',
      SystemMessageNumber: '308',
      SystemMessageType: 'E',
      DeliveryDocumentItem: '000010',
    };
    const text = JSON.stringify({ d: { results: [report] } });
    system.http.disturbNext(calls('PickAllItems'), answerWith({ headers: { 'content-type': 'application/json' }, text }));
    expect(await post(system, delivery)).toMatchObject({
      port: 'refused',
      output: { status: 'created', refusal: { code: 'VL/308', message: 'SAP reports VL/308 for item 10' } },
    });
    expect(applied(system)).toEqual(['create-outbound-delivery']);
  });

  test('less in stock than the delivery says is short; the warehouse may pick by itself; unknown numbers are not found', async () => {
    const system = createSapSystem();
    const delivery = await aDelivery(system);
    expect(await post(system, delivery, { pick: false })).toMatchObject({ port: 'refused', output: { refusal: { code: 'VL/603' } } });
    const body = { error: { code: 'M7/021', message: { lang: 'en', value: 'Deficit of SL Unrestricted-use 1 PC : FG-1001 1010 101A' } } };
    system.http.disturbNext(
      calls('PostGoodsIssue'),
      answerWith({ status: 400, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) }),
    );
    expect(await post(system, delivery)).toMatchObject({ port: 'short', output: { refusal: { code: 'M7/021' } } });
    expect(await post(system, '99')).toMatchObject({ port: 'not-found', output: { delivery: '0000000099' } });
    await expect(post(system, 'A1')).rejects.toMatchObject({ options: { code: 'delivery-malformed' } });
  });
});
