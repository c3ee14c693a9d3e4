import type { Json, JsonObject } from '#flows/json.ts';
import { compareDecimals, isDecimal, padDecimal } from '#flows/library/decimal.ts';
import { InvalidError, RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { openSapService } from '../client.ts';
import { formatODataDate } from '../odata/date.ts';
import type { PlannedOrder } from '../planned-order/planned-order.ts';
import { findPlannedOrder, PLANNED_ORDER_SERVICE, plannedOrderNumber, plannedOrderPath } from '../planned-order/read-planned-orders.ts';
import { isCalendarDay } from '../property-values.ts';
import { refusalOf } from '../refusal.ts';
import { type ChangePlannedOrderConfig, changePlannedOrderManifest } from './manifest.ts';

export const sapChangePlannedOrder: StepNode = { manifest: changePlannedOrderManifest, execute };

/** What shall be; fields that are left out stay as they are. */
type Wanted = Partial<Pick<PlannedOrder, 'plannedStart' | 'plannedEnd' | 'quantity' | 'firm'>>;

async function execute(step: StepContext): Promise<StepOutcome> {
  const config = step.config as ChangePlannedOrderConfig;
  const number = plannedOrderNumber(config.plannedOrder);
  const key = number.padStart(10, '0');
  const wanted = wantedOf(config);
  const service = openSapService(step.connection, PLANNED_ORDER_SERVICE);
  const read = (operation: string) =>
    step.read(operation, { plannedOrder: key }, async (exchange) => (await findPlannedOrder(service, number, exchange)) ?? null);
  const held = await read('read-planned-order');
  if (held === null) return { kind: 'done', port: 'not-found', output: { plannedOrder: key } };
  try {
    // Always through the ledger: after a crash the order already shows our own change, and only the ledger knows that it was ours.
    const { changed } = await step.write<{ readonly changed: boolean }>(
      'change-planned-order',
      { plannedOrder: key, ...wanted },
      async (exchange) => {
        if (isReached(held.order, wanted)) return { changed: false };
        const headers = { 'content-type': 'application/json', accept: 'application/json', 'if-match': held.etag };
        const body = JSON.stringify(bodyOf(wanted));
        await service.changeset([{ method: 'PATCH', url: plannedOrderPath(number), headers, body }], {
          ...exchange,
          startedAt: step.startedAt,
        });
        return { changed: true };
      },
      {
        object: { type: 'planned-order', key },
        before: { etag: held.etag, order: held.order },
        async probe({ before, request }, exchange) {
          const now = await findPlannedOrder(service, number, exchange);
          if (now === undefined) return { verdict: 'changed-by-somebody-else', found: null };
          // What was sent then: an operator may have edited the step since.
          if (isReached(now.order, request as Wanted)) return { verdict: 'confirmed', answer: { changed: true } };
          if (now.etag === (before as JsonObject)['etag']) return { verdict: 'not-applied' };
          return { verdict: 'changed-by-somebody-else', found: now.order };
        },
      },
    );
    if (!changed) return { kind: 'done', port: 'no-change', output: { plannedOrder: key, order: held.order } };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { kind: 'done', port: 'refused', output: { plannedOrder: key, order: held.order, refusal: refusalOf(error) } };
  }
  const after = await read('read-back');
  return {
    kind: 'done',
    port: 'changed',
    output: { plannedOrder: key, before: held.order, ...(after === null ? {} : { order: after.order as Json }) },
  };
}

function wantedOf({ plannedStart, plannedEnd, quantity, firm }: ChangePlannedOrderConfig): Wanted {
  const wanted: Wanted = {
    ...(isGiven(plannedStart) ? { plannedStart: dayOf(plannedStart, 'plannedStart') } : {}),
    ...(isGiven(plannedEnd) ? { plannedEnd: dayOf(plannedEnd, 'plannedEnd') } : {}),
    ...(isGiven(quantity) ? { quantity: quantityOf(quantity) } : {}),
    ...(typeof firm === 'boolean' ? { firm } : {}),
  };
  if (Object.keys(wanted).length > 0) return wanted;
  throw new InvalidError('Nothing of the planned order is to be changed', {
    code: 'change-empty',
    help: 'Give at least one of start, end, quantity and firm.',
  });
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null && value !== '';

function dayOf(given: string, name: string): string {
  if (isCalendarDay(given)) return given;
  throw new InvalidError(`${JSON.stringify(given)} is not a date YYYY-MM-DD`, { code: 'date-malformed', target: name });
}

function quantityOf(given: string | number): string {
  const text = String(given).trim();
  if (isDecimal(text) && compareDecimals(text, '0') > 0) return padDecimal(text, 3);
  throw new InvalidError(`${JSON.stringify(given)} is no quantity`, {
    code: 'quantity-malformed',
    help: 'A decimal above zero, such as "120.000", in the base unit.',
    target: 'quantity',
  });
}

function isReached(order: PlannedOrder, { plannedStart, plannedEnd, quantity, firm }: Wanted): boolean {
  return (
    (plannedStart === undefined || order.plannedStart === plannedStart) &&
    (plannedEnd === undefined || order.plannedEnd === plannedEnd) &&
    (quantity === undefined || compareDecimals(order.quantity, quantity) === 0) &&
    (firm === undefined || order.firm === firm)
  );
}

function bodyOf({ plannedStart, plannedEnd, quantity, firm }: Wanted): JsonObject {
  return {
    ...(plannedStart === undefined ? {} : { PlndOrderPlannedStartDate: formatODataDate(plannedStart) }),
    ...(plannedEnd === undefined ? {} : { PlndOrderPlannedEndDate: formatODataDate(plannedEnd) }),
    ...(quantity === undefined ? {} : { TotalQuantity: quantity }),
    ...(firm === undefined ? {} : { PlannedOrderIsFirm: firm }),
  };
}
