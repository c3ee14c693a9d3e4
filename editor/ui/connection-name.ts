/** How a connection is called on the pages: its name, and the plant that has it to itself. */
import { findHoldingConnection, type HoldingConnection } from '#flows/connection-hold.ts';
import { t } from '../text.ts';

export function connectionName({ connection, plant }: HoldingConnection): string {
  return plant === undefined ? connection : t('connection.of-plant', '{connection} of plant {plant}', { connection, plant });
}

/** Of what holds a run; undefined when it is the run's own flow. */
export function holdingConnectionName(heldBy: string): string | undefined {
  const holding = findHoldingConnection(heldBy);
  return holding === undefined ? undefined : connectionName(holding);
}
