/** Confirmations of a production order, and how one is known again. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { SapExchange, SapService } from '../client.ts';
import { entityTypeOfSet } from '../entity-type-of-set.ts';
import type { EdmEntityType } from '../odata/edm.ts';
import { guidOf } from '../odata/guid.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { readEntity, withoutZeros } from '../property-values.ts';

export const CONFIRMATION_SERVICE = 'API_PROD_ORDER_CONFIRMATION_2_SRV';
export const CONFIRMATIONS = 'ProdnOrdConf2';

/** The field for the sender's own key; older releases have none, and the text has to do. */
export const EXTERNAL_KEY = 'ExternalSystemConfirmation';

export type Confirmation = {
  readonly group: string;
  readonly count: string;
  readonly operation: string;
  readonly yield: string;
  readonly scrap: string;
  readonly unit: string;
  readonly final: boolean;
  readonly postingDate: string;
};

export function hasField(type: EdmEntityType, name: string): boolean {
  return type.properties.some((property) => property.name === name);
}

/** The same shop floor message gives the same key in every run. */
export const externalKeyOf = (productionOrder: string, operation: string, reference: string): string =>
  guidOf(`${withoutZeros(productionOrder)}/${withoutZeros(operation)}/${reference}`);

/** The one that was posted under this reference and stands; undefined where there is none. Those that were cancelled do not count. */
export async function findConfirmation(
  service: SapService,
  productionOrder: string,
  operation: string,
  reference: string,
  exchange: SapExchange,
): Promise<Confirmation | undefined> {
  const model = await service.model(exchange);
  const type = entityTypeOfSet(service, model, CONFIRMATIONS);
  const byKey = hasField(type, EXTERNAL_KEY);
  const filter = `OrderID eq ${formatODataLiteral(withoutZeros(productionOrder))}`;
  const rows = await service.getAll(`${CONFIRMATIONS}?$filter=${encodeURIComponent(filter)}`, exchange, MOST_CONFIRMATIONS);
  const found = rows
    .map((row) => readEntity(model, type, row))
    .find((row) => {
      if (row['IsReversed'] === true || row['IsReversal'] === true) return false;
      if (byKey) return textOf(row, EXTERNAL_KEY).toLowerCase() === externalKeyOf(productionOrder, operation, reference);
      return textOf(row, 'ConfirmationText') === reference && Number(textOf(row, 'OrderOperation')) === Number(operation);
    });
  return found === undefined ? undefined : toConfirmation(found);
}

export function toConfirmation(row: JsonObject): Confirmation {
  return {
    group: textOf(row, 'ConfirmationGroup'),
    count: textOf(row, 'ConfirmationCount'),
    operation: textOf(row, 'OrderOperation').padStart(4, '0'),
    yield: textOf(row, 'ConfirmationYieldQuantity') || '0.000',
    scrap: textOf(row, 'ConfirmationScrapQuantity') || '0.000',
    unit: textOf(row, 'ConfirmationUnit'),
    final: row['IsFinalConfirmation'] === true || textOf(row, 'FinalConfirmationType') === 'X',
    postingDate: textOf(row, 'PostingDate'),
  };
}

/** A message a minute for a week: an order with more is none that this node is for. */
const MOST_CONFIRMATIONS = 10_000;

function textOf(row: { readonly [name: string]: Json }, name: string): string {
  const value = row[name];
  return value === undefined || value === null ? '' : String(value);
}
