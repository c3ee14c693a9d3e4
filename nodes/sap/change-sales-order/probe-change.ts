/** What became of a change whose answer was lost (STP-4). */
import type { Json } from '#flows/json.ts';
import type { KeptEffect, ProbeAnswer } from '../../step.ts';
import type { SapExchange, SapService } from '../client.ts';
import { ifMatchNames } from '../odata/etag.ts';
import { isSameValue } from '../property-values.ts';
import { namesTouchedBy, type SalesOrderChange } from '../sales-order/plan-change.ts';
import { findSalesOrder } from '../sales-order/read-sales-order.ts';
import { currentValues, isAt, type TouchedField, valueAt } from '../sales-order/touched-fields.ts';
import { type ChangeAnswer, toChange } from './send-change.ts';

export type BeforeImage = { readonly etag: string; readonly fields: readonly TouchedField[] };

/** Tag unchanged: not applied. Tag changed and values as wanted: confirmed. Anything else was somebody else. */
export async function probeChange(
  service: SapService,
  change: SalesOrderChange,
  ownFields: readonly string[],
  kept: KeptEffect,
  exchange: SapExchange,
): Promise<ProbeAnswer<ChangeAnswer>> {
  const { etag, fields } = kept.before as unknown as BeforeImage;
  // Nothing was to be written, so nothing can have been.
  if (fields.length === 0) return { verdict: 'not-applied' };
  const names = namesTouchedBy(change, '');
  const header = [...names.header, ...fields.filter(({ at }) => at === 'header').map(({ field }) => field)];
  const order = await findSalesOrder(service, change.salesOrder, exchange, { ...names, header });
  if (order === undefined) return { verdict: 'changed-by-somebody-else', found: null };
  if (ifMatchNames(etag, order.etag)) return { verdict: 'not-applied' };
  if (isAt(order, fields, 'to')) return { verdict: 'confirmed', answer: { changed: true, changes: fields.map(toChange), messages: [] } };
  if (isAt(order, fields, 'from') && hasWitness(order, change, ownFields, fields)) return { verdict: 'not-applied' };
  return { verdict: 'changed-by-somebody-else', found: currentValues(order, fields) as readonly Json[] };
}

/**
 * The revision goes out in the same changeset, and nobody but us writes it, nor the fields that the flow calls ours: where one of them
 * still has its old value, our changeset was not applied, whatever else happened to the order. Without a witness, old values might as
 * well be somebody's undoing of our change.
 */
function hasWitness(
  order: Parameters<typeof valueAt>[0],
  change: SalesOrderChange,
  ownFields: readonly string[],
  fields: readonly TouchedField[],
): boolean {
  return fields.some(({ at, field, type, from, to }) => {
    const isRevision = at === 'header' && to === change.revision && !(field in change.header);
    if (!isRevision && !ownFields.includes(field)) return false;
    return !isSameValue({ type }, from, to) && isSameValue({ type }, valueAt(order, at, field), from);
  });
}
