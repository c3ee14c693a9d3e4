import { expect, test } from 'vitest';
import { confirmationMessage, type OpenItem, type ProductionOrderRow, releaseMessage, stateOf, suppliesOf } from './shop-floor.ts';

const order: ProductionOrderRow = {
  ManufacturingOrder: '000001000501',
  Material: 'FG-1005',
  ProductionPlant: '1010',
  ProductionUnit: 'PC',
  TotalQuantity: '387.000',
  MfgOrderConfirmedYieldQty: '0.000',
  MfgOrderScheduledEndDate: '2027-03-08',
  OrderIsReleased: '',
  OrderIsConfirmed: '',
};
const item = (salesOrder: string, material = 'FG-1005', plant = '1010'): OpenItem => ({
  salesOrder,
  item: '000010',
  material,
  plant,
  quantity: '5.000',
  unit: 'PC',
});

test('waits for a production order: who wants its material from its plant, three at most', () => {
  const open = [item('1'), item('2', 'FG-1001'), item('3', 'FG-1005', '1020'), item('4'), item('5'), item('6')];
  expect(suppliesOf(order, open).map(({ salesOrder }) => salesOrder)).toEqual(['1', '4', '5']);
  expect(releaseMessage(order, open, '7')).toMatchObject({ releaseId: 'REL-7', confirmBy: '2027-03-08', supplies: [{}, {}, {}] });
});

test('what was made: all that is left, or half of it and no more', () => {
  const begun = { ...order, OrderIsReleased: 'X', MfgOrderConfirmedYieldQty: '120.000' };
  expect(confirmationMessage(begun, 'all', '8')).toMatchObject({ confirmationId: 'MES-8', yield: '267.000', final: true });
  expect(confirmationMessage(begun, 'less', '9')).toMatchObject({ yield: '133.000', final: true });
});

test('how far it is', () => {
  expect(stateOf(order)).toBe('created');
  expect(stateOf({ ...order, OrderIsReleased: 'X' })).toBe('released');
  expect(stateOf({ ...order, OrderIsReleased: 'X', MfgOrderConfirmedYieldQty: '1.000' })).toBe('partly');
  expect(stateOf({ ...order, OrderIsReleased: 'X', OrderIsConfirmed: 'X', MfgOrderConfirmedYieldQty: '387.000' })).toBe('finished');
});
