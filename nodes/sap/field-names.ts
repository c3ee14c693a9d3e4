/**
 * A customer's names for fields of the sales order service, where they are others than the ones that nodes and flows use: everything
 * above sees our names, everything that goes to SAP or comes from it has theirs. Kept in the connection, so that each environment and
 * plant has its own, with revision and audit. Pure.
 */
import type { Json, JsonObject } from '#flows/json.ts';
import { type EdmEntityType, type EdmModel, type EdmProperty, findEntitySet, findEntityType } from './odata/edm.ts';

/** `A_SalesOrderItemType/YY1_PromisedDate_SDI` → the customer's name of that field. */
export type FieldNameSetting = { readonly [entityAndField: string]: string };

export interface FieldNames {
  readonly isEmpty: boolean;
  /** The model as nodes see it: under our names. A field that is not there stays missing. */
  toOurModel(theirs: EdmModel): EdmModel;
  /** Path below the service root with its query; names in texts are left alone. `theirs`: the system's own model. */
  toTheirPath(theirs: EdmModel, path: string): string;
  /** What is sent to the entity or set of a path. */
  toTheirBody(theirs: EdmModel, path: string, body: Json): Json;
  /** Rows and nested rows, by the type that each names. */
  toOurRows(data: Json): Json;
}

type NamesOfEntity = ReadonlyMap<string, string>;
const NONE: NamesOfEntity = new Map();

export function readFieldNames(setting: FieldNameSetting | undefined): FieldNames {
  const theirs = new Map<string, Map<string, string>>();
  const ours = new Map<string, Map<string, string>>();
  for (const [place, name] of Object.entries(setting ?? {})) {
    const [entity = '', field = ''] = place.split('/');
    if (field === '' || name === '' || name === field) continue;
    put(theirs, entity, field, name);
    put(ours, entity, name, field);
  }
  const theirsOf = (entity: string): NamesOfEntity => theirs.get(entity) ?? NONE;
  const oursOf = (entity: string): NamesOfEntity => ours.get(entity) ?? NONE;

  function toOurProperties(type: EdmEntityType): readonly EdmProperty[] {
    const names = oursOf(type.name);
    const taken = new Set(type.properties.flatMap(({ name }) => names.get(name) ?? []));
    // Where the system has a field of our name as well, the one that was chosen stands for it.
    return type.properties.flatMap((property) => {
      const our = names.get(property.name);
      if (our !== undefined) return [{ ...property, name: our }];
      return taken.has(property.name) ? [] : [property];
    });
  }

  function toTheirObject(model: EdmModel, type: EdmEntityType | undefined, value: Json): Json {
    if (Array.isArray(value)) return (value as readonly Json[]).map((one) => toTheirObject(model, type, one));
    if (!isObject(value) || type === undefined) return value;
    const names = theirsOf(type.name);
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => {
        const navigation = type.navigations.find((one) => one.name === name);
        if (navigation !== undefined) return [name, toTheirObject(model, findEntityType(model, navigation.target), part)];
        return [names.get(name) ?? name, part];
      }),
    );
  }

  function toOurRows(value: Json): Json {
    if (Array.isArray(value)) return (value as readonly Json[]).map(toOurRows);
    if (!isObject(value)) return value;
    const names = oursOf(typeNameOf(value));
    const mapped = [...names].filter(([name]) => name in value);
    const rest = Object.entries(value).filter(([name]) => !names.has(name));
    return Object.fromEntries([
      ...rest.map(([name, part]) => [name, toOurRows(part)] as const),
      ...mapped.map(([name, our]) => [our, value[name]!] as const),
    ]);
  }

  return {
    isEmpty: theirs.size === 0,
    toOurModel: (model) => ({ ...model, entityTypes: model.entityTypes.map((type) => ({ ...type, properties: toOurProperties(type) })) }),
    toTheirPath(model, path) {
      const at = path.indexOf('?');
      if (at === -1) return path;
      const type = typeOfPath(model, path);
      const query = path
        .slice(at + 1)
        .split('&')
        .map((option) => {
          const [name = '', ...rest] = option.split('=');
          const value = rest.join('=');
          if (name === '$select' || name === '$orderby') return `${name}=${renamePaths(model, type, value)}`;
          if (name === '$filter') return `${name}=${encodeURIComponent(renamePaths(model, type, decodeURIComponent(value)))}`;
          return option;
        });
      return `${path.slice(0, at)}?${query.join('&')}`;
    },
    toTheirBody: (model, path, body) => toTheirObject(model, typeOfPath(model, path), body),
    toOurRows,
  };

  /** Every path of names outside of quotes: `to_Item/YY1_X eq 'YY1_X'`. */
  function renamePaths(model: EdmModel, type: EdmEntityType | undefined, text: string): string {
    return text.replace(/'(?:[^']|'')*'|[A-Za-z_][\w/]*/g, (found) => (found.startsWith("'") ? found : renamePath(model, type, found)));
  }

  function renamePath(model: EdmModel, type: EdmEntityType | undefined, path: string): string {
    const [first = '', ...rest] = path.split('/');
    if (type === undefined) return path;
    const navigation = type.navigations.find(({ name }) => name === first);
    if (navigation === undefined || rest.length === 0) return [theirsOf(type.name).get(first) ?? first, ...rest].join('/');
    return `${first}/${renamePath(model, findEntityType(model, navigation.target), rest.join('/'))}`;
  }
}

/** Of the entity or rows that a path leads to: `A_SalesOrder('1')/to_Item`. */
function typeOfPath(model: EdmModel, path: string): EdmEntityType | undefined {
  const [first = '', ...rest] = path
    .replace(/\?.*$/, '')
    .replaceAll(/\([^)]*\)/g, '')
    .split('/');
  const set = findEntitySet(model, first);
  let type = set === undefined ? undefined : findEntityType(model, set.entityType);
  for (const name of rest) {
    const target = type?.navigations.find((navigation) => navigation.name === name)?.target;
    type = target === undefined ? undefined : findEntityType(model, target);
  }
  return type;
}

/** `API_SALES_ORDER_SRV.A_SalesOrderItemType` → the type without its namespace. */
function typeNameOf(row: JsonObject): string {
  const metadata = row['__metadata'];
  const type = isObject(metadata ?? null) ? (metadata as JsonObject)['type'] : undefined;
  return typeof type === 'string' ? type.slice(type.lastIndexOf('.') + 1) : '';
}

function put(map: Map<string, Map<string, string>>, entity: string, from: string, to: string): void {
  const names = map.get(entity);
  if (names === undefined) map.set(entity, new Map([[from, to]]));
  else names.set(from, to);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
