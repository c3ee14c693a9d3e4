/** `$batch` of OData V4 in JSON, both ways. Requests of one `atomicityGroup` are a changeset: all of it or nothing. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { BatchAnswer, BatchRequest } from '../batch.ts';

export interface V4BatchRequest extends BatchRequest {
  readonly id: string;
  readonly atomicityGroup?: string;
}

export interface V4BatchAnswer extends BatchAnswer {
  readonly id: string;
}

export function writeJsonBatch(requests: readonly V4BatchRequest[]): string {
  const listed = requests.map(({ id, method, url, headers, body, atomicityGroup }) => ({
    id,
    ...(atomicityGroup === undefined ? {} : { atomicityGroup }),
    method,
    url,
    headers,
    ...(body === undefined ? {} : { body: JSON.parse(body) as Json }),
  }));
  return JSON.stringify({ requests: listed });
}

/** Returns the requests, or a sentence. */
export function readJsonBatch(text: string): readonly V4BatchRequest[] | string {
  const listed = listIn(text, 'requests');
  if (typeof listed === 'string') return listed;
  const ids = new Set(listed.map((one) => one['id']));
  if (ids.size < listed.length) return 'The ids of the requests are not all different.';
  const requests: V4BatchRequest[] = [];
  for (const one of listed) {
    const { id, method, url, headers, body, atomicityGroup } = one;
    if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
      return 'A request of the batch has no id, method or url.';
    requests.push({
      id,
      method: method.toUpperCase(),
      url,
      headers: headersOf(headers),
      ...(typeof atomicityGroup === 'string' ? { atomicityGroup } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
  return requests;
}

export function writeJsonAnswers(answers: readonly V4BatchAnswer[]): string {
  return JSON.stringify({
    responses: answers.map(({ id, status, headers, body }) => ({
      id,
      status,
      headers,
      ...(body === '' ? {} : { body: JSON.parse(body) as Json }),
    })),
  });
}

/** Returns the answers, or a sentence. */
export function readJsonAnswers(text: string): readonly V4BatchAnswer[] | string {
  const listed = listIn(text, 'responses');
  if (typeof listed === 'string') return listed;
  return listed.map(({ id, status, headers, body }) => ({
    id: String(id),
    status: Number(status),
    headers: headersOf(headers),
    body: body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  }));
}

function listIn(text: string, name: string): readonly JsonObject[] | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'The batch is not JSON.';
  }
  const listed = (parsed as { readonly [name: string]: unknown } | null)?.[name];
  const isList = Array.isArray(listed) && listed.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  return isList ? (listed as readonly JsonObject[]) : `The batch has no list "${name}".`;
}

function headersOf(value: unknown): { readonly [name: string]: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name.toLowerCase(), String(text)]));
}
