/** What `$metadata` says, as plain data. The client reads it from EDMX, the simulator writes EDMX from it. */

export type EdmType =
  | 'Edm.String'
  | 'Edm.Boolean'
  | 'Edm.Byte'
  | 'Edm.Int16'
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.Decimal'
  | 'Edm.Double'
  | 'Edm.DateTime'
  | 'Edm.DateTimeOffset'
  | 'Edm.Time'
  | 'Edm.Guid'
  | 'Edm.Binary'
  /** Of V4 alone. */
  | 'Edm.Date'
  | 'Edm.TimeOfDay';

export interface EdmModel {
  readonly namespace: string;
  readonly entityTypes: readonly EdmEntityType[];
  readonly complexTypes: readonly EdmComplexType[];
  readonly entitySets: readonly EdmEntitySet[];
  readonly functionImports: readonly EdmFunctionImport[];
  /** Of V4: actions and functions, on an entity or by themselves. */
  readonly operations?: readonly EdmOperation[];
}

export interface EdmOperation {
  readonly name: string;
  readonly kind: 'action' | 'function';
  /** Entity type without namespace that it is called on; left out: it stands by itself. */
  readonly boundTo?: string;
  /** Called on a set instead of one entity. */
  readonly boundToMany: boolean;
  /** Without the one that it is bound by. */
  readonly parameters: readonly EdmProperty[];
  /** Name below the service root, of those that stand by themselves. */
  readonly imported?: string;
}

export interface EdmEntityType {
  readonly name: string;
  readonly key: readonly string[];
  readonly properties: readonly EdmProperty[];
  readonly navigations: readonly EdmNavigation[];
}

export interface EdmComplexType {
  readonly name: string;
  readonly properties: readonly EdmProperty[];
}

export interface EdmProperty {
  readonly name: string;
  readonly type: EdmType;
  readonly nullable: boolean;
  readonly maxLength?: number;
  readonly precision?: number;
  readonly scale?: number;
  /** `Date`: a plain date, never shifted. `NonNegative`: digits whose leading zeros mean nothing. */
  readonly displayFormat?: string;
  /** sap:creatable, sap:updatable; true where the attribute is absent. */
  readonly creatable: boolean;
  readonly updatable: boolean;
  /** ConcurrencyMode="Fixed": this field is the source of the ETag. */
  readonly concurrencyToken: boolean;
  /** Property that holds the unit or currency of this amount. */
  readonly unitProperty?: string;
}

export interface EdmNavigation {
  readonly name: string;
  /** Entity type without namespace. */
  readonly target: string;
  readonly many: boolean;
  /** Pairs (own property, target's property) of the referential constraint, where the service declares one. */
  readonly on: readonly (readonly [string, string])[];
}

export interface EdmEntitySet {
  readonly name: string;
  readonly entityType: string;
  readonly creatable: boolean;
  readonly updatable: boolean;
  readonly deletable: boolean;
}

export interface EdmFunctionImport {
  readonly name: string;
  readonly httpMethod: 'GET' | 'POST';
  /** Entity or complex type without namespace. */
  readonly returns?: string;
  readonly returnsMany: boolean;
  readonly parameters: readonly EdmProperty[];
}

export function findEntityType(model: EdmModel, name: string): EdmEntityType | undefined {
  return model.entityTypes.find((type) => type.name === name);
}

export function findEntitySet(model: EdmModel, name: string): EdmEntitySet | undefined {
  return model.entitySets.find((set) => set.name === name);
}

/** The entity set in which the entities of a type live; the first where several share it. */
export function findSetOfType(model: EdmModel, entityType: string): EdmEntitySet | undefined {
  return model.entitySets.find((set) => set.entityType === entityType);
}
