import type { JsonObject } from '#flows/json.ts';
import { RejectedError, type StepError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { DocumentLocked } from '../classify-sap-answer.ts';
import { openSapService, type SapMessages, type SapService } from '../client.ts';
import { ownWrite } from '../own-change.ts';
import { withoutZeros } from '../property-values.ts';
import {
  blockedBy,
  itemNumber,
  messagesInDetails,
  toCanonicalMessages,
  toCanonicalOrder,
  toOpenItem,
  toResultItem,
} from '../sales-order/canonical-order.ts';
import { confirmationOf, judgeConfirmation } from '../sales-order/judge-confirmation.ts';
import {
  type ChangePlan,
  type KnownFields,
  knownFields,
  namesTouchedBy,
  planChange,
  type SalesOrderChange,
} from '../sales-order/plan-change.ts';
import { findSalesOrder, salesOrderModelOf } from '../sales-order/read-sales-order.ts';
import type { SalesOrder } from '../sales-order/sales-order.ts';
import { salesOrderNumber } from '../sales-order/sales-order-number.ts';
import { SALES_ORDER_SERVICE } from '../sales-order/sales-order-service.ts';
import { type SapSettings, sapSettingsOf } from '../settings.ts';
import { type ChangeSalesOrderConfig, changeSalesOrderManifest } from './manifest.ts';
import { type BeforeImage, probeChange } from './probe-change.ts';
import { type ChangeAnswer, sendChange } from './send-change.ts';

export const sapChangeSalesOrder: StepNode = { manifest: changeSalesOrderManifest, execute };

/** What one read brings: the order, and what the plan must know of the system. Recorded as a whole, so a replay needs no SAP. */
type OrderState = { readonly order: SalesOrder | null; readonly known: KnownFields };

async function execute(step: StepContext): Promise<StepOutcome> {
  const config = step.config as ChangeSalesOrderConfig;
  const settings = sapSettingsOf(step.connection);
  const change = toChange(config, settings.rejectionReason);
  const service = openSapService(step.connection, SALES_ORDER_SERVICE);
  const read = (operation: string): Promise<OrderState> =>
    step.read(operation, { salesOrder: change.salesOrder }, (exchange) => readState(service, change, settings.revisionField, exchange));

  const { order, known } = await read('read-sales-order');
  if (order === null) return refused(change, null, unknownOrder(change.salesOrder));
  const plan = planChange(change, order, known);
  const before: BeforeImage = { etag: order.etag, fields: plan.kind === 'change' ? plan.fields : [] };

  // Always through the ledger, even when there is nothing to do: after a crash the order already shows our own change, and only
  // the ledger knows that it was ours.
  const own = ownWrite();
  let answer: ChangeAnswer;
  try {
    answer = await step.write<ChangeAnswer>(
      'change-sales-order',
      change,
      (exchange) => {
        own.sent();
        return performPlan(service, change, plan, order, { ...exchange, startedAt: step.startedAt });
      },
      {
        object: { type: 'sales-order', key: change.salesOrder },
        before,
        probe: (kept, exchange) => probeChange(service, change, config.ownFields, kept, exchange),
      },
    );
  } catch (error) {
    if (error instanceof RejectedError) return refused(change, order, error);
    if (error instanceof DocumentLocked && step.attempt >= config.refusedWhenLockedAfter) return refused(change, order, error);
    throw error;
  }
  if (!answer.changed && plan.kind === 'nothing') return done('no-change', change, order, answer, settings);
  const after = (await read('read-back')).order;
  if (after === null) return refused(change, null, unknownOrder(change.salesOrder));
  if (answer.changed)
    own.left(step, { type: 'sales-order', key: change.salesOrder }, { was: order.lastChangedAt, is: after.lastChangedAt });
  return done(answer.changed ? outcomeOf(change, after) : 'no-change', change, after, answer, settings);
}

function outcomeOf(change: SalesOrderChange, order: SalesOrder): string {
  if (order.blocks.length > 0) return 'blocked';
  const items = change.items.map((item) => item.item);
  return judgeConfirmation(order, items);
}

async function readState(
  service: SapService,
  change: SalesOrderChange,
  revisionField: string,
  exchange: Parameters<typeof findSalesOrder>[2],
): Promise<OrderState> {
  const names = namesTouchedBy(change, revisionField);
  const order = await findSalesOrder(service, change.salesOrder, exchange, names);
  const { header, item, linesWritable } = salesOrderModelOf(await service.model(exchange));
  return { order: order ?? null, known: knownFields(header, item, linesWritable, names, revisionField) };
}

function performPlan(
  service: SapService,
  change: SalesOrderChange,
  plan: ChangePlan,
  order: SalesOrder,
  exchange: Parameters<typeof sendChange>[4],
): Promise<ChangeAnswer> {
  switch (plan.kind) {
    case 'refused':
      return Promise.reject(new RejectedError(plan.message, { code: plan.code, target: plan.target }));
    case 'nothing':
      return Promise.resolve({ changed: false, changes: [], messages: [] });
    case 'change':
      return sendChange(service, change, plan, order, exchange);
  }
}

function toChange(config: ChangeSalesOrderConfig, rejectionReason: string): SalesOrderChange {
  const given = <T>(name: string, value: T | null | undefined): { [key: string]: T } =>
    value === null || value === undefined ? {} : { [name]: value };
  return {
    salesOrder: salesOrderNumber(config.salesOrder),
    header: config.header as JsonObject,
    items: config.items.map((item) => ({
      item: withoutZeros(String(item.item)),
      ...given('material', item.material),
      ...given('unit', item.unit),
      ...given('quantity', item.quantity === null || item.quantity === undefined ? undefined : String(item.quantity)),
      ...given('requestedDate', item.requestedDate),
      ...given('reject', item.reject ?? (item.cancel === true ? rejectionReason : undefined)),
      ...given('fields', item.fields as JsonObject | undefined),
    })) as SalesOrderChange['items'],
    ...(config.revision === null || config.revision === undefined ? {} : { revision: String(config.revision) }),
  };
}

function unknownOrder(salesOrder: string): RejectedError {
  return new RejectedError(`SAP does not know the sales order ${salesOrder}`, { code: 'sales-order-not-found', target: 'SalesOrder' });
}

function refused(change: SalesOrderChange, order: SalesOrder | null, error: StepError): StepOutcome {
  const { code, target = '', details = [] } = error.options;
  const refusal = { code, message: error.message, ...(target === '' ? {} : { target }) };
  const words = toCanonicalMessages([
    { code, message: error.message, severity: 'error', target },
    ...messagesInDetails(details, error.message),
  ]);
  return {
    kind: 'done',
    port: 'refused',
    output: {
      outcome: 'refused',
      salesOrder: change.salesOrder,
      ...(order === null ? {} : amountOf(order)),
      items: change.items.map((item) => ({ item: itemNumber(item), outcome: 'refused' })),
      changed: [],
      messages: words,
      refusal,
    },
  };
}

function done(outcome: string, change: SalesOrderChange, order: SalesOrder, answer: ChangeAnswer, settings: SapSettings): StepOutcome {
  const numbers = new Set(change.items.map((item) => item.item));
  const counted = order.items.filter((item) => numbers.size === 0 || numbers.has(item.item));
  const blocker = outcome === 'blocked' ? blockedBy(order.blocks) : undefined;
  return {
    kind: 'done',
    port: outcome,
    output: {
      outcome,
      salesOrder: change.salesOrder,
      ...(blocker === undefined ? {} : { blockedBy: blocker }),
      ...amountOf(order),
      items: counted.map((item) => toResultItem(item, outcome === 'no-change' ? 'unchanged' : confirmationOf(item))),
      openItems: order.items.map(toOpenItem),
      blocks: order.blocks,
      order: toCanonicalOrder(order, settings.revisionField),
      changed: answer.changes,
      messages: toCanonicalMessages(answer.messages as unknown as SapMessages),
    },
  };
}

function amountOf(order: SalesOrder): JsonObject {
  return {
    netAmount: order.netAmount,
    currency: order.currency,
    ...(order.lastChangedAt === null ? {} : { changedAt: order.lastChangedAt }),
  };
}
