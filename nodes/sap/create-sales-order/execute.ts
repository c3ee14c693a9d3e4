import type { Json, JsonObject } from '#flows/json.ts';
import { NetworkError, RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { openSapService, type SapExchange, type SapMessages, type SapService } from '../client.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { ownWrite } from '../own-change.ts';
import { withoutZeros } from '../property-values.ts';
import {
  blockedBy,
  messagesInDetails,
  toCanonicalMessages,
  toCanonicalOrder,
  toOpenItem,
  toResultItem,
} from '../sales-order/canonical-order.ts';
import { confirmationOf, judgeConfirmation } from '../sales-order/judge-confirmation.ts';
import { findSalesOrder } from '../sales-order/read-sales-order.ts';
import type { SalesOrder } from '../sales-order/sales-order.ts';
import { salesOrderNumber } from '../sales-order/sales-order-number.ts';
import { SALES_ORDER_SERVICE } from '../sales-order/sales-order-service.ts';
import { sapSettingsOf } from '../settings.ts';
import { toSimulationRequest } from '../simulate-sales-order/simulation-request.ts';
import { type CreateSalesOrderConfig, createSalesOrderManifest } from './manifest.ts';

export const sapCreateSalesOrder: StepNode = { manifest: createSalesOrderManifest, execute };

/** `existed`: it was there before we sent anything. */
type Created = { readonly salesOrder: string; readonly existed: boolean; readonly messages: readonly JsonObject[] };

async function execute(step: StepContext): Promise<StepOutcome> {
  const config = step.config as CreateSalesOrderConfig;
  const service = openSapService(step.connection, SALES_ORDER_SERVICE);
  const { to_Pricing: _pricing, to_Credit: _credit, ...order } = toSimulationRequest(config, undefined);
  const body: JsonObject = { ...order, ...(config.header as JsonObject) };
  const { soldToParty, purchaseOrder } = config;
  const own = ownWrite();
  let created: Created;
  try {
    created = await step.write<Created>(
      'create-sales-order',
      body,
      async (exchange) => {
        // Somebody may have entered it by hand: a second one would be made and delivered.
        const known = await findByPurchaseOrder(service, soldToParty, purchaseOrder, exchange);
        if (known !== undefined) return { salesOrder: known, existed: true, messages: [] };
        own.sent();
        return create(service, body, { ...exchange, startedAt: step.startedAt });
      },
      {
        object: { type: 'sales-order', key: purchaseOrder },
        async probe({ request }, exchange) {
          // What was sent then: an operator may have edited the step since.
          const sent = request as JsonObject;
          const found = await findByPurchaseOrder(service, String(sent['SoldToParty']), String(sent['PurchaseOrderByCustomer']), exchange);
          if (found === undefined) return { verdict: 'not-applied' };
          return { verdict: 'confirmed', answer: { salesOrder: found, existed: false, messages: [] } };
        },
      },
    );
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return refused(error);
  }
  const after = await step.read(
    'read-back',
    { salesOrder: created.salesOrder },
    async (exchange) => (await findSalesOrder(service, created.salesOrder, exchange)) ?? null,
  );
  if (after === null)
    throw new NetworkError(`SAP has created sales order ${created.salesOrder} and does not show it yet`, { code: 'not-yet-visible' });
  if (!created.existed) own.left(step, { type: 'sales-order', key: created.salesOrder }, { is: after.lastChangedAt });
  return done(after, created, sapSettingsOf(step.connection).revisionField);
}

async function create(service: SapService, body: JsonObject, exchange: SapExchange): Promise<Created> {
  const { data, messages } = await service.post('A_SalesOrder', body, exchange);
  const number = (data as JsonObject | null)?.['SalesOrder'];
  if (typeof number === 'string' && number !== '')
    return { salesOrder: salesOrderNumber(number), existed: false, messages: messages.map((message) => ({ ...message })) };
  throw new NetworkError('The answer of SAP names no sales order', { code: 'answer-malformed' });
}

/** The oldest order of the customer under this number. */
async function findByPurchaseOrder(
  service: SapService,
  soldToParty: string,
  purchaseOrder: string,
  exchange: SapExchange,
): Promise<string | undefined> {
  const filter = `SoldToParty eq ${formatODataLiteral(withoutZeros(soldToParty))} and PurchaseOrderByCustomer eq ${formatODataLiteral(purchaseOrder)}`;
  const { data } = await service.get(
    `A_SalesOrder?$filter=${encodeURIComponent(filter)}&$select=SalesOrder&$orderby=SalesOrder&$top=1`,
    exchange,
  );
  const number = ((data as readonly Json[])[0] as JsonObject | undefined)?.['SalesOrder'];
  return typeof number === 'string' ? salesOrderNumber(number) : undefined;
}

function done(order: SalesOrder, { salesOrder, existed, messages }: Created, revisionField: string): StepOutcome {
  const outcome = existed ? 'existing' : order.blocks.length > 0 ? 'blocked' : judgeConfirmation(order, []);
  const blocker = blockedBy(order.blocks);
  return {
    kind: 'done',
    port: outcome,
    output: {
      outcome,
      salesOrder,
      ...(outcome === 'blocked' && blocker !== undefined ? { blockedBy: blocker } : {}),
      netAmount: order.netAmount,
      currency: order.currency,
      items: order.items.map((item) => toResultItem(item, confirmationOf(item))),
      openItems: order.items.map(toOpenItem),
      blocks: order.blocks,
      order: toCanonicalOrder(order, revisionField),
      messages: toCanonicalMessages(messages as unknown as SapMessages),
    },
  };
}

function refused(error: RejectedError): StepOutcome {
  const { code, target, details = [] } = error.options;
  const refusal = { code, message: error.message, ...(target === undefined ? {} : { target }) };
  const first = { code, message: error.message, severity: 'error' as const, target: target ?? '' };
  const messages = toCanonicalMessages([first, ...messagesInDetails(details, error.message)]);
  return { kind: 'done', port: 'refused', output: { outcome: 'refused', items: [], messages, refusal } };
}
