/** The model of the V4 service of sales orders (CE_SALESORDER_0001) in the names of API_SALES_ORDER_SRV, so that the two can be compared. */
import type { EdmEntityType, EdmModel, EdmProperty, EdmType } from '../edm.ts';

const TYPES: { readonly [v4: string]: string } = {
  SalesOrderType: 'A_SalesOrderType',
  SalesOrderItemType: 'A_SalesOrderItemType',
  SalesOrderScheduleLineType: 'A_SalesOrderScheduleLineType',
};
const FIELDS: { readonly [v4: string]: string } = { Product: 'Material', Plant: 'ProductionPlant' };
const V2_TYPES: { readonly [v4 in EdmType]?: EdmType } = { 'Edm.Date': 'Edm.DateTime', 'Edm.TimeOfDay': 'Edm.Time' };

/** Types of other names stay as they are. */
export function withV2Names(model: EdmModel): EdmModel {
  return { ...model, entityTypes: model.entityTypes.map(renamed) };
}

function renamed(type: EdmEntityType): EdmEntityType {
  const properties = type.properties.map((property) => ({
    ...property,
    name: FIELDS[property.name] ?? property.name,
    type: V2_TYPES[property.type] ?? property.type,
  }));
  return { ...type, name: TYPES[type.name] ?? type.name, properties: [...properties, ...unitsOf(properties)] };
}

/** V4 has units by SAP's and by ISO's code alone. */
function unitsOf(properties: readonly EdmProperty[]): readonly EdmProperty[] {
  const sap = properties.find(({ name }) => name === 'RequestedQuantitySAPUnit');
  const has = properties.some(({ name }) => name === 'RequestedQuantityUnit');
  return sap === undefined || has ? [] : [{ ...sap, name: 'RequestedQuantityUnit' }];
}
