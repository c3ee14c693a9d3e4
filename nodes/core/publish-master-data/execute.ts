import type { Json, JsonObject } from '#flows/json.ts';
import type { MasterKind, MasterPublication } from '#flows/master-values.ts';
import { RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { judgeRows, type MasterRow } from './judge-rows.ts';
import { type PublishMasterDataConfig, publishMasterDataManifest } from './manifest.ts';

const SHRINKS = 'master-data-shrinks';

export const corePublishMasterData: StepNode = {
  manifest: publishMasterDataManifest,
  async execute(step): Promise<StepOutcome> {
    const config = step.config as PublishMasterDataConfig;
    const kind = config.kind as MasterKind;
    const rows = config.rows as readonly MasterRow[];
    const { removed = [], complete = false, mostBadPercent = 2, mostRemovedPercent = 10 } = config;
    const { values, rejects } = judgeRows(kind, rows, step.lookup);
    const judged = { kind, rows: rows.length, bad: rejects.length, rejects: rejects as unknown as Json };
    // Decided by what was given alone, so that every attempt decides alike.
    if (rejects.length * 100 > rows.length * mostBadPercent) return { kind: 'done', port: 'too-many-bad', output: judged };
    const kept = rejects.map(({ name }) => name);
    try {
      const publication = await step.write<MasterPublication & JsonObject>(
        'publish-master-data',
        { kind, values: values as unknown as Json, removed: [...removed], complete },
        async ({ idempotencyKey }) => {
          const set = { kind, values, removed, complete, kept, mostRemovedPercent };
          const answer = await step.masterData.publish(set, idempotencyKey);
          if (!('shrinks' in answer)) return { ...answer };
          const { present, gone } = answer.shrinks;
          throw new RejectedError(`${gone} of ${present} would be removed`, { code: SHRINKS, details: [{ present, gone }] });
        },
        {
          object: { type: 'master-data', key: kind },
          async probe(_kept, { idempotencyKey }) {
            const found = step.masterData.find(kind, idempotencyKey);
            return found === undefined ? { verdict: 'not-applied' } : { verdict: 'confirmed', answer: { ...found } };
          },
        },
      );
      const isChanged = publication.created + publication.changed + publication.removed > 0;
      return { kind: 'done', port: isChanged ? 'published' : 'no-change', output: { ...judged, ...publication } };
    } catch (error) {
      if (!(error instanceof RejectedError) || error.options.code !== SHRINKS) throw error;
      return { kind: 'done', port: 'shrinks', output: { ...judged, ...(error.options.details?.[0] as JsonObject) } };
    }
  },
};
