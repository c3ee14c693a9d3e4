/**
 * The V4 service of sales orders (CE_SALESORDER_0001) over the same orders as API_SALES_ORDER_SRV: other names, other wire format,
 * the same rules. Names are SAP's, the selection is ours.
 */
import type { EdmNavigation } from '../../odata/edm.ts';
import { entitySet, type ModelEntityType, type ModelProperty } from '../gateway/model.ts';
import type { DeepRow, EntitySetSource, ODataService } from '../gateway/service.ts';
import type { SapSimulatorOptions } from '../options.ts';
import { salesOrderService } from './sales-order-service.ts';

/** Set of V2 and set of V4. */
const SETS: readonly (readonly [string, string])[] = [
  ['A_SalesOrder', 'SalesOrder'],
  ['A_SalesOrderItem', 'SalesOrderItem'],
  ['A_SalesOrderScheduleLine', 'SalesOrderScheduleLine'],
  ['A_SalesOrderHeaderPartner', 'SalesOrderPartner'],
  ['A_SalesOrderText', 'SalesOrderText'],
  ['A_SalesOrderItemText', 'SalesOrderItemText'],
];
const NAVIGATIONS: { readonly [name: string]: string } = {
  to_Item: '_Item',
  to_ScheduleLine: '_ScheduleLine',
  to_Partner: '_Partner',
  to_Text: '_Text',
  to_SalesOrder: '_SalesOrder',
};
const FIELDS: { readonly [name: string]: string } = { Material: 'Product', ProductionPlant: 'Plant' };
/** Units are there by SAP's and by ISO's code only. */
const LEFT_OUT = new Set(['RequestedQuantityUnit']);

export function salesOrderV4Service(options: SapSimulatorOptions): ODataService {
  const v2 = salesOrderService(options);
  const typeNames = new Map(SETS.map(([old, now]) => [v2.model.entitySets.find(({ name }) => name === old)!.entityType, `${now}Type`]));
  const allowed = (old: string) => v2.model.entitySets.find(({ name }) => name === old)!;
  return {
    ...v2,
    path: '/sap/opu/odata4/sap/api_salesorder/srvd_a2x/sap/salesorder/0001',
    protocol: 'v4',
    id: 'CE_SALESORDER_0001',
    title: 'Sales Order (A2X, OData V4)',
    model: {
      namespace: 'com.sap.gateway.srvd_a2x.api_salesorder.v0001',
      entityTypes: v2.model.entityTypes.flatMap((type): readonly ModelEntityType[] => {
        const name = typeNames.get(type.name);
        if (name === undefined) return [];
        return [
          {
            name,
            key: type.key,
            properties: type.properties.filter((property) => !LEFT_OUT.has(property.name)).map(renamed),
            navigations: type.navigations.flatMap((one): readonly EdmNavigation[] => {
              const target = typeNames.get(one.target);
              return target === undefined ? [] : [{ ...one, name: NAVIGATIONS[one.name] ?? one.name, target }];
            }),
          },
        ];
      }),
      complexTypes: v2.model.complexTypes,
      entitySets: SETS.map(([old, now]) => {
        const { creatable, updatable, deletable } = allowed(old);
        return { ...entitySet(now, `${now}Type`), creatable, updatable, deletable };
      }),
      functionImports: v2.model.functionImports,
    },
    sets: Object.fromEntries(SETS.map(([old, now]) => [now, deepWithOldNames(v2.sets[old]!)])),
  };
}

/** A deep insert names its navigations as V4 does. */
function deepWithOldNames(source: EntitySetSource): EntitySetSource {
  const { create } = source;
  return create === undefined ? source : { ...source, create: (draft, entity) => create(draft, oldNames(entity)) };
}

function oldNames({ row, children }: DeepRow): DeepRow {
  const old = (name: string) => Object.entries(NAVIGATIONS).find(([, now]) => now === name)?.[0] ?? name;
  return { row, children: Object.fromEntries(Object.entries(children).map(([name, rows]) => [old(name), rows.map(oldNames)])) };
}

function renamed(property: ModelProperty): ModelProperty {
  const name = FIELDS[property.name];
  return name === undefined ? property : { ...property, name, inside: property.inside ?? property.name };
}
