/** Short words for writing a service's model by hand. */
import type {
  EdmComplexType,
  EdmEntitySet,
  EdmEntityType,
  EdmFunctionImport,
  EdmModel,
  EdmNavigation,
  EdmProperty,
} from '../../odata/edm.ts';

export interface ModelProperty extends EdmProperty {
  /** Conversion exit: digits are kept with leading zeros to this length inside and shown without them outside. */
  readonly pad?: number;
  /** Name inside the simulator where the outside calls it otherwise (after a schema change). */
  readonly inside?: string;
}

export interface ModelEntityType extends EdmEntityType {
  readonly properties: readonly ModelProperty[];
}

export interface ModelComplexType extends EdmComplexType {
  readonly properties: readonly ModelProperty[];
}

export interface ModelFunction extends EdmFunctionImport {
  readonly parameters: readonly ModelProperty[];
}

export interface ServiceModel extends EdmModel {
  readonly entityTypes: readonly ModelEntityType[];
  readonly complexTypes: readonly ModelComplexType[];
  readonly functionImports: readonly ModelFunction[];
}

const plain = { nullable: true, creatable: true, updatable: true, concurrencyToken: false } as const;

export const text = (name: string, maxLength: number): ModelProperty => ({ ...plain, name, type: 'Edm.String', maxLength });
/** Digits with leading zeros inside (ALPHA): customers, documents, numeric materials. */
export const code = (name: string, maxLength: number, pad = maxLength): ModelProperty => ({ ...text(name, maxLength), pad });
/** NUMC: only digits, leading zeros mean nothing. */
export const digits = (name: string, maxLength: number): ModelProperty => ({ ...code(name, maxLength), displayFormat: 'NonNegative' });
export const decimal = (name: string, precision: number, scale: number, unitProperty?: string): ModelProperty => ({
  ...plain,
  name,
  type: 'Edm.Decimal',
  precision,
  scale,
  ...(unitProperty === undefined ? {} : { unitProperty }),
});
export const date = (name: string): ModelProperty => ({ ...plain, name, type: 'Edm.DateTime', precision: 0, displayFormat: 'Date' });
export const instant = (name: string, precision = 0): ModelProperty => ({ ...plain, name, type: 'Edm.DateTimeOffset', precision });
export const time = (name: string): ModelProperty => ({ ...plain, name, type: 'Edm.Time', precision: 0 });
export const int = (name: string): ModelProperty => ({ ...plain, name, type: 'Edm.Int32' });
export const guid = (name: string): ModelProperty => ({ ...plain, name, type: 'Edm.Guid' });
export const flag = (name: string): ModelProperty => ({ ...plain, name, type: 'Edm.Boolean' });
/** SAP fills it. */
export const readOnly = (property: ModelProperty): ModelProperty => ({ ...property, creatable: false, updatable: false });
/** May be given when the row is made, never changed. */
export const fixed = (property: ModelProperty): ModelProperty => ({ ...property, updatable: false });
/** Source of the ETag. */
export const token = (property: ModelProperty): ModelProperty => ({ ...readOnly(property), concurrencyToken: true });
export const required = (property: ModelProperty): ModelProperty => ({ ...property, nullable: false });

export function entityType(
  name: string,
  keys: readonly ModelProperty[],
  properties: readonly ModelProperty[],
  navigations: readonly EdmNavigation[] = [],
): ModelEntityType {
  return {
    name,
    key: keys.map((key) => key.name),
    properties: [...keys.map((key) => ({ ...key, nullable: false, updatable: false })), ...properties],
    navigations,
  };
}

export const complexType = (name: string, properties: readonly ModelProperty[]): ModelComplexType => ({ name, properties });

/** `on`: names that are equal on both sides, or pairs. */
export function toMany(name: string, target: string, on: readonly (string | readonly [string, string])[]): EdmNavigation {
  return { name, target, many: true, on: on.map((one) => (typeof one === 'string' ? ([one, one] as const) : one)) };
}

export const toOne = (name: string, target: string, on: readonly (string | readonly [string, string])[]): EdmNavigation => ({
  ...toMany(name, target, on),
  many: false,
});

type Allowed = 'create' | 'update' | 'delete';

export const entitySet = (name: string, type: string, allowed: readonly Allowed[] = []): EdmEntitySet => ({
  name,
  entityType: type,
  creatable: allowed.includes('create'),
  updatable: allowed.includes('update'),
  deletable: allowed.includes('delete'),
});
