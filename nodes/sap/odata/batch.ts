/**
 * `multipart/mixed` of OData V2 `$batch`, both ways. Written with CRLF and exact lengths; read with more patience, because
 * clients double blank lines, spell `Content-Id` as they like and some end lines with LF alone.
 */

export interface BatchHeaders {
  /** Names in lower case when read. */
  readonly [name: string]: string;
}

export interface BatchRequest {
  readonly method: string;
  /** Relative to the service root, or an absolute path. */
  readonly url: string;
  readonly headers: BatchHeaders;
  /** Content-ID of the part around the request; answers of a changeset carry it back. */
  readonly contentId?: string;
  readonly body?: string;
}

/** A read on its own, or a changeset: all of it or nothing. */
export type BatchRequestPart =
  | { readonly kind: 'request'; readonly request: BatchRequest }
  | { readonly kind: 'changeset'; readonly requests: readonly BatchRequest[] };

export interface BatchAnswer {
  readonly status: number;
  readonly headers: BatchHeaders;
  readonly contentId?: string;
  readonly body: string;
}

/** One answer, or one per request of a changeset. A failed changeset is ONE answer with the error (OData V2 rule). */
export type BatchAnswerPart =
  | { readonly kind: 'answer'; readonly answer: BatchAnswer }
  | { readonly kind: 'changeset'; readonly answers: readonly BatchAnswer[] };

export interface Multipart {
  readonly contentType: string;
  readonly body: string;
}

/** `boundary` must not occur in any body. */
export function writeBatchRequest(parts: readonly BatchRequestPart[], boundary: string): Multipart {
  return writeMultipart(
    parts.map((part, index) =>
      part.kind === 'request'
        ? httpPart(requestText(part.request), part.request.contentId)
        : nested(
            part.requests.map((request) => httpPart(requestText(request), request.contentId)),
            changesetBoundary(boundary, index),
          ),
    ),
    boundary,
  );
}

export function writeBatchResponse(parts: readonly BatchAnswerPart[], boundary: string): Multipart {
  return writeMultipart(
    parts.map((part, index) =>
      part.kind === 'answer'
        ? httpPart(answerText(part.answer), part.answer.contentId)
        : nested(
            part.answers.map((answer) => httpPart(answerText(answer), answer.contentId)),
            changesetBoundary(boundary, index),
          ),
    ),
    boundary,
  );
}

/** Returns the parts, or a sentence that says what is wrong with the multipart text. */
export function readBatchRequest(contentType: string, body: string): readonly BatchRequestPart[] | string {
  const parts = readMultipart(contentType, body);
  if (typeof parts === 'string') return parts;
  const result: BatchRequestPart[] = [];
  for (const part of parts) {
    if (isMultipart(part)) {
      const inner = readMultipart(part.headers['content-type']!, part.body);
      if (typeof inner === 'string') return inner;
      const requests: BatchRequest[] = [];
      for (const one of inner) {
        const request = readRequest(one);
        if (typeof request === 'string') return request;
        requests.push(request);
      }
      result.push({ kind: 'changeset', requests });
    } else {
      const request = readRequest(part);
      if (typeof request === 'string') return request;
      result.push({ kind: 'request', request });
    }
  }
  return result;
}

/** Returns the answers in the order of the request's parts, or a sentence that says why they cannot be read. */
export function readBatchResponse(contentType: string, body: string): readonly BatchAnswerPart[] | string {
  const parts = readMultipart(contentType, body);
  if (typeof parts === 'string') return parts;
  const result: BatchAnswerPart[] = [];
  for (const part of parts) {
    if (isMultipart(part)) {
      const inner = readMultipart(part.headers['content-type']!, part.body);
      if (typeof inner === 'string') return inner;
      const answers: BatchAnswer[] = [];
      for (const one of inner) {
        const answer = readAnswer(one);
        if (typeof answer === 'string') return answer;
        answers.push(answer);
      }
      result.push({ kind: 'changeset', answers });
    } else {
      const answer = readAnswer(part);
      if (typeof answer === 'string') return answer;
      result.push({ kind: 'answer', answer });
    }
  }
  return result;
}

/** The outer boundary must not be the beginning of an inner one: SAP's own client, for one, divides the text by the outer alone. */
const changesetBoundary = (boundary: string, index: number): string => `cs${index + 1}_${boundary}`;

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

function requestText({ method, url, headers, body }: BatchRequest): string {
  const lines = [`${method} ${url} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  // The blank line after the headers is there even for a GET: SAP Gateway refuses the part without it.
  if (body === undefined) return `${lines.join('\r\n')}\r\n\r\n`;
  return `${[...lines, `Content-Length: ${byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`;
}

function answerText({ status, headers, body }: BatchAnswer): string {
  const lines = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return `${[...lines, `Content-Length: ${byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`;
}

function httpPart(http: string, contentId: string | undefined): string {
  const lines = [
    'Content-Type: application/http',
    `Content-Length: ${byteLength(http)}`,
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${http}`;
}

function nested(parts: readonly string[], boundary: string): string {
  const inner = writeMultipart(parts, boundary);
  return `Content-Type: ${inner.contentType}\r\nContent-Length: ${byteLength(inner.body)}\r\n\r\n${inner.body}`;
}

function writeMultipart(parts: readonly string[], boundary: string): Multipart {
  const body = `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
  return { contentType: `multipart/mixed; boundary=${boundary}`, body };
}

interface Part {
  readonly headers: BatchHeaders;
  readonly body: string;
}

const isMultipart = (part: Part): boolean => /^multipart\/mixed\b/i.test(part.headers['content-type'] ?? '');

function readMultipart(contentType: string, body: string): readonly Part[] | string {
  const match = /^\s*multipart\/mixed\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return 'The content type names no boundary of multipart/mixed.';
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pieces = body.split(new RegExp(`(?:^|\\r?\\n)--${escaped}(--)?[ \\t]*(?=\\r?\\n|$)`));
  // split with one group: preamble, mark, text, mark, text, …; the mark is `--` at the end.
  const parts: Part[] = [];
  let closed = false;
  for (let index = 1; index < pieces.length; index += 2) {
    if (pieces[index] === '--') {
      closed = true;
      break;
    }
    parts.push(readPart((pieces[index + 1] ?? '').replace(/^\r?\n/, '')));
  }
  return closed ? parts : `The multipart text is not closed by --${boundary}--.`;
}

/** Headers, blank line, rest. */
function readPart(text: string): Part {
  const split = /\r?\n[ \t]*(?:\r?\n|$)/.exec(text);
  const head = split === null ? text : text.slice(0, split.index);
  const body = split === null ? '' : text.slice(split.index + split[0].length);
  return { headers: readHeaders(head.split(/\r?\n/)), body };
}

function readHeaders(lines: readonly string[]): BatchHeaders {
  const headers: { [name: string]: string } = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

function readRequest(part: Part): BatchRequest | string {
  const http = readPart(part.body.replace(/^(?:[ \t]*\r?\n)+/, ''));
  const first = part.body.trimStart().split(/\r?\n/, 1)[0] ?? '';
  const match = /^([A-Z]+) (\S+)(?: HTTP\/1\.[01])?\s*$/.exec(first);
  if (match === null) return `A part of the batch does not begin with a request line: ${JSON.stringify(first.slice(0, 80))}.`;
  const contentId = part.headers['content-id'] ?? http.headers['content-id'];
  const body = http.body.trim();
  return {
    method: match[1]!,
    url: match[2]!,
    headers: http.headers,
    ...(contentId === undefined ? {} : { contentId }),
    ...(body === '' ? {} : { body }),
  };
}

function readAnswer(part: Part): BatchAnswer | string {
  const text = part.body.replace(/^(?:[ \t]*\r?\n)+/, '');
  const http = readPart(text);
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const match = /^HTTP\/1\.[01] (\d{3})/.exec(first);
  if (match === null) return `A part of the batch answer does not begin with a status line: ${JSON.stringify(first.slice(0, 80))}.`;
  const contentId = part.headers['content-id'] ?? http.headers['content-id'];
  return { status: Number(match[1]), headers: http.headers, ...(contentId === undefined ? {} : { contentId }), body: http.body.trim() };
}

const REASONS: { readonly [status: number]: string } = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  415: 'Unsupported Media Type',
  423: 'Locked',
  428: 'Precondition Required',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};
