/**
 * Speaks OData V2 with one service of SAP Gateway: headers, session, `d` wrappers, paging, changesets. What an entity means is
 * for those who call it. Every failure is already one of the nine classes, by SAP's meaning.
 */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionAccess } from '../connection.ts';
import { asNotApplied, InvalidError, NetworkError, StepError } from '../errors.ts';
import { authorizationHeaders, forgetAuthorization } from '../http/authorization.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { readJson } from '../http/read-json.ts';
import { classifySapAnswer, type SapAnswer } from './classify-sap-answer.ts';
import { type BatchAnswer, type BatchRequest, readBatchResponse, writeBatchRequest } from './odata/batch.ts';
import type { EdmModel } from './odata/edm.ts';
import { guidOf } from './odata/guid.ts';
import { readEdmx } from './odata/read-edmx.ts';
import { readSapMessages } from './odata/sap-message.ts';
import { SapSession } from './sap-session.ts';
import { type SapSettings, sapSettingsOf } from './settings.ts';

/** What a call needs of the step's exchange. */
export interface SapExchange {
  readonly signal: AbortSignal;
  readonly correlationId?: string;
  readonly traceparent?: string;
  readonly idempotencyKey?: string;
  /** Recorded start of the step, the same in all attempts: goes out as RepeatabilityCreation. */
  readonly startedAt?: string;
}

export type SapMessages = ReturnType<typeof readSapMessages>;

export interface ODataAnswer {
  /** Content of `d`; of a collection its rows. `null` when there is no body. */
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

/** @param service e.g. `API_SALES_ORDER_SRV`, or with version `API_BILL_OF_MATERIAL_SRV;v=0002` */
export function openSapService(connection: ConnectionAccess, service: string): SapService {
  return new SapService(connection, service);
}

export class SapService {
  readonly #connection: ConnectionAccess;
  readonly #settings: SapSettings;
  readonly #session: SapSession;
  readonly #name: string;
  /** Path of the service, without a slash at the end. */
  readonly root: string;

  constructor(connection: ConnectionAccess, service: string) {
    if (!/^[A-Za-z0-9_]+(;[a-z]=\d+)?$/.test(service)) {
      throw new InvalidError(`${JSON.stringify(service)} is not the name of an OData service`, { code: 'service-malformed' });
    }
    this.#connection = connection;
    this.#settings = sapSettingsOf(connection);
    this.#session = connection.session('sap-session', () => new SapSession());
    this.#name = service;
    this.root = `${this.#settings.servicePath.replace(/\/+$/, '')}/${service}`;
  }

  /** `path` below the service root with query, e.g. `A_SalesOrder('1')?$expand=to_Item`. */
  async get(path: string, exchange: SapExchange): Promise<ODataAnswer> {
    return this.#toODataAnswer(await this.#send('GET', path, exchange, this.#readHeaders()));
  }

  /**
   * All pages of a collection. Throws InvalidError `too-many-rows` when SAP has more than `maxRows`: half a list would look like
   * a whole one.
   */
  async getAll(path: string, exchange: SapExchange, maxRows: number): Promise<readonly Json[]> {
    const rows: Json[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const answer: ODataAnswer = await this.get(next, exchange);
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

  /** A POST with a JSON body, inside the session. `ifMatch`: the entity tag that functions want that act on an entity. */
  async post(path: string, body: Json | undefined, exchange: SapExchange, ifMatch?: string): Promise<ODataAnswer> {
    const headers = {
      ...this.#writeHeaders(exchange),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    };
    const answer = await this.#sendInSession('POST', path, exchange, headers, body === undefined ? undefined : JSON.stringify(body));
    return this.#toODataAnswer(answer);
  }

  /** All of it or nothing (OData V2 changeset). Throws the class of the one request that was refused. */
  async changeset(requests: readonly BatchRequest[], exchange: SapExchange): Promise<ChangesetAnswer> {
    const content = JSON.stringify(requests);
    const boundary = `batch_${createHash('sha256').update(content).digest('hex').slice(0, 24)}`;
    const { contentType, body } = writeBatchRequest([{ kind: 'changeset', requests }], boundary);
    const headers = { ...this.#writeHeaders(exchange), accept: 'multipart/mixed', 'content-type': contentType };
    const answer = await this.#sendInSession('POST', '$batch', exchange, headers, body);
    return readChangesetAnswer(answer, requests.length);
  }

  /** One read inside a `$batch`: as a POST it goes through token and session without changing anything. */
  async readBatch(path: string, exchange: SapExchange): Promise<void> {
    const request: BatchRequest = { method: 'GET', url: path, headers: { accept: 'application/json' } };
    const { contentType, body } = writeBatchRequest([{ kind: 'request', request }], 'batch_read');
    const headers = { ...this.#headers(), accept: 'multipart/mixed', 'content-type': contentType };
    readChangesetAnswer(await this.#sendInSession('POST', '$batch', exchange, headers, body), 1);
  }

  /** The service's metadata, read once per connection revision. */
  model(exchange: SapExchange): Promise<EdmModel> {
    const cache = this.#models();
    let model = cache.get(this.#name);
    if (model === undefined) {
      model = this.#fetchModel(exchange);
      cache.set(this.#name, model);
      // A failed fetch is not kept; whoever asked gets the failure.
      model.catch(() => cache.delete(this.#name));
    }
    return model;
  }

  /** SAP no longer knows what the metadata promised (an upgrade, a field taken away): read them again next time. */
  forgetModel(): void {
    this.#models().delete(this.#name);
  }

  #models(): Map<string, Promise<EdmModel>> {
    return this.#connection.session('sap-metadata', () => new Map<string, Promise<EdmModel>>());
  }

  async #fetchModel(exchange: SapExchange): Promise<EdmModel> {
    // Shared by all who wait for it: one caller that is stopped must not take it from the others.
    const own = { ...exchange, signal: new AbortController().signal };
    const answer = await this.#send('GET', '$metadata', own, { ...this.#readHeaders(), accept: 'application/xml' });
    const refusal = classifySapAnswer(answer);
    if (refusal !== undefined) throw refusal;
    const model = readEdmx(answer.text);
    if (typeof model === 'string')
      throw new NetworkError(`The metadata of ${this.#name} cannot be read: ${model}`, { code: 'metadata-malformed' });
    return model;
  }

  /** Everything that changes something: token and cookies as one pair, fetched again once when SAP says `Required`. */
  async #sendInSession(
    method: string,
    path: string,
    exchange: SapExchange,
    headers: Headers,
    body: string | undefined,
  ): Promise<HttpAnswer> {
    for (let fetches = 0; ; fetches += 1) {
      const pair = await this.#session.get(() => this.#fetchPair()).catch(throwAsNotApplied);
      const withSession = { ...headers, 'x-csrf-token': pair.token, cookie: pair.cookie };
      const answer = await this.#send(method, path, exchange, withSession, body);
      const lost = answer.status === 403 && answer.headers['x-csrf-token']?.toLowerCase() === 'required';
      if (!lost) return answer;
      this.#session.drop(pair);
      if (fetches === 1) return answer;
    }
  }

  #fetchPair(): Promise<HttpAnswer> {
    return this.#send(
      'GET',
      '',
      { signal: new AbortController().signal },
      {
        ...this.#headers(),
        'x-csrf-token': 'Fetch',
      },
    );
  }

  async #send(method: string, path: string, exchange: SapExchange, headers: Headers, body?: string): Promise<HttpAnswer> {
    const answer = await this.#sendOnce(method, path, exchange, headers, body);
    // A 401 was not processed: one fresh token is no second attempt at the work.
    if (answer.status !== 401 || !forgetAuthorization(this.#connection)) return answer;
    return this.#sendOnce(method, path, exchange, headers, body);
  }

  async #sendOnce(method: string, path: string, exchange: SapExchange, headers: Headers, body?: string): Promise<HttpAnswer> {
    const { traceparent, correlationId } = exchange;
    return this.#connection.http.request({
      method,
      url: `${this.root}/${path}`,
      headers: {
        ...headers,
        ...(await authorizationHeaders(this.#connection, this.#settings)),
        ...(traceparent === undefined ? {} : { traceparent }),
        ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
      },
      ...(body === undefined ? {} : { body }),
      signal: exchange.signal,
      timeoutMs: FENCE_MS,
    });
  }

  #headers(): Headers {
    return {
      accept: 'application/json',
      dataserviceversion: '2.0',
      maxdataserviceversion: '2.0',
      'sap-client': this.#settings.sapClient,
      'sap-language': this.#settings.language.toUpperCase(),
      'accept-language': this.#settings.language.toLowerCase(),
    };
  }

  /** Reads use the session that is open, so that SAP does not open another one for each of them. */
  #readHeaders(): Headers {
    const pair = this.#session.current;
    return pair === undefined || pair.cookie === '' ? this.#headers() : { ...this.#headers(), cookie: pair.cookie };
  }

  /** Repeatable requests are known by an id that stays the same in every attempt. */
  #writeHeaders({ idempotencyKey, startedAt }: SapExchange): Headers {
    if (idempotencyKey === undefined) return this.#headers();
    const id = guidOf(idempotencyKey);
    const repeatable = this.#settings.repeatableRequests && startedAt !== undefined;
    return {
      ...this.#headers(),
      'x-request-id': id,
      ...(repeatable ? { requestid: id, repeatabilitycreation: new Date(startedAt).toUTCString() } : {}),
    };
  }

  #toODataAnswer(answer: SapAnswer): ODataAnswer {
    const refusal = classifySapAnswer(answer);
    if (refusal !== undefined) {
      if (refusal.class === 'invalid') this.forgetModel();
      throw refusal;
    }
    const messages = readSapMessages(answer.headers['sap-message']);
    const { etag } = answer.headers;
    if (answer.text === '') return { data: null, messages, ...(etag === undefined ? {} : { etag }) };
    const d = readD(answer.text);
    const rows = Array.isArray(d) ? d : isObject(d) && Array.isArray(d['results']) ? (d['results'] as readonly Json[]) : undefined;
    const next = isObject(d) && typeof d['__next'] === 'string' ? this.#pathBelowRoot(d['__next']) : undefined;
    return { data: rows ?? d, messages, ...(etag === undefined ? {} : { etag }), ...(next === undefined ? {} : { next }) };
  }

  /** SAP writes the next page as an address with its own idea of the host; only what stands below the service counts. */
  #pathBelowRoot(address: string): string {
    const at = address.indexOf(`/${this.#name}/`);
    return at < 0 ? address.replace(/^\/+/, '') : address.slice(at + this.#name.length + 2);
  }
}

type Headers = { readonly [name: string]: string };

/** The step's own time-out stops a call through its signal; this is only the fence behind it. */
const FENCE_MS = 5 * 60_000;

function readD(text: string): Json {
  const reading = readJson(text);
  if (!reading.ok) {
    const message = `The answer of SAP is ${reading.code === 'json-malformed' ? 'no JSON' : 'too much'}: ${reading.message}`;
    if (reading.code === 'json-malformed') throw new NetworkError(message, { code: 'answer-malformed' });
    throw new InvalidError(message, { code: `answer-${reading.code}`, maybeApplied: true });
  }
  if (!isObject(reading.value) || reading.value['d'] === undefined) {
    throw new NetworkError('The answer of SAP is no OData V2: it has no member "d"', { code: 'answer-malformed' });
  }
  return reading.value['d'];
}

/** A refused changeset is one answer with the error, not one per request. */
function readChangesetAnswer(answer: HttpAnswer, expected: number): ChangesetAnswer {
  const refusal = classifySapAnswer(answer);
  if (refusal !== undefined) throw refusal;
  const parts = readBatchResponse(answer.headers['content-type'] ?? '', answer.text);
  if (typeof parts === 'string') throw new NetworkError(`The answer to $batch cannot be read: ${parts}`, { code: 'answer-malformed' });
  const part = parts[0];
  const answers = part === undefined ? [] : part.kind === 'changeset' ? part.answers : [part.answer];
  for (const one of answers) {
    const refused = classifySapAnswer({ status: one.status, headers: one.headers, text: one.body });
    if (refused !== undefined) throw refused;
  }
  if (answers.length !== expected) {
    throw new NetworkError(`SAP answered ${answers.length} of ${expected} requests of a changeset`, { code: 'answer-malformed' });
  }
  const messages = [answer.headers['sap-message'], ...answers.map((one) => one.headers['sap-message'])].flatMap(readSapMessages);
  return { answers, messages };
}

function throwAsNotApplied(error: unknown): never {
  throw error instanceof StepError ? asNotApplied(error) : error;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
