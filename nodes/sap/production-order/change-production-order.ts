/** What rescheduling and releasing have in common: read, write through the ledger, and know a lost answer by what SAP holds. */
import type { Json, JsonObject } from '#flows/json.ts';
import { RejectedError } from '../../errors.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { openSapService, type SapExchange, type SapService } from '../client.ts';
import { ownWrite } from '../own-change.ts';
import { refusalOf } from '../refusal.ts';
import type { ProductionOrder } from './production-order.ts';
import {
  findProductionOrder,
  type HeldProductionOrder,
  PRODUCTION_ORDER_SERVICE,
  productionOrderNumber,
} from './read-production-orders.ts';

export interface ProductionOrderChange {
  readonly productionOrder: string | number;
  readonly operation: string;
  readonly request: JsonObject;
  /** The port of a change that was made. */
  readonly done: string;
  /** Is the order already as it shall be? */
  isReached(order: ProductionOrder): boolean;
  send(service: SapService, held: HeldProductionOrder, number: string, exchange: SapExchange): Promise<unknown>;
}

/** Ports: `done`, `no-change`, `refused` with SAP's words, `not-found`. */
export async function changeProductionOrder(step: StepContext, change: ProductionOrderChange): Promise<StepOutcome> {
  const number = productionOrderNumber(change.productionOrder);
  const service = openSapService(step.connection, PRODUCTION_ORDER_SERVICE);
  const key = number.padStart(12, '0');
  const read = (operation: string) =>
    step.read(operation, { productionOrder: key }, async (exchange) => (await findProductionOrder(service, number, exchange)) ?? null);
  const own = ownWrite();
  const held = await read('read-production-order');
  if (held === null) return { kind: 'done', port: 'not-found', output: { productionOrder: key } };
  try {
    // Always through the ledger: after a crash the order already shows our own change, and only the ledger knows that it was ours.
    const answer = await step.write<{ readonly changed: boolean }>(
      change.operation,
      { productionOrder: key, ...change.request },
      async (exchange) => {
        if (change.isReached(held.order)) return { changed: false };
        own.sent();
        await change.send(service, held, number, { ...exchange, startedAt: step.startedAt });
        return { changed: true };
      },
      {
        object: { type: 'production-order', key },
        before: { etag: held.etag, order: held.order },
        async probe({ before }, exchange) {
          const now = await findProductionOrder(service, number, exchange);
          if (now === undefined) return { verdict: 'changed-by-somebody-else', found: null };
          if (change.isReached(now.order)) return { verdict: 'confirmed', answer: { changed: true } };
          if (now.etag === (before as JsonObject)['etag']) return { verdict: 'not-applied' };
          return { verdict: 'changed-by-somebody-else', found: now.order };
        },
      },
    );
    if (!answer.changed) return { kind: 'done', port: 'no-change', output: { productionOrder: key, order: held.order } };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { kind: 'done', port: 'refused', output: { productionOrder: key, order: held.order, refusal: refusalOf(error) } };
  }
  const after = await read('read-back');
  if (after !== null) own.left(step, { type: 'production-order', key }, { was: held.lastChangedAt, is: after.lastChangedAt });
  return {
    kind: 'done',
    port: change.done,
    output: { productionOrder: key, before: held.order, ...(after === null ? {} : { order: after.order as Json }) },
  };
}
