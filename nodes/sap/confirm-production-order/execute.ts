import type { Json, JsonObject } from '#flows/json.ts';
import { compareDecimals, isDecimal, padDecimal, subtractDecimals } from '#flows/library/decimal.ts';
import { InvalidError, NetworkError, RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { openSapService, type SapExchange, type SapService } from '../client.ts';
import { entityTypeOfSet } from '../entity-type-of-set.ts';
import { formatODataDate } from '../odata/date.ts';
import { ownWrite } from '../own-change.ts';
import type { ProductionOrder } from '../production-order/production-order.ts';
import { findProductionOrder, PRODUCTION_ORDER_SERVICE, productionOrderNumber } from '../production-order/read-production-orders.ts';
import { isCalendarDay, readEntity, withoutZeros } from '../property-values.ts';
import { refusalOf } from '../refusal.ts';
import {
  CONFIRMATION_SERVICE,
  CONFIRMATIONS,
  type Confirmation,
  EXTERNAL_KEY,
  externalKeyOf,
  findConfirmation,
  hasField,
  toConfirmation,
} from './confirmations.ts';
import { type ConfirmProductionOrderConfig, confirmProductionOrderManifest } from './manifest.ts';

export const sapConfirmProductionOrder: StepNode = { manifest: confirmProductionOrderManifest, execute };

/** `existed`: it was there before we sent anything. */
type Confirmed = { readonly confirmation: Confirmation; readonly existed: boolean };

async function execute(step: StepContext): Promise<StepOutcome> {
  const config = step.config as ConfirmProductionOrderConfig;
  const { reference } = config;
  const number = productionOrderNumber(config.productionOrder);
  const key = number.padStart(12, '0');
  const orders = openSapService(step.connection, PRODUCTION_ORDER_SERVICE);
  const service = openSapService(step.connection, CONFIRMATION_SERVICE);
  const read = (operation: string) =>
    step.read(operation, { productionOrder: key }, async (exchange) => (await findProductionOrder(orders, number, exchange)) ?? null);
  const own = ownWrite();
  const found = await read('read-production-order');
  if (found === null) return { kind: 'done', port: 'not-found', output: { productionOrder: key } };
  const before = found.order;
  const operation = operationOf(config, before);
  const wanted = wantedBody(config, before, number, operation);
  let made: Confirmed;
  try {
    made = await step.write<Confirmed>(
      'confirm-production-order',
      { ...wanted, reference },
      async (exchange) => {
        // The shop floor sends again what it is not sure of: a second posting would be goods that nobody has made.
        const known = await findConfirmation(service, number, operation, reference, exchange);
        if (known !== undefined) return { confirmation: known, existed: true };
        own.sent();
        return {
          confirmation: await confirm(service, wanted, config, number, operation, { ...exchange, startedAt: step.startedAt }),
          existed: false,
        };
      },
      {
        object: { type: 'production-order', key },
        async probe({ request }, exchange) {
          // What was sent then: an operator may have edited the step since.
          const sent = request as JsonObject;
          const found = await findConfirmation(service, number, String(sent['OrderOperation']), String(sent['reference']), exchange);
          return found === undefined
            ? { verdict: 'not-applied' }
            : { verdict: 'confirmed', answer: { confirmation: found, existed: false } };
        },
      },
    );
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { kind: 'done', port: 'refused', output: { productionOrder: key, order: before, refusal: refusalOf(error) } };
  }
  const held = await read('read-back');
  if (held !== null && !made.existed)
    own.left(step, { type: 'production-order', key }, { was: found.lastChangedAt, is: held.lastChangedAt });
  const after = held?.order ?? before;
  return {
    kind: 'done',
    port: made.existed ? 'existing' : howFar(after, made.confirmation),
    output: { productionOrder: key, confirmation: made.confirmation, order: after as Json, openQuantity: openQuantity(after) },
  };
}

/** The given one, or the last: its yield is the order's. */
function operationOf({ operation }: ConfirmProductionOrderConfig, { operations, productionOrder }: ProductionOrder): string {
  const given = operation === undefined || operation === null ? '' : String(operation).trim();
  if (/^\d{1,4}$/.test(given)) return given.padStart(4, '0');
  if (given !== '')
    throw new InvalidError(`${JSON.stringify(given)} is no number of an operation`, {
      code: 'operation-malformed',
      help: 'It has up to four digits.',
      target: 'operation',
    });
  const last = operations.at(-1);
  if (last !== undefined) return last.operation;
  throw new InvalidError(`Production order ${productionOrder} has no operation that could be confirmed`, { code: 'no-operation' });
}

function wantedBody(config: ConfirmProductionOrderConfig, order: ProductionOrder, number: string, operation: string): JsonObject {
  const { reference, final, postingDate, reason } = config;
  if (postingDate !== undefined && postingDate !== null && postingDate !== '' && !isCalendarDay(postingDate))
    throw new InvalidError(`${JSON.stringify(postingDate)} is not a date YYYY-MM-DD`, { code: 'date-malformed', target: 'postingDate' });
  return {
    OrderID: number,
    Sequence: '0',
    OrderOperation: withoutZeros(operation),
    ConfirmationText: reference,
    ConfirmationUnit: order.unit,
    ConfirmationYieldQuantity: quantityOf(config.yield, 'yield'),
    ConfirmationScrapQuantity: quantityOf(config.scrap ?? '0', 'scrap'),
    IsFinalConfirmation: final === true,
    ...(final === true ? { FinalConfirmationType: 'X' } : {}),
    ...(reason ? { VarianceReasonCode: reason } : {}),
    ...(postingDate ? { PostingDate: formatODataDate(postingDate) } : {}),
  };
}

function quantityOf(given: string | number, name: string): string {
  const text = String(given).trim();
  if (isDecimal(text) && compareDecimals(text, '0') >= 0) return padDecimal(text, 3);
  throw new InvalidError(`${JSON.stringify(given)} is no quantity`, {
    code: 'quantity-malformed',
    help: 'A decimal that is not negative, such as "12.000". To take a confirmation back, cancel it (function CancelProdnOrdConf).',
    target: name,
  });
}

async function confirm(
  service: SapService,
  wanted: JsonObject,
  { postGoods, reference }: ConfirmProductionOrderConfig,
  number: string,
  operation: string,
  exchange: SapExchange,
): Promise<Confirmation> {
  const model = await service.model(exchange);
  const type = entityTypeOfSet(service, model, CONFIRMATIONS);
  const body = {
    ...wanted,
    ...(hasField(type, EXTERNAL_KEY) ? { [EXTERNAL_KEY]: externalKeyOf(number, operation, reference) } : {}),
    ...(postGoods === false ? { APIConfHasNoGoodsMovements: true } : {}),
  };
  const { data } = await service.post(CONFIRMATIONS, body, exchange);
  const row = data as JsonObject | null;
  if (typeof row?.['ConfirmationGroup'] === 'string') return toConfirmation(readEntity(model, type, row));
  throw new NetworkError('The answer of SAP names no confirmation', { code: 'answer-malformed' });
}

function howFar(order: ProductionOrder, { final }: Confirmation): 'partial' | 'complete' | 'short' {
  if (compareDecimals(order.confirmedQuantity, order.quantity) >= 0) return 'complete';
  return final && order.status === 'confirmed' ? 'short' : 'partial';
}

/** What is still to come; nothing once the order is finally confirmed. */
function openQuantity(order: ProductionOrder): string {
  if (order.status !== 'created' && order.status !== 'released' && order.status !== 'partly-confirmed') return '0.000';
  const open = subtractDecimals(order.quantity, order.confirmedQuantity);
  return compareDecimals(open, '0') < 0 ? '0.000' : open;
}
