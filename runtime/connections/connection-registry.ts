/**
 * Stored connections, opened: role and plant → settings, unsealed secrets, one HTTP client, one memory for sessions.
 * An opened connection belongs to one revision; a change closes it and the next call opens the new one.
 */
import type { JsonObject, JsonSchema } from '#flows/json.ts';
import type { ConnectionAccess } from '#nodes/connection.ts';
import { DeniedError, InternalError } from '#nodes/errors.ts';
import { filesConnection } from '#nodes/files/connection.ts';
import { createFileRoot, type FileRoot } from '#nodes/files/file-root.ts';
import { readOwnNetwork } from '#nodes/http/network-settings.ts';
import { type ClosableHttpClient, createHttpClient } from '#nodes/http/undici-client.ts';
import type { OpenConnections } from '../engine/connections-port.ts';
import type { ConnectionLimits } from '../engine/engine.ts';
import type { ConnectionDefinitions, ConnectionRow, SealedSecret } from '../store/connection-definitions.ts';
import { networkOptions, type OutboundNetwork } from './outbound-network.ts';

export interface ConnectionRegistryParts {
  readonly definitions: ConnectionDefinitions;
  unseal(secret: SealedSecret): string;
  /** Loopback ports that connections marked as sandbox may reach; the runtime's own is never among them. */
  sandboxPorts(): readonly number[];
  readonly network: OutboundNetwork;
  /** Where connections to files may have their root (S24); those of the sandbox also in its share. */
  readonly fileRoots: readonly string[];
  readonly sandboxShare: string | undefined;
  ownPort(): number;
}

export interface ConnectionRegistry extends OpenConnections {
  /** The connection of exactly this row: checks and previews. */
  openRow(row: ConnectionRow): ConnectionAccess;
  /** What is tried while a flow is drawn may really write there. Throws like `open`. */
  allowsTestWrites(environment: string, role: string, plant?: string): boolean;
  /** Forgets what was opened for it: settings or secrets changed. */
  changed(environment: string, name: string): void;
  /** Limits alone: what is open stays open. */
  limitsChanged(): void;
  close(): Promise<void>;
}

export const DEFAULT_LIMITS: ConnectionLimits = { concurrency: 16, openAfter: 5, trialAfterMs: 5_000, drainPerSecond: 50, maintenance: [] };

/** The environment in which flows are tried while they are drawn; only there a connection may allow test writes. */
export const TRIED_IN = 'development';

interface Resolved {
  readonly row: ConnectionRow;
  readonly limits: ConnectionLimits;
}

interface Opened {
  readonly row: ConnectionRow;
  readonly access: ConnectionAccess;
  readonly http: ClosableHttpClient;
}

export function createConnectionRegistry(parts: ConnectionRegistryParts): ConnectionRegistry {
  const opened = new Map<string, Opened>();
  /** Rows by what was asked for, until any connection changes: every step asks several times. */
  let resolved = new Map<string, Resolved>();

  function resolve(environment: string, role: string, plant: string | undefined): Resolved {
    const asked = `${environment}\n${role}\n${plant ?? ''}`;
    const known = resolved.get(asked);
    if (known !== undefined) return known;
    const row = findRow(environment, role, plant);
    const found: Resolved = { row, limits: { ...DEFAULT_LIMITS, ...(row.limits as unknown as Partial<ConnectionLimits>) } };
    resolved.set(asked, found);
    return found;
  }

  function findRow(environment: string, role: string, plant: string | undefined): ConnectionRow {
    const { definitions } = parts;
    const row =
      (plant === undefined ? undefined : definitions.findConnection(environment, role, plant)) ??
      definitions.findConnection(environment, role);
    if (row !== undefined) return row;
    throw new DeniedError(
      `The environment ${environment} has no connection "${role}"${plant === undefined ? '' : ` for plant ${plant}`}.`,
      {
        code: 'connection-missing',
        help: 'An administrator adds it under Connections.',
      },
    );
  }

  function openRow(row: ConnectionRow): ConnectionAccess {
    const id = connectionId(row);
    const known = opened.get(id);
    if (known !== undefined && known.row.revision === row.revision) return known.access;
    if (known !== undefined) void known.http.close();
    const next = openConnection(row, parts);
    opened.set(id, next);
    return next.access;
  }

  return {
    open: (environment, role, plant) => openRow(resolve(environment, role, plant).row),
    limits: (environment, role, plant) => resolve(environment, role, plant).limits,
    withholdWrites: (environment, role, plant) =>
      role !== undefined && resolve(environment, role, plant).row.limits['withholdWrites'] === true,
    allowsTestWrites(environment, role, plant) {
      const { limits } = resolve(environment, role, plant).row;
      return limits['testWrites'] === true && limits['withholdWrites'] !== true;
    },
    openRow,
    changed(environment, name) {
      resolved = new Map();
      for (const [id, { row, http }] of opened) {
        if (row.environment !== environment || row.name !== name) continue;
        opened.delete(id);
        void http.close();
      }
    },
    limitsChanged() {
      resolved = new Map();
    },
    async close() {
      await Promise.all([...opened.values()].map(({ http }) => http.close()));
      opened.clear();
    },
  };
}

/** Owner of its secrets, too. */
export function connectionId({
  environment,
  name,
  plant,
}: Pick<ConnectionRow, 'environment' | 'name'> & { readonly plant?: string }): string {
  return `connection/${environment}/${name}/${plant ?? ''}`;
}

function openConnection(row: ConnectionRow, parts: ConnectionRegistryParts): Opened {
  const sessions = new Map<string, unknown>();
  const secrets = new Map(parts.definitions.listSecrets(connectionId(row)).map((secret) => [secret.field, secret]));
  const unsealed = (field: string) => {
    const sealed = secrets.get(field);
    return sealed === undefined ? undefined : parts.unseal(sealed);
  };
  const files = openFiles(row, parts);
  const http = files === undefined ? openHttp(row, parts, unsealed) : NO_HTTP;
  const access: ConnectionAccess = {
    name: row.name,
    type: row.type,
    environment: row.environment,
    ...(row.plant === undefined ? {} : { plant: row.plant }),
    settings: row.settings,
    http,
    ...(files === undefined ? {} : { files }),
    secret(field) {
      const value = unsealed(field);
      if (value !== undefined) return value;
      throw new DeniedError(`The connection "${row.name}" has no secret "${field}".`, {
        code: 'secret-missing',
        signInRefused: true,
        help: 'Set it under Connections.',
      });
    },
    session<T>(key: string, create: () => T): T {
      if (!sessions.has(key)) sessions.set(key, create());
      return sessions.get(key) as T;
    },
  };
  return { row, access, http };
}

function openHttp(row: ConnectionRow, parts: ConnectionRegistryParts, unsealed: (field: string) => string | undefined): ClosableHttpClient {
  const baseUrl = baseUrlOf(row.settings);
  const options = networkOptions(parts.network, baseUrl, readOwnNetwork(row.settings, unsealed));
  return createHttpClient({
    ...options,
    baseUrl,
    allowedHosts: row.hosts,
    allowedLoopbackPorts: row.sandbox
      ? [...parts.network.allowedLoopbackPorts, ...parts.sandboxPorts()]
      : parts.network.allowedLoopbackPorts,
    forbiddenLoopbackPorts: [parts.ownPort()],
  });
}

/** Of a connection that has no address. */
const NO_HTTP: ClosableHttpClient = {
  request: () => Promise.reject(new InternalError('The connection has no address to ask.', { code: 'no-http' })),
  close: () => Promise.resolve(),
};

/** Undefined: the connection is no folder of files. */
function openFiles({ type, settings, sandbox }: ConnectionRow, { fileRoots, sandboxShare }: ConnectionRegistryParts): FileRoot | undefined {
  if (type !== filesConnection.manifest.type) return undefined;
  const allowed = sandbox && sandboxShare !== undefined ? [...fileRoots, sandboxShare] : fileRoots;
  return createFileRoot({ root: String(settings['root']), allowed });
}

function baseUrlOf(settings: JsonObject): string {
  const url = settings['baseUrl'];
  if (typeof url === 'string' && URL.canParse(url)) return url;
  throw new DeniedError('The connection has no usable base URL.', { code: 'connection-invalid', help: 'Set it under Connections.' });
}

/**
 * `host` or `host:port` of every URL in the settings that is called, and the root of files: what the secrets are bound to (S15). `schema` is
 * that of the settings.
 */
export function hostsOf(settings: JsonObject, schema: JsonSchema): readonly string[] {
  const fields = (schema['properties'] ?? {}) as { readonly [name: string]: JsonSchema };
  const hosts = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value) && fields[name]?.['x-called'] !== false
      ? [new URL(value).host]
      : [],
  );
  const root = settings['root'];
  return [...new Set(typeof root === 'string' ? [...hosts, root] : hosts)];
}
