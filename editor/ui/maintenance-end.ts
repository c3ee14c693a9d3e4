/** Whether what a connection holds waits for the end of an announced maintenance. */
import type { CircuitState } from '#flows/api/connections.ts';
import { toConnectionHold } from '#flows/connection-hold.ts';

/** When it ends; undefined when the connection holds for another reason. `heldBy` as a run has it. */
export function maintenanceEnd(circuits: readonly CircuitState[] | undefined, heldBy: string): string | undefined {
  return circuits?.find((circuit) => toConnectionHold(circuit) === heldBy)?.maintenanceUntil;
}
