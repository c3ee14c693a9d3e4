import type { Migration } from '../migrate.ts';

/**
 * From here on an event may name the one that holds its payload, and a run's row the event that holds its answer (decision 0026). What
 * stands there stays as it is and is read as before; a Millrace that does not know such names refuses the folder.
 */
export const namedPayloads: Migration = {
  version: 23,
  name: 'named-payloads',
  statements: [],
};
