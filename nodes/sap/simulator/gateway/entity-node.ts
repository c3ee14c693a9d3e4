/** Entities gathered from their sources along `$expand`, ready to be written as JSON or Atom. */
import type { EdmNavigation } from '../../odata/edm.ts';
import { findSetOfType } from '../../odata/edm.ts';
import type { SapData } from '../sap-data.ts';
import type { ModelEntityType, ModelProperty } from './model.ts';
import { insideName } from './property-value.ts';
import type { Projection } from './query-options.ts';
import type { DeepRow, EntitySetSource, ODataService, Row } from './service.ts';

export interface EntityNode {
  readonly type: ModelEntityType;
  readonly set: string;
  readonly row: Row;
  readonly etag?: string;
  readonly properties: readonly ModelProperty[];
  readonly navigations: readonly ShownNavigation[];
}

/** `nodes` is undefined where the navigation is only a link (`__deferred`). */
export interface ShownNavigation {
  readonly name: string;
  readonly many: boolean;
  readonly nodes?: readonly EntityNode[];
}

export function typeOfSet(service: ODataService, set: string): ModelEntityType {
  const name = service.model.entitySets.find((one) => one.name === set)!.entityType;
  return service.model.entityTypes.find((one) => one.name === name)!;
}

export function setOfType(service: ODataService, type: string): string {
  return findSetOfType(service.model, type)!.name;
}

export function sourceOf(service: ODataService, set: string): EntitySetSource {
  return service.sets[set]!;
}

/** Rows of a set that agree with every given value. */
export function rowsWhere(service: ODataService, data: SapData, set: string, where: Row): readonly Row[] {
  const names = Object.keys(where);
  const rows = sourceOf(service, set).rows(data, where);
  return Array.from(rows).filter((row) => names.every((name) => (row[name] ?? '') === (where[name] ?? '')));
}

/** What the join of a navigation asks of its target. */
export function joinOf(navigation: EdmNavigation, row: Row): Row {
  return Object.fromEntries(navigation.on.map(([own, theirs]) => [theirs, row[own] ?? null]));
}

export function entityNode(service: ODataService, data: SapData, set: string, row: Row, projection: Projection): EntityNode {
  const type = typeOfSet(service, set);
  const { select, expand } = projection;
  const etag = sourceOf(service, set).etag?.(row);
  return {
    type,
    set,
    row,
    ...(etag === undefined ? {} : { etag }),
    properties: select === undefined ? type.properties : type.properties.filter((property) => select.has(property.name)),
    navigations: type.navigations
      .filter((navigation) => select === undefined || select.has(navigation.name))
      .map((navigation) => {
        const branch = expand.get(navigation.name);
        if (branch === undefined) return { name: navigation.name, many: navigation.many };
        const target = setOfType(service, navigation.target);
        const nodes = rowsWhere(service, data, target, joinOf(navigation, row)).map((one) =>
          entityNode(service, data, target, one, branch.projection),
        );
        return { name: navigation.name, many: navigation.many, nodes };
      }),
  };
}

/** An answer that exists nowhere but in itself (simulation): children are given, the rest is a link. */
export function transientNode(service: ODataService, set: string, deep: DeepRow): EntityNode {
  const type = typeOfSet(service, set);
  return {
    type,
    set,
    row: deep.row,
    properties: type.properties,
    navigations: type.navigations.map((navigation) => {
      const children = deep.children[navigation.name];
      const base = { name: navigation.name, many: navigation.many };
      if (children === undefined) return base;
      const target = setOfType(service, navigation.target);
      return { ...base, nodes: children.map((child) => transientNode(service, target, child)) };
    }),
  };
}

export function keyOf(type: ModelEntityType, row: Row): Row {
  return Object.fromEntries(
    type.key.map((name) => {
      const property = type.properties.find((one) => one.name === name)!;
      return [insideName(property), row[insideName(property)] ?? ''];
    }),
  );
}
