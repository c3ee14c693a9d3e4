/** What an object of the organisation is made of; the definitions are in `object-definitions.ts`. */
export type FieldType = 'id' | 'reference' | 'string' | 'textarea' | 'picklist' | 'double' | 'currency' | 'date' | 'datetime' | 'boolean';

export interface FieldDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly length?: number;
  readonly scale?: number;
  /** Must be given at creation and never be emptied. */
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly externalId?: boolean;
  /** Set by the system: neither creation nor update may name it. */
  readonly readOnly?: boolean;
  /** Set at creation, then fixed. */
  readonly createOnly?: boolean;
  /** Not changeable while the order (or the order of the item) is activated. */
  readonly lockedByActivation?: boolean;
  readonly references?: string;
  /** How SOQL names the way along the reference: `Account`, `Order__r`. */
  readonly relationship?: string;
  readonly values?: readonly string[];
  readonly defaultValue?: string | number | boolean;
}

export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  /** First three characters of its ids. */
  readonly keyPrefix: string;
  readonly writable: boolean;
  readonly fields: readonly FieldDefinition[];
}

/** Field and object names are compared without regard to case. */
export function findField(object: ObjectDefinition, name: string): FieldDefinition | undefined {
  const wanted = name.toLowerCase();
  return object.fields.find((field) => field.name.toLowerCase() === wanted);
}
