/** The JSON body of a write → inside values, checked against the model. */
import type { ModelEntityType, ModelProperty } from './model.ts';
import { fromJson, insideName } from './property-value.ts';
import { badRequest, SapRefusal } from './refusal.ts';
import type { DeepRow, ODataService, Row } from './service.ts';

type Fields = { readonly [name: string]: unknown };

export function parseBody(body: string | undefined, contentType: string): Fields {
  if (body === undefined || body.trim() === '') throw badRequest('The request has no body');
  if (!/^application\/json\b/i.test(contentType)) {
    throw new SapRefusal(415, '/IWFND/CM_MGW/095', `Content type '${contentType}' is not supported, use application/json`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    throw badRequest(`Error while parsing the JSON body: ${(error as Error).message}`);
  }
  // Some clients send the entity back in the wrapper they got it in.
  const inner = isFields(parsed) && isFields(parsed['d']) && Object.keys(parsed).length === 1 ? parsed['d'] : parsed;
  if (!isFields(inner)) throw badRequest('The body is not one JSON object');
  return inner;
}

/** Changed fields only. Key fields may be repeated when they say the same; navigations are refused: V2 knows no deep update. */
export function readChanges(type: ModelEntityType, fields: Fields, current: Row): Row {
  const changes: { [name: string]: Row[string] } = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === '__metadata' || isDeferred(value)) continue;
    if (type.navigations.some((one) => one.name === name)) {
      throw badRequest(`Deep update over '${name}' is not possible in OData V2; change each entity by itself`, name);
    }
    const property = findProperty(type, name);
    const parsed = fromJson(property, value);
    if (type.key.includes(name)) {
      if (parsed !== current[insideName(property)]) throw badRequest(`Key property '${name}' cannot be changed`, name);
    } else if (property.updatable) changes[insideName(property)] = parsed;
    else throw notChangeable(property);
  }
  return changes;
}

/** A new entity with what hangs on it; `to_Item` as a bare array or as `{results: […]}`. */
export function readDeep(service: ODataService, type: ModelEntityType, fields: Fields): DeepRow {
  const row: { [name: string]: Row[string] } = {};
  const children: { [name: string]: readonly DeepRow[] } = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === '__metadata' || isDeferred(value)) continue;
    const navigation = type.navigations.find((one) => one.name === name);
    if (navigation !== undefined) {
      const target = service.model.entityTypes.find((one) => one.name === navigation.target)!;
      children[name] = listOf(name, value, navigation.many).map((child) => readDeep(service, target, child));
      continue;
    }
    const property = findProperty(type, name);
    const parsed = fromJson(property, value);
    if (!property.creatable && parsed !== '') throw notChangeable(property);
    if (property.creatable) row[insideName(property)] = parsed;
  }
  return { row, children };
}

function findProperty(type: ModelEntityType, name: string): ModelProperty {
  const property = type.properties.find((one) => one.name === name);
  if (property === undefined) throw badRequest(`Property '${name}' is invalid: ${type.name} does not have it`, name);
  return property;
}

function listOf(name: string, value: unknown, many: boolean): readonly Fields[] {
  const list =
    isFields(value) && Array.isArray(value['results'])
      ? (value['results'] as unknown[])
      : Array.isArray(value)
        ? value
        : !many && isFields(value)
          ? [value]
          : undefined;
  if (list === undefined || !list.every(isFields)) throw badRequest(`Navigation '${name}' needs a list of entities`, name);
  return list;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isDeferred = (value: unknown): boolean => isFields(value) && '__deferred' in value;

/** The result of SAP's own check is not for others to write. */
function notChangeable(property: ModelProperty): SapRefusal {
  return new SapRefusal(400, '/IWBEP/CM_MGW_RT/037', `Property '${property.name}' is read-only and cannot be changed`, property.name);
}
