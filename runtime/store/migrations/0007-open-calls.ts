import type { Migration } from '../migrate.ts';

/** Of a write whose outcome is unknown: when the last call was made that nobody heard the answer of, and that may still arrive (STP-4). */
export const openCalls: Migration = {
  version: 7,
  name: 'open-calls',
  statements: ['ALTER TABLE effect ADD COLUMN open_since TEXT'],
};
