import type { Migration } from '../migrate.ts';

/**
 * What a commit adds to the sums of flows' minutes stands in its anchor, a row that it writes anyway, until it is added to `flow_minute`
 * together with that of other commits (decision 0023). What came before is in there already.
 */
export const sumsInAnchors: Migration = {
  version: 21,
  name: 'sums-in-anchors',
  statements: ['ALTER TABLE anchor ADD COLUMN sums TEXT'],
};
