/** `$metadata` of an OData service → its operations for the palette, each with the config that a node of SAP begins with. Pure. */
import type { Json, JsonObject, JsonSchema } from '#flows/json.ts';
import type { Problem } from '#flows/problem.ts';
import { SERVICE_LIMITS, type ServiceOperation, type ServiceReading } from '#flows/services/service.ts';
import { ANY_SERVICE } from './entity-service.ts';
import { type EdmEntitySet, type EdmEntityType, type EdmModel, type EdmProperty, findEntityType, findSetOfType } from './odata/edm.ts';

/** `path`: as nodes open the service (`API_SALES_ORDER_SRV`; of V4 its path), which not all metadata say. */
export function describeODataService(model: EdmModel, path: string | undefined): ServiceReading {
  const isV4 = model.operations !== undefined;
  const service = path ?? (isV4 ? '' : model.namespace);
  if (!new RegExp(ANY_SERVICE).test(service) || service.includes('/') !== isV4) {
    const help = isV4
      ? 'Give its path below odata4/sap, e.g. api_salesorder/srvd_a2x/sap/salesorder/0001.'
      : 'Give its name below odata/sap, e.g. API_OUTBOUND_DELIVERY_SRV;v=0002.';
    const message =
      path === undefined ? 'The metadata do not say where the service stands.' : `${path.slice(0, 100)} is no service of OData.`;
    return { problems: [problem('error', 'service-path-missing', '', message, help)] };
  }
  const collected = new Collected(service);
  for (const set of model.entitySets) describeSet(model, set, collected);
  describeFunctions(model, collected);
  const { operations, problems } = collected;
  if (operations.length === 0) {
    const help = 'Give the metadata of a service that has entity sets.';
    return { problems: [problem('error', 'description-empty', '', 'There is no operation in it that can be called.', help), ...problems] };
  }
  // Namespaces of V4 are too long for a heading, and end with the version.
  const title = isV4 ? service.slice(0, service.indexOf('/')) : model.namespace;
  const version = /;v=(\d+)$|\/(\d{4})$/.exec(service);
  return {
    description: { kind: 'odata', title, version: version?.[1] ?? version?.[2] ?? '', path: service, operations },
    problems,
  };
}

interface Described {
  readonly type: ServiceOperation['type'];
  readonly label: string;
  readonly summary: string;
  readonly config: JsonObject;
  readonly request: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly answers?: { readonly [name: string]: JsonSchema };
}

/** A flow holds what it was drawn with, and an import is kept: both have an end. */
const MOST_BYTES = 30_000_000;

class Collected {
  readonly operations: ServiceOperation[] = [];
  readonly problems: Problem[] = [];
  readonly #service: string;
  readonly #ids = new Set<string>();
  #bytes = 0;

  constructor(service: string) {
    this.#service = service;
  }

  add(id: string, { type, label, summary, config, request: fields, required = [], answers: given = {} }: Described): void {
    if (this.#ids.has(id)) return this.leaveOut(id, 'operation-ambiguous', 'There is more than one of this name.');
    const request = record({ service: only(this.#service), ...fields }, required);
    const answers = { type: 'object', properties: { ...given } } satisfies JsonSchema;
    const size = [request, answers].map((schema) => JSON.stringify(schema).length);
    if (Math.max(...size) > SERVICE_LIMITS.schemaBytes)
      return this.leaveOut(id, 'schema-too-large', 'It has more fields than a flow holds.');
    this.#bytes += size[0]! + size[1]!;
    if (this.operations.length >= SERVICE_LIMITS.operations || this.#bytes > MOST_BYTES)
      return this.leaveOut(id, 'too-many-operations', 'The service has more than is kept of one.');
    this.#ids.add(id);
    const described = { operation: id, request, answers };
    this.operations.push({ id, label, summary, type, config: { service: this.#service, ...config, described } });
  }

  leaveOut(id: string, code: string, why: string): void {
    const help = 'Use the node "Read from SAP", "Write to SAP" or "Call function of SAP" by hand.';
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem('warning', code, '', `${id} is left out: ${why}`, help));
  }
}

const MOST_PROBLEMS = 200;
/** As the config of the nodes takes it. */
const NAME = /^[A-Za-z0-9_]{1,128}$/;

function describeSet(model: EdmModel, set: EdmEntitySet, collected: Collected): void {
  const { name } = set;
  const type = findEntityType(model, set.entityType);
  if (!NAME.test(name)) return collected.leaveOut(JSON.stringify(name.slice(0, 60)), 'name-malformed', 'Its name is none.');
  if (type === undefined) return collected.leaveOut(name, 'type-unknown', `Its type ${set.entityType.slice(0, 60)} is not described.`);
  const plain = type.properties.filter((property) => askedAs(property.type) !== undefined && isFieldName(property.name));
  const key = plain.filter((property) => type.key.includes(property.name));
  const isAddressed = key.length > 0 && key.length === type.key.length;
  const row = rowOf(type);
  const rows = { type: 'array', items: row } satisfies JsonSchema;
  const asked = { entitySet: only(name) };
  const keyed = { ...asked, key: fieldsOf(key, false, type.key) };
  const read = (label: string, summary: string, where: JsonSchema, required: readonly string[]): Described => ({
    type: 'sap/read-entities',
    label,
    summary,
    config: { entitySet: name, where: {} },
    request: { ...asked, where },
    required,
    answers: { rows },
  });
  const write = (operation: 'create' | 'change' | 'delete', label: string, more: JsonObject, fields: Described['request']): Described => ({
    type: 'sap/write-entity',
    label,
    summary: `${operation} ${name}`,
    config: { entitySet: name, operation, ...more },
    request: { ...fields, operation: only(operation) },
    required: Object.keys(more),
    answers: { before: row, row },
  });
  collected.add(`${name}.list`, read(`List ${name}`, `list ${name}: filter, fields, top`, fieldsOf(plain, true), []));
  if (isAddressed)
    collected.add(`${name}.read`, read(`Read ${name} by key`, `read ${name} by key`, fieldsOf(key, false, type.key), ['where']));
  const created = plain.filter((property) => property.creatable || type.key.includes(property.name));
  if (set.creatable)
    collected.add(`${name}.create`, write('create', `Create ${name}`, { values: {} }, { ...asked, values: fieldsOf(created, true) }));
  const changed = plain.filter((property) => property.updatable && !type.key.includes(property.name));
  if (set.updatable && isAddressed && changed.length > 0)
    collected.add(
      `${name}.change`,
      write('change', `Change ${name}`, { key: {}, values: {} }, { ...keyed, values: fieldsOf(changed, true) }),
    );
  if (set.deletable && isAddressed) collected.add(`${name}.delete`, write('delete', `Delete ${name}`, { key: {} }, keyed));
}

function describeFunctions(model: EdmModel, collected: Collected): void {
  for (const { name, parameters, httpMethod } of model.functionImports)
    describeFunction(name, name, parameters, httpMethod === 'POST' ? 'changes something' : 'only reads', collected);
  for (const { name, imported, kind, boundTo, boundToMany, parameters } of model.operations ?? []) {
    const id = boundTo === undefined ? (imported ?? name) : `${boundTo}.${name}`;
    const what = kind === 'action' ? 'changes something' : 'only reads';
    // Below the service root only what is imported can be called.
    if (boundTo === undefined && imported === undefined) continue;
    const type = boundTo === undefined ? undefined : findEntityType(model, boundTo);
    if (boundTo === undefined) describeFunction(id, imported ?? name, parameters, what, collected);
    else if (boundToMany) collected.leaveOut(id, 'binding-unsupported', 'It is called on a whole set.');
    else if (type === undefined || findSetOfType(model, boundTo) === undefined)
      collected.leaveOut(id, 'type-unknown', `No set of ${boundTo.slice(0, 60)} is described.`);
    else describeFunction(id, name, parameters, `${what}, on one ${boundTo}`, collected, type);
  }
}

function describeFunction(
  id: string,
  name: string,
  parameters: readonly EdmProperty[],
  what: string,
  collected: Collected,
  type?: EdmEntityType,
): void {
  if (!NAME.test(name)) return collected.leaveOut(JSON.stringify(id.slice(0, 60)), 'name-malformed', 'Its name is none.');
  const unfit = parameters.find((one) => askedAs(one.type) === undefined || !isFieldName(one.name));
  if (unfit !== undefined)
    return collected.leaveOut(id, 'parameter-unsupported', `Its parameter ${unfit.name.slice(0, 60)} is no single value.`);
  const needed = parameters.filter((one) => !one.nullable).map((one) => one.name);
  const key = type?.properties.filter((one) => type.key.includes(one.name));
  const on = key === undefined ? {} : { on: {} };
  collected.add(id, {
    type: 'sap/call-function',
    label: `Call ${id}`,
    summary: `${id}: ${what}`,
    config: { function: name, ...on, parameters: {} },
    request: {
      function: only(name),
      ...(key === undefined ? {} : { on: fieldsOf(key, false, type!.key) }),
      parameters: fieldsOf(parameters, true, needed),
    },
    required: [...Object.keys(on), ...(needed.length === 0 ? [] : ['parameters'])],
  });
}

function fieldsOf(properties: readonly EdmProperty[], mayBeNull: boolean, required: readonly string[] = []): JsonSchema {
  const fields = properties.map(({ name, type, nullable, maxLength }): [string, Json] => {
    const types = askedAs(type)!;
    const longest = type === 'Edm.String' && maxLength !== undefined ? { maxLength } : {};
    return [name, { type: [...types, ...(mayBeNull && nullable ? ['null'] : [])], ...longest }];
  });
  return record(Object.fromEntries(fields), required);
}

/** A row as the nodes give it: every field that was not left out by a selection. */
function rowOf({ properties }: EdmEntityType): JsonSchema {
  const fields = properties.filter(({ name }) => isFieldName(name));
  return record(
    Object.fromEntries(fields.map(({ name, type, nullable }) => [name, answeredAs(type, nullable)])),
    fields.map(({ name }) => name),
  );
}

function isFieldName(name: string): boolean {
  return NAME.test(name) && name !== '__proto__';
}

/** What a config may hold for it; undefined: no single value. */
function askedAs(type: string): readonly string[] | undefined {
  switch (type) {
    case 'Edm.Boolean':
      return ['boolean'];
    case 'Edm.Date':
    case 'Edm.DateTime':
    case 'Edm.DateTimeOffset':
    case 'Edm.Time':
    case 'Edm.TimeOfDay':
      return ['string'];
    case 'Edm.String':
    case 'Edm.Guid':
    case 'Edm.Binary':
    case 'Edm.Decimal':
    case 'Edm.Int64':
    case 'Edm.Byte':
    case 'Edm.SByte':
    case 'Edm.Int16':
    case 'Edm.Int32':
    case 'Edm.Single':
    case 'Edm.Double':
      return ['string', 'number'];
    default:
      return undefined;
  }
}

/** Decimals come as text, days as `YYYY-MM-DD`; what Double says beyond numbers (`INF`) comes as text, in V2 all of it. */
function answeredAs(type: string, nullable: boolean): JsonSchema {
  const none = nullable ? ['null'] : [];
  switch (type) {
    case 'Edm.Boolean':
      return { type: ['boolean', ...none] };
    case 'Edm.Byte':
    case 'Edm.SByte':
    case 'Edm.Int16':
    case 'Edm.Int32':
      return { type: ['integer', ...none] };
    case 'Edm.Single':
    case 'Edm.Double':
      return { type: ['number', 'string', ...none] };
    default:
      return askedAs(type) === undefined ? {} : { type: ['string', ...none] };
  }
}

function record(properties: { readonly [name: string]: Json }, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required: [...required] }), additionalProperties: false };
}

function only(value: string): JsonSchema {
  return { enum: [value] };
}

function problem(severity: Problem['severity'], code: string, path: string, message: string, help: string): Problem {
  return { code, severity, path, message, help };
}
