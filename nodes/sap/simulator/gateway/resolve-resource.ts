/** Which thing a path names: a collection, an entity, a property of it, a function. */

import { readODataLiteral } from '../../odata/literal.ts';
import type { SapData } from '../sap-data.ts';
import { joinOf, rowsWhere, setOfType, typeOfSet } from './entity-node.ts';
import type { ModelFunction, ModelProperty } from './model.ts';
import { badRequest, entityNotFound, segmentNotFound } from './refusal.ts';
import { keyRow, namedValues, type Query, type Segment } from './resource-path.ts';
import type { ODataService, Row } from './service.ts';

export type Resource =
  | { readonly kind: 'collection'; readonly set: string; readonly where: Row; readonly count: boolean }
  | { readonly kind: 'entity'; readonly set: string; readonly row: Row; readonly count: boolean }
  | { readonly kind: 'nothing'; readonly set: string }
  | { readonly kind: 'property'; readonly set: string; readonly row: Row; readonly property: ModelProperty; readonly raw: boolean }
  | { readonly kind: 'function'; readonly imported: ModelFunction; readonly parameters: Row };

/** Throws a 404 refusal for unknown segments and entities that do not exist. */
export function resolveResource(service: ODataService, data: SapData, segments: readonly Segment[], query: Query): Resource {
  const [first, ...rest] = segments;
  if (first === undefined) throw segmentNotFound('');
  const imported = service.model.functionImports.find((one) => one.name === first.name);
  if (imported !== undefined && rest.length === 0) return { kind: 'function', imported, parameters: readParameters(imported, query) };
  if (!service.model.entitySets.some((one) => one.name === first.name)) throw segmentNotFound(first.name);
  let resource: Resource = within(service, data, first.name, {}, first);
  for (const segment of rest) resource = step(service, data, resource, segment);
  return resource;
}

function step(service: ODataService, data: SapData, from: Resource, segment: Segment): Resource {
  const { name } = segment;
  if (name === '$count' && (from.kind === 'collection' || from.kind === 'entity')) return { ...from, count: true };
  if (name === '$value' && from.kind === 'property') return { ...from, raw: true };
  if (from.kind !== 'entity') throw segmentNotFound(name);
  const type = typeOfSet(service, from.set);
  const navigation = type.navigations.find((one) => one.name === name);
  if (navigation !== undefined) {
    const target = setOfType(service, navigation.target);
    const where = joinOf(navigation, from.row);
    if (navigation.many) return within(service, data, target, where, segment);
    const row = rowsWhere(service, data, target, where)[0];
    return row === undefined ? { kind: 'nothing', set: target } : { kind: 'entity', set: target, row, count: false };
  }
  const property = type.properties.find((one) => one.name === name);
  if (property === undefined) throw segmentNotFound(name);
  return { kind: 'property', set: from.set, row: from.row, property, raw: false };
}

function within(service: ODataService, data: SapData, set: string, where: Row, segment: Segment): Resource {
  if (segment.predicate === undefined || segment.predicate.length === 0) return { kind: 'collection', set, where, count: false };
  const key = keyRow(typeOfSet(service, set), segment.predicate);
  const row = rowsWhere(service, data, set, { ...key, ...where }).find((one) =>
    Object.entries(key).every(([name, value]) => one[name] === value),
  );
  if (row === undefined) throw entityNotFound(segment.name);
  return { kind: 'entity', set, row, count: false };
}

/** Function parameters are query options with literals: `?SalesOrder='1'`. */
export function readParameters(imported: ModelFunction, query: Query): Row {
  const parts = imported.parameters.flatMap(({ name }) => {
    const text = query.get(name);
    if (text === undefined) return [];
    const read = readODataLiteral(text);
    if (read === undefined || read.end !== text.length) throw badRequest(`Malformed parameter '${name}' of ${imported.name}`, name);
    return [{ name, literal: read.literal }];
  });
  const given = new Set(parts.map(({ name }) => name));
  const needed = imported.parameters.filter((parameter) => !parameter.nullable || given.has(parameter.name));
  return namedValues(needed, parts, imported.name);
}
