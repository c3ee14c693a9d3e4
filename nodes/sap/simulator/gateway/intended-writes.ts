/** What a writing request is about, found out before anything is checked: refused requests go into the record too. */
import { createHash } from 'node:crypto';
import type { Json } from '#flows/json.ts';
import type { SapData } from '../sap-data.ts';
import { typeOfSet } from './entity-node.ts';
import type { ModelProperty } from './model.ts';
import { insideName } from './property-value.ts';
import { readParameters } from './resolve-resource.ts';
import { keyRow, parseResourcePath, type Segment } from './resource-path.ts';
import type { BusinessObject, ODataService, Row } from './service.ts';
import type { Operation } from './write-resource.ts';

/** All operations of a changeset that touch one business object. */
export interface IntendedWrite extends BusinessObject {
  readonly operation: string;
  readonly operations: readonly Operation[];
  readonly sequence?: number;
}

/** Key of an object that has no number yet. */
export const NEW_OBJECT = '(new)';

/** The customer field that carries the order's revision in CRM. */
const REVISION = /"YY1_CRMRevision_SDH"\s*:\s*"?(\d{1,10})"?/;

export function intendedWrites(service: ODataService, data: SapData, operations: readonly Operation[]): readonly IntendedWrite[] {
  const found = new Map<string, { what: BusinessObject & { readonly operation: string }; operations: Operation[] }>();
  for (const operation of operations) {
    const what = whatOf(service, data, operation);
    if (what === undefined) continue;
    // Two new objects of one changeset are two objects.
    const key = what.key === NEW_OBJECT ? `${what.object}/${NEW_OBJECT}/${found.size}` : `${what.object}/${what.key}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { what, operations: [operation] });
    else known.operations.push(operation);
  }
  return [...found.values()].map(({ what, operations: own }) => {
    const revision = own.map((one) => REVISION.exec(one.body ?? '')?.[1]).find((one) => one !== undefined);
    return { ...what, operations: own, ...(revision === undefined ? {} : { sequence: Number(revision) }) };
  });
}

/** Undefined for calls that save nothing (simulation). */
function whatOf(service: ODataService, data: SapData, operation: Operation): (BusinessObject & { readonly operation: string }) | undefined {
  try {
    const { segments, query } = parseResourcePath(operation.target);
    const [first, second] = segments;
    const imported = service.model.functionImports.find((one) => one.name === first?.name);
    if (imported !== undefined) return service.functions[imported.name]?.objectOf?.(readParameters(imported, query), data);
    const source = first === undefined ? undefined : service.sets[first.name];
    if (first === undefined || source === undefined) return unreadable(operation);
    if (source.evaluate !== undefined) return undefined;
    const key =
      first.predicate === undefined ? keyInBody(service, first, operation) : keyRow(typeOfSet(service, first.name), first.predicate);
    const what = source.objectOf?.(key);
    if (what === undefined) return unreadable(operation);
    const onRoot = second === undefined && typeOfSet(service, first.name).key.length === 1;
    if (onRoot && first.predicate === undefined) return { ...what, key: NEW_OBJECT, operation: `create-${what.object}` };
    if (first.predicate === undefined && source.createOperation !== undefined) return { ...what, operation: source.createOperation };
    return { ...what, operation: `${onRoot && operation.method === 'DELETE' ? 'delete' : 'change'}-${what.object}` };
  } catch {
    return unreadable(operation);
  }
}

const unreadable = (operation: Operation) => ({ operation: 'unreadable-request', object: 'request', key: operation.target.slice(0, 200) });

/** `POST A_SalesOrderItem` names its order in the body. What cannot be read there is the operation's own affair. */
function keyInBody(service: ODataService, { name }: Segment, { body }: Operation): Row {
  const type = typeOfSet(service, name);
  const fields = JSON.parse(body ?? '{}') as { readonly [name: string]: unknown };
  const row: { [name: string]: Row[string] } = {};
  for (const property of type.properties) {
    const value = fields[property.name];
    if (property.type === 'Edm.String' && typeof value === 'string') row[insideName(property)] = padded(property, value);
  }
  return row;
}

const padded = ({ pad }: ModelProperty, text: string): string => (pad !== undefined && /^\d+$/.test(text) ? text.padStart(pad, '0') : text);

/** SHA-256 over method, target and canonical body of the operations; how the JSON was spaced or ordered does not count. */
export function hashOf(operations: readonly Operation[]): string {
  const canonical = operations.map(({ method, target, body }) => `${method} ${target}\n${canonicalJson(body)}\n`).join('');
  return createHash('sha256').update(canonical).digest('hex');
}

function canonicalJson(body: string | undefined): string {
  if (body === undefined) return '';
  try {
    return JSON.stringify(sorted(JSON.parse(body) as Json));
  } catch {
    return body;
  }
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
