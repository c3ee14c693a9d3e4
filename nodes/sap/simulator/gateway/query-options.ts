/** `$select`, `$expand`, `$orderby`, `$top` … as checked data. */
import type { EdmNavigation } from '../../odata/edm.ts';
import { compareValues, compileFilter, type RowTest } from './filter.ts';
import type { ModelEntityType, ServiceModel } from './model.ts';
import { insideName } from './property-value.ts';
import { badRequest } from './refusal.ts';
import type { Query } from './resource-path.ts';
import type { Row } from './service.ts';

/** What to show of an entity: a tree along the navigations. */
export interface Projection {
  /** Undefined: every property. */
  readonly select?: ReadonlySet<string>;
  readonly expand: ReadonlyMap<string, { readonly navigation: EdmNavigation; readonly projection: Projection }>;
}

export interface CollectionOptions {
  readonly test: RowTest;
  readonly order: (left: Row, right: Row) => number;
  readonly top?: number;
  readonly skip: number;
  /** Rows already given by earlier pages. */
  readonly skipToken: number;
  readonly inlineCount: boolean;
}

const KNOWN = new Set(['$filter', '$select', '$expand', '$orderby', '$top', '$skip', '$skiptoken', '$inlinecount', '$format']);

export function readProjection(model: ServiceModel, type: ModelEntityType, query: Query): Projection {
  const paths = (option: string) =>
    (query.get(option) ?? '')
      .split(',')
      .map((path) => path.trim())
      .filter((path) => path !== '')
      .map((path) => path.split('/'));
  return projectionOf(model, type, paths('$select'), paths('$expand'));
}

type Paths = readonly (readonly string[])[];

function projectionOf(model: ServiceModel, type: ModelEntityType, selects: Paths, expands: Paths): Projection {
  const expand = new Map<string, Projection['expand'] extends ReadonlyMap<string, infer Branch> ? Branch : never>();
  for (const name of new Set(expands.map(([first = '']) => first))) {
    const navigation = type.navigations.find((one) => one.name === name);
    if (navigation === undefined) throw badRequest(`${type.name} has no navigation '${name}' for $expand`, name);
    const below = (paths: Paths) => paths.filter(([first, next]) => first === name && next !== undefined).map(([, ...rest]) => rest);
    const target = model.entityTypes.find((one) => one.name === navigation.target)!;
    expand.set(name, { navigation, projection: projectionOf(model, target, below(selects), below(expands)) });
  }
  const names = selects.map(([first = '']) => first);
  for (const name of names) {
    const known = name === '*' || type.properties.some((one) => one.name === name) || type.navigations.some((one) => one.name === name);
    if (!known) throw badRequest(`${type.name} has no property '${name}' for $select`, name);
  }
  const everything = names.length === 0 || names.includes('*');
  return { ...(everything ? {} : { select: new Set(names) }), expand };
}

export function readCollectionOptions(type: ModelEntityType, query: Query): CollectionOptions {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !KNOWN.has(name)) throw badRequest(`System query option '${name}' is not supported`);
  }
  const filter = query.get('$filter');
  const top = query.has('$top') ? nonNegative(query, '$top') : undefined;
  const count = query.get('$inlinecount') ?? 'none';
  if (count !== 'allpages' && count !== 'none') throw badRequest(`$inlinecount is 'allpages' or 'none', not '${count}'`);
  return {
    test: filter === undefined || filter === '' ? () => true : compileFilter(filter, type),
    order: readOrder(type, query.get('$orderby')),
    ...(top === undefined ? {} : { top }),
    skip: query.has('$skip') ? nonNegative(query, '$skip') : 0,
    skipToken: query.has('$skiptoken') ? nonNegative(query, '$skiptoken') : 0,
    inlineCount: count === 'allpages',
  };
}

function nonNegative(query: Query, name: string): number {
  const text = query.get(name) ?? '';
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`${name} needs a number of 0 or more, not '${text}'`);
  return Number(text);
}

/** Rows without `$orderby` keep the order of their source, which is the order of the key. */
function readOrder(type: ModelEntityType, text = ''): (left: Row, right: Row) => number {
  const terms = text
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '')
    .map((term) => {
      const [name = '', direction = 'asc', ...more] = term.split(/\s+/);
      const property = type.properties.find((one) => one.name === name);
      if (property === undefined) throw badRequest(`${type.name} has no property '${name}' for $orderby`, name);
      if (more.length > 0 || (direction !== 'asc' && direction !== 'desc')) throw badRequest(`Invalid $orderby '${term}'`);
      return { property, sign: direction === 'asc' ? 1 : -1 };
    });
  return (left, right) => {
    for (const { property, sign } of terms) {
      const name = insideName(property);
      const order = compareValues(property, left[name] ?? null, right[name] ?? null);
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}
