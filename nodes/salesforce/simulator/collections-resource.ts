/** `composite/sobjects`: up to 200 rows in one call, a result for each. */
import type { Json, JsonObject } from '#flows/json.ts';
import { readRecordId } from './field-values.ts';
import { findObject, OBJECT_DEFINITIONS } from './object-definitions.ts';
import { findField, type ObjectDefinition } from './object-model.ts';
import type { Organization } from './organization.ts';
import { createOne, deleteOne, updateOne, upsertOne } from './record-resource.ts';
import { notFound, Refusal } from './refusal.ts';
import { methodNotAllowed, type RestAnswer, type RestRequest, requireObject } from './rest-request.ts';
import type { UnitOfWork } from './unit-of-work.ts';

const MOST_ROWS = 200;

interface RowResult {
  readonly id?: string;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly Json[];
}

/** With `allOrNone`, `rollBack` is set: the caller undoes everything. */
export function handleCollection(
  organization: Organization,
  work: UnitOfWork,
  request: RestRequest,
): { readonly answer: RestAnswer; readonly rollBack: boolean } {
  const { rows, allOrNone } = readRows(organization, work, request);
  if (rows.length > MOST_ROWS)
    throw new Refusal(400, 'EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${MOST_ROWS} records in this operation`);
  const results = rows.map((row): RowResult => {
    try {
      return row();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { success: false, errors: [{ statusCode: error.errorCode, message: error.message, fields: error.fields }] };
    }
  });
  const rollBack = allOrNone && results.some(({ success }) => !success);
  const body = rollBack ? results.map((result) => (result.success ? ROLLED_BACK : result)) : results;
  return { answer: { status: 200, body: body as unknown as Json }, rollBack };
}

const ROLLED_BACK: RowResult = {
  success: false,
  errors: [
    {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: [],
    },
  ],
};

function readRows(
  organization: Organization,
  work: UnitOfWork,
  request: RestRequest,
): { readonly rows: readonly (() => RowResult)[]; readonly allOrNone: boolean } {
  const [, , name, externalField, ...rest] = request.path;
  const { caller } = request;
  if (rest.length > 0) throw notFound();
  if (request.method === 'DELETE') {
    const ids = (request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
    const rows = ids.map((id) => () => {
      const longId = readRecordId(id) ?? id;
      deleteOne(organization, work, objectOfId(longId), longId, caller);
      return { id: longId, success: true, errors: [] };
    });
    return { rows, allOrNone: request.query.get('allOrNone') === 'true' };
  }
  const { allOrNone, records } = requireObject(request.body);
  if (!Array.isArray(records)) throw new Refusal(400, 'MISSING_ARGUMENT', 'Missing required argument: records', ['records']);
  const fieldsOf = (record: Json): JsonObject => requireObject(record);
  if (request.method === 'PATCH' && name !== undefined && externalField !== undefined) {
    const object = requireObjectNamed(name);
    const field = findField(object, externalField);
    if (field?.externalId !== true) throw notFound(`Provided external ID field does not exist or is not accessible: ${externalField}`);
    return {
      allOrNone: allOrNone === true,
      rows: records.map((row) => () => {
        const { [field.name]: value, ...fields } = fieldsOf(row);
        if (typeof value !== 'string' || value === '')
          throw new Refusal(400, 'MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
        const { record, created } = upsertOne(organization, work, object, field, value, fields, caller);
        return { id: record.Id, success: true, created, errors: [] };
      }),
    };
  }
  if (name !== undefined) throw notFound();
  if (request.method === 'POST')
    return {
      allOrNone: allOrNone === true,
      rows: records.map((row) => () => {
        const fields = fieldsOf(row);
        return { id: createOne(organization, work, objectOf(fields), fields, caller).Id, success: true, errors: [] };
      }),
    };
  if (request.method === 'PATCH')
    return {
      allOrNone: allOrNone === true,
      rows: records.map((row) => () => {
        const { Id, id = Id, ...fields } = fieldsOf(row);
        if (typeof id !== 'string') throw new Refusal(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
        return { id: updateOne(organization, work, objectOf(fields), id, fields, caller).Id, success: true, errors: [] };
      }),
    };
  throw methodNotAllowed(request.method, 'POST, PATCH, DELETE');
}

function objectOf(fields: JsonObject): ObjectDefinition {
  const { attributes } = fields;
  const type = typeof attributes === 'object' && attributes !== null ? (attributes as JsonObject)['type'] : undefined;
  return requireObjectNamed(typeof type === 'string' ? type : '');
}

function requireObjectNamed(name: string): ObjectDefinition {
  const object = findObject(name);
  if (object === undefined) throw new Refusal(400, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
  return object;
}

function objectOfId(id: string): ObjectDefinition {
  const object = OBJECT_DEFINITIONS.find(({ keyPrefix }) => id.startsWith(keyPrefix));
  if (object === undefined) throw new Refusal(400, 'MALFORMED_ID', `bad id ${id}`);
  return object;
}
