/** How a node reaches another system: a stored connection, opened for one environment. */
import type {
  CheckRung,
  ConnectionManifest,
  MetadataComparison,
  OfferedOption,
  OfferedService,
  ServiceCatalogue,
} from '#flows/connection-manifest.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { FileRoot } from './files/file-root.ts';
import type { HttpClient } from './http/http-client.ts';

export interface ConnectionAccess {
  readonly name: string;
  readonly type: string;
  readonly environment: string;
  /** The plant that has this connection to itself; left out: it serves all plants that have none of their own. */
  readonly plant?: string;
  /** Valid against the connection type's settings schema, defaults filled. */
  readonly settings: JsonObject;
  /** Unsealed in memory for this call only; throws DeniedError `secret-missing` when not set. */
  secret(name: string): string;
  /**
   * Memory shared by all calls over this revision of the connection (CSRF sessions, access tokens). Lost at restart and
   * when settings or secrets change; never the place for anything that must survive.
   */
  session<T>(key: string, create: () => T): T;
  /** Sends only to the hosts that the connection's secrets are bound to. */
  readonly http: HttpClient;
  /** Only of connections that are a folder of files: everything below their root, and nothing else. */
  readonly files?: FileRoot;
}

export interface ConnectionType {
  readonly manifest: ConnectionManifest;
  /** Climbs the ladder and stops at the first rung that fails; never writes business data. */
  check(connection: ConnectionAccess, signal: AbortSignal): Promise<readonly CheckRung[]>;
  /** What the system describes itself as, held against what the example flows want. Reads only. */
  compareMetadata?(connection: ConnectionAccess, question: MetadataQuestion, signal: AbortSignal): Promise<MetadataComparison>;
  /** Of systems that say which services they offer. Reads only. */
  readonly catalogue?: ConnectionCatalogue;
  /** Values that fields of nodes can be filled with, by the name of the list (`x-options`). Reads only. */
  readonly options?: { readonly [list: string]: OptionList };
}

export interface OptionList {
  /** Fields of the node that it depends on. */
  readonly wants: readonly string[];
  /** In the order in which they are offered. `given` holds what it wants. Throws what reading throws. */
  read(connection: ConnectionAccess, given: { readonly [field: string]: string }, signal: AbortSignal): Promise<readonly OfferedOption[]>;
}

export interface ConnectionCatalogue {
  /** Throws when nothing could be read at all. */
  list(connection: ConnectionAccess, signal: AbortSignal): Promise<ServiceCatalogue>;
  /**
   * The text that an import takes, whole and within its limit. `service`: from anywhere, not only from the list. Throws InvalidError
   * `service-malformed` for what is no name of a service.
   */
  describe(connection: ConnectionAccess, service: string, protocol: OfferedService['protocol'], signal: AbortSignal): Promise<string>;
}

export interface MetadataQuestion {
  /** Of a file; left out: read by the connection. */
  readonly text?: string;
  /** One of the comparison's `services`; left out: the one that the file is of, or the first. */
  readonly service?: string;
  /** A variable of the environment. */
  variable(name: string): Json | undefined;
}
