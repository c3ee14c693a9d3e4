/** Confirms an operation of a production order, and takes a confirmation back. */
import { addDecimals, compareDecimals, subtractDecimals } from '#flows/library/decimal.ts';
import { SapRefusal } from '../gateway/refusal.ts';
import type { Row } from '../gateway/service.ts';
import { findMaterial, findUnit, stepOf, thousandths } from '../sales/units.ts';
import type { SapDraft } from '../sap-data.ts';
import { moveStock } from '../supply/stock.ts';
import { type Confirmation, confirmationKey, NO_EXTERNAL_KEY } from './confirmation.ts';
import type { ProductionOperation, ProductionOrder } from './production-order.ts';

const shown = (number: string): string => number.replace(/^0+(?=\d)/, '');
const refusal = (code: string, message: string, target = '', status = 400) => new SapRefusal(status, code, message, target);
const textOf = (row: Row, name: string): string => String(row[name] ?? '');

/** Key of the confirmation that was made. Throws a refusal. */
export function confirmOperation(draft: SapDraft, given: Row): Row {
  const order = openForConfirmation(draft, textOf(given, 'OrderID'));
  const { header } = order;
  const index = operationIndex(order, given);
  const operation = order.operations[index]!;
  const unit = textOf(given, 'ConfirmationUnit') || header.ProductionUnit;
  if (unit !== header.ProductionUnit) throw refusal('RU/310', `Unit ${unit} is not the unit of the operation`, 'ConfirmationUnit');
  const [yielded, scrap] = [
    quantityOf(draft, order, given, 'ConfirmationYieldQuantity'),
    quantityOf(draft, order, given, 'ConfirmationScrapQuantity'),
  ];
  const final = given['IsFinalConfirmation'] === true || textOf(given, 'FinalConfirmationType') === 'X';
  if (!final && compareDecimals(addDecimals(yielded, scrap), '0') === 0) throw refusal('RU/503', 'Enter a yield or a scrap quantity');
  if (operation.OperationIsConfirmed === 'X')
    throw refusal(
      'RU/117',
      `Operation ${operation.ManufacturingOrderOperation} of order ${shown(header.ManufacturingOrder)} is already finally confirmed`,
    );
  const total = addDecimals(operation.OpTotalConfirmedYieldQty, yielded);
  if (compareDecimals(total, header.TotalQuantity) > 0)
    throw refusal('RU/365', `The yield ${total} is more than the order quantity ${header.TotalQuantity}`, 'ConfirmationYieldQuantity');
  const last = index === order.operations.length - 1;
  const receives = last && given['APIConfHasNoGoodsMovements'] !== true && compareDecimals(yielded, '0') > 0;
  if (receives) moveStock(draft, header.Material, header.ProductionPlant, yielded);
  const confirmation: Confirmation = {
    ConfirmationGroup: groupOf(header.ManufacturingOrder, index),
    ConfirmationCount: nextCount(draft, groupOf(header.ManufacturingOrder, index)),
    OrderID: header.ManufacturingOrder,
    Sequence: operation.ManufacturingOrderSequence.padStart(6, '0'),
    OrderOperation: operation.ManufacturingOrderOperation.padStart(4, '0'),
    OrderType: header.ManufacturingOrderType,
    ConfirmationText: textOf(given, 'ConfirmationText'),
    Material: header.Material,
    Plant: header.ProductionPlant,
    WorkCenter: operation.WorkCenter,
    ConfirmationUnit: unit,
    ConfirmationYieldQuantity: yielded,
    ConfirmationScrapQuantity: scrap,
    VarianceReasonCode: textOf(given, 'VarianceReasonCode'),
    IsFinalConfirmation: final,
    FinalConfirmationType: final ? 'X' : '',
    APIConfHasNoGoodsMovements: given['APIConfHasNoGoodsMovements'] === true,
    IsReversed: false,
    IsReversal: false,
    ...entryOf(draft, given),
    materialDocument: receives ? draft.takeNumber('material-document') : '',
    receivedQuantity: receives ? yielded : '0.000',
  };
  draft.confirmations.set(confirmationKey(confirmation), confirmation);
  draft.productionOrders.set(header.ManufacturingOrder, withConfirmed(order, index, yielded, scrap, final));
  return keyRow(confirmation);
}

/** A reversal is a confirmation of its own, with the same quantities; both stay to be seen. */
export function cancelConfirmation(draft: SapDraft, parameters: Row): Row {
  const found = draft.confirmations.get(`${textOf(parameters, 'ConfirmationGroup')}/${textOf(parameters, 'ConfirmationCount')}`);
  if (found === undefined) throw refusal('RU/007', 'The confirmation does not exist', 'ConfirmationCount', 404);
  if (found.IsReversed || found.IsReversal) throw refusal('RU/022', `Confirmation ${shown(found.ConfirmationGroup)} is cancelled already`);
  const order = openForConfirmation(draft, found.OrderID);
  const index = operationIndex(order, { Sequence: found.Sequence, OrderOperation: found.OrderOperation });
  const received = compareDecimals(found.receivedQuantity, '0') > 0;
  if (received) moveStock(draft, found.Material, found.Plant, negated(found.receivedQuantity));
  const reversal: Confirmation = {
    ...found,
    ConfirmationCount: nextCount(draft, found.ConfirmationGroup),
    ConfirmationText: textOf(parameters, 'ConfirmationText'),
    IsReversal: true,
    ...entryOf(draft, parameters),
    materialDocument: received ? draft.takeNumber('material-document') : '',
  };
  draft.confirmations.set(confirmationKey(found), { ...found, IsReversed: true });
  draft.confirmations.set(confirmationKey(reversal), reversal);
  const [yielded, scrap] = [negated(found.ConfirmationYieldQuantity), negated(found.ConfirmationScrapQuantity)];
  draft.productionOrders.set(order.header.ManufacturingOrder, withConfirmed(order, index, yielded, scrap, false));
  return { ...reversal };
}

function openForConfirmation(draft: SapDraft, number: string): ProductionOrder {
  const order = draft.productionOrders.get(number);
  if (order === undefined) throw refusal('CO/011', `Order ${shown(number)} does not exist`, 'OrderID', 404);
  const user = draft.lockedBy('production-order', number);
  if (user !== undefined)
    throw refusal('CO/469', `Order ${shown(number)} is currently being processed by user ${user}`, 'OrderID', draft.options.lockStatus);
  if (order.header.OrderIsTechnicallyCompleted === 'X')
    throw refusal('CO/688', `Order ${shown(number)} is technically completed`, 'OrderID');
  if (order.header.OrderIsReleased !== 'X') throw refusal('RU/013', `Order ${shown(number)} is not released`, 'OrderID');
  return order;
}

function operationIndex({ header, operations }: ProductionOrder, given: Row): number {
  const [sequence, wanted] = [Number(given['Sequence'] ?? 0), Number(given['OrderOperation'] ?? 0)];
  const index = operations.findIndex(
    (one) => Number(one.ManufacturingOrderSequence) === sequence && Number(one.ManufacturingOrderOperation) === wanted,
  );
  if (index < 0)
    throw refusal('CO/012', `Operation ${wanted} does not exist in order ${shown(header.ManufacturingOrder)}`, 'OrderOperation', 404);
  return index;
}

function quantityOf({ landscape }: SapDraft, { header }: ProductionOrder, given: Row, name: string): string {
  const quantity = textOf(given, name) || '0.000';
  if (compareDecimals(quantity, '0') < 0) throw refusal('RU/502', 'A confirmed quantity is not negative; cancel the confirmation', name);
  const unit = findUnit(findMaterial(landscape, header.Material)!, header.ProductionUnit)!;
  if (thousandths(quantity) % stepOf(unit) !== 0)
    throw refusal('RU/504', `Quantity ${quantity} has decimal places that unit ${unit.unit} does not allow`, name);
  return quantity;
}

/** The last operation speaks for the order. */
function withConfirmed(order: ProductionOrder, index: number, yielded: string, scrap: string, final: boolean): ProductionOrder {
  const operations = order.operations.map(
    (one, at): ProductionOperation =>
      at !== index
        ? one
        : {
            ...one,
            OpTotalConfirmedYieldQty: addDecimals(one.OpTotalConfirmedYieldQty, yielded),
            OpTotalConfirmedScrapQty: addDecimals(one.OpTotalConfirmedScrapQty, scrap),
            OperationIsConfirmed: final ? 'X' : '',
          },
  );
  const last = operations.at(-1)!;
  const anything = operations.some(
    (one) =>
      one.OperationIsConfirmed === 'X' || compareDecimals(addDecimals(one.OpTotalConfirmedYieldQty, one.OpTotalConfirmedScrapQty), '0') > 0,
  );
  const done = last.OperationIsConfirmed === 'X' || compareDecimals(last.OpTotalConfirmedYieldQty, order.header.TotalQuantity) >= 0;
  return {
    operations,
    header: {
      ...order.header,
      MfgOrderConfirmedYieldQty: last.OpTotalConfirmedYieldQty,
      MfgOrderConfirmedScrapQty: last.OpTotalConfirmedScrapQty,
      OrderIsPartiallyConfirmed: anything && !done ? 'X' : '',
      OrderIsConfirmed: done ? 'X' : '',
    },
  };
}

function entryOf(draft: SapDraft, given: Row) {
  const PostingDate = textOf(given, 'PostingDate') || draft.today;
  if (PostingDate > draft.today) throw refusal('RU/115', `The posting date ${PostingDate} is in the future`, 'PostingDate');
  return {
    PostingDate,
    ConfirmationEntryDate: draft.today,
    ConfirmationEntryTime: '00:00:00',
    EnteredByUser: draft.user,
    ExternalSystemConfirmation: (textOf(given, 'ExternalSystemConfirmation') || NO_EXTERNAL_KEY).toLowerCase(),
  };
}

function nextCount(draft: SapDraft, group: string): string {
  const counts = [...draft.confirmations.values()]
    .filter((one) => one.ConfirmationGroup === group)
    .map((one) => Number(one.ConfirmationCount));
  return String(Math.max(0, ...counts) + 1).padStart(8, '0');
}

/** Each operation has one from the order's creation on; here it is made of the two numbers. */
const groupOf = (order: string, index: number): string => String((Number(order) % 10_000_000) * 100 + index + 1).padStart(10, '0');
const negated = (quantity: string): string => subtractDecimals('0', quantity);
const keyRow = ({ ConfirmationGroup, ConfirmationCount }: Confirmation): Row => ({ ConfirmationGroup, ConfirmationCount });
