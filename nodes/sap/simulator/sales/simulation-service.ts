/**
 * API_SALES_ORDER_SIMULATION_SRV: what an order would cost, when it could be delivered and whether credit would hold, without
 * saving anything. Its shape is an assumption (README): names from published samples, fields cut to what order changes need.
 */
import { addDecimals, subtractDecimals } from '#flows/library/decimal.ts';
import {
  code,
  date,
  decimal,
  digits,
  entitySet,
  entityType,
  flag,
  type ModelProperty,
  readOnly,
  type ServiceModel,
  text,
  toMany,
  toOne,
} from '../gateway/model.ts';
import type { DeepRow, EntitySetSource, ODataService, Row } from '../gateway/service.ts';
import type { SapData } from '../sap-data.ts';
import { confirmItem, itemKey, openLedger } from './check-availability.ts';
import { buildOrder } from './create-order.ts';
import { refusals } from './messages.ts';
import { withDerivedFields } from './order-status.ts';
import { type SalesOrder, type SalesOrderItem, withItem } from './sales-order.ts';

const ORDER = code('SalesOrder', 10);
const ITEM = digits('SalesOrderItem', 6);
const CURRENCY = readOnly(text('TransactionCurrency', 5));

const model: ServiceModel = {
  namespace: 'API_SALES_ORDER_SIMULATION_SRV',
  entityTypes: [
    entityType(
      'A_SalesOrderSimulationType',
      [ORDER],
      [
        text('SalesOrderType', 4),
        text('SalesOrganization', 4),
        text('DistributionChannel', 2),
        text('OrganizationDivision', 2),
        code('SoldToParty', 10),
        text('PurchaseOrderByCustomer', 35),
        date('RequestedDeliveryDate'),
        date('PricingDate'),
        text('TransactionCurrency', 5),
      ],
      [
        toMany('to_Item', 'A_SalesOrderItemSimulationType', ['SalesOrder']),
        toOne('to_Pricing', 'A_SalesOrderPricingSimulationType', ['SalesOrder']),
        toOne('to_Credit', 'A_SalesOrderCreditSimulationType', ['SalesOrder']),
      ],
    ),
    entityType(
      'A_SalesOrderItemSimulationType',
      [ORDER, ITEM],
      [
        code('Material', 40, 18),
        text('ProductionPlant', 4),
        decimal('RequestedQuantity', 15, 3, 'RequestedQuantityUnit'),
        text('RequestedQuantityUnit', 3),
        digits('DeliveryPriority', 2),
        readOnly(decimal('NetAmount', 16, 3, 'TransactionCurrency')),
        CURRENCY,
        readOnly(decimal('ConfdDelivQtyInOrderQtyUnit', 15, 3, 'RequestedQuantityUnit')),
      ],
      [toMany('to_ScheduleLine', 'A_SalesOrderScheduleLineSimlnType', ['SalesOrder', 'SalesOrderItem'])],
    ),
    entityType(
      'A_SalesOrderScheduleLineSimlnType',
      [ORDER, ITEM, digits('ScheduleLine', 4)],
      [
        date('RequestedDeliveryDate'),
        readOnly(date('ConfirmedDeliveryDate')),
        decimal('ScheduleLineOrderQuantity', 13, 3, 'OrderQuantityUnit'),
        readOnly(decimal('ConfdOrderQtyByMatlAvailCheck', 13, 3, 'OrderQuantityUnit')),
        readOnly(text('OrderQuantityUnit', 3)),
      ],
    ),
    entityType(
      'A_SalesOrderPricingSimulationType',
      [ORDER],
      readOnlyAll([date('PricingDate'), decimal('TotalNetAmount', 16, 3, 'TransactionCurrency'), CURRENCY]),
    ),
    entityType(
      'A_SalesOrderCreditSimulationType',
      [ORDER],
      readOnlyAll([
        text('TotalCreditCheckStatus', 1),
        decimal('CreditLimitAmount', 16, 3, 'TransactionCurrency'),
        decimal('CreditExposureAmount', 16, 3, 'TransactionCurrency'),
        decimal('AvailableCreditAmount', 16, 3, 'TransactionCurrency'),
        flag('CreditLimitIsExceeded'),
        CURRENCY,
      ]),
    ),
  ],
  complexTypes: [],
  entitySets: [
    entitySet('A_SalesOrderSimulation', 'A_SalesOrderSimulationType', ['create']),
    entitySet('A_SalesOrderItemSimulation', 'A_SalesOrderItemSimulationType'),
    entitySet('A_SalesOrderScheduleLineSimln', 'A_SalesOrderScheduleLineSimlnType'),
    entitySet('A_SalesOrderPricingSimulation', 'A_SalesOrderPricingSimulationType'),
    entitySet('A_SalesOrderCreditSimulation', 'A_SalesOrderCreditSimulationType'),
  ],
  functionImports: [],
};

function readOnlyAll(properties: readonly ModelProperty[]): readonly ModelProperty[] {
  return properties.map(readOnly);
}

/** Nothing is kept, so there is nothing to read. */
const unsaved: EntitySetSource = { rows: () => [] };

export const simulationService: ODataService = {
  path: '/sap/opu/odata/sap/API_SALES_ORDER_SIMULATION_SRV',
  id: 'API_SALES_ORDER_SIMULATION_SRV',
  version: '0001',
  title: 'Sales Order Simulation (A2X)',
  component: 'SD-SLS-API',
  model,
  sets: {
    A_SalesOrderSimulation: { rows: () => [], evaluate: simulate },
    A_SalesOrderItemSimulation: unsaved,
    A_SalesOrderScheduleLineSimln: unsaved,
    A_SalesOrderPricingSimulation: unsaved,
    A_SalesOrderCreditSimulation: unsaved,
  },
  functions: {},
};

/** With the number of an existing order the check leaves that order's own promises out: it says what the *change* would give. */
function simulate(data: SapData, entity: DeepRow): DeepRow {
  const number = String(entity.row['SalesOrder'] ?? '');
  const existing = number === '' ? undefined : data.orders.get(number);
  if (number !== '' && existing === undefined) throw refusals.notFound(number);
  const asked = existing === undefined ? entity : { ...entity, row: { ...existingHeader(existing), ...given(entity.row) } };
  let order = buildOrder(data, number, '', asked);
  const own = new Set(existing?.items.map((item) => itemKey(number, item.data.SalesOrderItem)));
  // Items of one simulation share what is available: the first of a material leaves less to the next.
  const shown = new Map<string, ReturnType<typeof openLedger>>();
  for (const item of order.items) {
    const place = `${item.data.Material}/${item.data.ProductionPlant}`;
    const ledger = shown.get(place) ?? openLedger(data, item.data.Material, item.data.ProductionPlant, own);
    shown.set(place, ledger);
    order = withItem(order, confirmItem(data, withDelivered(item, existing), ledger));
  }
  const result = withDerivedFields(data, order);
  return {
    row: { ...result.header },
    children: {
      to_Item: result.items.map((item) => ({
        row: item.data,
        children: { to_ScheduleLine: item.scheduleLines.map((line) => ({ row: line, children: {} })) },
      })),
      to_Pricing: [{ row: result.header, children: {} }],
      to_Credit: [{ row: creditRow(data, result), children: {} }],
    },
  };
}

/** Empty fields of the request do not overrule the order that is simulated. */
const given = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '' && value !== null));

const existingHeader = ({ header }: SalesOrder): Row => ({
  SalesOrderType: header.SalesOrderType,
  SalesOrganization: header.SalesOrganization,
  SoldToParty: header.SoldToParty,
  PurchaseOrderByCustomer: header.PurchaseOrderByCustomer,
  TransactionCurrency: header.TransactionCurrency,
  RequestedDeliveryDate: header.RequestedDeliveryDate,
});

/** What has left already counts as confirmed, and a simulation below it is refused like the change itself. */
function withDelivered(item: SalesOrderItem, existing: SalesOrder | undefined): SalesOrderItem {
  const same = existing?.items.find((one) => one.data.SalesOrderItem === item.data.SalesOrderItem);
  if (same === undefined) return item;
  const { deliveredQuantity } = same.data;
  if (Number(item.data.RequestedQuantity) < Number(deliveredQuantity)) {
    throw refusals.belowDelivered(item.data.SalesOrderItem, item.data.RequestedQuantity, deliveredQuantity);
  }
  return { ...item, data: { ...item.data, deliveredQuantity } };
}

function creditRow(data: SapData, { header }: SalesOrder): Row {
  const customer = data.landscape.customers.find((one) => one.number === header.SoldToParty)!;
  const exposure = addDecimals(customer.openReceivables, header.TotalNetAmount);
  return {
    SalesOrder: header.SalesOrder,
    TotalCreditCheckStatus: header.TotalCreditCheckStatus,
    CreditLimitAmount: customer.creditLimit,
    CreditExposureAmount: exposure,
    AvailableCreditAmount: subtractDecimals(customer.creditLimit, exposure),
    CreditLimitIsExceeded: header.TotalCreditCheckStatus === 'B',
    TransactionCurrency: header.TransactionCurrency,
  };
}
