/** Entities as OData V4 JSON: decimals as text where the client asks for it, as numbers where it forgets to. */
import type { Json } from '#flows/json.ts';
import { padDecimal } from '#flows/library/decimal.ts';
import type { EntityNode } from '../gateway/entity-node.ts';
import type { ModelProperty } from '../gateway/model.ts';
import { initialValue, insideName, shown } from '../gateway/property-value.ts';
import type { Value } from '../gateway/service.ts';

export function entityJsonV4(node: EntityNode, exact: boolean): { readonly [name: string]: Json } {
  const json: { [name: string]: Json } = node.etag === undefined ? {} : { '@odata.etag': node.etag };
  for (const property of node.properties) json[property.name] = toV4Json(property, node.row[insideName(property)], exact);
  for (const { name, many, nodes } of node.navigations) {
    if (nodes === undefined) continue;
    if (many) json[name] = nodes.map((one) => entityJsonV4(one, exact));
    else json[name] = nodes[0] === undefined ? null : entityJsonV4(nodes[0], exact);
  }
  return json;
}

function toV4Json(property: ModelProperty, value: Value | undefined, exact: boolean): Value {
  if (value === undefined) return initialValue(property);
  if (value === null) return null;
  if (property.type === 'Edm.String') return shown(property, String(value));
  if (property.type !== 'Edm.Decimal') return value;
  const text = padDecimal(String(value), property.scale ?? 0);
  return exact ? text : Number(text);
}
