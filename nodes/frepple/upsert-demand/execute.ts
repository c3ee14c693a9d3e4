import type { Json, JsonObject } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import type { UpsertDemandConfig } from '../../scheduler/upsert-demand/manifest.ts';
import type { Exchange, ProbeAnswer, StepContext } from '../../step.ts';
import { type CallContext, callFrepple, listFrepple } from '../client.ts';
import { holdsRows, namesIn, type OrderDemand, revisionOf, toRows } from '../demands.ts';
import { freppleSettingsOf } from '../settings.ts';
import { freppleUpsertDemandManifest } from './manifest.ts';

export const freppleUpsertDemand: StepNode = {
  manifest: freppleUpsertDemandManifest,
  async execute(step) {
    const order = step.config as UpsertDemandConfig as OrderDemand;
    const { demandId, demandRevision } = order;
    const { revisionField } = freppleSettingsOf(step.connection);

    async function probe({ request }: { readonly request: Json }, exchange: Exchange): Promise<ProbeAnswer<JsonObject>> {
      const held = await readOrder(step, demandId, exchange);
      const revision = revisionOf(held, revisionField);
      // A newer revision was sent by a later run of the same order: ours no longer matters, and sending it says so.
      if (revision !== demandRevision) return { verdict: 'not-applied' };
      // What was sent then: an operator may have edited the step since.
      if (holdsRows(held, toRows(request as unknown as OrderDemand, held, revisionField)))
        return { verdict: 'confirmed', answer: { demandId, demandRevision } };
      return { verdict: 'changed-by-somebody-else', found: held as readonly Json[] };
    }

    const output = await step.write<JsonObject>(
      'upsert-demand',
      { ...(step.config as JsonObject) },
      async (exchange) => {
        const held = await readOrder(step, demandId, exchange);
        const newer = revisionOf(held, revisionField);
        if (newer > demandRevision) return { demandId, demandRevision, newerRevision: newer };
        const rows = toRows(order, held, revisionField);
        // POST makes what is not there and changes what is.
        if (rows.length > 0) await callFrepple(step.connection, exchange, { method: 'POST', path: '/api/input/demand/', body: rows });
        return { demandId, demandRevision };
      },
      { object: { type: 'demand', key: demandId }, probe },
    );
    return { kind: 'done', port: output['newerRevision'] === undefined ? 'done' : 'stale', output };
  },
};

/** frePPLe filters by a part of the name only. */
export async function readOrder(
  step: Pick<StepContext, 'connection'>,
  demandId: string,
  exchange: CallContext,
): Promise<readonly JsonObject[]> {
  const rows = await listFrepple(step.connection, exchange, 'demand', { name__contains: `${demandId}/` }, MOST_LINES);
  return rows.filter((row) => namesIn(row['name'])?.demandId === demandId);
}

const MOST_LINES = 10_000;
