import type { Migration } from '../migrate.ts';

/** The folder whose people decided: a flow that moves to another one asks there. Waivers from before hold wherever their flow is. */
export const waiverFolder: Migration = {
  version: 22,
  name: 'waiver-folder',
  statements: ['ALTER TABLE waiver ADD COLUMN folder TEXT'],
};
