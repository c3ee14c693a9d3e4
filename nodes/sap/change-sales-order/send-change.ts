/** Sends the changeset and keeps to RTY-1 when the header's tag has moved on. */
import type { JsonObject } from '#flows/json.ts';
import { ConflictError } from '../../errors.ts';
import { StaleEntityTag } from '../classify-sap-answer.ts';
import type { SapExchange, SapService } from '../client.ts';
import { type ChangePlan, namesTouchedBy, type SalesOrderChange } from '../sales-order/plan-change.ts';
import { findSalesOrder } from '../sales-order/read-sales-order.ts';
import type { SalesOrder } from '../sales-order/sales-order.ts';
import { currentValues, isAt, type TouchedField } from '../sales-order/touched-fields.ts';

export type ChangeAnswer = {
  /** False: SAP had the values already. */
  readonly changed: boolean;
  readonly changes: readonly JsonObject[];
  readonly messages: readonly JsonObject[];
};

/** Somebody who saves the same order again and again must not keep us here; the planner's policy goes on then. */
const FRESH_TAGS = 3;

/**
 * 412 means that somebody saved the order since we read it. If the fields that we set still have their old values, it is sent
 * again with the fresh tag, here and at once: a later attempt would no longer know the old values. Else the run is parked with
 * what was found, and a person decides.
 */
export async function sendChange(
  service: SapService,
  change: SalesOrderChange,
  plan: Extract<ChangePlan, { kind: 'change' }>,
  order: SalesOrder,
  exchange: SapExchange,
): Promise<ChangeAnswer> {
  let { etag } = order;
  for (let tags = 1; ; tags += 1) {
    try {
      const { messages } = await service.changeset(plan.requests(etag), exchange);
      return { changed: true, changes: plan.fields.map(toChange), messages: messages.map((message) => ({ ...message })) };
    } catch (error) {
      if (!(error instanceof StaleEntityTag) || tags === FRESH_TAGS) throw error;
      const fresh = await findSalesOrder(service, change.salesOrder, exchange, namesOf(plan.fields, change));
      if (fresh === undefined) throw error;
      if (isAt(fresh, plan.fields, 'to')) return { changed: false, changes: [], messages: [] };
      if (!isAt(fresh, plan.fields, 'from')) throw changedBySomebodyElse(fresh, plan.fields, error);
      etag = fresh.etag;
    }
  }
}

function namesOf(fields: readonly TouchedField[], change: SalesOrderChange): ReturnType<typeof namesTouchedBy> {
  const names = namesTouchedBy(change, '');
  return { ...names, header: [...names.header, ...fields.filter(({ at }) => at === 'header').map(({ field }) => field)] };
}

/** As the step's output shows it: items with six digits. */
export function toChange({ at, field, from, to }: TouchedField): JsonObject {
  return { at: at === 'header' ? at : at.padStart(6, '0'), field, from, to };
}

function changedBySomebodyElse(fresh: SalesOrder, fields: readonly TouchedField[], cause: unknown): ConflictError {
  return new ConflictError(`Somebody else changed sales order ${fresh.salesOrder} since it was read`, {
    code: 'changed-by-somebody-else',
    help: 'Compare the values and decide: a retry makes the change on the order as it is now, setting the run aside leaves it to them.',
    details: [...currentValues(fresh, fields)],
    cause,
  });
}
