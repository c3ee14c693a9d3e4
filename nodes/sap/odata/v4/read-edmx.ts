/** CSDL 4.0x (XML) → EdmModel. Capabilities and concurrency are said by annotations, inside the element or by its path. */
import type { EdmEntitySet, EdmEntityType, EdmModel, EdmNavigation, EdmOperation, EdmProperty, EdmType } from '../edm.ts';
import { attribute, bare, child, type Element, list, numberOf } from '../xml-element.ts';

export function readV4Schemas(schemas: readonly Element[]): EdmModel | string {
  const types = schemas.find((schema) => list(schema, 'EntityType').length > 0) ?? schemas[0];
  if (types === undefined) return 'The metadata contain no schema.';
  const container = schemas.flatMap((schema) => list(schema, 'EntityContainer'))[0] ?? {};
  const notes = annotationsByTarget(schemas);
  const imports = [...list(container, 'ActionImport'), ...list(container, 'FunctionImport')];
  return {
    namespace: attribute(types, 'Namespace') ?? '',
    entityTypes: schemas.flatMap((schema) => list(schema, 'EntityType')).map(readEntityType),
    complexTypes: schemas
      .flatMap((schema) => list(schema, 'ComplexType'))
      .map((type) => ({ name: attribute(type, 'Name') ?? '', properties: list(type, 'Property').map(readProperty) })),
    entitySets: list(container, 'EntitySet').map((set) => readEntitySet(set, notes)),
    functionImports: [],
    operations: schemas.flatMap((schema) => [
      ...list(schema, 'Action').map((one) => readOperation(one, 'action', imports)),
      ...list(schema, 'Function').map((one) => readOperation(one, 'function', imports)),
    ]),
  };
}

function readEntityType(type: Element): EdmEntityType {
  return {
    name: attribute(type, 'Name') ?? '',
    key: list(child(type, 'Key'), 'PropertyRef').map((ref) => attribute(ref, 'Name') ?? ''),
    properties: list(type, 'Property').map(readProperty),
    navigations: list(type, 'NavigationProperty').map(readNavigation),
  };
}

function readProperty(property: Element): EdmProperty {
  const [maxLength, precision, scale] = ['MaxLength', 'Precision', 'Scale'].map((name) => numberOf(property, name));
  const notes = list(property, 'Annotation');
  const computed = notes.some((one) => termOf(one) === 'Computed');
  const immutable = notes.some((one) => termOf(one) === 'Immutable');
  return {
    name: attribute(property, 'Name') ?? '',
    type: (attribute(property, 'Type') ?? 'Edm.String') as EdmType,
    nullable: attribute(property, 'Nullable') !== 'false',
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    creatable: !computed,
    updatable: !computed && !immutable,
    concurrencyToken: false,
  };
}

function readNavigation(navigation: Element): EdmNavigation {
  const type = attribute(navigation, 'Type') ?? '';
  const many = type.startsWith('Collection(');
  return {
    name: attribute(navigation, 'Name') ?? '',
    target: bare(many ? type.slice('Collection('.length, -1) : type),
    many,
    on: list(navigation, 'ReferentialConstraint').map(
      (one) => [attribute(one, 'Property') ?? '', attribute(one, 'ReferencedProperty') ?? ''] as const,
    ),
  };
}

type Notes = ReadonlyMap<string, readonly Element[]>;

function readEntitySet(set: Element, notes: Notes): EdmEntitySet {
  const name = attribute(set, 'Name') ?? '';
  const own = [...list(set, 'Annotation'), ...(notes.get(name) ?? [])];
  const allows = (term: string, property: string): boolean => {
    const record = child(
      own.find((one) => termOf(one) === term),
      'Record',
    );
    const value = list(record, 'PropertyValue').find((one) => attribute(one, 'Property') === property);
    return attribute(value, 'Bool') !== 'false';
  };
  return {
    name,
    entityType: bare(attribute(set, 'EntityType')),
    creatable: allows('InsertRestrictions', 'Insertable'),
    updatable: allows('UpdateRestrictions', 'Updatable'),
    deletable: allows('DeleteRestrictions', 'Deletable'),
  };
}

/** `<Annotations Target="ns.Container/SalesOrder">` by the last part of the target. */
function annotationsByTarget(schemas: readonly Element[]): Notes {
  const notes = new Map<string, readonly Element[]>();
  for (const one of schemas.flatMap((schema) => list(schema, 'Annotations'))) {
    const target = attribute(one, 'Target') ?? '';
    if (!target.includes('/')) continue;
    const name = target.slice(target.lastIndexOf('/') + 1);
    notes.set(name, [...(notes.get(name) ?? []), ...list(one, 'Annotation')]);
  }
  return notes;
}

function readOperation(operation: Element, kind: EdmOperation['kind'], imports: readonly Element[]): EdmOperation {
  const name = attribute(operation, 'Name') ?? '';
  const parameters = list(operation, 'Parameter');
  const isBound = attribute(operation, 'IsBound') === 'true';
  const binding = isBound ? (attribute(parameters[0], 'Type') ?? '') : '';
  const boundToMany = binding.startsWith('Collection(');
  const imported = imports.find((one) => bare(attribute(one, kind === 'action' ? 'Action' : 'Function')) === name);
  return {
    name,
    kind,
    ...(isBound ? { boundTo: bare(boundToMany ? binding.slice('Collection('.length, -1) : binding) } : {}),
    boundToMany,
    parameters: (isBound ? parameters.slice(1) : parameters).map(readProperty),
    ...(imported === undefined ? {} : { imported: attribute(imported, 'Name') ?? name }),
  };
}

const termOf = (annotation: Element): string => bare(attribute(annotation, 'Term'));
