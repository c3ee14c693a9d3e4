/** The objects of the sandbox organisation. Custom fields stand for what an integration package would bring along. */
import type { FieldDefinition, ObjectDefinition } from './object-model.ts';

type Extra = Omit<FieldDefinition, 'name' | 'label' | 'type'>;
const field = (type: FieldDefinition['type'], name: string, extra: Extra = {}): FieldDefinition => ({
  name,
  label: name.replace(/__c$/, '').replaceAll('_', ' '),
  type,
  ...extra,
});
const text = (name: string, length: number, extra: Extra = {}) => field('string', name, { length, ...extra });
const date = (name: string, extra: Extra = {}) => field('date', name, extra);
const number = (name: string, scale: number, extra: Extra = {}) => field('double', name, { scale, ...extra });
const reference = (name: string, references: string, relationship: string, extra: Extra = {}) =>
  field('reference', name, { references, relationship, ...extra });

/** `LastModifiedClient__c` keeps the client tag of the last write: how an echo is told from a change. */
const SYSTEM_FIELDS: readonly FieldDefinition[] = [
  field('id', 'Id', { readOnly: true }),
  field('datetime', 'CreatedDate', { readOnly: true }),
  reference('CreatedById', 'User', 'CreatedBy', { readOnly: true }),
  field('datetime', 'LastModifiedDate', { readOnly: true }),
  reference('LastModifiedById', 'User', 'LastModifiedBy', { readOnly: true }),
  field('datetime', 'SystemModstamp', { readOnly: true }),
  field('boolean', 'IsDeleted', { readOnly: true, defaultValue: false }),
  text('LastModifiedClient__c', 80, { readOnly: true }),
];

const define = (name: string, keyPrefix: string, fields: readonly FieldDefinition[], writable = true): ObjectDefinition => ({
  name,
  label: name.replace(/__c$/, '').replaceAll('_', ' '),
  keyPrefix,
  writable,
  fields: [...SYSTEM_FIELDS, ...fields],
});

export const CHANGE_REQUEST_STATES = [
  'New',
  'In_Review',
  'Approval_Pending',
  'In_ERP_commitment_pending',
  'In_ERP_partly_confirmed',
  'In_ERP_unconfirmed',
  'Committed',
  'Offered',
  'Rejected',
  'No_Change',
  'Superseded',
  'Stale',
  'Set_Aside',
  'Failed',
] as const;

export const OBJECT_DEFINITIONS: readonly ObjectDefinition[] = [
  define('User', '005', [text('Username', 80), text('Name', 121)], false),
  define('Account', '001', [
    text('Name', 255, { required: true }),
    text('AccountNumber', 40),
    reference('ParentId', 'Account', 'Parent'),
    text('BillingCity', 40),
    text('BillingCountryCode', 10),
    text('ERP_Customer_Number__c', 10, { unique: true, externalId: true }),
    field('picklist', 'Class__c', { values: ['A', 'B', 'C'] }),
    text('Contact_Name__c', 120),
    text('Contact_Email__c', 80),
  ]),
  define(
    'Product2',
    '01t',
    [text('Name', 255), text('ProductCode', 255), text('QuantityUnitOfMeasure', 40), field('boolean', 'IsActive', { defaultValue: true })],
    false,
  ),
  define('Order', '801', [
    text('OrderNumber', 30, { readOnly: true }),
    reference('AccountId', 'Account', 'Account', { required: true, lockedByActivation: true }),
    date('EffectiveDate', { required: true, lockedByActivation: true }),
    field('picklist', 'Status', { required: true, values: ['Draft', 'Activated', 'Completed', 'Cancelled'], defaultValue: 'Draft' }),
    text('PoNumber', 80, { lockedByActivation: true }),
    text('CurrencyIsoCode', 3, { defaultValue: 'EUR', lockedByActivation: true }),
    field('currency', 'TotalAmount', { scale: 2, readOnly: true }),
    text('ERP_Order_Number__c', 10, { unique: true, externalId: true }),
    text('ERP_Status__c', 80),
    text('ERP_Message__c', 255),
    text('Plant__c', 4, { lockedByActivation: true }),
    number('Revision__c', 0, { defaultValue: 0 }),
    date('Promise_Date__c'),
  ]),
  define('OrderItem', '802', [
    text('OrderItemNumber', 30, { readOnly: true }),
    reference('OrderId', 'Order', 'Order', { required: true, createOnly: true }),
    reference('Product2Id', 'Product2', 'Product2', { required: true, createOnly: true }),
    number('Quantity', 3, { required: true, lockedByActivation: true }),
    field('currency', 'UnitPrice', { scale: 2, lockedByActivation: true }),
    date('ServiceDate', { lockedByActivation: true }),
    text('Unit__c', 3, { lockedByActivation: true }),
    text('ERP_Item_Number__c', 6, { lockedByActivation: true }),
    text('Plant__c', 4, { lockedByActivation: true }),
    date('Promise_Date__c'),
    text('ERP_Status__c', 80),
  ]),
  define('Order_Change_Request__c', 'a02', [
    text('Name', 80, { readOnly: true }),
    reference('Order__c', 'Order', 'Order__r'),
    text('ERP_Order_Number__c', 10, { required: true }),
    number('Revision__c', 0, { required: true }),
    date('Requested_Date__c'),
    text('Reason__c', 255),
    text('Requested_By__c', 120),
    text('Requested_By_Email__c', 80),
    field('picklist', 'Status__c', { values: CHANGE_REQUEST_STATES, defaultValue: 'New' }),
    field('textarea', 'Items__c', { length: 32_768 }),
    text('External_Id__c', 80, { unique: true, externalId: true }),
    field('textarea', 'ERP_Message__c', { length: 4_096 }),
    field('datetime', 'Processed_At__c'),
  ]),
  define('Order_Commitment__c', 'a03', [
    text('Name', 80, { readOnly: true }),
    text('External_Id__c', 80, { required: true, unique: true, externalId: true }),
    reference('Order__c', 'Order', 'Order__r'),
    text('ERP_Order_Number__c', 10, { required: true }),
    text('ERP_Item_Number__c', 6),
    number('Revision__c', 0),
    date('Requested_Date__c'),
    date('Committed_Date__c'),
    date('Goods_Issue_Date__c'),
    number('Quantity__c', 3),
    text('Unit__c', 3),
    text('Status__c', 40),
    text('Plant__c', 4),
    text('Plan_Version__c', 40),
    text('Delivery_Number__c', 10),
    date('Shipped_Date__c'),
    number('Shipped_Quantity__c', 3),
    text('Blocking__c', 255),
    field('textarea', 'Message__c', { length: 4_096 }),
  ]),
];

export function findObject(name: string): ObjectDefinition | undefined {
  const wanted = name.toLowerCase();
  return OBJECT_DEFINITIONS.find((object) => object.name.toLowerCase() === wanted);
}

/** For names that this program wrote itself. */
export function getObject(name: string): ObjectDefinition {
  const object = findObject(name);
  if (object === undefined) throw new Error(`There is no object ${name}.`);
  return object;
}
