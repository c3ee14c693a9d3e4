/**
 * The HTTP client behind every connection: one pool of kept-alive sockets, hosts bound, addresses judged as they are connected,
 * a deadline for every phase, answers capped. One promise and one handler object per call, no streams.
 */
import { setMaxListeners } from 'node:events';
import type { Dispatcher } from 'undici';
import { InvalidError, TimeoutError } from '../errors.ts';
import { createAddressJudge } from './address-rules.ts';
import { ACCEPTED_ENCODINGS, readAnswerBody } from './answer-body.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from './http-client.ts';
import { createPinnedConnector, type TlsOptions } from './pinned-connector.ts';
import { createTargetResolver, type Target } from './request-target.ts';
import { toTransportError } from './transport-failure.ts';
import { Agent, createProxyAgent } from './undici-parts.ts';

export interface HttpClientOptions {
  /** `https://sap.example.com:44300/sap`; requests with a path go below it. */
  readonly baseUrl: string;
  /** `host` or `host:port` (port only where it is not the scheme's own) that this connection may send to. */
  readonly allowedHosts: readonly string[];
  /** CIDR networks that the environment allows beside the public internet. */
  readonly allowedNetworks?: readonly string[];
  /** Loopback ports that the environment allows: the sandbox. */
  readonly allowedLoopbackPorts?: readonly number[];
  /** Loopback ports that are never reached: the runtime's own. */
  readonly forbiddenLoopbackPorts?: readonly number[];
  readonly tls?: TlsOptions;
  /** `http://proxy.example.com:3128`; the proxy resolves names then, so it must keep the address rules itself. */
  readonly proxy?: string;
  /** Sockets at most; more requests wait for one. Default 64. */
  readonly maxSockets?: number;
  /** Default 5 s. */
  readonly connectTimeoutMs?: number;
  /** From the last byte sent to the first of the answer's headers. Default: the whole exchange's deadline. */
  readonly headerTimeoutMs?: number;
  /** Longest silence in the middle of an answer. Default 15 s. */
  readonly idleTimeoutMs?: number;
  readonly userAgent?: string;
}

export interface ClosableHttpClient extends HttpClient {
  /** Lets running requests end, then closes the sockets. */
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_ANSWER_BYTES = 10_000_000;
const MAX_HEADER_BYTES = 16_384;
/** Below the 5 s after which Node and many gateways close an idle socket: fewer requests meet a dying one. */
const KEEP_ALIVE_MS = 4_000;

/** Throws a RangeError or TypeError when base URL or networks are malformed. */
export function createHttpClient(options: HttpClientOptions): ClosableHttpClient {
  const judge = createAddressJudge({
    allowedNetworks: options.allowedNetworks ?? [],
    allowedLoopbackPorts: options.allowedLoopbackPorts ?? [],
    forbiddenLoopbackPorts: options.forbiddenLoopbackPorts ?? [],
  });
  const connectTimeoutMs = options.connectTimeoutMs ?? 5_000;
  const pool = {
    connections: options.maxSockets ?? 64,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The deadline of the whole exchange bounds these two; undici's own defaults are five minutes.
    headersTimeout: options.headerTimeoutMs ?? 0,
    bodyTimeout: options.idleTimeoutMs ?? 15_000,
  };
  const dispatcher: Dispatcher =
    options.proxy === undefined
      ? new Agent({ ...pool, connect: createPinnedConnector(judge, connectTimeoutMs, options.tls) })
      : createProxyAgent({
          ...pool,
          uri: options.proxy,
          ...(options.tls === undefined ? {} : { requestTls: { ...options.tls, timeout: connectTimeoutMs } }),
        });
  const resolveTarget = createTargetResolver(options.baseUrl, options.allowedHosts, options.proxy === undefined ? undefined : judge);
  // Sentences say by which way a system was not reached; the proxy's password is no part of its host.
  const proxy = options.proxy === undefined ? undefined : new URL(options.proxy).host;
  const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
  const defaultHeaders = { 'user-agent': options.userAgent ?? 'millrace', 'accept-encoding': ACCEPTED_ENCODINGS };

  return {
    way: { baseUrl: options.baseUrl, ...(proxy === undefined ? {} : { proxy }) },
    request: (request) =>
      new Promise((resolve, reject) => {
        const target = resolveTarget(request.url);
        new Exchange(request, way === '' ? target : { ...target, host: target.host + way }, resolve, reject).start(
          dispatcher,
          defaultHeaders,
        );
      }),
    close: () => dispatcher.close(),
  };
}

const ONCE = { once: true };
const NO_HEADERS: { readonly [name: string]: string } = {};

/** Names and values in turn, which is how they are sent; a default only where there is no header of that name. */
function listHeaders(defaults: { readonly [name: string]: string }, headers: { readonly [name: string]: string } = NO_HEADERS): string[] {
  const list: string[] = [];
  for (const name in defaults) if (headers[name] === undefined) list.push(name, defaults[name]!);
  for (const name in headers) list.push(name, headers[name]!);
  return list;
}

/** One request and its answer. Settles exactly once; whatever comes after that is dropped. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: HttpRequest;
  readonly #target: Target;
  readonly #resolve: (answer: HttpAnswer | Promise<HttpAnswer>) => void;
  readonly #reject: (error: unknown) => void;
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #settled = false;
  #status = 0;
  #headers: { [name: string]: string } = {};
  #cookies: readonly string[] = [];
  #bytes = 0;

  constructor(
    request: HttpRequest,
    target: Target,
    resolve: (answer: HttpAnswer | Promise<HttpAnswer>) => void,
    reject: (error: unknown) => void,
  ) {
    this.#request = request;
    this.#target = target;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#maxBytes = request.maxAnswerBytes ?? DEFAULT_MAX_ANSWER_BYTES;
  }

  start(dispatcher: Dispatcher, defaultHeaders: { readonly [name: string]: string }): void {
    const { method, headers, body, signal, timeoutMs = DEFAULT_TIMEOUT_MS } = this.#request;
    if (signal.aborted) {
      this.#onAbort();
      return;
    }
    this.#deadline = setTimeout(() => this.#onDeadline(timeoutMs), timeoutMs);
    // A step may send many requests at once under its one signal; each takes its listener back when it settles.
    if (signal instanceof AbortSignal) setMaxListeners(0, signal);
    signal.addEventListener('abort', this.#onAbort, ONCE);
    try {
      dispatcher.dispatch(
        {
          origin: this.#target.origin,
          path: this.#target.path,
          method: method as Dispatcher.HttpMethod,
          headers: listHeaders(defaultHeaders, headers),
          body: body === undefined ? null : body,
        },
        this,
      );
    } catch (failure) {
      this.#fail(failure);
    }
  }

  /** Called when the request gets a socket, just before its first byte leaves. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) controller.abort(new Error('settled before it was sent'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: { readonly [name: string]: string | string[] | undefined },
  ): void {
    if (status < 200) return;
    this.#status = status;
    const flat: { [name: string]: string } = {};
    for (const name in headers) {
      const value = headers[name];
      if (value === undefined) continue;
      if (name === 'set-cookie') this.#cookies = typeof value === 'string' ? [value] : value;
      else flat[name] = typeof value === 'string' ? value : value.join(', ');
    }
    this.#headers = flat;
    if (Number(flat['content-length']) > this.#maxBytes && this.#request.method !== 'HEAD') this.#tooLarge();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.#tooLarge();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const first = this.#chunks[0];
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#bytes);
    const status = this.#status;
    const headers = this.#headers;
    const cookies = this.#cookies;
    const text = readAnswerBody(bytes, headers['content-encoding'], headers['content-type'], this.#maxBytes);
    if (typeof text === 'string') {
      this.#resolve({ status, headers, cookies, text });
      return;
    }
    text.then(
      (decoded) => this.#resolve({ status, headers, cookies, text: decoded }),
      (failure: unknown) => this.#reject(toTransportError(failure, this.#target.host, true)),
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController, failure: Error): void {
    this.#fail(failure);
  }

  get #sent(): boolean {
    return this.#controller !== undefined;
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#deadline);
    this.#request.signal.removeEventListener('abort', this.#onAbort);
    return true;
  }

  #fail(failure: unknown): void {
    if (this.#settle()) this.#reject(toTransportError(failure, this.#target.host, this.#sent));
  }

  #giveUp(error: unknown): void {
    if (!this.#settle()) return;
    this.#reject(error);
    this.#controller?.abort(new Error('given up'));
  }

  #onDeadline(timeoutMs: number): void {
    this.#giveUp(
      new TimeoutError(`${this.#target.host} did not answer within ${timeoutMs} ms`, {
        code: 'deadline',
        help: "Raise the node's time-out if the system is known to be slow.",
        maybeApplied: this.#sent,
      }),
    );
  }

  readonly #onAbort = (): void => {
    const reason: unknown = this.#request.signal.reason;
    const message = reason instanceof Error ? reason.message : 'the step was stopped';
    this.#giveUp(
      new TimeoutError(`The request to ${this.#target.host} was stopped: ${message}`, {
        code: 'stopped',
        cause: reason,
        maybeApplied: this.#sent,
      }),
    );
  };

  #tooLarge(): void {
    this.#giveUp(
      new InvalidError(`The answer of ${this.#target.host} is larger than ${this.#maxBytes} bytes`, {
        code: 'answer-too-large',
        help: 'Ask for less (filter, select, page), or raise the limit of the node.',
        maybeApplied: true,
      }),
    );
  }
}
