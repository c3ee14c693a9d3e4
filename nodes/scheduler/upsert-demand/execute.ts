import type { JsonObject } from '#flows/json.ts';
import { RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { Exchange, ProbeAnswer } from '../../step.ts';
import { callScheduler } from '../client.ts';
import { holdsDemand } from './holds-demand.ts';
import { type UpsertDemandConfig, upsertDemandManifest } from './manifest.ts';

export const schedulerUpsertDemand: StepNode = {
  manifest: upsertDemandManifest,
  async execute(step) {
    const { demandId, demandRevision, customerClass, priority, lines } = step.config as UpsertDemandConfig;
    const path = `/v1/demands/${demandId}`;
    const body: JsonObject = {
      demandRevision,
      lines: lines as unknown as readonly JsonObject[],
      ...(customerClass === undefined ? {} : { customerClass }),
      ...(priority === undefined ? {} : { priority }),
    };

    async function probe(exchange: Exchange): Promise<ProbeAnswer<JsonObject>> {
      const found = await callScheduler(step.connection, exchange, { method: 'GET', path }, { missing: true });
      const revision = Number(found?.['demandRevision'] ?? -1);
      // A newer revision was sent by a later run of the same order: ours no longer matters, and sending it says so.
      if (found === undefined || revision !== demandRevision) return { verdict: 'not-applied' };
      return holdsDemand(found, body)
        ? { verdict: 'confirmed', answer: { demandId, demandRevision } }
        : { verdict: 'changed-by-somebody-else', found };
    }

    try {
      const output = await step.write(
        'upsert-demand',
        { demandId, ...body },
        async (exchange): Promise<JsonObject> => {
          await callScheduler(step.connection, exchange, { method: 'PUT', path, body });
          return { demandId, demandRevision };
        },
        { object: { type: 'demand', key: demandId }, probe: (_kept, exchange) => probe(exchange) },
      );
      return { kind: 'done', port: 'done', output };
    } catch (error) {
      if (!(error instanceof RejectedError) || error.options.code !== 'older-revision') throw error;
      const newer = (error.options.details?.[0] as JsonObject | undefined)?.['demandRevision'];
      const known = typeof newer === 'number' ? { newerRevision: newer } : {};
      return { kind: 'done', port: 'stale', output: { demandId, demandRevision, ...known } };
    }
  },
};
