/** Changing and checking stored connections: settings against the type's schema, secrets sealed and bound to hosts, checks kept. */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type {
  CircuitState,
  ConnectionCheckView,
  ConnectionView,
  MaintenanceWindow,
  MetadataComparisonView,
  OptionsView,
  ServiceTextView,
} from '#flows/api/connections.ts';
import { toConnectionHold } from '#flows/connection-hold.ts';
import type { ConnectionManifest, OfferedService, ServiceCatalogue } from '#flows/connection-manifest.ts';
import { findOptions } from '#flows/find-options.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ConnectionCatalogue, ConnectionType } from '#nodes/connection.ts';
import { toStepError } from '#nodes/errors.ts';
import { maintenanceUntil } from '../engine/circuit.ts';
import type { CalledConnection } from '../engine/engine.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import { newId } from '../ids.ts';
import { circuitWithoutDetails } from '../runs/error-details.ts';
import type { SandboxSystem } from '../sandbox/sandbox-systems.ts';
import type { ConnectionDefinitions, ConnectionRow, SealedSecret } from '../store/definitions.ts';
import { type ConnectionRegistry, connectionId, hostsOf, TRIED_IN } from './connection-registry.ts';
import { MOST_WINDOWS, windowFaults, windowsOf, withoutMaintenance } from './maintenance-windows.ts';
import { createOptionLists } from './option-lists.ts';

const CHECK_MS = 30_000;
/** Somebody waits with a field open, and can write the value all the same. */
const OPTIONS_MS = 15_000;
const MOST_OFFERED = 100;

export interface ConnectionServiceParts {
  readonly definitions: ConnectionDefinitions;
  readonly registry: ConnectionRegistry;
  readonly types: readonly ConnectionType[];
  seal(owner: string, field: string, value: string, hosts: readonly string[]): SealedSecret;
  redact(value: Json): Json;
  circuitOf(environment: string, name: string, plant: string | undefined): CircuitState | undefined;
  /** Live flows whose nodes name the connection. */
  flowsThatUse(environment: string, name: string): readonly string[];
  /** Added or changed: the engine's breakers and buckets follow. */
  changed(connection: CalledConnection): void;
  removed(connection: CalledConnection): void;
  /** A variable of the environment. */
  variable(environment: string, name: string): Json | undefined;
  /** Those of the sandbox that runs beside us; none where it is off. */
  sandboxSystems(): readonly SandboxSystem[];
  now(): number;
}

export interface ConnectionInput {
  readonly type: string;
  readonly settings: JsonObject;
  /** Only the ones that change; an empty string removes one. A system of the sandbox gets those that it has not by itself. */
  readonly secrets?: { readonly [field: string]: string };
  readonly limits?: JsonObject;
  readonly plant?: string;
}

/** Instants in UTC. */
export type AnnouncedMaintenance = Pick<MaintenanceWindow, 'from' | 'to' | 'reason'>;

export interface ConnectionService {
  list(environment: string): readonly ConnectionView[];
  get(environment: string, name: string, plant?: string): ConnectionView;
  put(environment: string, name: string, input: ConnectionInput, expected: number, by: string): Promise<ConnectionView>;
  remove(environment: string, name: string, plant: string | undefined, by: string): Promise<void>;
  check(environment: string, name: string, plant?: string): Promise<ConnectionCheckView>;
  maintenance(environment: string, name: string, plant?: string): readonly MaintenanceWindow[];
  addMaintenance(
    environment: string,
    name: string,
    plant: string | undefined,
    announced: AnnouncedMaintenance,
    by: string,
  ): Promise<MaintenanceWindow>;
  /** Also one that holds: what waits goes on at once. */
  endMaintenance(environment: string, name: string, plant: string | undefined, windowId: string, by: string): Promise<void>;
  /** `text`: metadata of a file; left out: read by the connection. Throws ApiError with the system's or the file's own words. */
  compareMetadata(
    environment: string,
    name: string,
    plant: string | undefined,
    question: { readonly text?: string | undefined; readonly service?: string | undefined },
  ): Promise<MetadataComparisonView>;
  /** Throws ApiError with the system's own words. */
  listServices(environment: string, name: string, plant: string | undefined): Promise<ServiceCatalogue>;
  /** Throws ApiError with the system's own words. */
  describeService(
    environment: string,
    name: string,
    plant: string | undefined,
    asked: Pick<OfferedService, 'service' | 'protocol'>,
  ): Promise<ServiceTextView>;
  /** Throws ApiError with the system's own words. */
  listOptions(environment: string, name: string, plant: string | undefined, question: OptionsQuestion): Promise<OptionsView>;
}

export interface OptionsQuestion {
  /** A list of the connection type. */
  readonly list: string;
  /** The fields that it depends on. */
  readonly given?: { readonly [field: string]: string };
  readonly search?: string;
}

export function createConnectionService(parts: ConnectionServiceParts): ConnectionService {
  const { definitions, registry } = parts;
  const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strict: false, meta: false, validateSchema: false });
  addFormats.default(ajv, ['uri']);
  // Says how it is drawn, nothing about the text.
  ajv.addFormat('multiline', true);
  const types = new Map(parts.types.map((type) => [type.manifest.type, type]));
  // Compiled when first needed: most starts change no connection.
  const validators = new Map<string, ValidateFunction>();

  const optionLists = createOptionLists(parts.now);

  const restingCircuit = { state: 'closed', since: new Date(parts.now()).toISOString(), failures: 0, held: 0, inFlight: 0 } as const;

  function requireValid(type: ConnectionType, settings: JsonObject): void {
    const { manifest } = type;
    const validate = validators.get(manifest.type) ?? ajv.compile(manifest.settings);
    validators.set(manifest.type, validate);
    if (!validate(settings)) throw unfitSettings(validate);
  }

  function toView(row: ConnectionRow): ConnectionView {
    // Before its first call a connection has a circuit too: it can be opened by hand.
    const { environment, ...connection } = calledOf(row.environment, row.name, row.plant);
    const windows = windowsOf(row.limits, parts.now());
    const until = maintenanceUntil(windows, parts.now());
    const circuit: CircuitState = {
      ...(parts.circuitOf(environment, row.name, row.plant) ?? { ...restingCircuit, ...connection }),
      ...(until === undefined ? {} : { state: 'maintenance', maintenanceUntil: new Date(until).toISOString() }),
    };
    return {
      name: row.name,
      type: row.type,
      environment: row.environment,
      settings: row.settings,
      secretsSet: definitions.listSecrets(connectionId(row)).map(({ field }) => field),
      hosts: row.hosts,
      limits: withoutMaintenance(row.limits),
      revision: row.revision,
      sandbox: row.sandbox,
      maintenance: windows,
      ...(row.plant === undefined ? {} : { plant: row.plant }),
      circuit: circuitWithoutDetails(circuit),
      ...(row.lastCheck === undefined ? {} : { lastCheck: row.lastCheck as unknown as ConnectionCheckView }),
    };
  }

  function getRow(environment: string, name: string, plant: string | undefined): ConnectionRow {
    const row = definitions.findConnection(environment, name, plant);
    if (row === undefined) throw refusals.notFound('connection', `${environment}/${name}`);
    return row;
  }

  function requireCatalogue({ type }: ConnectionRow): ConnectionCatalogue {
    const catalogue = types.get(type)?.catalogue;
    if (catalogue !== undefined) return catalogue;
    throw new ApiError(
      422,
      'no-catalogue',
      `Systems of the type "${type}" do not say which services they offer.`,
      'Import the description of a service as a file or as text.',
    );
  }

  // What the other system said may quote what it was sent.
  const redacted = <T extends object>(answer: T): T => parts.redact(answer as unknown as Json) as unknown as T;

  /** `ours`: the codes that are the fault of the question and not of the other system; `any`: each is. */
  function inItsWords(thrown: unknown, ...ours: readonly string[]): ApiError {
    const { message, options } = toStepError(thrown);
    const said = String(parts.redact(message));
    const isOurs = ours.includes('any') || ours.includes(options.code);
    return new ApiError(isOurs ? 400 : 502, options.code, said.endsWith('.') ? said : `${said}.`, options.help);
  }

  /** Nobody asks a system that is to be left alone. */
  function requireCallable({ environment, name, plant, limits }: ConnectionRow): void {
    const until = maintenanceUntil(windowsOf(limits, parts.now()), parts.now());
    if (until !== undefined)
      throw new ApiError(
        409,
        'in-maintenance',
        `"${name}" is in maintenance until ${new Date(until).toISOString()}.`,
        'Write the value by hand, or ask again afterwards.',
      );
    if (parts.circuitOf(environment, name, plant)?.state === 'open')
      throw new ApiError(
        409,
        'circuit-open',
        `The circuit of "${name}" is open: the system is not called at the moment.`,
        'Write the value by hand, or ask again when the system is back.',
      );
  }

  async function keepWindows(
    environment: string,
    name: string,
    plant: string | undefined,
    change: (windows: readonly MaintenanceWindow[]) => readonly MaintenanceWindow[] | undefined,
    {
      by,
      action,
      reason,
      window,
    }: { readonly by: string; readonly action: string; readonly reason?: string; readonly window: MaintenanceWindow },
  ): Promise<void> {
    const called = calledOf(environment, name, plant);
    const { from, to } = window;
    // Of the windows that stand when it is written: two people may announce and take back at the same time.
    const toWindows = (limits: JsonObject) => change(windowsOf(limits, parts.now())) as unknown as Json | undefined;
    const changed = await definitions.changeMaintenance(environment, name, plant, toWindows, {
      by,
      action,
      object: auditedAs(called),
      detail: { from, to },
      ...(reason === undefined ? {} : { reason }),
    });
    if (!changed) throw refusals.notFound('maintenance window', window.windowId);
    registry.limitsChanged();
    parts.changed(called);
  }

  return {
    list: (environment) => definitions.listConnections(environment).map(toView),
    get: (environment, name, plant) => toView(getRow(environment, name, plant)),

    async put(environment, name, input, expected, by) {
      const type = types.get(input.type);
      if (type === undefined)
        throw new ApiError(
          400,
          'unknown-connection-type',
          `There is no connection type "${input.type}".`,
          `Known: ${[...types.keys()].join(', ')}.`,
        );
      if (input.limits?.['testWrites'] === true && environment !== TRIED_IN)
        throw new ApiError(
          400,
          'test-writes-elsewhere',
          `Flows are tried in ${TRIED_IN} only: a connection of ${environment} takes no test writes.`,
          'Leave "testWrites" out.',
        );
      const settings = structuredClone(input.settings) as JsonObject;
      requireValid(type, settings);
      const hosts = hostsOf(settings, type.manifest.settings);
      const called = calledOf(environment, name, input.plant);
      const before = definitions.findConnection(environment, name, input.plant);
      const key = { environment, name, ...(input.plant === undefined ? {} : { plant: input.plant }) };
      const system = parts.sandboxSystems().find((one) => one.type === input.type && sameHosts(one.hosts, hosts));
      const given = { ...missingSecrets(system, definitions.listSecrets(connectionId(key)), before), ...input.secrets };
      const secrets = collectSecrets(type.manifest, connectionId(key), given, hosts, before, parts);
      const row = await definitions.putConnection(
        {
          ...key,
          type: input.type,
          settings,
          limits: input.limits ?? withoutMaintenance(before?.limits ?? {}),
          hosts,
          sandbox: system !== undefined || (before?.sandbox === true && sameHosts(before.hosts, hosts)),
        },
        expected,
        secrets,
        {
          by,
          action: before === undefined ? 'connection-added' : 'connection-changed',
          object: auditedAs(called),
          detail: {
            hosts: [...hosts],
            secrets: Object.keys(given),
            ...(input.limits?.['withholdWrites'] === undefined ? {} : { withholdWrites: input.limits['withholdWrites'] }),
            ...(input.limits?.['testWrites'] === undefined ? {} : { testWrites: input.limits['testWrites'] }),
          },
        },
      );
      if (row === undefined) throw refusals.changedMeanwhile(before === undefined ? null : toView(before));
      registry.changed(environment, name);
      parts.changed(called);
      return toView(row);
    },

    async remove(environment, name, plant, by) {
      const called = calledOf(environment, name, plant);
      getRow(environment, name, plant);
      const users = plant === undefined ? parts.flowsThatUse(environment, name) : [];
      if (users.length > 0)
        throw new ApiError(
          409,
          'connection-in-use',
          `Flows that are live in ${environment} go through "${name}": ${users.join(', ')}.`,
          'Take them out of the environment first, or change the connection.',
        );
      await definitions.deleteConnection(environment, name, plant, {
        by,
        action: 'connection-removed',
        object: auditedAs(called),
      });
      registry.changed(environment, name);
      parts.removed(called);
    },

    async check(environment, name, plant) {
      const row = getRow(environment, name, plant);
      const type = types.get(row.type);
      if (type === undefined)
        throw new ApiError(409, 'unknown-connection-type', `The connection type "${row.type}" is no longer installed.`);
      // What the other system said may quote what it was sent.
      const result = parts.redact((await runCheck(type, row, parts)) as unknown as Json) as unknown as ConnectionCheckView;
      await definitions.saveCheck(environment, name, plant, result as unknown as JsonObject);
      return result;
    },

    maintenance: (environment, name, plant) => windowsOf(getRow(environment, name, plant).limits, parts.now()),
    async addMaintenance(environment, name, plant, { from, to, reason }, by) {
      getRow(environment, name, plant);
      const faults = windowFaults(from, to, parts.now());
      if (faults.length > 0)
        throw new ApiError(400, 'invalid-maintenance', 'This is no maintenance window.', faults[0]!.help, {
          problems: faults,
        });
      const window = { windowId: newId(), from: new Date(from).toISOString(), to: new Date(to).toISOString(), reason, by };
      const added = (windows: readonly MaintenanceWindow[]) => {
        if (windows.length >= MOST_WINDOWS)
          throw new ApiError(
            409,
            'too-many-windows',
            `${MOST_WINDOWS} windows are announced for "${name}" already.`,
            'Remove some of them.',
          );
        return [...windows, window];
      };
      await keepWindows(environment, name, plant, added, { by, action: 'maintenance-announced', reason, window });
      return window;
    },
    async endMaintenance(environment, name, plant, windowId, by) {
      const windows = windowsOf(getRow(environment, name, plant).limits, parts.now());
      const window = windows.find((known) => known.windowId === windowId);
      if (window === undefined) throw refusals.notFound('maintenance window', windowId);
      const others = (known: readonly MaintenanceWindow[]) =>
        known.some((one) => one.windowId === windowId) ? known.filter((one) => one.windowId !== windowId) : undefined;
      await keepWindows(environment, name, plant, others, { by, action: 'maintenance-ended', window });
    },

    async compareMetadata(environment, name, plant, { text, service }) {
      const row = getRow(environment, name, plant);
      const compare = types.get(row.type)?.compareMetadata;
      if (compare === undefined) throw new ApiError(409, 'no-metadata', `Systems of the type "${row.type}" do not describe their fields.`);
      const variable = (name: string) => parts.variable(environment, name);
      try {
        const given = { variable, ...(text === undefined ? {} : { text }), ...(service === undefined ? {} : { service }) };
        const comparison = await compare(registry.openRow(row), given, AbortSignal.timeout(CHECK_MS));
        return { ...comparison, flows: parts.flowsThatUse(environment, name) };
      } catch (thrown) {
        throw inItsWords(thrown, text === undefined ? 'service-unknown' : 'any');
      }
    },

    async listServices(environment, name, plant) {
      const row = getRow(environment, name, plant);
      const catalogue = requireCatalogue(row);
      try {
        return redacted(await catalogue.list(registry.openRow(row), AbortSignal.timeout(CHECK_MS)));
      } catch (thrown) {
        throw inItsWords(thrown);
      }
    },
    async describeService(environment, name, plant, { service, protocol }) {
      const row = getRow(environment, name, plant);
      const catalogue = requireCatalogue(row);
      try {
        const text = await catalogue.describe(registry.openRow(row), service, protocol, AbortSignal.timeout(CHECK_MS));
        return redacted({ service, protocol, text });
      } catch (thrown) {
        throw inItsWords(thrown, 'service-malformed');
      }
    },

    async listOptions(environment, name, plant, { list, given = {}, search = '' }) {
      const row = getRow(environment, name, plant);
      const lists = types.get(row.type)?.options ?? {};
      const found = Object.hasOwn(lists, list) ? lists[list] : undefined;
      if (found === undefined)
        throw new ApiError(
          422,
          'options-unknown',
          `Systems of the type "${row.type}" have no list "${list}".`,
          `Known: ${Object.keys(lists).join(', ') || 'none'}.`,
        );
      const missing = found.wants.filter((field) => !Object.hasOwn(given, field));
      if (missing.length > 0)
        throw new ApiError(400, 'options-incomplete', `The list "${list}" depends on ${missing.join(' and ')}.`, 'Give it, too.');
      requireCallable(row);
      const wanted = Object.fromEntries(found.wants.map((field) => [field, given[field]!]));
      const id = JSON.stringify([connectionId(row), row.revision, list, wanted]);
      const asked = optionLists.get(connectionId(row), id, () =>
        found.read(registry.openRow(row), wanted, AbortSignal.timeout(OPTIONS_MS)),
      );
      if (asked === undefined)
        throw new ApiError(
          429,
          'too-many-questions',
          `Several lists of "${name}" are being read at the moment.`,
          'Ask again in a moment.',
          {},
          { 'Retry-After': '2' },
        );
      try {
        const { options, askedAt } = await asked;
        return redacted({ ...findOptions(options, search, MOST_OFFERED), askedAt: new Date(askedAt).toISOString() });
      } catch (thrown) {
        throw inItsWords(thrown, 'service-malformed', 'options-unknown');
      }
    },
  };
}

function calledOf(environment: string, connection: string, plant: string | undefined): CalledConnection {
  return { environment, connection, ...(plant === undefined ? {} : { plant }) };
}

/** What the audit calls it; of its circuit, too. */
export function auditedAs(connection: CalledConnection): string {
  return `connection ${connection.environment}/${toConnectionHold(connection)}`;
}

async function runCheck(type: ConnectionType, row: ConnectionRow, { registry, now }: ConnectionServiceParts): Promise<ConnectionCheckView> {
  const at = new Date(now()).toISOString();
  try {
    const rungs = await type.check(registry.openRow(row), AbortSignal.timeout(CHECK_MS));
    return { at, ok: rungs.every(({ state }) => state !== 'failed'), rungs };
  } catch (thrown) {
    const error = toStepError(thrown);
    return {
      at,
      ok: false,
      rungs: [
        {
          name: 'open',
          state: 'failed',
          message: error.message,
          fix: error.options.help ?? 'Complete the settings and secrets of the connection.',
          durationMs: 0,
        },
      ],
    };
  }
}

function unfitSettings({ errors }: ValidateFunction): ApiError {
  const faults = (errors ?? []).map(
    ({ instancePath, message, params }) =>
      `settings${instancePath.replaceAll('/', '.')} ${message}${params['additionalProperty'] === undefined ? '' : ` ("${params['additionalProperty']}")`}`,
  );
  return new ApiError(400, 'invalid-settings', `${faults.join('; ')}.`);
}

/**
 * The sandbox's secrets that a connection to it has not: nobody types them. Hosts and type are those of `system`, so they reach nobody
 * else; those that were given for other hosts are replaced.
 */
function missingSecrets(
  system: SandboxSystem | undefined,
  kept: readonly SealedSecret[],
  before: ConnectionRow | undefined,
): { readonly [field: string]: string } {
  if (system === undefined) return {};
  const isKept = (field: string) =>
    before !== undefined && sameHosts(before.hosts, system.hosts) && kept.some((one) => one.field === field);
  return Object.fromEntries(Object.entries(system.secrets).filter(([field]) => !isKept(field)));
}

/**
 * Which secrets are stored with the row. Secrets stay bound to the hosts that they were given for: when the hosts change,
 * every kept secret must be given again, else whoever may edit an address could send a password to it (S15).
 */
function collectSecrets(
  manifest: ConnectionManifest,
  owner: string,
  given: { readonly [field: string]: string },
  hosts: readonly string[],
  before: ConnectionRow | undefined,
  parts: Pick<ConnectionServiceParts, 'definitions' | 'seal'>,
): readonly SealedSecret[] {
  const fields = new Set(manifest.secrets.map(({ name }) => name));
  const unknown = Object.keys(given).find((field) => !fields.has(field));
  if (unknown !== undefined)
    throw new ApiError(
      400,
      'unknown-secret',
      `This connection type has no secret "${unknown}".`,
      `Known: ${[...fields].join(', ') || 'none'}.`,
    );
  const kept = parts.definitions.listSecrets(owner).filter(({ field }) => given[field] === undefined);
  if (kept.length > 0 && before !== undefined && !sameHosts(before.hosts, hosts)) {
    throw new ApiError(
      409,
      'secrets-bound-to-hosts',
      `The address changes from ${before.hosts.join(', ')} to ${hosts.join(', ')}; the secrets ${kept.map(({ field }) => `"${field}"`).join(', ')} were given for the old one.`,
      'Give the secrets again together with the new address.',
    );
  }
  const sealed = Object.entries(given).flatMap(([field, value]) => (value === '' ? [] : [parts.seal(owner, field, value, hosts)]));
  return [...kept, ...sealed];
}

export function sameHosts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((host) => right.includes(host));
}
