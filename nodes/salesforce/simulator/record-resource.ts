/** `sobjects/{object}/…`: one record by id or external id. */
import type { JsonObject } from '#flows/json.ts';
import { attributes, toFields } from './answer-record.ts';
import { formatInstant, readFieldValue, readRecordId } from './field-values.ts';
import { type FieldDefinition, findField, type ObjectDefinition } from './object-model.ts';
import type { Caller, Organization } from './organization.ts';
import type { CrmRecord } from './record-store.ts';
import { notFound, Refusal } from './refusal.ts';
import { methodNotAllowed, type RestAnswer, type RestRequest, requireObject } from './rest-request.ts';
import { type Author, changeRecord, createRecord, deleteRecord } from './save-record.ts';
import type { UnitOfWork } from './unit-of-work.ts';

export function handleRecord(organization: Organization, work: UnitOfWork, object: ObjectDefinition, request: RestRequest): RestAnswer {
  const [, , second, value, ...rest] = request.path;
  // An external id with an unencoded slash falls apart into segments that name nothing.
  if (rest.length > 0 || second === undefined) throw notFound();
  if (value === undefined) return byId(organization, work, object, second, request);
  const field = findField(object, second);
  if (field === undefined || (field.externalId !== true && field.name !== 'Id'))
    throw notFound(`Provided external ID field does not exist or is not accessible: ${second}`);
  return field.name === 'Id'
    ? byId(organization, work, object, value, request)
    : byExternalId(organization, work, object, field, value, request);
}

/** `POST sobjects/{object}`. */
export function insertRecord(organization: Organization, work: UnitOfWork, object: ObjectDefinition, request: RestRequest): RestAnswer {
  const record = createOne(organization, work, object, requireObject(request.body), request.caller);
  return {
    status: 201,
    body: { id: record.Id, success: true, errors: [] },
    headers: { location: `/services/data/${request.caller.version}/sobjects/${object.name}/${record.Id}` },
  };
}

export function createOne(
  organization: Organization,
  work: UnitOfWork,
  object: ObjectDefinition,
  fields: JsonObject,
  caller: Caller,
): CrmRecord {
  return work.write({ verb: 'create', object: object.name, key: '', fields: withoutAttributes(fields) }, () =>
    createRecord(organization.store, object, fields, authorOf(organization, caller)),
  );
}

export function updateOne(
  organization: Organization,
  work: UnitOfWork,
  object: ObjectDefinition,
  id: string,
  fields: JsonObject,
  caller: Caller,
): CrmRecord {
  const longId = readRecordId(id) ?? id;
  return work.write({ verb: 'update', object: object.name, key: longId, fields: withoutAttributes(fields) }, () => {
    const before = requireRecord(organization, object, id);
    checkUnmodified(before, caller);
    return changeRecord(organization.store, object, before, fields, authorOf(organization, caller));
  });
}

export function deleteOne(organization: Organization, work: UnitOfWork, object: ObjectDefinition, id: string, caller: Caller): void {
  const longId = readRecordId(id) ?? id;
  work.write({ verb: 'delete', object: object.name, key: longId, fields: {} }, () => {
    const before = requireRecord(organization, object, id);
    deleteRecord(organization.store, object, before, authorOf(organization, caller));
    return before;
  });
}

/** Creates or changes; says which. */
export function upsertOne(
  organization: Organization,
  work: UnitOfWork,
  object: ObjectDefinition,
  field: FieldDefinition,
  value: string,
  fields: JsonObject,
  caller: Caller,
): { readonly record: CrmRecord; readonly created: boolean } {
  const { store } = organization;
  let created = false;
  const record = work.write({ verb: 'upsert', object: object.name, key: value, fields: withoutAttributes(fields) }, () => {
    const named = Object.keys(fields).find((name) => findField(object, name) === field);
    if (named !== undefined)
      throw new Refusal(400, 'INVALID_FIELD', `The ${field.name} field should not be specified in the sobject data.`, [field.name]);
    const before = store.findByUnique(object.name, field.name, value);
    created = before === undefined;
    const author = authorOf(organization, caller);
    if (before === undefined) return createRecord(store, object, { ...fields, [field.name]: readFieldValue(field, value) }, author);
    checkUnmodified(before, caller);
    return changeRecord(store, object, before, fields, author);
  });
  return { record, created };
}

function byId(organization: Organization, work: UnitOfWork, object: ObjectDefinition, id: string, request: RestRequest): RestAnswer {
  switch (request.method) {
    case 'GET':
      return readAnswer(object, requireRecord(organization, object, id), request);
    case 'PATCH':
      updateOne(organization, work, object, id, requireObject(request.body), request.caller);
      return { status: 204 };
    case 'DELETE':
      deleteOne(organization, work, object, id, request.caller);
      return { status: 204 };
    default:
      throw methodNotAllowed(request.method, 'GET, PATCH, DELETE');
  }
}

function byExternalId(
  organization: Organization,
  work: UnitOfWork,
  object: ObjectDefinition,
  field: FieldDefinition,
  value: string,
  request: RestRequest,
): RestAnswer {
  const find = (): CrmRecord => {
    const record = organization.store.findByUnique(object.name, field.name, value);
    if (record === undefined) throw notFound();
    return record;
  };
  switch (request.method) {
    case 'GET':
      return readAnswer(object, find(), request);
    case 'PATCH': {
      const { record, created } = upsertOne(organization, work, object, field, value, requireObject(request.body), request.caller);
      return { status: created ? 201 : 200, body: { id: record.Id, success: true, errors: [], created } };
    }
    case 'DELETE':
      deleteOne(organization, work, object, find().Id, request.caller);
      return { status: 204 };
    default:
      throw methodNotAllowed(request.method, 'GET, PATCH, DELETE');
  }
}

function readAnswer(object: ObjectDefinition, record: CrmRecord, { query, caller }: RestRequest): RestAnswer {
  const wanted = query.get('fields');
  const all = toFields(object, record);
  const names = wanted === null ? Object.keys(all) : wanted.split(',').map((name) => requireField(object, name.trim()).name);
  const stamp = Date.parse(String(record['LastModifiedDate']).replace('+0000', 'Z'));
  return {
    status: 200,
    body: { attributes: attributes(object, record.Id, caller.version), ...Object.fromEntries(names.map((name) => [name, all[name]!])) },
    headers: { 'last-modified': new Date(stamp).toUTCString() },
  };
}

function requireField(object: ObjectDefinition, name: string): FieldDefinition {
  const field = findField(object, name);
  if (field === undefined) throw new Refusal(400, 'INVALID_FIELD', `No such column '${name}' on entity '${object.name}'`);
  return field;
}

function requireRecord({ store }: Organization, object: ObjectDefinition, given: string): CrmRecord {
  const id = readRecordId(given);
  if (id === undefined || !id.startsWith(object.keyPrefix))
    throw new Refusal(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible: Id');
  const record = store.find(object.name, id);
  if (record === undefined) throw notFound();
  if (record['IsDeleted'] === true) throw new Refusal(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  return record;
}

function checkUnmodified(record: CrmRecord, { unmodifiedSince }: Caller): void {
  if (unmodifiedSince === undefined) return;
  if (Number.isNaN(unmodifiedSince)) throw new Refusal(400, 'INVALID_HEADER', 'The value of If-Unmodified-Since is no HTTP date');
  const stamp = Date.parse(String(record['LastModifiedDate']).replace('+0000', 'Z'));
  if (stamp > unmodifiedSince)
    throw new Refusal(412, 'PRECONDITION_FAILED', `The record was changed at ${formatInstant(stamp)}, after If-Unmodified-Since`);
}

export function authorOf({ host }: Organization, { userId, client }: Caller): Author {
  return { userId, client, now: host.now() };
}

function withoutAttributes({ attributes: _attributes, ...fields }: JsonObject): JsonObject {
  return fields;
}
