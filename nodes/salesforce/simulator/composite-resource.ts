/** `composite`: up to 25 requests in one, later ones may refer to earlier ones by `@{referenceId.path}`. */
import type { Json, JsonObject } from '#flows/json.ts';
import { Refusal } from './refusal.ts';
import { methodNotAllowed, type RestAnswer, type RestRequest, requireObject, splitPath } from './rest-request.ts';

const MOST_REQUESTS = 25;

interface SubAnswer {
  readonly body: Json;
  readonly httpHeaders: { readonly [name: string]: string };
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

/** The answer is 200 also when subrequests failed. `rollBack`: with `allOrNone` one failure undoes all. */
export function handleComposite(
  request: RestRequest,
  perform: (subrequest: RestRequest) => RestAnswer,
): { readonly answer: RestAnswer; readonly rollBack: boolean } {
  if (request.method !== 'POST') throw methodNotAllowed(request.method, 'POST');
  const { allOrNone, compositeRequest } = requireObject(request.body);
  if (!Array.isArray(compositeRequest) || compositeRequest.length === 0)
    throw new Refusal(400, 'MISSING_ARGUMENT', 'Missing required argument: compositeRequest', ['compositeRequest']);
  if (compositeRequest.length > MOST_REQUESTS)
    throw new Refusal(400, 'LIMIT_EXCEEDED', `Limit exceeded: a composite request has at most ${MOST_REQUESTS} subrequests`);
  const parts = compositeRequest.map(requireObject);
  checkReferenceIds(parts);
  const answers: SubAnswer[] = [];
  const isAtomic = allOrNone === true;
  for (const part of parts) {
    const failed = isAtomic && answers.some(({ httpStatusCode }) => httpStatusCode >= 400);
    answers.push(failed ? halted(part, ROLLED_BACK) : performOne(request, part, answers, perform));
  }
  const rollBack = isAtomic && answers.some(({ httpStatusCode }) => httpStatusCode >= 400);
  const shown = rollBack
    ? answers.map((answer, index) => (answer.httpStatusCode >= 400 ? answer : halted(parts[index]!, ROLLED_BACK)))
    : answers;
  return { answer: { status: 200, body: { compositeResponse: shown as unknown as Json } }, rollBack };
}

const ROLLED_BACK = 'The transaction was rolled back since another operation in the same transaction failed.';

function performOne(
  request: RestRequest,
  part: JsonObject,
  answers: readonly SubAnswer[],
  perform: (subrequest: RestRequest) => RestAnswer,
): SubAnswer {
  const referenceId = String(part['referenceId']);
  try {
    const url = resolveText(String(part['url'] ?? ''), answers);
    const split = splitPath(url);
    if (split === undefined || split.path[0]?.toLowerCase() === 'composite')
      throw new Refusal(400, 'INVALID_INPUT', `The url of ${referenceId} is not a resource that composite can call: ${url}`);
    const body = part['body'] === undefined ? undefined : resolveValue(part['body'], answers);
    const {
      status,
      body: answer,
      headers,
    } = perform({
      ...request,
      method: String(part['method'] ?? 'GET').toUpperCase(),
      path: split.path,
      query: split.query,
      body,
      caller: { ...request.caller, version: split.version, unmodifiedSince: unmodifiedSinceOf(part) },
    });
    return {
      body: answer ?? null,
      httpHeaders: headers?.['location'] === undefined ? {} : { Location: headers['location'] },
      httpStatusCode: status,
      referenceId,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { body: error.toJson() as unknown as Json, httpHeaders: {}, httpStatusCode: error.status, referenceId };
  }
}

/** Headers of the whole call are not those of its parts. */
function unmodifiedSinceOf({ httpHeaders }: JsonObject): number | undefined {
  const headers = Object.entries((httpHeaders ?? {}) as JsonObject);
  const found = headers.find(([name]) => name.toLowerCase() === 'if-unmodified-since');
  return found === undefined ? undefined : Date.parse(String(found[1]));
}

function halted(part: JsonObject, message: string): SubAnswer {
  return {
    body: [{ errorCode: 'PROCESSING_HALTED', message }],
    httpHeaders: {},
    httpStatusCode: 400,
    referenceId: String(part['referenceId']),
  };
}

function checkReferenceIds(parts: readonly JsonObject[]): void {
  const seen = new Set<string>();
  for (const { referenceId } of parts) {
    if (typeof referenceId !== 'string' || !/^[A-Za-z0-9_]{1,200}$/.test(referenceId))
      throw new Refusal(400, 'INVALID_INPUT', 'Each subrequest needs a referenceId of letters, digits and underscores');
    if (seen.has(referenceId)) throw new Refusal(400, 'INVALID_INPUT', `Duplicate referenceId: ${referenceId}`);
    seen.add(referenceId);
  }
}

function resolveValue(value: Json, answers: readonly SubAnswer[]): Json {
  if (typeof value === 'string') return resolveText(value, answers);
  if (Array.isArray(value)) return value.map((member) => resolveValue(member, answers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolveValue(member, answers)]));
}

/** `@{order.id}`, `@{found.records[0].Id}`. */
function resolveText(text: string, answers: readonly SubAnswer[]): string {
  return text.replace(/@\{([A-Za-z0-9_]+)\.([^}]+)\}/g, (whole, referenceId: string, path: string) => {
    const answer = answers.find((candidate) => candidate.referenceId === referenceId);
    let value: Json | undefined = answer === undefined || answer.httpStatusCode >= 400 ? undefined : answer.body;
    for (const step of path.split(/[.[\]]+/).filter((name) => name !== ''))
      value = (value as { readonly [step: string]: Json } | null | undefined)?.[step];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new Refusal(400, 'PROCESSING_HALTED', `Invalid reference specified. No value for ${whole.slice(2, -1)} found in ${referenceId}`);
  });
}
