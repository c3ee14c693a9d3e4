/** Stored connections: changed against the schema of their type, secrets sealed and bound to hosts, shown with their circuits. */
import type { CircuitState, ConnectionCheckView, ConnectionView } from '#flows/api/connections.ts';
import type { JsonObject } from '#flows/json.ts';
import type { ConnectionType } from '#nodes/connection.ts';
import { maintenanceUntil } from '../engine/circuit.ts';
import type { CalledConnection } from '../engine/engine.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import { circuitWithoutDetails } from '../runs/error-details.ts';
import type { SandboxSystem } from '../sandbox/sandbox-systems.ts';
import type { ConnectionRow } from '../store/connection-definitions.ts';
import { collectSecrets, missingSecrets, type SecretParts, sameHosts } from './bound-secrets.ts';
import { type ConnectionMaintenance, createConnectionMaintenance } from './connection-maintenance.ts';
import { type ConnectionQuestions, createConnectionQuestions, type QuestionParts } from './connection-questions.ts';
import { type ConnectionRegistry, connectionId, hostsOf, TRIED_IN } from './connection-registry.ts';
import { windowsOf, withoutMaintenance } from './maintenance-windows.ts';
import { createSettingsCheck } from './settings-check.ts';
import { auditedAs, calledOf, requireConnection } from './stored-connection.ts';

export interface ConnectionServiceParts extends Omit<QuestionParts, 'findType'>, SecretParts {
  readonly definitions: QuestionParts['definitions'];
  readonly registry: ConnectionRegistry;
  readonly types: readonly ConnectionType[];
  /** Added or changed: the engine's breakers and buckets follow. */
  changed(connection: CalledConnection): void;
  removed(connection: CalledConnection): void;
  /** Those of the sandbox that runs beside us; none where it is off. */
  sandboxSystems(): readonly SandboxSystem[];
}

export interface ConnectionInput {
  readonly type: string;
  readonly settings: JsonObject;
  /** Only the ones that change; an empty string removes one. A system of the sandbox gets those that it has not by itself. */
  readonly secrets?: { readonly [field: string]: string };
  readonly limits?: JsonObject;
  readonly plant?: string;
}

export interface ConnectionService extends ConnectionMaintenance, ConnectionQuestions {
  list(environment: string): readonly ConnectionView[];
  get(environment: string, name: string, plant?: string): ConnectionView;
  put(environment: string, name: string, input: ConnectionInput, expected: number, by: string): Promise<ConnectionView>;
  remove(environment: string, name: string, plant: string | undefined, by: string): Promise<void>;
}

export function createConnectionService(parts: ConnectionServiceParts): ConnectionService {
  const { definitions, registry } = parts;
  const types = new Map(parts.types.map((type) => [type.manifest.type, type]));
  const requireFit = createSettingsCheck();
  const restingCircuit = { state: 'closed', since: new Date(parts.now()).toISOString(), failures: 0, held: 0, inFlight: 0 } as const;

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

  return {
    ...createConnectionQuestions({ ...parts, findType: (name) => types.get(name) }),
    ...createConnectionMaintenance({
      definitions,
      limitsChanged(connection) {
        registry.limitsChanged();
        parts.changed(connection);
      },
      now: parts.now,
    }),
    list: (environment) => definitions.listConnections(environment).map(toView),
    get: (environment, name, plant) => toView(requireConnection(definitions, environment, name, plant)),

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
      requireFit(type.manifest, settings);
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
      requireConnection(definitions, environment, name, plant);
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
  };
}
