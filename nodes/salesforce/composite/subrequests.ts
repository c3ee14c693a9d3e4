/** What is asked of Salesforce, as subrequests of `composite`, and what it answers to each. Pure. */
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError, type StepError } from '../../errors.ts';
import { classifySalesforce } from '../classify-errors.ts';
import { segment, toLongId } from '../client.ts';
import { bindSoql } from '../soql.ts';

export interface WantedRequest extends JsonObject {
  readonly ref: string;
  readonly action: 'create' | 'update' | 'upsert' | 'delete' | 'read' | 'query';
}

/** A request that writes a record which is known before: by its id or its external id. */
export interface KnownTarget {
  readonly ref: string;
  readonly action: 'update' | 'upsert' | 'delete';
  readonly object: string;
  /** Below the API version. */
  readonly path: string;
  /** What it sets, without the values that only Salesforce knows. */
  readonly fields: JsonObject;
}

const REFERENCE = /@\{[A-Za-z0-9_]+\.[^}]+\}/;

/** Throws InvalidError `request-incomplete`, `ref-twice`, `reference-unknown`. */
export function checkRequests(requests: readonly WantedRequest[]): void {
  const refs = new Set<string>();
  for (const request of requests) {
    const { ref, action } = request;
    if (refs.has(ref)) throw invalid('ref-twice', `Two requests are named "${ref}"`, ref, 'Give each request a name of its own.');
    const missing = NEEDED[action].find((field) => request[field] === undefined);
    if (missing !== undefined)
      throw invalid('request-incomplete', `"${ref}" has no ${missing}`, ref, `${action} needs ${NEEDED[action].join(', ')}.`);
    for (const [, named] of JSON.stringify(request).matchAll(/@\{([A-Za-z0-9_]+)\./g))
      if (!refs.has(named!))
        throw invalid(
          'reference-unknown',
          `"${ref}" refers to "${named}", which no earlier request is named`,
          ref,
          'Refer to earlier requests only.',
        );
    refs.add(ref);
  }
}

const NEEDED: { readonly [action in WantedRequest['action']]: readonly string[] } = {
  create: ['object', 'fields'],
  update: ['object', 'id', 'fields'],
  upsert: ['object', 'externalIdField', 'externalId', 'fields'],
  delete: ['object', 'id'],
  read: ['object', 'id'],
  query: ['soql'],
};

function invalid(code: string, message: string, target: string, help: string): InvalidError {
  return new InvalidError(message, { code, target, help });
}

/** Of the request without its query: `/sobjects/Order/801…`. */
export function pathOf(request: WantedRequest): string {
  const { action, object, id, externalIdField, externalId } = request;
  const base = `/sobjects/${String(object)}`;
  switch (action) {
    case 'create':
      return base;
    case 'upsert':
      return `${base}/${String(externalIdField)}/${pathPart(String(externalId))}`;
    case 'query':
      return '/query';
    default:
      return `${base}/${pathPart(toLongId(String(id)))}`;
  }
}

/** References are resolved by Salesforce and stand as they are. */
function pathPart(text: string): string {
  return text
    .split(/(@\{[A-Za-z0-9_]+\.[^}]+\})/)
    .map((part) => (REFERENCE.test(part) ? part : segment(part)))
    .join('');
}

/** `unmodifiedSince`: ISO, by the names of the updates and upserts that are guarded. */
export function toSubrequests(
  requests: readonly WantedRequest[],
  apiVersion: string,
  unmodifiedSince: { readonly [ref: string]: string },
): readonly JsonObject[] {
  return requests.map((request) => {
    const { ref, action, fields, names, soql, parameters } = request;
    const root = `/services/data/v${apiVersion}${pathOf(request)}`;
    const since = unmodifiedSince[ref];
    const query =
      action === 'query'
        ? `?q=${pathPart(bindSoql(String(soql), (parameters ?? {}) as JsonObject))}`
        : action === 'read' && Array.isArray(names)
          ? `?fields=${segment(names.join(','))}`
          : '';
    return {
      method: METHODS[action],
      url: root + query,
      referenceId: ref,
      ...(fields === undefined || action === 'delete' ? {} : { body: fields }),
      ...(since === undefined ? {} : { httpHeaders: { 'If-Unmodified-Since': new Date(since).toUTCString() } }),
    };
  });
}

const METHODS = { create: 'POST', update: 'PATCH', upsert: 'PATCH', delete: 'DELETE', read: 'GET', query: 'GET' } as const;

export function knownTargets(requests: readonly WantedRequest[]): readonly KnownTarget[] {
  return requests.flatMap((request): KnownTarget[] => {
    const { ref, action, object, fields } = request;
    const path = pathOf(request);
    if ((action !== 'update' && action !== 'upsert' && action !== 'delete') || REFERENCE.test(path)) return [];
    const literal = Object.entries((fields ?? {}) as JsonObject).filter(([, value]) => typeof value !== 'string' || !REFERENCE.test(value));
    return [{ ref, action, object: String(object), path, fields: Object.fromEntries(literal) }];
  });
}

export interface Subanswer {
  readonly ref: string;
  readonly status: number;
  readonly body: Json;
}

export function readSubanswers(body: Json, count: number): readonly Subanswer[] {
  const answers = (body as JsonObject | null)?.['compositeResponse'];
  if (!Array.isArray(answers) || answers.length !== count)
    throw new InvalidError('Salesforce answered without a result for each request', { code: 'answer-malformed', maybeApplied: true });
  return (answers as readonly JsonObject[]).map((answer) => ({
    ref: String(answer['referenceId']),
    status: Number(answer['httpStatusCode']),
    body: answer['body'] ?? null,
  }));
}

/** Undefined for a good answer; else by the name of its request. */
export function refusalOf({ ref, status, body }: Subanswer, details?: readonly Json[]): StepError | undefined {
  const error = classifySalesforce({ status, headers: {}, cookies: [], text: JSON.stringify(body) });
  if (error === undefined) return undefined;
  const SameClass = error.constructor as new (message: string, options: StepError['options']) => StepError;
  const more = details === undefined ? {} : { details };
  return new SameClass(`${ref}: ${error.message}`, { ...error.options, ...more, target: ref, maybeApplied: false });
}

/** The one to blame: the others were only taken back with it. */
export function findRefusal(answers: readonly Subanswer[]): StepError | undefined {
  const failed = answers.filter(({ status }) => status >= 400);
  const blamed = failed.find(({ body }) => !JSON.stringify(body).includes('"PROCESSING_HALTED"')) ?? failed[0];
  if (blamed === undefined) return undefined;
  const details = failed.map(({ ref, status, body }): JsonObject => ({ ref, status, errors: body }));
  return refusalOf(blamed, details);
}
