/**
 * A connection that holds runs, as it stands in `heldBy`: its name, and `@` with the plant where it is that plant's own
 * (`sap`, `sap@1000`). No connection's name has an `@`.
 */
import { findHoldingFlow } from './flow-hold.ts';

export interface HoldingConnection {
  readonly connection: string;
  /** The plant that has it to itself; left out: the one for all plants that have none. */
  readonly plant?: string;
}

export function toConnectionHold({ connection, plant }: HoldingConnection): string {
  return plant === undefined ? connection : `${connection}@${plant}`;
}

/** The connection that holds; undefined when it is the run's own flow. */
export function findHoldingConnection(heldBy: string): HoldingConnection | undefined {
  if (findHoldingFlow(heldBy) !== undefined) return undefined;
  const at = heldBy.indexOf('@');
  return at === -1 ? { connection: heldBy } : { connection: heldBy.slice(0, at), plant: heldBy.slice(at + 1) };
}
