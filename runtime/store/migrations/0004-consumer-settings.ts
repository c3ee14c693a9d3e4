import type { Migration } from '../migrate.ts';

/** What a sender is recognised by when it shows no secret of ours: issuer and keys of its tokens, fingerprint of its certificate. */
export const consumerSettings: Migration = {
  version: 4,
  name: 'consumer-settings',
  statements: ['ALTER TABLE consumer ADD COLUMN settings TEXT'],
};
