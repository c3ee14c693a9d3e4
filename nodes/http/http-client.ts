/**
 * The one way out for every connector. Hosts are bound, redirects are not followed, every phase has a deadline, answers are
 * capped after decompression, and failures already carry their class (nodes/errors.ts):
 * connection refused or DNS → NetworkError with maybeApplied false; reset or truncated → NetworkError; deadline → TimeoutError.
 * HTTP statuses are NOT errors here: each connector classifies them by its system's own meaning.
 */
import type { StopSignal } from '../stop-signal.ts';

export interface HttpClient {
  /** `url` absolute, or a path below the connection's base URL. */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /** Which way requests go; left out: as their addresses say, without a proxy. */
  readonly way?: HttpWay;
}

export interface HttpWay {
  readonly baseUrl: string;
  /** Host and port of the proxy, without its password. */
  readonly proxy?: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  readonly signal: StopSignal;
  /** Whole exchange; default 30 s. */
  readonly timeoutMs?: number;
  /** Bytes of answer taken at most, after decompression; default 10 MB. Above: InvalidError `answer-too-large`. */
  readonly maxAnswerBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; several values joined with `, ` except `set-cookie`, which is in `cookies`. */
  readonly headers: { readonly [name: string]: string };
  readonly cookies: readonly string[];
  readonly text: string;
}
