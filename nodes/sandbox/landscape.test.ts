import { describe, expect, test } from 'vitest';
import { createLandscape, DEFAULT_TODAY, OPEN_ORDER_COUNT } from './landscape.ts';
import { withCaseCheck } from './salesforce-id.ts';

describe('the shared landscape', () => {
  const landscape = createLandscape(7);

  test('is the same for the same seed and differs for another', () => {
    expect(createLandscape(7)).toEqual(landscape);
    expect(createLandscape(8).orders).not.toEqual(landscape.orders);
  });

  test('keeps numbers, ids and quantities when only the day moves', () => {
    const later = createLandscape(7, '2027-03-01');
    const timeless = (orders: typeof landscape.orders) =>
      orders.map(({ createdOn: _created, items, ...order }) => ({
        ...order,
        items: items.map(({ requestedDate: _date, ...item }) => item),
      }));
    expect(timeless(later.orders)).toEqual(timeless(landscape.orders));
    expect(later.orders[0]?.items[0]?.requestedDate).not.toBe(landscape.orders[0]?.items[0]?.requestedDate);
  });

  test('has at least sixty untouched open orders of three or more items in both plants', () => {
    const open = landscape.orders.filter((order) => order.status === 'open');
    expect(open).toHaveLength(OPEN_ORDER_COUNT);
    for (const order of open) {
      expect(order.salesOrder).toMatch(/^\d{10}$/);
      expect(order.items.length).toBeGreaterThanOrEqual(3);
      expect(order.items.every((item) => item.deliveredQuantity === '0.000')).toBe(true);
    }
    expect(new Set(open.map((order) => order.plant))).toEqual(new Set(['1010', '1020']));
  });

  test('gives every record an id of its own', () => {
    const ids = [
      ...landscape.orders.map((order) => order.crmOrderId),
      ...landscape.orders.flatMap((order) => order.items.map((item) => item.crmOrderItemId)),
      ...landscape.customers.map((customer) => customer.crmAccountId),
      ...landscape.materials.map((material) => material.crmProductId),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.length === 18 && withCaseCheck(id.slice(0, 15)) === id)).toBe(true);
  });

  test('refers only to what it contains', () => {
    const materials = new Map(landscape.materials.map((material) => [material.material, material]));
    const centres = new Set(landscape.workCentres.map((centre) => centre.workCentre));
    for (const material of landscape.materials) {
      for (const component of material.components) expect(materials.has(component.material)).toBe(true);
      for (const plant of material.plants) for (const step of plant.routing) expect(centres.has(step.workCentre)).toBe(true);
    }
    for (const item of landscape.orders.flatMap((order) => order.items)) {
      const material = materials.get(item.material);
      expect(material?.salesUnits.some((unit) => unit.unit === item.unit)).toBe(true);
      expect(material?.plants.some((plant) => plant.plant === item.plant)).toBe(true);
    }
    const customers = new Set(landscape.customers.map((customer) => customer.number));
    expect(landscape.orders.every((order) => customers.has(order.soldToParty))).toBe(true);
    expect(landscape.workCentres.every((centre) => landscape.calendars.some((calendar) => calendar.code === centre.calendar))).toBe(true);
  });

  test('leaves credit-tight orders just below the limit of their customer', () => {
    const tight = landscape.orders.filter((order) => order.status === 'credit-tight');
    expect(tight.length).toBeGreaterThan(0);
    for (const order of tight) {
      const limit = Number(landscape.customers.find((customer) => customer.number === order.soldToParty)?.creditLimit);
      const value = order.items.reduce(
        (sum, item) =>
          sum + Number(item.quantity) * Number(landscape.materials.find((material) => material.material === item.material)?.price),
        0,
      );
      expect(value).toBeLessThan(limit);
      expect(value).toBeGreaterThan(limit * 0.85);
    }
  });

  test('asks for no delivery on a weekend', () => {
    for (const item of landscape.orders.flatMap((order) => order.items)) {
      expect([1, 2, 3, 4, 5]).toContain(new Date(`${item.requestedDate}T00:00:00Z`).getUTCDay());
    }
    expect(new Date(`${DEFAULT_TODAY}T00:00:00Z`).getUTCDay()).toBe(1);
  });
});
