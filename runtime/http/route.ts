/** What a resource of the API is: data first, so that routes, checks, the inventory and OpenAPI come from one list. */
import type { ServerResponse } from 'node:http';
import type { RoleGrant } from '#flows/api/people.ts';
import type { JsonSchema } from '#flows/json.ts';
import type { Right, Scope } from '#flows/policy.ts';
import type { AnswerName } from './answers/answers.ts';

/** Who asks. `name` is what audit rows and the journal say. */
export interface Caller {
  readonly kind: 'session' | 'token';
  /** Id of the person, or of the person who made the token. */
  readonly userId: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
  /** Ends with it: sockets are closed when it is revoked. */
  readonly credentialId: string;
  readonly expiresAt: string;
}

export interface ApiRequest {
  readonly caller: Caller;
  /** From the path, decoded. */
  readonly params: { readonly [name: string]: string };
  /** Declared ones only, already checked. */
  readonly query: { readonly [name: string]: string };
  /** Valid against the route's `body` schema. */
  readonly body: unknown;
  readonly headers: { readonly [name: string]: string | undefined };
  readonly remoteAddress: string;
  /** Throws 403 unless the caller has the right there. */
  require(right: Right, scope: Scope): void;
  may(right: Right, scope: Scope): boolean;
  /** Throws 403 unless the caller has the right for anything in the environment; what each entry needs is asked entry by entry. */
  requireSomewhere(right: Right, environment: string): void;
  /** The revision in If-Match; throws 428 without one, -1 for one that we never gave out. */
  revision(): number;
}

export interface ApiAnswer {
  /** Only where it is not the route's own. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  /** Instead of a body: writes the answer itself, as long as it wants. */
  readonly stream?: (response: ServerResponse) => void;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/api/flows/{flowId}`. */
  readonly path: string;
  readonly summary: string;
  /**
   * Checked before the handler: the caller must have the right somewhere; the handler asks again with the object's scope.
   * `signed-in` = any caller; `open` = nobody need be signed in (session, set-up).
   */
  readonly right: Right | 'signed-in' | 'open';
  /** Works while nothing else may be changed: signing in, and ending that state (RES-6). */
  readonly whileReadOnly?: true;
  /** Every body has `additionalProperties: false`. */
  readonly body?: JsonSchema;
  /** Bytes of body at most; a megabyte when left out (S18). */
  readonly mostBytes?: number;
  /** It changes a document whose revision the caller knows: `revision()` may be asked. */
  readonly ifMatch?: true;
  readonly query?: { readonly [name: string]: { readonly description: string; readonly pattern?: string } };
  /** The shape of the answer's body; left out when there is none. */
  readonly answer?: AnswerName;
  /** Of the answer when all went well: 200, or 204 without a body, when left out. */
  readonly status?: 201 | 202;
  handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
}
