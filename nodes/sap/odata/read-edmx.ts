/** EDMX → EdmModel: of OData V2 (CSDL 1.0 to 2.0 with SAP's annotations) here, of V4 in `v4/`. */
import { createXmlReader, findXmlFault } from '../../xml-reader.ts';
import type {
  EdmComplexType,
  EdmEntitySet,
  EdmEntityType,
  EdmFunctionImport,
  EdmModel,
  EdmNavigation,
  EdmProperty,
  EdmType,
} from './edm.ts';
import { readV4Schemas } from './v4/read-edmx.ts';
import { attribute, bare, child, type Element, list, numberOf } from './xml-element.ts';

const LISTS = new Set([
  'Schema',
  'EntityType',
  'ComplexType',
  'Property',
  'NavigationProperty',
  'PropertyRef',
  'EntitySet',
  'FunctionImport',
]);
const MORE_LISTS = new Set([
  'Parameter',
  'Association',
  'AssociationSet',
  'End',
  'EntityContainer',
  'Annotations',
  'Annotation',
  'PropertyValue',
  'Action',
  'Function',
  'ActionImport',
  'ReferentialConstraint',
]);

const readDocument = createXmlReader({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  transformTagName: (name) => name.slice(name.indexOf(':') + 1),
  isArray: (name) => LISTS.has(name) || MORE_LISTS.has(name),
});

/** Returns the model, or a sentence saying why the text is no EDMX. */
export function readEdmx(text: string): EdmModel | string {
  const fault = findXmlFault(text);
  if (fault !== undefined) return `The metadata are no well-formed XML: ${fault.msg} (line ${fault.line}).`;
  const root = readDocument(text) as Element;
  const edmx = child(root, 'Edmx');
  const schemas = list(child(edmx, 'DataServices'), 'Schema');
  if (attribute(edmx, 'Version')?.startsWith('4.') === true) return readV4Schemas(schemas);
  const types = schemas.find((schema) => list(schema, 'EntityType').length > 0) ?? schemas[0];
  if (types === undefined) return 'The metadata contain no schema.';
  const container = schemas.flatMap((schema) => list(schema, 'EntityContainer'))[0] ?? {};
  const associations = new Map(schemas.flatMap((schema) => list(schema, 'Association')).map((one) => [attribute(one, 'Name') ?? '', one]));
  return {
    namespace: attribute(types, 'Namespace') ?? '',
    entityTypes: schemas.flatMap((schema) => list(schema, 'EntityType')).map((type) => readEntityType(type, associations)),
    complexTypes: schemas.flatMap((schema) => list(schema, 'ComplexType')).map(readComplexType),
    entitySets: list(container, 'EntitySet').map(readEntitySet),
    functionImports: list(container, 'FunctionImport').map(readFunctionImport),
  };
}

function readEntityType(type: Element, associations: ReadonlyMap<string, Element>): EdmEntityType {
  return {
    name: attribute(type, 'Name') ?? '',
    key: list(child(type, 'Key'), 'PropertyRef').map((ref) => attribute(ref, 'Name') ?? ''),
    properties: list(type, 'Property').map(readProperty),
    navigations: list(type, 'NavigationProperty').flatMap((navigation) => readNavigation(navigation, associations)),
  };
}

function readComplexType(type: Element): EdmComplexType {
  return { name: attribute(type, 'Name') ?? '', properties: list(type, 'Property').map(readProperty) };
}

function readProperty(property: Element): EdmProperty {
  const [maxLength, precision, scale] = ['MaxLength', 'Precision', 'Scale'].map((name) => numberOf(property, name));
  const displayFormat = attribute(property, 'display-format');
  const unitProperty = attribute(property, 'unit');
  return {
    name: attribute(property, 'Name') ?? '',
    type: (attribute(property, 'Type') ?? 'Edm.String') as EdmType,
    nullable: attribute(property, 'Nullable') !== 'false',
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(displayFormat === undefined ? {} : { displayFormat }),
    creatable: attribute(property, 'creatable') !== 'false',
    updatable: attribute(property, 'updatable') !== 'false',
    concurrencyToken: attribute(property, 'ConcurrencyMode') === 'Fixed',
    ...(unitProperty === undefined ? {} : { unitProperty }),
  };
}

/** V2 says the target over an association: the end with the role of `ToRole` names type and multiplicity. */
function readNavigation(navigation: Element, associations: ReadonlyMap<string, Element>): readonly EdmNavigation[] {
  const association = associations.get(bare(attribute(navigation, 'Relationship')));
  const toRole = attribute(navigation, 'ToRole');
  const end = list(association, 'End').find((one) => attribute(one, 'Role') === toRole);
  if (association === undefined || end === undefined) return [];
  const constraint = list(association, 'ReferentialConstraint')[0];
  const principal = child(constraint, 'Principal');
  const dependent = child(constraint, 'Dependent');
  const names = (side: Element) => list(side, 'PropertyRef').map((ref) => attribute(ref, 'Name') ?? '');
  const toPrincipal = attribute(principal, 'Role') === toRole;
  const [own, theirs] = toPrincipal ? [names(dependent), names(principal)] : [names(principal), names(dependent)];
  return [
    {
      name: attribute(navigation, 'Name') ?? '',
      target: bare(attribute(end, 'Type')),
      many: attribute(end, 'Multiplicity') === '*',
      on: own.map((name, index) => [name, theirs[index] ?? name] as const),
    },
  ];
}

function readEntitySet(set: Element): EdmEntitySet {
  return {
    name: attribute(set, 'Name') ?? '',
    entityType: bare(attribute(set, 'EntityType')),
    creatable: attribute(set, 'creatable') !== 'false',
    updatable: attribute(set, 'updatable') !== 'false',
    deletable: attribute(set, 'deletable') !== 'false',
  };
}

function readFunctionImport(imported: Element): EdmFunctionImport {
  const returned = attribute(imported, 'ReturnType');
  const many = returned?.startsWith('Collection(') ?? false;
  return {
    name: attribute(imported, 'Name') ?? '',
    httpMethod: attribute(imported, 'HttpMethod') === 'POST' ? 'POST' : 'GET',
    ...(returned === undefined ? {} : { returns: bare(many ? returned.slice('Collection('.length, -1) : returned) }),
    returnsMany: many,
    parameters: list(imported, 'Parameter').map(readProperty),
  };
}
