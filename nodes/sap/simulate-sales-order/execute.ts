import type { JsonObject } from '#flows/json.ts';
import { subtractDecimals } from '#flows/library/decimal.ts';
import { RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { openSapService, type SapExchange, type SapMessages, type SapService } from '../client.ts';
import { findEntityType } from '../odata/edm.ts';
import { readEntity } from '../property-values.ts';
import { messagesInDetails, toCanonicalMessages, toResultItem } from '../sales-order/canonical-order.ts';
import { confirmationOf, judgeConfirmation } from '../sales-order/judge-confirmation.ts';
import { findSalesOrder } from '../sales-order/read-sales-order.ts';
import { findOrderItem, type SalesOrder, toSalesOrder } from '../sales-order/sales-order.ts';
import { salesOrderNumber } from '../sales-order/sales-order-number.ts';
import { SALES_ORDER_SERVICE } from '../sales-order/sales-order-service.ts';
import { type SimulateSalesOrderConfig, simulateSalesOrderManifest } from './manifest.ts';
import { toSimulationRequest } from './simulation-request.ts';

const SIMULATION_SERVICE = 'API_SALES_ORDER_SIMULATION_SRV';

export const sapSimulateSalesOrder: StepNode = { manifest: simulateSalesOrderManifest, execute };

async function execute(step: StepContext): Promise<StepOutcome> {
  const config = step.config as SimulateSalesOrderConfig;
  try {
    const existing = await readExisting(step, config);
    const body = toSimulationRequest(config, existing);
    const service = openSapService(step.connection, SIMULATION_SERVICE);
    // A POST that saves nothing: a read for the ledger, and it may be made again.
    const { order, credit, messages } = await step.read('simulate-sales-order', body, (exchange) => simulate(service, body, exchange));
    const output = {
      ...resultOf(order, credit, messages),
      currentNetAmount: existing?.netAmount ?? null,
      deltaNetAmount: existing === undefined ? null : subtractDecimals(order.netAmount, existing.netAmount),
      largestDateShiftDays: largestShiftDays(existing, config),
    };
    return { kind: 'done', port: 'out', output };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    const { code, target, details = [] } = error.options;
    const refusal = { code, message: error.message, ...(target === undefined ? {} : { target }) };
    const first = { code, message: error.message, severity: 'error' as const, target: target ?? '' };
    const messages = toCanonicalMessages([first, ...messagesInDetails(details, error.message)]);
    return { kind: 'done', port: 'refused', output: { refusal, messages } };
  }
}

async function readExisting(step: StepContext, config: SimulateSalesOrderConfig): Promise<SalesOrder | undefined> {
  if (config.salesOrder === undefined || config.salesOrder === null || config.salesOrder === '') return undefined;
  const salesOrder = salesOrderNumber(config.salesOrder);
  const service = openSapService(step.connection, SALES_ORDER_SERVICE);
  const order = await step.read(
    'read-sales-order',
    { salesOrder },
    async (exchange) => (await findSalesOrder(service, salesOrder, exchange)) ?? null,
  );
  if (order !== null) return order;
  throw new RejectedError(`SAP does not know the sales order ${salesOrder}`, { code: 'sales-order-not-found', target: 'SalesOrder' });
}

type Simulated = { readonly order: SalesOrder; readonly credit: JsonObject | null; readonly messages: SapMessages };

async function simulate(service: SapService, body: JsonObject, exchange: SapExchange): Promise<Simulated> {
  const model = await service.model(exchange);
  const type = findEntityType(model, 'A_SalesOrderSimulationType');
  const { data, messages } = await service.post('A_SalesOrderSimulation', body, exchange);
  const entity = type === undefined ? (data as JsonObject) : readEntity(model, type, data);
  const pricing = (entity['to_Pricing'] ?? {}) as JsonObject;
  const order = toSalesOrder({ ...entity, TotalNetAmount: pricing['TotalNetAmount'] ?? '0.000', ...currencyOf(pricing) }, '');
  return { order, credit: (entity['to_Credit'] as JsonObject | null | undefined) ?? null, messages };
}

function currencyOf(pricing: JsonObject): JsonObject {
  return pricing['TransactionCurrency'] === undefined ? {} : { TransactionCurrency: pricing['TransactionCurrency'] };
}

function resultOf(order: SalesOrder, credit: JsonObject | null, messages: SapMessages): JsonObject {
  const money = (name: string): JsonObject => (credit?.[name] === undefined ? {} : { [MONEY[name] ?? name]: credit[name] });
  return {
    netAmount: order.netAmount,
    currency: order.currency,
    confirmation: judgeConfirmation(order, []),
    credit:
      credit === null
        ? null
        : {
            exceeded: credit['CreditLimitIsExceeded'] === true || credit['TotalCreditCheckStatus'] === 'B',
            ...Object.assign({}, ...Object.keys(MONEY).map(money)),
          },
    items: order.items.map((item) => toResultItem(item, confirmationOf(item))),
    messages: toCanonicalMessages(messages),
  };
}

const MONEY: { readonly [name: string]: string } = {
  CreditLimitAmount: 'limit',
  CreditExposureAmount: 'exposure',
  AvailableCreditAmount: 'available',
};

const DAY_MS = 86_400_000;

function largestShiftDays(existing: SalesOrder | undefined, config: SimulateSalesOrderConfig): number {
  const shifts = config.items.flatMap(({ item, requestedDate }) => {
    const before = existing === undefined ? undefined : findOrderItem(existing, String(item))?.requestedDate.split(',')[0];
    if (before === undefined || requestedDate === undefined || requestedDate === null) return [];
    return [Math.round(Math.abs(Date.parse(requestedDate) - Date.parse(before)) / DAY_MS)];
  });
  return Math.max(0, ...shifts);
}
