/** `$batch` of V4, as multipart and as JSON. The first request that fails ends the batch, unless the client prefers to go on. */
import { type BatchAnswer, type BatchAnswerPart, type BatchRequest, readBatchRequest, writeBatchResponse } from '../../odata/batch.ts';
import { readJsonBatch, type V4BatchAnswer, type V4BatchRequest, writeJsonAnswers } from '../../odata/v4/batch-json.ts';
import type { Answer } from '../gateway/answer.ts';
import { meantMethod } from '../gateway/exchange.ts';
import { badRequest } from '../gateway/refusal.ts';
import type { Served, ServiceRequest } from '../gateway/serve-service.ts';
import type { ODataService } from '../gateway/service.ts';
import type { Operation } from '../gateway/write-resource.ts';
import { hexId } from '../random-ids.ts';
import { changeV4, guardedV4, isExact, readV4, type V4Context, VERSION, v4Operation } from './serve-v4.ts';

const isJson = (contentType: string | undefined): boolean => /^application\/json\b/i.test(contentType ?? '');

/** What the parts of a batch would write, part by part; a batch that cannot be read writes nothing. */
export function changesInBatch({ service, exchange }: Pick<ServiceRequest, 'service' | 'exchange'>): readonly (readonly Operation[])[] {
  const groups = groupsOf(exchange.headers['content-type'] ?? '', exchange.body);
  return typeof groups === 'string'
    ? []
    : groups.filter(({ isRead }) => !isRead).map(({ requests }) => requests.map((one) => operationOf(service, one)));
}

export function serveV4Batch(request: ServiceRequest): Served {
  const { exchange, host } = request;
  const contentType = exchange.headers['content-type'] ?? '';
  const context: V4Context = { request, exact: true };
  return guardedV4(context, () => {
    const groups = groupsOf(contentType, exchange.body);
    if (typeof groups === 'string') throw badRequest(`Malformed batch: ${groups}`);
    const goesOn = /odata\.continue-on-error/i.test(exchange.headers['prefer'] ?? '');
    let allApplied = true;
    const served: { readonly group: Group; readonly answers: readonly Answer[] | { readonly error: Answer } }[] = [];
    for (const group of groups) {
      const answers = serveGroup(request, group);
      served.push({ group, answers });
      if ('error' in answers) {
        allApplied = false;
        if (!goesOn) break;
      }
    }
    if (isJson(contentType)) {
      const body = writeJsonAnswers(served.flatMap(({ group, answers }) => jsonAnswers(group, answers)));
      return { answer: { status: 200, headers: { 'content-type': 'application/json', ...VERSION }, body }, allApplied };
    }
    const written = writeBatchResponse(
      served.map(({ group, answers }) => multipartAnswer(group, answers)),
      hexId(host.random, 16),
    );
    return { answer: { status: 200, headers: { 'content-type': written.contentType, ...VERSION }, body: written.body }, allApplied };
  });
}

interface Group {
  readonly isRead: boolean;
  readonly requests: readonly BatchRequest[];
}

function groupsOf(contentType: string, body: string): readonly Group[] | string {
  if (!isJson(contentType)) {
    const parts = readBatchRequest(contentType, body);
    if (typeof parts === 'string') return parts;
    return parts.map((part) =>
      part.kind === 'changeset'
        ? { isRead: false, requests: part.requests }
        : { isRead: part.request.method === 'GET', requests: [part.request] },
    );
  }
  const requests = readJsonBatch(body);
  if (typeof requests === 'string') return requests;
  const groups: { readonly name: string | undefined; readonly group: { readonly isRead: boolean; readonly requests: V4BatchRequest[] } }[] =
    [];
  for (const one of requests) {
    const known = one.atomicityGroup === undefined ? undefined : groups.find(({ name }) => name === one.atomicityGroup);
    if (known === undefined) groups.push({ name: one.atomicityGroup, group: { isRead: one.method === 'GET', requests: [one] } });
    else known.group.requests.push(one);
  }
  return groups.map(({ group }) => group);
}

function serveGroup(request: ServiceRequest, group: Group): readonly Answer[] | { readonly error: Answer } {
  const [first] = group.requests;
  const context: V4Context = { request, exact: isExact(first?.headers['accept'] ?? request.exchange.headers['accept']) };
  const outcome = guardedV4(context, () => {
    if (group.isRead) return { answers: [readV4(context, targetOf(request.service, first!.url))] };
    if (group.requests.some(({ method }) => method === 'GET')) throw badRequest('A change set contains changing requests only');
    return {
      answers: changeV4(
        context,
        group.requests.map((one) => operationOf(request.service, one)),
      ),
    };
  });
  return 'answers' in outcome ? outcome.answers : { error: outcome.answer };
}

function operationOf(service: ODataService, { method, url, headers, body, contentId }: BatchRequest): Operation {
  const operation = v4Operation(service, meantMethod(method, headers), targetOf(service, url), headers, body);
  return contentId === undefined ? operation : { ...operation, contentId };
}

/** Relative to the service, or an absolute path, or a whole URL. */
function targetOf(service: ODataService, url: string): string {
  const path = url.replace(/^https?:\/\/[^/]+/i, '');
  return path.startsWith(`${service.path}/`) ? path.slice(service.path.length + 1) : path;
}

function multipartAnswer({ requests }: Group, answers: readonly Answer[] | { readonly error: Answer }): BatchAnswerPart {
  if ('error' in answers) return { kind: 'answer', answer: asPart(answers.error, undefined) };
  const listed = answers.map((answer, index) => asPart(answer, requests[index]?.contentId));
  return requests.length === 1 && requests[0]?.method === 'GET'
    ? { kind: 'answer', answer: listed[0]! }
    : { kind: 'changeset', answers: listed };
}

function jsonAnswers({ requests }: Group, answers: readonly Answer[] | { readonly error: Answer }): readonly V4BatchAnswer[] {
  const ids = requests.map((one) => (one as V4BatchRequest).id);
  if (!('error' in answers)) return answers.map((answer, index) => ({ ...asPart(answer, undefined), id: ids[index]! }));
  // The refusal stands at the first; the others failed because it did.
  return ids.map((id, index) => (index === 0 ? { ...asPart(answers.error, undefined), id } : { id, status: 424, headers: {}, body: '' }));
}

function asPart({ status, headers, body }: Answer, contentId: string | undefined): BatchAnswer {
  const flat = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]),
  );
  return { status, headers: flat, body, ...(contentId === undefined ? {} : { contentId }) };
}
