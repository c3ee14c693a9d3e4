/** Announces when a connection is not to be called, and takes it back. What a window is, and when it is fit: maintenance-windows.ts. */
import type { MaintenanceWindow } from '#flows/api/connections.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { CalledConnection } from '../engine/engine.ts';
import { ApiError, refusals } from '../http/api-error.ts';
import { newId } from '../ids.ts';
import type { ConnectionDefinitions } from '../store/connection-definitions.ts';
import { MOST_WINDOWS, windowFaults, windowsOf } from './maintenance-windows.ts';
import { auditedAs, calledOf, requireConnection } from './stored-connection.ts';

export interface MaintenanceParts {
  readonly definitions: ConnectionDefinitions;
  /** What was announced or taken back: whoever calls the connection follows. */
  limitsChanged(connection: CalledConnection): void;
  now(): number;
}

/** Instants in UTC. */
export type AnnouncedMaintenance = Pick<MaintenanceWindow, 'from' | 'to' | 'reason'>;

export interface ConnectionMaintenance {
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
}

/** The windows that are to stand; undefined: what was to be changed is no longer there. */
type ChangeOfWindows = (windows: readonly MaintenanceWindow[]) => readonly MaintenanceWindow[] | undefined;

export function createConnectionMaintenance({ definitions, limitsChanged, now }: MaintenanceParts): ConnectionMaintenance {
  async function keepWindows(
    called: CalledConnection,
    change: ChangeOfWindows,
    window: MaintenanceWindow,
    audit: { readonly by: string; readonly action: string; readonly reason?: string },
  ): Promise<void> {
    const { environment, connection, plant } = called;
    const { from, to } = window;
    // Of the windows that stand when it is written: two people may announce and take back at the same time.
    const toWindows = (limits: JsonObject) => change(windowsOf(limits, now())) as unknown as Json | undefined;
    const changed = await definitions.changeMaintenance(environment, connection, plant, toWindows, {
      ...audit,
      object: auditedAs(called),
      detail: { from, to },
    });
    if (!changed) throw refusals.notFound('maintenance window', window.windowId);
    limitsChanged(called);
  }

  return {
    maintenance: (environment, name, plant) => windowsOf(requireConnection(definitions, environment, name, plant).limits, now()),

    async addMaintenance(environment, name, plant, { from, to, reason }, by) {
      requireConnection(definitions, environment, name, plant);
      const faults = windowFaults(from, to, now());
      if (faults.length > 0)
        throw new ApiError(400, 'invalid-maintenance', 'This is no maintenance window.', faults[0]!.help, { problems: faults });
      const window = { windowId: newId(), from: new Date(from).toISOString(), to: new Date(to).toISOString(), reason, by };
      const added: ChangeOfWindows = (windows) => {
        if (windows.length >= MOST_WINDOWS)
          throw new ApiError(
            409,
            'too-many-windows',
            `${MOST_WINDOWS} windows are announced for "${name}" already.`,
            'Remove some of them.',
          );
        return [...windows, window];
      };
      await keepWindows(calledOf(environment, name, plant), added, window, { by, action: 'maintenance-announced', reason });
      return window;
    },

    async endMaintenance(environment, name, plant, windowId, by) {
      const isIt = (one: MaintenanceWindow) => one.windowId === windowId;
      const window = windowsOf(requireConnection(definitions, environment, name, plant).limits, now()).find(isIt);
      if (window === undefined) throw refusals.notFound('maintenance window', windowId);
      const others: ChangeOfWindows = (known) => (known.some(isIt) ? known.filter((one) => !isIt(one)) : undefined);
      await keepWindows(calledOf(environment, name, plant), others, window, { by, action: 'maintenance-ended' });
    },
  };
}
