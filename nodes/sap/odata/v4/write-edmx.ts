/** EdmModel → EDMX text of an OData V4 service. Types of V2 are written as those of V4: the simulator keeps one model for both. */
import type { EdmEntityType, EdmFunctionImport, EdmModel, EdmProperty, EdmType } from '../edm.ts';

/** Actions are bound to the type of their first parameter's set (`boundTo` of the simulator's service). */
export function writeV4Edmx(model: EdmModel, boundTo: (action: EdmFunctionImport) => string): string {
  const { namespace } = model;
  const qualified = (name: string): string => `${namespace}.${name}`;
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    '<edmx:Reference Uri="../../../../iwbep/common/0001/$metadata"><edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/></edmx:Reference>',
    `<edmx:DataServices><Schema Namespace="${namespace}" Alias="SAP__self" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
    ...model.entityTypes.flatMap((type) => writeEntityType(type, qualified)),
    ...model.functionImports.map((action) =>
      [
        `<Action Name="${action.name}" EntitySetPath="_it" IsBound="true">`,
        `<Parameter Name="_it" Type="${qualified(boundTo(action))}" Nullable="false"/>`,
        `<ReturnType Type="${qualified(boundTo(action))}" Nullable="false"/></Action>`,
      ].join(''),
    ),
    '<EntityContainer Name="Container">',
    ...model.entitySets.map(({ name, entityType }) => {
      const type = model.entityTypes.find((one) => one.name === entityType);
      const bindings = type?.navigations.map((one) => {
        const target = model.entitySets.find((set) => set.entityType === one.target)?.name ?? '';
        return `<NavigationPropertyBinding Path="${one.name}" Target="${target}"/>`;
      });
      return `<EntitySet Name="${name}" EntityType="${qualified(entityType)}">${bindings?.join('') ?? ''}</EntitySet>`;
    }),
    '</EntityContainer>',
    ...model.entitySets.map(({ name, creatable, updatable, deletable }) =>
      [
        `<Annotations Target="SAP__self.Container/${name}">`,
        restriction('InsertRestrictions', 'Insertable', creatable),
        restriction('UpdateRestrictions', 'Updatable', updatable),
        restriction('DeleteRestrictions', 'Deletable', deletable),
        '</Annotations>',
      ].join(''),
    ),
    '</Schema></edmx:DataServices></edmx:Edmx>',
  ];
  return `${lines.join('\n')}\n`;
}

function writeEntityType(type: EdmEntityType, qualified: (name: string) => string): readonly string[] {
  return [
    `<EntityType Name="${type.name}"><Key>${type.key.map((name) => `<PropertyRef Name="${name}"/>`).join('')}</Key>`,
    ...type.properties.map(writeProperty),
    ...type.navigations.map(({ name, target, many, on }) => {
      const own = many ? `Collection(${qualified(target)})` : qualified(target);
      const constraints = on.map(([mine, theirs]) => `<ReferentialConstraint Property="${mine}" ReferencedProperty="${theirs}"/>`).join('');
      return `<NavigationProperty Name="${name}" Type="${own}">${constraints}</NavigationProperty>`;
    }),
    '</EntityType>',
  ];
}

const V4_TYPES: { readonly [type in EdmType]?: EdmType } = { 'Edm.DateTime': 'Edm.Date', 'Edm.Time': 'Edm.TimeOfDay' };

function writeProperty(property: EdmProperty): string {
  const { name, type, nullable, maxLength, precision, scale, creatable, updatable } = property;
  const attributes = [
    `Name="${name}" Type="${V4_TYPES[type] ?? type}"`,
    nullable && type !== 'Edm.String' ? '' : 'Nullable="false"',
    maxLength === undefined ? '' : `MaxLength="${maxLength}"`,
    type === 'Edm.Decimal' && precision !== undefined ? `Precision="${precision}" Scale="${scale ?? 0}"` : '',
  ].filter((one) => one !== '');
  const term = creatable || updatable ? (updatable ? '' : 'Core.Immutable') : 'Core.Computed';
  return `<Property ${attributes.join(' ')}>${term === '' ? '' : `<Annotation Term="${term}" Bool="true"/>`}</Property>`;
}

function restriction(term: string, property: string, allowed: boolean): string {
  if (allowed) return '';
  return `<Annotation Term="Capabilities.${term}"><Record><PropertyValue Property="${property}" Bool="false"/></Record></Annotation>`;
}
