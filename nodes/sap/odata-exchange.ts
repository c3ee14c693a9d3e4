/** What both versions of OData share in asking SAP Gateway: pages, batches, and what an answer says beside its body. */
import { createHash } from 'node:crypto';
import type { Json } from '#flows/json.ts';
import { InvalidError, NetworkError } from '../errors.ts';
import { classifySapAnswer, type SapAnswer } from './classify-sap-answer.ts';
import { type BatchAnswer, type BatchRequestPart, readBatchResponse, writeBatchRequest } from './odata/batch.ts';
import type { readSapMessages } from './odata/sap-message.ts';
import type { Headers, SapExchange, SapTransport } from './sap-transport.ts';

export type EntityKey = { readonly [name: string]: string | number | boolean };

export type SapMessages = ReturnType<typeof readSapMessages>;

/** Where the messages of an answer stand, which differs by version. */
export interface MessageHeader {
  readonly name: string;
  readonly read: (header: string | undefined) => SapMessages;
}

export interface ODataAnswer {
  /** An entity, or the rows of a collection. `null` when there is no body. */
  readonly data: Json;
  readonly etag?: string;
  readonly messages: SapMessages;
  /** Path of the next page, below the service root. */
  readonly next?: string;
}

export interface ChangesetAnswer {
  readonly answers: readonly BatchAnswer[];
  readonly messages: SapMessages;
}

/** What stands beside the body. Throws the class of a refusal; one that finds fault with a name has the metadata read again. */
export function takeAnswer(
  transport: SapTransport,
  answer: SapAnswer,
  header: MessageHeader,
): { readonly messages: SapMessages; readonly etag?: string } {
  const refusal = classifySapAnswer(answer);
  if (refusal !== undefined) {
    if (refusal.class === 'invalid') transport.forgetModel();
    throw refusal;
  }
  const { etag } = answer.headers;
  return { messages: messagesOf([answer], header), ...(etag === undefined ? {} : { etag }) };
}

export function messagesOf(answers: readonly { readonly headers: Headers }[], header: MessageHeader): SapMessages {
  return answers.flatMap(({ headers }) => header.read(headers[header.name]));
}

/** Throws InvalidError `too-many-rows` when there are more than `maxRows`. */
export async function readAllPages(get: (path: string) => Promise<ODataAnswer>, path: string, maxRows: number): Promise<readonly Json[]> {
  const rows: Json[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const answer: ODataAnswer = await get(next);
    rows.push(...(Array.isArray(answer.data) ? (answer.data as readonly Json[]) : [answer.data]));
    if (rows.length > maxRows) {
      throw new InvalidError(`SAP has more than ${maxRows} rows for this question`, {
        code: 'too-many-rows',
        help: 'Narrow the filter, use "top", or raise the limit of the node.',
      });
    }
    next = answer.next;
  }
  return rows;
}

/** One part as a multipart `$batch`. A refused changeset is one answer with the error, not one per request: its class is thrown. */
export async function sendBatch(
  transport: SapTransport,
  part: BatchRequestPart,
  exchange: SapExchange,
  header: MessageHeader,
): Promise<ChangesetAnswer> {
  const { contentType, body } = writeBatchRequest([part], boundaryOf(part));
  const answer = await transport.write('POST', '$batch', exchange, { accept: 'multipart/mixed', 'content-type': contentType }, body);
  const refusal = classifySapAnswer(answer);
  if (refusal !== undefined) throw refusal;
  const parts = readBatchResponse(answer.headers['content-type'] ?? '', answer.text);
  if (typeof parts === 'string') throw new NetworkError(`The answer to $batch cannot be read: ${parts}`, { code: 'answer-malformed' });
  const [first] = parts;
  const answers = first === undefined ? [] : first.kind === 'changeset' ? first.answers : [first.answer];
  for (const one of answers) {
    const refused = classifySapAnswer({ status: one.status, headers: one.headers, text: one.body });
    if (refused !== undefined) throw refused;
  }
  const expected = part.kind === 'changeset' ? part.requests.length : 1;
  if (answers.length !== expected) {
    throw new NetworkError(`SAP answered ${answers.length} of ${expected} requests of a changeset`, { code: 'answer-malformed' });
  }
  return { answers, messages: messagesOf([answer, ...answers], header) };
}

/** Of the content: the same requests, the same bytes. */
function boundaryOf(part: BatchRequestPart): string {
  return `batch_${createHash('sha256').update(JSON.stringify(part)).digest('hex').slice(0, 24)}`;
}
