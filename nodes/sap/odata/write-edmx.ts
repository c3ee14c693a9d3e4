/** EdmModel → EDMX text of an OData V2 service, with the SAP annotations that `readEdmx` understands. */
import { type EdmEntityType, type EdmFunctionImport, type EdmModel, type EdmProperty, findSetOfType } from './edm.ts';

export function writeEdmx(model: EdmModel): string {
  const { namespace } = model;
  const associations = model.entityTypes.flatMap((type) => type.navigations.map((navigation) => ({ type, navigation })));
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" xmlns:sap="http://www.sap.com/Protocols/SAPData">',
    '<edmx:DataServices m:DataServiceVersion="2.0">',
    `<Schema Namespace="${namespace}" xmlns="http://schemas.microsoft.com/ado/2008/09/edm" sap:schema-version="1">`,
    ...model.entityTypes.flatMap((type) => writeEntityType(namespace, type)),
    ...model.complexTypes.flatMap((type) => [
      `<ComplexType Name="${type.name}">`,
      ...type.properties.map((property) => writeProperty('Property', property)),
      '</ComplexType>',
    ]),
    ...associations.flatMap(({ type, navigation }) => {
      const [own, theirs] = [navigation.on.map(([one]) => one), navigation.on.map(([, other]) => other)];
      const refs = (names: readonly string[]) => names.map((name) => `<PropertyRef Name="${name}"/>`).join('');
      const fromRole = roleOf(type.name, navigation.name, 'From');
      const toRole = roleOf(type.name, navigation.name, 'To');
      const [principal, dependent] = navigation.many
        ? [
            [fromRole, own],
            [toRole, theirs],
          ]
        : [
            [toRole, theirs],
            [fromRole, own],
          ];
      return [
        `<Association Name="${associationOf(type.name, navigation.name)}">`,
        `<End Type="${namespace}.${type.name}" Multiplicity="${navigation.many ? '1' : '*'}" Role="${fromRole}"/>`,
        `<End Type="${namespace}.${navigation.target}" Multiplicity="${navigation.many ? '*' : '0..1'}" Role="${toRole}"/>`,
        ...(navigation.on.length === 0
          ? []
          : [
              `<ReferentialConstraint><Principal Role="${principal![0]}">${refs(principal![1] as string[])}</Principal>`,
              `<Dependent Role="${dependent![0]}">${refs(dependent![1] as string[])}</Dependent></ReferentialConstraint>`,
            ]),
        '</Association>',
      ];
    }),
    `<EntityContainer Name="${namespace}_Entities" m:IsDefaultEntityContainer="true">`,
    ...model.entitySets.map(
      (set) =>
        `<EntitySet Name="${set.name}" EntityType="${namespace}.${set.entityType}"${no('creatable', set.creatable)}${no('updatable', set.updatable)}${no('deletable', set.deletable)}/>`,
    ),
    ...associations.map(({ type, navigation }) => {
      const from = findSetOfType(model, type.name)?.name ?? '';
      const to = findSetOfType(model, navigation.target)?.name ?? '';
      const name = associationOf(type.name, navigation.name);
      return [
        `<AssociationSet Name="${name}Set" Association="${namespace}.${name}">`,
        `<End EntitySet="${from}" Role="${roleOf(type.name, navigation.name, 'From')}"/><End EntitySet="${to}" Role="${roleOf(type.name, navigation.name, 'To')}"/>`,
        '</AssociationSet>',
      ].join('');
    }),
    ...model.functionImports.map((imported) => writeFunctionImport(model, imported)),
    '</EntityContainer>',
    '</Schema>',
    '</edmx:DataServices>',
    '</edmx:Edmx>',
  ];
  return `${lines.join('\n')}\n`;
}

function writeEntityType(namespace: string, type: EdmEntityType): readonly string[] {
  return [
    `<EntityType Name="${type.name}">`,
    `<Key>${type.key.map((name) => `<PropertyRef Name="${name}"/>`).join('')}</Key>`,
    ...type.properties.map((property) => writeProperty('Property', property)),
    ...type.navigations.map(
      ({ name }) =>
        `<NavigationProperty Name="${name}" Relationship="${namespace}.${associationOf(type.name, name)}" FromRole="${roleOf(type.name, name, 'From')}" ToRole="${roleOf(type.name, name, 'To')}"/>`,
    ),
    '</EntityType>',
  ];
}

function writeProperty(element: 'Property' | 'Parameter', property: EdmProperty): string {
  const attributes = [
    `Name="${property.name}"`,
    `Type="${property.type}"`,
    property.nullable ? '' : 'Nullable="false"',
    property.maxLength === undefined ? '' : `MaxLength="${property.maxLength}"`,
    property.precision === undefined ? '' : `Precision="${property.precision}"`,
    property.scale === undefined ? '' : `Scale="${property.scale}"`,
    property.concurrencyToken ? 'ConcurrencyMode="Fixed"' : '',
    element === 'Parameter' ? 'Mode="In"' : '',
    property.displayFormat === undefined ? '' : `sap:display-format="${property.displayFormat}"`,
    property.unitProperty === undefined ? '' : `sap:unit="${property.unitProperty}"`,
  ].filter((one) => one !== '');
  return `<${element} ${attributes.join(' ')}${no('creatable', property.creatable)}${no('updatable', property.updatable)}/>`;
}

function writeFunctionImport(model: EdmModel, imported: EdmFunctionImport): string {
  const type = imported.returns === undefined ? undefined : `${model.namespace}.${imported.returns}`;
  const returned = type === undefined ? '' : ` ReturnType="${imported.returnsMany ? `Collection(${type})` : type}"`;
  const set = imported.returns === undefined ? undefined : findSetOfType(model, imported.returns)?.name;
  return [
    `<FunctionImport Name="${imported.name}"${returned}${set === undefined ? '' : ` EntitySet="${set}"`} m:HttpMethod="${imported.httpMethod}">`,
    ...imported.parameters.map((parameter) => writeProperty('Parameter', parameter)),
    '</FunctionImport>',
  ].join('');
}

const no = (name: string, allowed: boolean): string => (allowed ? '' : ` sap:${name}="false"`);
const associationOf = (type: string, navigation: string): string => `assoc_${type}_${navigation}`;
const roleOf = (type: string, navigation: string, end: 'From' | 'To'): string => `${end}Role_${associationOf(type, navigation)}`;
