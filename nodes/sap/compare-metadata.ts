/**
 * What another system's API_SALES_ORDER_SRV has otherwise than the one that the nodes and the example flows were written against
 * (the sandbox's), field by field and with what follows from it. Pure.
 */
import type { ComparedEntity, FieldFinding } from '#flows/connection-manifest.ts';
import { type EdmEntityType, type EdmModel, type EdmProperty, findEntityType } from './odata/edm.ts';
import { FIELDS_NEEDED, FIELDS_READ, type OrderEntity } from './sales-order/read-sales-order.ts';

/** Set by `sap/change-sales-order` for the example flows. */
const FIELDS_WRITTEN: { readonly [entity in OrderEntity]: readonly string[] } = {
  A_SalesOrderType: ['PurchaseOrderByCustomer'],
  A_SalesOrderItemType: ['RequestedQuantity', 'RequestedQuantityUnit', 'SalesDocumentRjcnReason'],
  A_SalesOrderScheduleLineType: ['RequestedDeliveryDate'],
};

/** Customer fields that the connection and the example flows name. */
export interface OwnFields {
  /** Header; empty: none is used. */
  readonly revision: string;
  /** Item. */
  readonly promise: string;
}

/** `known`: what the examples run against. */
export function compareSalesOrderModel(theirs: EdmModel, known: EdmModel, own: OwnFields): readonly ComparedEntity[] {
  return (Object.keys(FIELDS_READ) as OrderEntity[]).map((name): ComparedEntity => {
    const [type, reference] = [findEntityType(theirs, name), findEntityType(known, name)];
    if (type === undefined) return { name, isThere: false, findings: [], extra: [] };
    const customer = name === 'A_SalesOrderType' ? [own.revision] : name === 'A_SalesOrderItemType' ? [own.promise] : [];
    const written = [...FIELDS_WRITTEN[name], ...customer];
    const wanted = [...new Set([...FIELDS_NEEDED[name], ...FIELDS_READ[name], ...written])].filter((field) => field !== '');
    return {
      name,
      isThere: true,
      findings: wanted.flatMap((field) =>
        judgeField(name, field, type, reference, { written: written.includes(field), customer: customer.includes(field) }),
      ),
      extra: type.properties
        .map((property) => property.name)
        .filter((field) => !wanted.includes(field) && reference?.properties.every((one) => one.name !== field) !== false),
    };
  });
}

function judgeField(
  entity: OrderEntity,
  field: string,
  type: EdmEntityType,
  reference: EdmEntityType | undefined,
  use: { readonly written: boolean; readonly customer: boolean },
): readonly FieldFinding[] {
  const found = propertyOf(type, field);
  const expected = reference === undefined ? undefined : propertyOf(reference, field);
  if (found === undefined) return [{ field, kind: 'missing', ...missing(entity, field, use) }];
  const findings: FieldFinding[] = [];
  // The 2020 editions let nobody write schedule lines; the connector then asks one date for the whole order.
  if (use.written && !found.updatable)
    findings.push(
      entity === 'A_SalesOrderScheduleLineType'
        ? {
            field,
            kind: 'not-writable',
            weight: 'limits',
            consequence: 'Dates cannot be set per item: a change asks one date for the whole order.',
          }
        : {
            field,
            kind: 'not-writable',
            weight: use.customer ? 'limits' : 'stops',
            consequence: 'A change that sets it is refused before anything is sent.',
          },
    );
  if (expected !== undefined && expected.type !== found.type)
    findings.push({
      field,
      kind: 'other-type',
      weight: 'limits',
      consequence: `It is ${found.type}, the flows were tried with ${expected.type}.`,
    });
  if (expected?.maxLength !== undefined && found.maxLength !== undefined && found.maxLength < expected.maxLength)
    findings.push({
      field,
      kind: 'shorter',
      weight: 'limits',
      consequence: `It takes ${found.maxLength} characters instead of ${expected.maxLength}; longer values are refused by SAP.`,
    });
  return findings;
}

function missing(
  entity: OrderEntity,
  field: string,
  use: { readonly written: boolean; readonly customer: boolean },
): Pick<FieldFinding, 'weight' | 'consequence'> {
  if ((FIELDS_NEEDED[entity] as readonly string[]).includes(field))
    return { weight: 'stops', consequence: 'No node for sales orders works without it.' };
  if (use.customer)
    return entity === 'A_SalesOrderType'
      ? {
          weight: 'limits',
          consequence:
            'The revision of a change is not kept in SAP. Add the customer field (app "Custom Fields"), or name another one in the connection.',
        }
      : {
          weight: 'limits',
          consequence:
            'The promised date cannot be noted at the item. Add the customer field (app "Custom Fields"), or name yours in the variable promiseField.',
        };
  if (use.written) return { weight: 'stops', consequence: 'A change that sets it is refused before anything is sent.' };
  return { weight: 'limits', consequence: 'Flows that read it find nothing there.' };
}

function propertyOf(type: EdmEntityType, name: string): EdmProperty | undefined {
  return type.properties.find((property) => property.name === name);
}
