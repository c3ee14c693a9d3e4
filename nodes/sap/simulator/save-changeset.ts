/**
 * One changeset from draft to saved: applied, finished, recorded, saved, announced. The record is written before the data change
 * and before anything is answered, so what the record does not hold has not happened.
 */
import type { Json } from '#flows/json.ts';
import type { SimulatorHost } from '../../sandbox/simulator.ts';
import { writeSapMessage } from '../odata/sap-message.ts';
import { businessEvent, productionOrderEvent } from './business-event.ts';
import type { Delivery } from './deliveries/delivery.ts';
import { finishDeliveries } from './deliveries/finish-deliveries.ts';
import { hashOf, type IntendedWrite, intendedWrites, NEW_OBJECT } from './gateway/intended-writes.ts';
import { badRequest, SapRefusal } from './gateway/refusal.ts';
import type { ODataService } from './gateway/service.ts';
import { applyOperation, type Operation, type Reply } from './gateway/write-resource.ts';
import { finishPlannedOrders } from './production/finish-planned-orders.ts';
import { finishProduction } from './production/finish-production.ts';
import type { PlannedOrder } from './production/planned-order.ts';
import { type ChangedOrder, finishOrders } from './sales/finish-orders.ts';
import type { SalesOrder } from './sales/sales-order.ts';
import { type BusinessMessage, SapDraft } from './sap-data.ts';
import type { SystemState } from './system-state.ts';

export interface Caller {
  readonly user: string;
  /** RequestID, or else X-Request-ID. */
  readonly idempotencyKey?: string;
  /** For faults that name a path. */
  readonly path: string;
}

export interface SavedChangeset {
  readonly replies: readonly Reply[];
  /** Value of `sap-message`, for the last operation's answer. */
  readonly sapMessage?: string;
}

/** Throws a refusal after it has been recorded; nothing is changed then. */
export function saveChangeset(
  host: SimulatorHost,
  state: SystemState,
  service: ODataService,
  operations: readonly Operation[],
  caller: Caller,
): SavedChangeset {
  const intended = intendedWrites(service, state, operations);
  const draft = new SapDraft(
    state,
    caller.user,
    (range) => state.takeNumber(range),
    (object, key) => lockedBy(host, state, caller, object, key),
  );
  let replies: readonly Reply[];
  let changed: readonly ChangedOrder[];
  let changedProduction: ReadonlySet<string>;
  let changedDeliveries: ReadonlySet<string>;
  let changedPlanned: ReadonlySet<string>;
  try {
    replies = operations.map((operation) => applyOne(service, draft, operation));
    const stamp = state.takeStamp();
    changedProduction = finishProduction(draft, stamp);
    changedDeliveries = finishDeliveries(draft);
    changedPlanned = finishPlannedOrders(draft, stamp);
    changed = finishOrders(draft, stamp);
  } catch (error) {
    if (error instanceof SapRefusal) recordRefusal(host, intended, caller, `${error.code} ${error.message}`);
    throw error;
  }
  const touched = new Set([
    ...changed.map((one) => `sales-order/${one.number}`),
    ...[...changedProduction].map((number) => `production-order/${number}`),
    ...[...changedDeliveries].map((number) => `outbound-delivery/${number}`),
    ...[...changedPlanned].map((number) => `planned-order/${number}`),
  ]);
  const created: { readonly [object: string]: string[] } = {
    'sales-order': changed.filter((one) => one.before === undefined).map((one) => one.number),
    'outbound-delivery': [...changedDeliveries].filter((number) => state.deliveries.get(number) === undefined),
    'planned-order': [...changedPlanned].filter((number) => state.plannedOrders.get(number) === undefined),
  };
  for (const write of intended) {
    const key = write.key === NEW_OBJECT ? (created[write.object]?.shift() ?? NEW_OBJECT) : write.key;
    const applied = touched.has(`${write.object}/${key}`);
    host.record({
      ...recordBase(write, caller),
      key,
      applied,
      ...(applied ? {} : { refusal: 'no change: the data are as requested already' }),
      detail: {
        asked: askedOf(write.operations),
        held: heldOf(draft, write.object, key, changed),
      },
    });
  }
  draft.orders.saveInto(state.orders);
  draft.productionOrders.saveInto(state.productionOrders);
  draft.plannedOrders.saveInto(state.plannedOrders);
  draft.confirmations.saveInto(state.confirmations);
  draft.deliveries.saveInto(state.deliveries);
  draft.stock.saveInto(state.stock);
  announce(host, state, changed, new Set([...intended.map((write) => write.key), ...draft.ordersOfCaller]), caller);
  for (const number of changedProduction) host.deliver(productionOrderEvent(host, state.options, draft.productionOrders.get(number)!));
  const sapMessage = messageHeader(draft.messages);
  return { replies, ...(sapMessage === undefined ? {} : { sapMessage }) };
}

/** For requests that were refused before a draft was opened: logon, token, broken batch. */
export function recordRefusal(
  host: SimulatorHost,
  intended: readonly IntendedWrite[],
  caller: Pick<Caller, 'idempotencyKey'>,
  refusal: string,
): void {
  for (const write of intended) {
    host.record({ ...recordBase(write, caller), applied: false, refusal, detail: { asked: askedOf(write.operations) } });
  }
}

function recordBase(write: IntendedWrite, { idempotencyKey }: Pick<Caller, 'idempotencyKey'>) {
  return {
    operation: write.operation,
    object: write.object,
    key: write.key,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(write.sequence === undefined ? {} : { sequence: write.sequence }),
    hash: hashOf(write.operations),
  };
}

function applyOne(service: ODataService, draft: SapDraft, operation: Operation): Reply {
  try {
    if (/^\/?\$(?!metadata|batch)/.test(operation.target)) {
      throw badRequest('Content referencing is only allowed for changeset at once');
    }
    return applyOperation(service, draft, operation);
  } catch (error) {
    if (error instanceof SapRefusal && operation.contentId !== undefined) error.contentId = operation.contentId;
    throw error;
  }
}

const OTHER_USER = 'PLANNER01';

function lockedBy(host: SimulatorHost, state: SystemState, caller: Caller, object: string, key: string): string | undefined {
  const fault = host.takeFault('lock', `change-${object} ${caller.path}`, key);
  if (fault === undefined) {
    state.locks.delete(key);
    return undefined;
  }
  state.locks.set(key, { user: OTHER_USER, at: new Date(host.now()).toISOString() });
  return OTHER_USER;
}

/** The first message on top, the others as its details. */
function messageHeader(messages: readonly BusinessMessage[]): string | undefined {
  const [first, ...details] = [
    ...messages.filter((one) => one.severity === 'warning'),
    ...messages.filter((one) => one.severity !== 'warning'),
  ];
  return first === undefined ? undefined : writeSapMessage({ ...first, details });
}

function announce(
  host: SimulatorHost,
  state: SystemState,
  changed: readonly ChangedOrder[],
  asked: ReadonlySet<string>,
  caller: Caller,
): void {
  for (const { number, before, after, changes } of changed) {
    // What SAP confirmed anew by itself is its background user's work, not the caller's.
    const user = asked.has(number) || before === undefined ? caller.user : 'SAP_BOP';
    state.log(number, { at: new Date(host.now()).toISOString(), user, requestId: caller.idempotencyKey ?? null, changes });
    const order = after ?? before;
    if (order !== undefined)
      host.deliver(
        businessEvent(host, state.options, before === undefined ? 'Created' : after === undefined ? 'Deleted' : 'Changed', order),
      );
  }
}

function askedOf(operations: readonly Operation[]): Json {
  return operations.map(({ method, target, headers, body }) => ({
    method,
    target,
    ...(headers['if-match'] === undefined ? {} : { ifMatch: headers['if-match'] }),
    ...(body === undefined ? {} : { body: bodyJson(body) }),
  }));
}

function bodyJson(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body.slice(0, 500);
  }
}

function heldOf(draft: SapDraft, object: string, key: string, changed: readonly ChangedOrder[]): Json {
  if (object === 'sales-order') return heldOrder(draft.orders.get(key));
  if (object === 'outbound-delivery') return heldDelivery(draft.deliveries.get(key));
  if (object === 'planned-order') return heldPlanned(draft.plannedOrders.get(key));
  return heldProduction(draft, key, changed);
}

function heldPlanned(order: PlannedOrder | undefined): Json {
  if (order === undefined) return null;
  return { plannedEnd: order.PlndOrderPlannedEndDate, quantity: order.TotalQuantity, isFirm: order.PlannedOrderIsFirm };
}

/** Small: what the oracle compares, not the whole order. */
function heldOrder(order: SalesOrder | undefined): Json {
  if (order === undefined) return null;
  const { LastChangeDateTime, YY1_CRMRevision_SDH, RequestedDeliveryDate, TotalNetAmount, TotalCreditCheckStatus } = order.header;
  return {
    lastChangeDateTime: LastChangeDateTime,
    crmRevision: YY1_CRMRevision_SDH,
    requestedDeliveryDate: RequestedDeliveryDate,
    totalNetAmount: TotalNetAmount,
    creditStatus: TotalCreditCheckStatus,
    items: order.items.map(({ data, scheduleLines }) => ({
      item: data.SalesOrderItem,
      quantity: data.RequestedQuantity,
      unit: data.RequestedQuantityUnit,
      rejection: data.SalesDocumentRjcnReason,
      confirmed: data.ConfdDelivQtyInOrderQtyUnit,
      lines: scheduleLines.map((line) => [line.RequestedDeliveryDate, line.ScheduleLineOrderQuantity, line.ConfdOrderQtyByMatlAvailCheck]),
    })),
  };
}

function heldProduction(draft: SapDraft, number: string, changed: readonly ChangedOrder[]): Json {
  const header = draft.productionOrders.get(number)?.header;
  if (header === undefined) return null;
  return {
    scheduledEnd: header.MfgOrderScheduledEndDate,
    quantity: header.TotalQuantity,
    yield: header.MfgOrderConfirmedYieldQty,
    scrap: header.MfgOrderConfirmedScrapQty,
    confirmedAnew: changed.map((one) => one.number),
  };
}

function heldDelivery(delivery: Delivery | undefined): Json {
  if (delivery === undefined) return null;
  const { OverallPickingStatus, OverallGoodsMovementStatus, materialDocument } = delivery.header;
  return {
    picking: OverallPickingStatus,
    goodsMovement: OverallGoodsMovementStatus,
    materialDocument,
    items: delivery.items.map((item) => [
      item.ReferenceSDDocument,
      item.ReferenceSDDocumentItem,
      item.ActualDeliveryQuantity,
      item.DeliveryQuantityUnit,
    ]),
  };
}
