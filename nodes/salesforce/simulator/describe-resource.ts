/** What the organisation says about its objects. */
import type { JsonObject } from '#flows/json.ts';
import { OBJECT_DEFINITIONS } from './object-definitions.ts';
import type { FieldDefinition, ObjectDefinition } from './object-model.ts';

export function describeAll(version: string): JsonObject {
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects: OBJECT_DEFINITIONS.map((object) => describeBriefly(object, version)) };
}

export function describeBriefly({ name, label, keyPrefix, writable }: ObjectDefinition, version: string): JsonObject {
  return {
    name,
    label,
    keyPrefix,
    custom: name.endsWith('__c'),
    createable: writable,
    updateable: writable,
    deletable: writable,
    queryable: true,
    urls: {
      sobject: `/services/data/${version}/sobjects/${name}`,
      describe: `/services/data/${version}/sobjects/${name}/describe`,
      rowTemplate: `/services/data/${version}/sobjects/${name}/{ID}`,
    },
  };
}

export function describeObject(object: ObjectDefinition, version: string): JsonObject {
  return { ...describeBriefly(object, version), fields: object.fields.map((field) => describeField(object, field)) };
}

function describeField({ writable }: ObjectDefinition, field: FieldDefinition): JsonObject {
  const changeable = writable && field.readOnly !== true;
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    length: field.length ?? 0,
    scale: field.scale ?? 0,
    custom: field.name.endsWith('__c'),
    createable: changeable,
    updateable: changeable && field.createOnly !== true,
    nillable: field.required !== true,
    unique: field.unique === true,
    externalId: field.externalId === true,
    idLookup: field.type === 'id' || field.externalId === true,
    filterable: field.type !== 'textarea',
    defaultValue: field.defaultValue ?? null,
    referenceTo: field.references === undefined ? [] : [field.references],
    relationshipName: field.relationship ?? null,
    picklistValues: (field.values ?? []).map((value) => ({
      value,
      label: value,
      active: true,
      defaultValue: value === field.defaultValue,
    })),
    restrictedPicklist: field.type === 'picklist',
  };
}
