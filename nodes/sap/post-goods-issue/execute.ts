import type { Json, JsonObject } from '#flows/json.ts';
import { RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { openSapService, type SapExchange, type SapService } from '../client.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { DELIVERY_SERVICE, deliveryNumber, findDelivery, type HeldDelivery } from '../delivery/read-deliveries.ts';
import { formatODataLiteral } from '../odata/literal.ts';
import { refusalOf } from '../refusal.ts';
import { type PostGoodsIssueConfig, postGoodsIssueManifest } from './manifest.ts';
import { refusalInReport } from './picking-report.ts';

export const sapPostGoodsIssue: StepNode = { manifest: postGoodsIssueManifest, execute };

async function execute(step: StepContext): Promise<StepOutcome> {
  const config = step.config as PostGoodsIssueConfig;
  const number = deliveryNumber(config.delivery);
  const key = number.padStart(10, '0');
  const service = openSapService(step.connection, DELIVERY_SERVICE);
  const read = (operation: string) =>
    step.read(operation, { delivery: key }, async (exchange) => (await findDelivery(service, number, exchange)) ?? null);
  const held = await read('read-delivery');
  if (held === null) return { kind: 'done', port: 'not-found', output: { delivery: key } };
  const change = (operation: string, wanted: Wanted) => changeDelivery(step, service, { number, key, operation, ...wanted });
  try {
    // Always through the ledger: after a crash the delivery already shows what we did, and only the ledger knows that it was us.
    if (config.pick !== false) await change('pick-delivery', { held, function: 'PickAllItems', isReached: isPicked });
    const picked = (await read('read-picked')) ?? held;
    const posted = await change('post-goods-issue', { held: picked, function: 'PostGoodsIssue', isReached: hasLeft });
    const after = (await read('read-back')) ?? picked;
    return { kind: 'done', port: posted ? 'shipped' : 'no-change', output: after.delivery as Json };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    const port = error.options.code === DEFICIT ? 'short' : 'refused';
    return { kind: 'done', port, output: { ...held.delivery, refusal: refusalOf(error) } as Json };
  }
}

/** SAP's own number for "deficit of unrestricted-use stock". */
const DEFICIT = 'M7/021';

const hasLeft = ({ status }: Delivery): boolean => status === 'shipped';
const isPicked = ({ status }: Delivery): boolean => status === 'picked' || status === 'shipped';

interface Wanted {
  readonly held: HeldDelivery;
  readonly function: 'PickAllItems' | 'PostGoodsIssue';
  isReached(delivery: Delivery): boolean;
}

interface Change extends Wanted {
  readonly number: string;
  readonly key: string;
  readonly operation: string;
}

/** True: this run did it. False: it was so already. */
async function changeDelivery(step: StepContext, service: SapService, change: Change): Promise<boolean> {
  const { number, key, held } = change;
  const { changed } = await step.write<{ readonly changed: boolean }>(
    change.operation,
    { delivery: key },
    async (exchange) => {
      if (change.isReached(held.delivery)) return { changed: false };
      await call(service, change, { ...exchange, startedAt: step.startedAt });
      return { changed: true };
    },
    {
      object: { type: 'outbound-delivery', key },
      before: { etag: held.etag, delivery: held.delivery } as unknown as Json,
      async probe({ before }, exchange) {
        const now = await findDelivery(service, number, exchange);
        if (now === undefined) return { verdict: 'changed-by-somebody-else', found: null };
        if (change.isReached(now.delivery)) return { verdict: 'confirmed', answer: { changed: true } };
        if (now.etag === (before as JsonObject)['etag']) return { verdict: 'not-applied' };
        return { verdict: 'changed-by-somebody-else', found: now.delivery as unknown as Json };
      },
    },
  );
  return changed;
}

async function call(service: SapService, { number, held, function: name }: Change, exchange: SapExchange): Promise<void> {
  const path = `${name}?DeliveryDocument=${encodeURIComponent(formatODataLiteral(number))}`;
  const { data } = await service.post(path, undefined, exchange, held.etag);
  const refused = refusalInReport(data);
  if (refused !== undefined) throw refused;
}
