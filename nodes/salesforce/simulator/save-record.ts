/** Creating, changing and deleting one record by the rules of its object. Throws a `Refusal`; then nothing was stored. */
import type { Json, JsonObject } from '#flows/json.ts';
import { salesforceId } from '../../sandbox/salesforce-id.ts';
import { formatInstant, readFieldValue } from './field-values.ts';
import { getObject } from './object-definitions.ts';
import { type FieldDefinition, findField, type ObjectDefinition } from './object-model.ts';
import type { CrmRecord, RecordStore } from './record-store.ts';
import { Refusal } from './refusal.ts';

/** Who writes: the user of the session and the client tag of `Sforce-Call-Options`. */
export interface Author {
  readonly userId: string;
  readonly client: string | undefined;
  readonly now: number;
}

export function createRecord(store: RecordStore, object: ObjectDefinition, values: JsonObject, author: Author): CrmRecord {
  if (!object.writable) throw new Refusal(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  const given = readValues(object, values, 'create');
  const initial: { [name: string]: Json } = {};
  for (const field of object.fields) if (field.defaultValue !== undefined) initial[field.name] = field.defaultValue;
  Object.assign(initial, given);
  const missing = object.fields.filter((field) => field.required === true && (initial[field.name] ?? null) === null);
  if (missing.length > 0) throw requiredMissing(missing);
  checkReferences(store, object, given);
  const order = object.name === 'OrderItem' ? store.find('Order', String(initial['OrderId'])) : undefined;
  if (order?.['Status'] === 'Activated') throw lockedByActivation('Order products of an activated order cannot be added', []);
  checkUnique(store, object, given, undefined);
  const serial = store.takeSerial(object.name);
  const stamp = formatInstant(author.now);
  const record = {
    ...initial,
    ...automaticNumber(object, serial),
    Id: salesforceId(object.keyPrefix, serial),
    CreatedDate: stamp,
    CreatedById: author.userId,
    ...stamps(author),
  } satisfies CrmRecord;
  store.put(object.name, record);
  return record;
}

export function changeRecord(
  store: RecordStore,
  object: ObjectDefinition,
  before: CrmRecord,
  values: JsonObject,
  author: Author,
): CrmRecord {
  if (!object.writable) throw new Refusal(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  const given = readValues(object, values, 'update');
  const emptied = object.fields.filter((field) => field.required === true && given[field.name] === null);
  if (emptied.length > 0) throw requiredMissing(emptied);
  checkReferences(store, object, given);
  checkActivation(store, object, before, given);
  checkUnique(store, object, given, before.Id);
  const record = { ...before, ...given, ...stamps(author) };
  store.put(object.name, record);
  return record;
}

export function deleteRecord(store: RecordStore, object: ObjectDefinition, before: CrmRecord, author: Author): void {
  if (!object.writable) throw new Refusal(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  const order = object.name === 'OrderItem' ? store.find('Order', String(before['OrderId'])) : object.name === 'Order' ? before : undefined;
  if (order?.['Status'] === 'Activated') throw lockedByActivation('An activated order and its products cannot be deleted', []);
  store.put(object.name, { ...before, IsDeleted: true, ...stamps(author) });
}

function stamps({ userId, client, now }: Author): JsonObject {
  const stamp = formatInstant(now);
  return { LastModifiedDate: stamp, SystemModstamp: stamp, LastModifiedById: userId, LastModifiedClient__c: client ?? null };
}

function readValues(object: ObjectDefinition, values: JsonObject, operation: 'create' | 'update'): { readonly [name: string]: Json } {
  const given: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === 'attributes') continue;
    const field = findField(object, name);
    if (field === undefined) throw noSuchColumn(object, name);
    if (field.readOnly === true || (field.createOnly === true && operation === 'update'))
      throw new Refusal(
        400,
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
        [field.name],
      );
    given[field.name] = readFieldValue(field, value);
  }
  return given;
}

export function noSuchColumn(object: ObjectDefinition, name: string): Refusal {
  return new Refusal(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

function requiredMissing(fields: readonly FieldDefinition[]): Refusal {
  const names = fields.map(({ name }) => name);
  return new Refusal(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

function checkReferences(store: RecordStore, object: ObjectDefinition, given: { readonly [name: string]: Json }): void {
  for (const [name, value] of Object.entries(given)) {
    const field = findField(object, name);
    if (field?.references === undefined || typeof value !== 'string') continue;
    const target = getObject(field.references);
    if (!value.startsWith(target.keyPrefix))
      throw new Refusal(400, 'FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${value}`, [name]);
    const referenced = store.find(target.name, value);
    if (referenced === undefined || referenced['IsDeleted'] === true)
      throw new Refusal(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [name]);
  }
}

function checkUnique(
  store: RecordStore,
  object: ObjectDefinition,
  given: { readonly [name: string]: Json },
  self: string | undefined,
): void {
  for (const field of object.fields) {
    const value = given[field.name];
    if (field.unique !== true || typeof value !== 'string') continue;
    const other = store.findByUnique(object.name, field.name, value);
    if (other !== undefined && other.Id !== self)
      throw new Refusal(400, 'DUPLICATE_VALUE', `duplicate value found: ${field.name} duplicates value on record with id: ${other.Id}`, []);
  }
}

function checkActivation(store: RecordStore, object: ObjectDefinition, before: CrmRecord, given: { readonly [name: string]: Json }): void {
  const order = object.name === 'OrderItem' ? store.find('Order', String(before['OrderId'])) : object.name === 'Order' ? before : undefined;
  if (order?.['Status'] !== 'Activated') return;
  const locked = object.fields.filter(
    ({ name, lockedByActivation }) => lockedByActivation === true && name in given && given[name] !== (before[name] ?? null),
  );
  if (locked.length === 0) return;
  const names = locked.map(({ name }) => name);
  throw lockedByActivation(`${names.join(', ')} cannot be changed while the order is activated`, names);
}

const lockedByActivation = (what: string, fields: readonly string[]): Refusal =>
  new Refusal(400, 'FIELD_INTEGRITY_EXCEPTION', `field integrity exception: ${what}`, fields);

function automaticNumber({ name }: ObjectDefinition, serial: number): JsonObject {
  switch (name) {
    case 'Order':
      return { OrderNumber: String(FIRST_ORDER_NUMBER + serial).padStart(8, '0') };
    case 'OrderItem':
      return { OrderItemNumber: String(serial).padStart(10, '0') };
    case 'Order_Change_Request__c':
      return { Name: `CR-${String(serial).padStart(8, '0')}` };
    case 'Order_Commitment__c':
      return { Name: `OC-${String(serial).padStart(8, '0')}` };
    default:
      return {};
  }
}

/** The seeded orders are numbered from 171. */
const FIRST_ORDER_NUMBER = 170;
