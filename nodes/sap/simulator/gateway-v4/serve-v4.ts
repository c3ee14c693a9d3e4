/** One request to a service that speaks OData V4: translated, served by the engine of V2, and answered in the form of V4. */
import type { Json } from '#flows/json.ts';
import { readSapMessages } from '../../odata/sap-message.ts';
import { writeV4Messages } from '../../odata/v4/messages.ts';
import { writeV4Edmx } from '../../odata/v4/write-edmx.ts';
import type { Answer } from '../gateway/answer.ts';
import { entityNode, rowsWhere, typeOfSet } from '../gateway/entity-node.ts';
import { isReading } from '../gateway/exchange.ts';
import { readCollectionOptions, readProjection } from '../gateway/query-options.ts';
import { badRequest, entityNotFound, methodNotAllowed, SapRefusal } from '../gateway/refusal.ts';
import { resolveResource } from '../gateway/resolve-resource.ts';
import { parseResourcePath } from '../gateway/resource-path.ts';
import type { Served, ServiceRequest } from '../gateway/serve-service.ts';
import type { ODataService, Row } from '../gateway/service.ts';
import type { Operation, Reply } from '../gateway/write-resource.ts';
import { hexId } from '../random-ids.ts';
import { saveChangeset } from '../save-changeset.ts';
import { entityJsonV4 } from './entity-json-v4.ts';
import { toV2Action, toV2Query } from './v2-text.ts';

export interface V4Context {
  readonly request: ServiceRequest;
  /** `IEEE754Compatible=true` in Accept. */
  readonly exact: boolean;
}

export function serveV4(request: ServiceRequest): Served {
  const { exchange, target } = request;
  const context: V4Context = { request, exact: isExact(exchange.headers['accept']) };
  return guardedV4(context, () => {
    if (isReading(exchange.method)) return { answer: readV4(context, target), allApplied: false };
    const operation = v4Operation(request.service, exchange.method, target, exchange.headers, exchange.body);
    return { answer: changeV4(context, [operation])[0]!, allApplied: true };
  });
}

export const isExact = (accept: string | undefined): boolean => /IEEE754Compatible=true/i.test(accept ?? '');

/** In the words of the engine: actions are functions there, and times have another form. */
export function v4Operation(
  service: ODataService,
  method: string,
  target: string,
  headers: Operation['headers'],
  body: string | undefined,
): Operation {
  const [path = '', query = ''] = [target.split('?')[0], target.split('?')[1]];
  const action = method === 'POST' ? toV2Action(decodeURIComponent(path.replace(/^\/+/, '')), service.model.namespace) : undefined;
  const meant = action ?? (query === '' ? path : `${path}?${query}`);
  return { method, target: meant, headers, format: 'json', ...(body === undefined || body === '' || action !== undefined ? {} : { body }) };
}

export function readV4({ request, exact }: V4Context, target: string): Answer {
  const { service, state } = request;
  const [path = '', query = ''] = [target.split('?')[0], target.slice((target.split('?')[0] ?? '').length + 1)];
  if (path.replace(/\/+$/, '') === '')
    return jsonV4(200, { '@odata.context': '$metadata', value: service.model.entitySets.map(({ name }) => ({ name, url: name })) });
  if (/^\/?\$metadata\/?$/.test(path)) {
    const text = writeV4Edmx(service.model, () => typeOfSet(service, service.model.entitySets[0]!.name).name);
    return { status: 200, headers: { 'content-type': 'application/xml', ...VERSION }, body: text };
  }
  const { segments, query: options } = parseResourcePath(`${path}?${toV2Query(query)}`);
  const resource = resolveResource(service, state, segments, options);
  const format = String(options.get('$format') ?? '');
  if (format !== '' && !/json/i.test(format)) throw badRequest(`Format '${format}' is not supported`);
  switch (resource.kind) {
    case 'nothing':
      throw entityNotFound(resource.set);
    case 'entity': {
      const node = entityNode(
        service,
        state,
        resource.set,
        resource.row,
        readProjection(service.model, typeOfSet(service, resource.set), options),
      );
      const headers = node.etag === undefined ? {} : { etag: node.etag };
      return jsonV4(200, { '@odata.context': `$metadata#${resource.set}/$entity`, ...entityJsonV4(node, exact) }, headers);
    }
    case 'collection': {
      const type = typeOfSet(service, resource.set);
      const wanted = readCollectionOptions(type, options);
      const projection = readProjection(service.model, type, options);
      const matching = rowsWhere(service, state, resource.set, resource.where).filter(wanted.test).sort(wanted.order);
      const asked = matching.slice(wanted.skip, wanted.top === undefined ? undefined : wanted.skip + wanted.top);
      if (resource.count) return { status: 200, headers: { 'content-type': 'text/plain', ...VERSION }, body: String(asked.length) };
      const page = asked.slice(wanted.skipToken, wanted.skipToken + state.options.pageSize);
      const given = wanted.skipToken + page.length;
      return jsonV4(200, {
        '@odata.context': `$metadata#${resource.set}`,
        ...(wanted.inlineCount ? { '@odata.count': exact ? String(matching.length) : matching.length } : {}),
        value: page.map((row) => entityJsonV4(entityNode(service, state, resource.set, row, projection), exact)),
        // Relative to the service, as SAP writes it.
        ...(given < asked.length ? { '@odata.nextLink': nextLink(path, query, given) } : {}),
      });
    }
    default:
      throw methodNotAllowed('GET', segments[0]?.name ?? '');
  }
}

function nextLink(path: string, query: string, skipToken: number): string {
  const kept = query.split('&').filter((pair) => pair !== '' && !/^(?:\$|%24)skiptoken=/i.test(pair));
  return `${path.replace(/^\/+/, '')}?${[...kept, `$skiptoken=${skipToken}`].join('&')}`;
}

/** All of it or nothing. */
export function changeV4(context: V4Context, operations: readonly Operation[]): readonly Answer[] {
  const { host, state, service, caller, exchange } = context.request;
  const { replies, sapMessage } = saveChangeset(host, state, service, operations, caller);
  const messages = readSapMessages(sapMessage);
  return replies.map((reply, index) => {
    const answer = toV4Answer(context, operations[index]!, reply);
    if (messages.length === 0 || index < replies.length - 1) return answer;
    return { ...answer, headers: { ...answer.headers, 'sap-messages': writeV4Messages(messages) } };
  });

  function toV4Answer(own: V4Context, operation: Operation, reply: Reply): Answer {
    const root = `${exchange.origin}${service.path}`;
    const v2 = reply({
      service,
      data: state,
      root,
      pageSize: state.options.pageSize,
      format: 'json',
      at: new Date(host.now()).toISOString(),
    });
    const etag = v2.headers['etag'];
    const tag = typeof etag === 'string' ? { etag } : {};
    const location = v2.headers['location'];
    if (v2.status === 201 && typeof location === 'string') {
      const path = location.slice(root.length + 1);
      const shown = readV4(own, `${path}${expandOf(service, operation.body)}`);
      return { ...shown, status: 201, headers: { ...shown.headers, ...tag, location: path } };
    }
    if (v2.status === 204) return { status: 204, headers: { ...VERSION, ...tag }, body: '' };
    // An action: the entity that it acted on.
    const key = /\?(\w+)=('[^']*')/.exec(operation.target);
    return key === null ? { status: 204, headers: VERSION, body: '' } : readV4(own, `${key[1]}(${key[2]})`);
  }
}

/** The answer to a deep insert shows what was inserted, one level deep. */
function expandOf(service: ODataService, body: string | undefined): string {
  const given = Object.keys(JSON.parse(body ?? '{}') as Row);
  const navigations = service.model.entityTypes.flatMap((type) => type.navigations.map(({ name }) => name));
  const expanded = given.filter((name) => navigations.includes(name));
  return expanded.length === 0 ? '' : `?$expand=${expanded.join(',')}`;
}

/** Refusals become error answers in the form of V4. */
export function guardedV4<T>({ request }: V4Context, serve: () => T): T | Served {
  try {
    return serve();
  } catch (error) {
    if (!(error instanceof SapRefusal)) throw error;
    return { answer: refusalV4(request, error), allApplied: false };
  }
}

function refusalV4({ host, service }: ServiceRequest, refusal: SapRefusal): Answer {
  const target = refusal.target === '' ? {} : { target: refusal.target };
  const detail = { code: refusal.code, message: refusal.message, ...target, '@Common.numericSeverity': 4 };
  const error = {
    code: refusal.code,
    message: refusal.message,
    ...target,
    ...(refusal.contentId === '' ? {} : { '@Core.ContentID': refusal.contentId }),
    details: [detail],
    '@SAP__common.Application': { ComponentId: service.component, ServiceId: service.id, ServiceVersion: service.version },
    '@SAP__common.TransactionId': hexId(host.random, 32).toUpperCase(),
  };
  return jsonV4(refusal.status, { error });
}

export const VERSION = { 'odata-version': '4.0' } as const;

export function jsonV4(status: number, body: { readonly [name: string]: Json }, headers: Answer['headers'] = {}): Answer {
  const type = 'application/json;odata.metadata=minimal;IEEE754Compatible=true';
  return { status, headers: { 'content-type': type, ...VERSION, ...headers }, body: JSON.stringify(body) };
}
