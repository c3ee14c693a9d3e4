import type { Migration } from '../migrate.ts';

/** From where somebody acted, and what their change made of what: hashes of the object before and after it (S13). */
export const auditOrigin: Migration = {
  version: 9,
  name: 'audit-origin',
  statements: [
    'ALTER TABLE audit ADD COLUMN origin TEXT',
    'ALTER TABLE audit ADD COLUMN before_hash TEXT',
    'ALTER TABLE audit ADD COLUMN after_hash TEXT',
  ],
};
