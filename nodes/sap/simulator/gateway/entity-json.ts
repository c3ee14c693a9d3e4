/** Entities as OData V2 JSON. */
import type { Json } from '#flows/json.ts';
import { formatKeyPredicate } from '../../odata/literal.ts';
import type { EntityNode } from './entity-node.ts';
import type { ModelEntityType } from './model.ts';
import { insideName, shown, toJson } from './property-value.ts';
import type { ODataService, Row } from './service.ts';

/** `http://host/sap/opu/odata/sap/X/A_Y('1')` */
export function entityUri(root: string, set: string, type: ModelEntityType, row: Row): string {
  const keys = type.key.map((name) => type.properties.find((one) => one.name === name)!);
  const values = Object.fromEntries(keys.map((property) => [property.name, shown(property, String(row[insideName(property)] ?? ''))]));
  const types = Object.fromEntries(keys.map((property) => [property.name, property.type]));
  const predicate = formatKeyPredicate(values, types);
  // SAP does not name a key that stands alone.
  return `${root}/${set}${keys.length === 1 ? predicate.replace(/^\([^=]+=/, '(') : predicate}`;
}

export function entityJson(service: ODataService, root: string, node: EntityNode): Json {
  const { type, row } = node;
  const uri = entityUri(root, node.set, type, row);
  const json: { [name: string]: Json } = {
    __metadata: {
      id: uri,
      uri,
      type: `${service.model.namespace}.${type.name}`,
      ...(node.etag === undefined ? {} : { etag: node.etag }),
    },
  };
  for (const property of node.properties) json[property.name] = toJson(property, row[insideName(property)]);
  for (const { name, many, nodes } of node.navigations) {
    if (nodes === undefined) json[name] = { __deferred: { uri: `${uri}/${name}` } };
    else if (many) json[name] = { results: nodes.map((one) => entityJson(service, root, one)) };
    else json[name] = nodes[0] === undefined ? null : entityJson(service, root, nodes[0]);
  }
  return json;
}
