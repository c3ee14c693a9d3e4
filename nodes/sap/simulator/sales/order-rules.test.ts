import { describe, expect, test } from 'vitest';
import { readODataErrorBody } from '../../odata/error-body.ts';
import { readSapMessages } from '../../odata/sap-message.ts';
import { type Answered, openSap, SALES, type SapFixture, seededOrder } from '../sap-fixture.ts';

const order = (number: string) => `${SALES}/A_SalesOrder('${number}')`;
const item = (number: string, row = '10') => `${SALES}/A_SalesOrderItem(SalesOrder='${number}',SalesOrderItem='${row}')`;
const line = (number: string, row = '10', schedule = '1') =>
  `${SALES}/A_SalesOrderScheduleLine(SalesOrder='${number}',SalesOrderItem='${row}',ScheduleLine='${schedule}')`;
const codeOf = (answer: Answered) => [answer.status, readODataErrorBody(answer.text)?.code];
const warningsOf = (answer: Answered) => readSapMessages(answer.headers['sap-message'] as string | undefined).map((one) => one.code);
const star = { 'if-match': '*' };

/** An order of one item, far from what others need: FG-1006 is made in plant 1010 only. */
async function newOrder(sap: SapFixture, quantity: string, date: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await sap.send('POST', `${SALES}/A_SalesOrder`, {
    SoldToParty: seededOrder('open').soldToParty,
    PurchaseOrderByCustomer: 'TEST',
    RequestedDeliveryDate: date,
    to_Item: [{ Material: 'FG-1006', ProductionPlant: '1010', RequestedQuantity: quantity, ...more }],
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.json() as unknown as { d: { SalesOrder: string } }).d.SalesOrder;
}

async function availableOn(sap: SapFixture, date: string): Promise<number> {
  const query = `SupplyingPlant='1010'&Material='FG-1006'&ATPCheckingRule='A'&RequestedUTCDateTime=datetimeoffset'${date}T12:00:00Z'`;
  const answer = await sap.get(`/sap/opu/odata/sap/API_PRODUCT_AVAILY_INFO_BASIC/DetermineAvailabilityAt?${query}`);
  return Number(
    (answer.json() as unknown as { d: { DetermineAvailabilityAt: { AvailableQuantityInBaseUnit: string } } }).d.DetermineAvailabilityAt
      .AvailableQuantityInBaseUnit,
  );
}

describe('availability', () => {
  test('SAP-30: what is there is confirmed on the requested day', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '3', '2026-12-15');
    expect(sap.held(number).items[0]).toMatchObject({
      ConfdDelivQtyInOrderQtyUnit: '3.000',
      scheduleLines: [
        {
          ScheduleLine: '0001',
          RequestedDeliveryDate: '2026-12-15',
          ConfirmedDeliveryDate: '2026-12-15',
          ConfdOrderQtyByMatlAvailCheck: '3.000',
        },
      ],
    });
  });

  test('SAP-30: what comes later stands on lines of its own, with order quantity zero', async () => {
    const sap = openSap();
    const now = await availableOn(sap, '2026-12-01');
    const number = await newOrder(sap, String(now + 50), '2026-12-01');
    const [first, ...later] = sap.held(number).items[0]!.scheduleLines;
    expect(first).toMatchObject({ ScheduleLineOrderQuantity: `${now + 50}.000`, ConfdOrderQtyByMatlAvailCheck: `${now}.000` });
    expect(later.length).toBeGreaterThan(0);
    for (const one of later) {
      expect(one).toMatchObject({ ScheduleLineOrderQuantity: '0.000' });
      expect(one['ConfirmedDeliveryDate']! > '2026-12-01').toBe(true);
    }
  });

  test('SAP-30: what no receipt covers stays open, or comes at the end of the replenishment lead time', async () => {
    const open = openSap();
    const number = await newOrder(open, '100000', '2026-12-15');
    const [itemHeld] = open.held(number).items;
    expect(Number(itemHeld!.ConfdDelivQtyInOrderQtyUnit)).toBeLessThan(100_000);
    const covered = openSap({ replenishmentLeadTime: true });
    const [full] = covered.held(await newOrder(covered, '100000', '2026-12-15')).items;
    expect(full!.ConfdDelivQtyInOrderQtyUnit).toBe('100000.000');
    // 45 days after 30 November is a Thursday.
    expect(full!.scheduleLines.at(-1)!['ConfirmedDeliveryDate']).toBe('2027-01-14');
  });

  test('SAP-30: nothing leaves a plant on a day without work', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '2', '2026-12-25');
    const [asked, shipped] = sap.held(number).items[0]!.scheduleLines;
    expect(asked).toMatchObject({ RequestedDeliveryDate: '2026-12-25', ConfirmedDeliveryDate: null });
    expect(shipped).toMatchObject({ ConfirmedDeliveryDate: '2026-12-28', ConfdOrderQtyByMatlAvailCheck: '2.000' });
  });

  test('SAP-30: a change takes nothing from other orders and gives back what it no longer needs', async () => {
    const sap = openSap();
    const day = '2027-02-01';
    const before = await availableOn(sap, day);
    const other = await newOrder(sap, '5', day);
    const number = await newOrder(sap, '20', day);
    const held = sap.held(other);
    expect(await availableOn(sap, day)).toBe(before - 25);
    await sap.send('PATCH', item(number), { RequestedQuantity: '8' });
    expect(await availableOn(sap, day)).toBe(before - 13);
    expect(sap.held(other)).toEqual(held);
  });

  test('SAP-30: boxes are confirmed whole', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '1000', '2026-12-01', { RequestedQuantityUnit: 'CAR' });
    const { ConfdDelivQtyInOrderQtyUnit, scheduleLines } = sap.held(number).items[0]!;
    expect(Number(ConfdDelivQtyInOrderQtyUnit)).toBeGreaterThan(0);
    expect(scheduleLines.every((one) => one['ConfdOrderQtyByMatlAvailCheck']!.endsWith('.000'))).toBe(true);
  });
});

describe('what has been delivered', () => {
  const { shown, items } = seededOrder('partly-delivered');
  const delivered = items[0]!.deliveredQuantity;

  test('SAP-31: no quantity goes below it, and it may go exactly there', async () => {
    const sap = openSap();
    const below = await sap.send('PATCH', item(shown), { RequestedQuantity: String(Number(delivered) - 1) });
    expect(codeOf(below)).toEqual([400, 'V1/788']);
    expect(readODataErrorBody(below.text)?.message).toContain(delivered);
    expect((await sap.send('PATCH', item(shown), { RequestedQuantity: delivered })).status).toBe(204);
    expect(sap.held(shown).items[0]).toMatchObject({ DeliveryStatus: 'C', ConfdDelivQtyInOrderQtyUnit: delivered });
    expect(codeOf(await sap.send('PATCH', item(shown), { RequestedQuantity: '500' }))).toEqual([400, 'V1/557']);
  });

  test.each([
    [{ SalesDocumentRjcnReason: '10' }, 'V1/789'],
    [{ Material: items[0]!.material === 'FG-1001' ? 'FG-1002' : 'FG-1001' }, 'V1/790'],
    [{ ProductionPlant: items[0]!.plant === '1010' ? '1020' : '1010' }, 'V1/790'],
  ])('SAP-31: %j is refused', async (body, code) => {
    expect(codeOf(await openSap().send('PATCH', item(shown), body))).toEqual([400, code]);
  });

  test('SAP-31: its schedule line holds as well, and neither item nor order is deleted', async () => {
    const sap = openSap();
    expect(codeOf(await sap.send('PATCH', line(shown), { ScheduleLineOrderQuantity: '1' }))).toEqual([400, 'V1/788']);
    expect(codeOf(await sap.send('DELETE', item(shown)))).toEqual([400, 'V1/791']);
    expect(codeOf(await sap.send('DELETE', order(shown), undefined, star))).toEqual([400, 'V1/791']);
    expect(codeOf(await sap.send('PATCH', order(shown), { SoldToParty: seededOrder('credit-tight').soldToParty }, star))).toEqual([
      400,
      'V1/790',
    ]);
  });

  test('SAP-31: shows on the schedule line what is still open', async () => {
    const [first] = openSap().held(shown).items[0]!.scheduleLines;
    expect(first!['DeliveredQtyInOrderQtyUnit']).toBe(delivered);
    expect(Number(first!['OpenConfdDelivQtyInOrdQtyUnit'])).toBe(Number(first!['ConfdOrderQtyByMatlAvailCheck']) - Number(delivered));
  });
});

describe('completed and rejected', () => {
  test('SAP-32: a completed order is not changed', async () => {
    const sap = openSap();
    const number = seededOrder('completed').shown;
    for (const answer of [
      await sap.send('PATCH', order(number), { PurchaseOrderByCustomer: 'X' }, star),
      await sap.send('PATCH', item(number), { RequestedQuantity: '500' }),
      await sap.send('POST', `${order(number)}/to_Item`, { Material: 'FG-1001', RequestedQuantity: '1' }),
      await sap.send('DELETE', order(number), undefined, star),
    ]) {
      expect(codeOf(answer)).toEqual([400, 'V1/555']);
    }
  });

  test('SAP-32: a rejected order lives again only by the end of a rejection', async () => {
    const sap = openSap();
    const number = seededOrder('rejected').shown;
    expect(codeOf(await sap.send('PATCH', order(number), { PurchaseOrderByCustomer: 'X' }, star))).toEqual([400, 'V1/556']);
    expect(codeOf(await sap.send('PATCH', item(number), { RequestedQuantity: '500' }))).toEqual([400, 'V1/558']);
    expect((await sap.send('PATCH', item(number), { SalesDocumentRjcnReason: '' })).status).toBe(204);
    expect(sap.held(number)['OverallSDDocumentRejectionSts']).toBe('B');
    expect(Number(sap.held(number).items[0]!.ConfdDelivQtyInOrderQtyUnit)).toBeGreaterThan(0);
    expect((await sap.send('PATCH', order(number), { PurchaseOrderByCustomer: 'X' }, star)).status).toBe(204);
  });

  test('SAP-38: rejecting an item frees its promise and its value', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '10', '2027-02-01');
    const taken = await availableOn(sap, '2027-02-01');
    expect((await sap.send('PATCH', item(number), { SalesDocumentRjcnReason: '10' })).status).toBe(204);
    expect(await availableOn(sap, '2027-02-01')).toBe(taken + 10);
    expect(sap.held(number)).toMatchObject({
      TotalNetAmount: '0.000',
      OverallSDDocumentRejectionSts: 'C',
      items: [{ ConfdDelivQtyInOrderQtyUnit: '0.000', SDProcessStatus: 'C' }],
    });
  });
});

describe('credit, completeness, dates, units', () => {
  test('SAP-33: above the limit the change is saved and the order blocked, below it is free again', async () => {
    const sap = openSap();
    const { shown, items } = seededOrder('credit-tight');
    const raised = String(Number(items[0]!.quantity) * 2);
    const answer = await sap.send('PATCH', item(shown), { RequestedQuantity: raised });
    expect(answer.status).toBe(204);
    expect(warningsOf(answer)).toContain('V1/150');
    expect(sap.held(shown)['TotalCreditCheckStatus']).toBe('B');
    const again = await sap.send('PATCH', item(shown, '20'), { RequestedQuantity: String(Number(items[1]!.quantity) + 1) });
    expect(warningsOf(again)).not.toContain('V1/150');
    await sap.send('PATCH', item(shown), { RequestedQuantity: items[0]!.quantity });
    expect(sap.held(shown)['TotalCreditCheckStatus']).toBe('A');
  });

  test('SAP-34: without a purchase order number the order is incomplete', async () => {
    const sap = openSap();
    const answer = await sap.send('PATCH', order('4711'), { PurchaseOrderByCustomer: '' }, star);
    expect([answer.status, warningsOf(answer), sap.held('4711')['HdrGeneralIncompletionStatus']]).toEqual([204, ['V1/364'], 'A']);
  });

  test('SAP-35: a new date of the header moves the lines that had the old one', async () => {
    const sap = openSap();
    const before = sap.held('4711');
    const old = before['RequestedDeliveryDate'];
    const answer = await sap.send('PATCH', order('4711'), { RequestedDeliveryDate: '2027-03-01T00:00:00' }, star);
    expect(warningsOf(answer)).toContain('V1/363');
    const dates = (held: typeof before) => held.items.map((one) => one.scheduleLines[0]!['RequestedDeliveryDate']);
    expect(dates(sap.held('4711'))).toEqual(dates(before).map((date) => (date === old ? '2027-03-01' : date)));
  });

  test('SAP-35: schedule lines are changed, added and taken away, and the item is their sum', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '10', '2027-02-01');
    expect((await sap.send('PATCH', line(number), { ScheduleLineOrderQuantity: '4', RequestedDeliveryDate: '2027-02-03' })).status).toBe(
      204,
    );
    expect(sap.held(number).items[0]).toMatchObject({
      RequestedQuantity: '4.000',
      scheduleLines: [{ RequestedDeliveryDate: '2027-02-03', ConfirmedDeliveryDate: '2027-02-03' }],
    });
    await sap.send('POST', `${item(number)}/to_ScheduleLine`, { RequestedDeliveryDate: '2027-02-10', ScheduleLineOrderQuantity: '6' });
    expect(sap.held(number).items[0]).toMatchObject({ RequestedQuantity: '10.000', ConfdDelivQtyInOrderQtyUnit: '10.000' });
    await sap.send('PATCH', item(number), { RequestedQuantity: '3' });
    expect(sap.held(number).items[0]!.scheduleLines.map((one) => one['ScheduleLineOrderQuantity'])).toEqual(['3.000']);
    expect(codeOf(await sap.send('DELETE', line(number)))).toEqual([400, 'V1/794']);
  });

  test('SAP-35: a line of the availability check is not for writing', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '100000', '2026-12-01');
    expect(sap.held(number).items[0]!.scheduleLines.length).toBeGreaterThan(1);
    expect(codeOf(await sap.send('PATCH', line(number, '10', '2'), { ScheduleLineOrderQuantity: '1' }))).toEqual([400, 'V1/793']);
  });

  test('SAP-35: a date in the past is a warning, and nothing is promised for it', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '1', '2027-02-01');
    const answer = await sap.send('PATCH', line(number), { RequestedDeliveryDate: '2026-11-02' });
    expect(warningsOf(answer)).toContain('V1/362');
    const [asked, shipped] = sap.held(number).items[0]!.scheduleLines;
    expect([asked!['ConfirmedDeliveryDate'], shipped!['ConfirmedDeliveryDate']]).toEqual([null, '2026-11-30']);
  });

  test.each([
    [{ RequestedQuantity: '2.5' }, 'V1/386'],
    [{ RequestedQuantity: '-1' }, 'V1/385'],
    [{ RequestedQuantityUnit: 'XX' }, 'V1/384'],
    [{ Material: '' }, 'V1/381'],
  ])('SAP-36: %j is refused', async (body, code) => {
    const sap = openSap();
    expect(codeOf(await sap.send('PATCH', item(await newOrder(sap, '1', '2027-02-01')), body))).toEqual([400, code]);
  });

  test('SAP-36: a unit may come in any of its codes; price and promise follow it', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '1', '2027-02-01', { RequestedQuantityUnit: 'CAR' });
    expect(sap.held(number)['TotalNetAmount']).toBe('952.000');
    expect((await sap.send('PATCH', item(number), { RequestedQuantitySAPUnit: 'ST' })).status).toBe(204);
    expect(sap.held(number)).toMatchObject({
      TotalNetAmount: '238.000',
      items: [{ RequestedQuantityUnit: 'PC', RequestedQuantityISOUnit: 'PCE' }],
    });
  });

  test('SAP-36: a factor that is no finite decimal stays exact in the price', async () => {
    const sap = openSap();
    // 10 pieces weigh 7 kg: 7 kg cost 10 × 31.20.
    const number = await newOrder(sap, '7', '2027-02-01', { Material: 'FG-1007', RequestedQuantityUnit: 'KG' });
    expect(sap.held(number)['TotalNetAmount']).toBe('312.000');
    await sap.send('PATCH', item(number), { RequestedQuantity: '0.001' });
    expect(sap.held(number)['TotalNetAmount']).toBe('0.040');
  });

  test('SAP-36: a long material number and one of digits only', async () => {
    const sap = openSap();
    for (const Material of ['FG-2001-VALVE-DN080-PN16-SS316-FLANGED-L', '100043', '000000000000100043']) {
      const number = await newOrder(sap, '1', '2027-02-01', { Material });
      expect((await sap.get(item(number))).json()).toMatchObject({ d: { Material: Material.replace(/^0+/, '') } });
    }
  });
});

describe('others at the same order', () => {
  test.each([423, 400] as const)('SAP-37: a lock refuses with status %i and names the user', async (lockStatus) => {
    const sap = openSap({ lockStatus });
    sap.arm({ kind: 'lock', key: '0000004711', times: 2 });
    for (const answer of [
      await sap.send('PATCH', order('4711'), { PurchaseOrderByCustomer: 'X' }, star),
      await sap.send('PATCH', item('4711'), { RequestedQuantity: '1' }),
    ]) {
      expect(codeOf(answer)).toEqual([lockStatus, 'V1/042']);
      expect(readODataErrorBody(answer.text)?.message).toContain('currently being processed by user PLANNER01');
    }
    expect(sap.held('4711').lock).toMatchObject({ user: 'PLANNER01' });
    expect((await sap.send('PATCH', order('4711'), { PurchaseOrderByCustomer: 'X' }, star)).status).toBe(204);
    expect(sap.held('4711').lock).toBeNull();
  });

  test('SAP-40: the change log says who changed what from what to what', async () => {
    const sap = openSap();
    await sap.send('PATCH', order('4711'), { PurchaseOrderByCustomer: 'NEW' }, star);
    const [entry] = sap.held('4711').changeLog;
    expect(entry).toMatchObject({
      user: 'MILLRACE',
      changes: [{ field: 'PurchaseOrderByCustomer', old: seededOrder('open').purchaseOrderByCustomer, new: 'NEW' }],
    });
  });

  test('SAP-41: changes are announced without a word about what changed', async () => {
    const sap = openSap();
    const number = await newOrder(sap, '1', '2027-02-01');
    await sap.send('PATCH', item(number), { RequestedQuantity: '2' });
    await sap.send('PATCH', item(number), { RequestedQuantity: '2' });
    await sap.send('DELETE', order(number), undefined, star);
    const events = sap.delivered.map((one) => JSON.parse(one.body) as { type: string; id: string; data: object });
    expect(events.map((one) => one.type.split('.').at(-2))).toEqual(['Created', 'Changed', 'Deleted']);
    expect(new Set(events.map((one) => one.id)).size).toBe(3);
    expect(sap.delivered[0]).toMatchObject({ topic: 'sap-event', key: number.padStart(10, '0') });
    expect(events[1]).toMatchObject({
      specversion: '1.0',
      source: '/default/sap.s4.beh/S4HCLNT100',
      type: 'sap.s4.beh.salesorder.v1.SalesOrder.Changed.v1',
    });
    expect(Object.keys(events[1]!.data).sort()).toEqual(
      [
        'DistributionChannel',
        'EventRaisedDateTime',
        'OrganizationDivision',
        'SalesOrder',
        'SalesOrderType',
        'SalesOrganization',
        'SoldToParty',
      ].sort(),
    );
    expect(sap.delivered[0]!.accepted(202, '')).toBe(true);
    expect(sap.delivered[0]!.accepted(500, '')).toBe(false);
  });
});
