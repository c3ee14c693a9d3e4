/** API_SALES_ORDER_SRV over the orders of the system. */
import { formatTimestampETag } from '../../odata/etag.ts';
import type { BusinessObject, EntitySetSource, FunctionSource, ODataService, Row } from '../gateway/service.ts';
import type { SapSimulatorOptions } from '../options.ts';
import type { SapData, SapDraft } from '../sap-data.ts';
import {
  changeHeader,
  changeItem,
  changeScheduleLine,
  openForChange,
  removeItem,
  removeOrder,
  removeScheduleLine,
} from './change-order.ts';
import { addItem, addScheduleLine, createOrder, putText } from './create-order.ts';
import { refusals } from './messages.ts';
import { findItem, type SalesOrder, type SalesOrderItem } from './sales-order.ts';
import { salesOrderModel } from './sales-order-model.ts';
import { findMaterial } from './units.ts';

export function salesOrderService(options: SapSimulatorOptions): ODataService {
  return {
    path: '/sap/opu/odata/sap/API_SALES_ORDER_SRV',
    id: 'API_SALES_ORDER_SRV',
    version: '0001',
    title: 'Sales Order (A2X)',
    component: 'SD-SLS-API',
    model: salesOrderModel(options),
    sets: {
      A_SalesOrder: orders,
      A_SalesOrderItem: items,
      A_SalesOrderScheduleLine: scheduleLines,
      A_SalesOrderHeaderPartner: { objectOf, rows: (data, where) => ordersWhere(data, where).flatMap((order) => order.partners) },
      A_SalesOrderItemPrElement: { objectOf, rows: (data, where) => itemsWhere(data, where).map((item) => priceElement(data, item)) },
      A_SalesOrderText: texts(true),
      A_SalesOrderItemText: texts(false),
    },
    functions: {
      releaseApprovalRequest: decideApproval('B', 'release-approval-request'),
      rejectApprovalRequest: decideApproval('C', 'reject-approval-request'),
    },
  };
}

const textOf = (row: Row, name: string): string => String(row[name] ?? '');

const objectOf = (key: Row): BusinessObject => ({ object: 'sales-order', key: textOf(key, 'SalesOrder') });

function ordersWhere(data: SapData, where: Row): readonly SalesOrder[] {
  const number = where['SalesOrder'];
  if (number === undefined) return [...data.orders.values()];
  const order = data.orders.get(String(number));
  return order === undefined ? [] : [order];
}

function itemsWhere(data: SapData, where: Row): readonly SalesOrderItem[] {
  const number = where['SalesOrderItem'];
  const all = ordersWhere(data, where).flatMap((order) => order.items);
  return number === undefined ? all : all.filter((item) => item.data.SalesOrderItem === number);
}

const orders: EntitySetSource = {
  rows: (data, where) => ordersWhere(data, where).map((order) => order.header),
  etag: (row) => formatTimestampETag(textOf(row, 'LastChangeDateTime')),
  objectOf,
  create: (draft, entity) => ({ SalesOrder: createOrder(draft, entity) }),
  update: (draft, row, changes) => changeHeader(draft, textOf(row, 'SalesOrder'), changes),
  remove: (draft, row) => removeOrder(draft, textOf(row, 'SalesOrder')),
};

const items: EntitySetSource = {
  rows: (data, where) => itemsWhere(data, where).map((item) => item.data),
  objectOf,
  create: (draft, entity) => {
    const SalesOrder = textOf(entity.row, 'SalesOrder');
    return { SalesOrder, SalesOrderItem: addItem(draft, SalesOrder, entity) };
  },
  update: (draft, row, changes) => changeItem(draft, textOf(row, 'SalesOrder'), textOf(row, 'SalesOrderItem'), changes),
  remove: (draft, row) => removeItem(draft, textOf(row, 'SalesOrder'), textOf(row, 'SalesOrderItem')),
};

const scheduleLines: EntitySetSource = {
  rows: (data, where) => itemsWhere(data, where).flatMap((item) => item.scheduleLines),
  objectOf,
  create: (draft, entity) => {
    const [SalesOrder, SalesOrderItem] = [textOf(entity.row, 'SalesOrder'), textOf(entity.row, 'SalesOrderItem')];
    return { SalesOrder, SalesOrderItem, ScheduleLine: addScheduleLine(draft, SalesOrder, SalesOrderItem, entity) };
  },
  update: (draft, row, changes) =>
    changeScheduleLine(draft, textOf(row, 'SalesOrder'), textOf(row, 'SalesOrderItem'), textOf(row, 'ScheduleLine'), changes),
  remove: (draft, row) => removeScheduleLine(draft, textOf(row, 'SalesOrder'), textOf(row, 'SalesOrderItem'), textOf(row, 'ScheduleLine')),
};

const HEADER = '000000';

/** Texts of the header stand at item `000000`, which the header's own set does not show. */
function texts(ofHeader: boolean): EntitySetSource {
  const itemOf = (row: Row) => (ofHeader ? HEADER : textOf(row, 'SalesOrderItem'));
  const put = (draft: SapDraft, row: Row) => {
    const number = textOf(row, 'SalesOrder');
    const item = itemOf(row);
    const order = draft.orders.get(number);
    if (order === undefined || (!ofHeader && findItem(order, item) === undefined)) throw refusals.notFound(number);
    const key = { SalesOrderItem: item, Language: textOf(row, 'Language') || 'EN', LongTextID: textOf(row, 'LongTextID') || '0001' };
    putText(draft, number, { ...key, LongText: textOf(row, 'LongText') });
    return ofHeader ? { SalesOrder: number, Language: key.Language, LongTextID: key.LongTextID } : { SalesOrder: number, ...key };
  };
  return {
    rows: (data, where) =>
      ordersWhere(data, where).flatMap((order) => order.texts.filter((text) => (text.SalesOrderItem === HEADER) === ofHeader)),
    objectOf,
    create: (draft, entity) => put(draft, entity.row),
    update: (draft, row, changes) => void put(draft, { ...row, ...changes }),
    remove: (draft, row) => void put(draft, { ...row, LongText: '' }),
  };
}

function priceElement(data: SapData, { data: item }: SalesOrderItem): Row {
  const material = findMaterial(data.landscape, item.Material);
  return {
    SalesOrder: item.SalesOrder,
    SalesOrderItem: item.SalesOrderItem,
    PricingProcedureStep: '010',
    PricingProcedureCounter: '001',
    ConditionType: 'PPR0',
    ConditionRateValue: material?.price ?? '0',
    ConditionCurrency: item.TransactionCurrency,
    ConditionQuantityUnit: material?.baseUnit ?? '',
    ConditionAmount: item.NetAmount,
    TransactionCurrency: item.TransactionCurrency,
  };
}

function decideApproval(status: 'B' | 'C', operation: string): FunctionSource {
  return {
    objectOf: (parameters) => ({ ...objectOf(parameters), operation }),
    change: (draft, parameters) => {
      const number = textOf(parameters, 'SalesOrder');
      const order = openForChange(draft, number);
      if (order.header.SalesDocApprovalStatus !== 'A') throw refusals.notWaiting(number);
      draft.orders.set(number, { ...order, header: { ...order.header, SalesDocApprovalStatus: status } });
      return { Success: true };
    },
  };
}
