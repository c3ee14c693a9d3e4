/**
 * How one service of SAP Gateway is reached, whatever version of OData it speaks: sign-in, session, headers that SAP wants, and its
 * metadata, which are kept for the connection's revision.
 */
import type { ConnectionAccess } from '../connection.ts';
import { asNotApplied, NetworkError, StepError } from '../errors.ts';
import { authorizationHeaders, forgetAuthorization } from '../http/authorization.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { classifySapAnswer } from './classify-sap-answer.ts';
import type { EdmModel } from './odata/edm.ts';
import { guidOf } from './odata/guid.ts';
import { readEdmx } from './odata/read-edmx.ts';
import { SapSession } from './sap-session.ts';
import type { SapSettings } from './settings.ts';

/** What a call needs of the step's exchange. */
export interface SapExchange {
  readonly signal: AbortSignal;
  readonly correlationId?: string;
  readonly traceparent?: string;
  readonly idempotencyKey?: string;
  /** Recorded start of the step, the same in all attempts: goes out as RepeatabilityCreation. */
  readonly startedAt?: string;
}

export type Headers = { readonly [name: string]: string };

export interface SapEndpoint {
  /** As flows name the service. */
  readonly name: string;
  /** Path of the service, without a slash at the end. */
  readonly root: string;
  /** Headers that tell the version of OData. */
  readonly protocol: Headers;
}

export class SapTransport {
  readonly #connection: ConnectionAccess;
  readonly #settings: SapSettings;
  readonly #session: SapSession;
  readonly #endpoint: SapEndpoint;

  constructor(connection: ConnectionAccess, settings: SapSettings, endpoint: SapEndpoint) {
    this.#connection = connection;
    this.#settings = settings;
    this.#session = connection.session('sap-session', () => new SapSession());
    this.#endpoint = endpoint;
  }

  /** Uses the session that is open, so that SAP does not open another one for each read. */
  read(method: string, path: string, exchange: SapExchange, more: Headers = {}): Promise<HttpAnswer> {
    const pair = this.#session.current;
    const cookie: Headers = pair === undefined || pair.cookie === '' ? {} : { cookie: pair.cookie };
    return this.#send(method, path, exchange, { ...this.#headers(), ...cookie, ...more });
  }

  /** Everything that changes something: token and cookies as one pair, fetched again once when SAP says `Required`. */
  async write(method: string, path: string, exchange: SapExchange, more: Headers, body: string | undefined): Promise<HttpAnswer> {
    const headers = { ...this.#headers(), ...this.#repeatability(exchange), ...more };
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

  /** The service's metadata, read once per connection revision. */
  model(exchange: SapExchange): Promise<EdmModel> {
    const cache = this.#models();
    let model = cache.get(this.#endpoint.name);
    if (model === undefined) {
      model = this.#fetchModel(exchange);
      cache.set(this.#endpoint.name, model);
      // A failed fetch is not kept; whoever asked gets the failure.
      model.catch(() => cache.delete(this.#endpoint.name));
    }
    return model;
  }

  /** The text of the service's metadata, read anew. Throws the class of a refusal. */
  async metadata(exchange: SapExchange): Promise<string> {
    const answer = await this.read('GET', '$metadata', exchange, { accept: 'application/xml' });
    const refusal = classifySapAnswer(answer);
    if (refusal !== undefined) throw refusal;
    return answer.text;
  }

  /** SAP no longer knows what the metadata promised (an upgrade, a field taken away): read them again next time. */
  forgetModel(): void {
    this.#models().delete(this.#endpoint.name);
  }

  /** SAP writes the next page as an address with its own idea of the host; only what stands below the service counts. */
  pathBelowRoot(address: string): string {
    if (!/^(?:https?:)?\//.test(address)) return address;
    const below = `/${this.#endpoint.root.slice(this.#endpoint.root.lastIndexOf('/') + 1)}/`;
    const at = address.indexOf(below);
    return at < 0 ? address.replace(/^\/+/, '') : address.slice(at + below.length);
  }

  #models(): Map<string, Promise<EdmModel>> {
    return this.#connection.session('sap-metadata', () => new Map<string, Promise<EdmModel>>());
  }

  #fetchModel(exchange: SapExchange): Promise<EdmModel> {
    // Shared by all who wait for it: one caller that is stopped must not take it from the others.
    return this.freshModel({ ...exchange, signal: new AbortController().signal });
  }

  /** As SAP says it now; what runs work with stays. */
  async freshModel(exchange: SapExchange): Promise<EdmModel> {
    const model = readEdmx(await this.metadata(exchange));
    if (typeof model === 'string')
      throw new NetworkError(`The metadata of ${this.#endpoint.name} cannot be read: ${model}`, { code: 'metadata-malformed' });
    return model;
  }

  #fetchPair(): Promise<HttpAnswer> {
    return this.#send('GET', '', { signal: new AbortController().signal }, { ...this.#headers(), 'x-csrf-token': 'Fetch' });
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
      url: `${this.#endpoint.root}/${path}`,
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
      ...this.#endpoint.protocol,
      'sap-client': this.#settings.sapClient,
      'sap-language': this.#settings.language.toUpperCase(),
      'accept-language': this.#settings.language.toLowerCase(),
    };
  }

  /** Repeatable requests are known by an id that stays the same in every attempt. */
  #repeatability({ idempotencyKey, startedAt }: SapExchange): Headers {
    if (idempotencyKey === undefined) return {};
    const id = guidOf(idempotencyKey);
    const repeatable = this.#settings.repeatableRequests && startedAt !== undefined;
    return { 'x-request-id': id, ...(repeatable ? { requestid: id, repeatabilitycreation: new Date(startedAt).toUTCString() } : {}) };
  }
}

/** The step's own time-out stops a call through its signal; this is only the fence behind it. */
const FENCE_MS = 5 * 60_000;

function throwAsNotApplied(error: unknown): never {
  throw error instanceof StepError ? asNotApplied(error) : error;
}
