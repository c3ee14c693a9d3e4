/** GET: service document, metadata, entities, collections, counts, properties, functions that read. */
import type { Json } from '#flows/json.ts';
import { ifMatchNames } from '../../odata/etag.ts';
import { writeEdmx } from '../../odata/write-edmx.ts';
import type { SapData } from '../sap-data.ts';
import { type Answer, emptyAnswer, jsonAnswer, textAnswer, type WireFormat, xmlAnswer } from './answer.ts';
import { atomEntry, atomFeed } from './entity-atom.ts';
import { entityJson } from './entity-json.ts';
import { type EntityNode, entityNode, rowsWhere, setOfType, typeOfSet } from './entity-node.ts';
import type { ModelFunction } from './model.ts';
import { insideName, toJson } from './property-value.ts';
import { readCollectionOptions, readProjection } from './query-options.ts';
import { entityNotFound, methodNotAllowed } from './refusal.ts';
import { resolveResource } from './resolve-resource.ts';
import { parseResourcePath, type Query } from './resource-path.ts';
import type { ODataService, Row } from './service.ts';

export interface ReadContext {
  readonly service: ODataService;
  readonly data: SapData;
  /** Scheme, host and path of the service, for links. */
  readonly root: string;
  readonly pageSize: number;
  readonly format: WireFormat;
  /** ISO instant. */
  readonly at: string;
  readonly ifNoneMatch?: string;
}

/** `target`: relative to the service root, with query. */
export function readResource(context: ReadContext, target: string): Answer {
  const { service, data, format } = context;
  const path = parseResourcePath(target);
  const [first] = path.segments;
  if (first === undefined) return serviceDocument(context);
  if (first.name === '$metadata' && path.segments.length === 1) return xmlAnswer(200, 'application/xml', writeEdmx(service.model));
  const resource = resolveResource(service, data, path.segments, path.query);
  switch (resource.kind) {
    case 'nothing':
      throw entityNotFound(resource.set);
    case 'entity': {
      if (resource.count) return textAnswer(200, '1');
      const projection = readProjection(service.model, typeOfSet(service, resource.set), path.query);
      const node = entityNode(service, data, resource.set, resource.row, projection);
      if (node.etag !== undefined && context.ifNoneMatch !== undefined && ifMatchNames(context.ifNoneMatch, node.etag)) {
        return emptyAnswer(304, { etag: node.etag });
      }
      return entityAnswer(service, context.root, node, format, 200);
    }
    case 'collection':
      return collectionAnswer(context, resource.set, resource.where, resource.count, target, path.query);
    case 'property': {
      const value = toJson(resource.property, resource.row[insideName(resource.property)]);
      if (resource.raw) return textAnswer(200, value === null ? '' : String(value));
      return jsonAnswer(200, { d: { [resource.property.name]: value } });
    }
    case 'function': {
      const { imported, parameters } = resource;
      const read = service.functions[imported.name]?.read;
      if (imported.httpMethod !== 'GET' || read === undefined) throw methodNotAllowed('GET', imported.name);
      return functionAnswer(context, imported, read(data, parameters));
    }
  }
}

export function entityAnswer(
  service: ODataService,
  root: string,
  node: EntityNode,
  format: WireFormat,
  status: 200 | 201,
  headers: Answer['headers'] = {},
): Answer {
  const all = { ...(node.etag === undefined ? {} : { etag: node.etag }), ...headers };
  if (format === 'json') return jsonAnswer(status, { d: entityJson(service, root, node) }, all);
  return xmlAnswer(status, 'application/atom+xml;type=entry', atomEntry(service, root, node), all);
}

/** Results of function imports: entities of a set, or a complex type below the function's name. */
export function functionAnswer(context: ReadContext, imported: ModelFunction, result: Row | readonly Row[]): Answer {
  const { service, root, format } = context;
  const complex = service.model.complexTypes.find((type) => type.name === imported.returns);
  const rows: readonly Row[] = Array.isArray(result) ? result : [result as Row];
  if (complex !== undefined) {
    const list = rows.map(
      (row): Json => ({
        __metadata: { type: `${service.model.namespace}.${complex.name}` },
        ...Object.fromEntries(complex.properties.map((property) => [property.name, toJson(property, row[insideName(property)])])),
      }),
    );
    return jsonAnswer(200, { d: imported.returnsMany ? { results: list } : { [imported.name]: list[0] ?? null } });
  }
  const set = setOfType(service, imported.returns ?? '');
  const nodes = rows.map((row) => entityNode(service, context.data, set, row, { expand: new Map() }));
  if (!imported.returnsMany && nodes[0] !== undefined) return entityAnswer(service, root, nodes[0], format, 200);
  if (format === 'atom')
    return xmlAnswer(
      200,
      'application/atom+xml;type=feed',
      atomFeed(service, root, nodes, { id: `${root}/${imported.name}`, updated: context.at }),
    );
  return jsonAnswer(200, { d: { results: nodes.map((node) => entityJson(service, root, node)) } });
}

function collectionAnswer(context: ReadContext, set: string, where: Row, count: boolean, target: string, query: Query): Answer {
  const { service, data, root, pageSize, format } = context;
  const type = typeOfSet(service, set);
  const options = readCollectionOptions(type, query);
  const projection = readProjection(service.model, type, query);
  const matching = rowsWhere(service, data, set, where).filter(options.test).sort(options.order);
  const wanted = matching.slice(options.skip, options.top === undefined ? undefined : options.skip + options.top);
  if (count) return textAnswer(200, String(wanted.length));
  const page = wanted.slice(options.skipToken, options.skipToken + pageSize);
  const nodes = page.map((row) => entityNode(service, data, set, row, projection));
  const more = options.skipToken + page.length < wanted.length;
  const next = more ? nextLink(root, target, options.skipToken + page.length) : undefined;
  if (format === 'atom') {
    const facts = {
      id: `${root}/${set}`,
      updated: context.at,
      ...(options.inlineCount ? { count: matching.length } : {}),
      ...(next === undefined ? {} : { next }),
    };
    return xmlAnswer(200, 'application/atom+xml;type=feed', atomFeed(service, root, nodes, facts));
  }
  return jsonAnswer(200, {
    d: {
      ...(options.inlineCount ? { __count: String(matching.length) } : {}),
      results: nodes.map((node) => entityJson(service, root, node)),
      ...(next === undefined ? {} : { __next: next }),
    },
  });
}

/** The same request with the place where the next page begins. */
function nextLink(root: string, target: string, skipToken: number): string {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const kept = (mark < 0 ? '' : target.slice(mark + 1)).split('&').filter((pair) => pair !== '' && !/^(?:\$|%24)skiptoken=/i.test(pair));
  return `${root}/${path.replace(/^\//, '')}?${[...kept, `$skiptoken=${skipToken}`].join('&')}`;
}

function serviceDocument({ service, root, format }: ReadContext): Answer {
  const names = service.model.entitySets.map((set) => set.name);
  if (format === 'json') return jsonAnswer(200, { d: { EntitySets: names } });
  const collections = names
    .map((name) => `<app:collection href="${name}"><atom:title type="text">${name}</atom:title></app:collection>`)
    .join('');
  return xmlAnswer(
    200,
    'application/atomsvc+xml',
    `<?xml version="1.0" encoding="utf-8"?><app:service xml:base="${root}/" xmlns:app="http://www.w3.org/2007/app" xmlns:atom="http://www.w3.org/2005/Atom"><app:workspace><atom:title type="text">Data</atom:title>${collections}</app:workspace></app:service>`,
  );
}
