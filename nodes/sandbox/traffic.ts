/**
 * Customers who change their orders: enters change requests in CRM at a chosen rate and keeps what was entered, so that a test
 * can compare what arrived elsewhere with what was asked for.
 */
import { ControlProblem } from './control-problem.ts';
import { addDays, seededRandom } from './landscape.ts';
import { createTrafficPlan, type PlannedChange, type TrafficShares, type WantedItem, type WantedOrder } from './traffic-plan.ts';

/** What CRM lends to whoever enters change requests. */
export interface ChangeRequestDesk {
  /** Orders that a customer may change, as CRM holds them; revision of the youngest change request. */
  changeableOrders(): readonly WantedOrder[];
  /** The order with this 10-digit number, changeable or not. */
  findOrder(order: string): WantedOrder | undefined;
  /** The id of the new record. Its notification goes out. */
  enterChangeRequest(request: EnteredRequest): string;
  /** The notification of this record once more, under the same id. */
  notifyAgain(recordId: string): void;
}

export interface EnteredRequest {
  readonly order: string;
  readonly revision: number;
  readonly requestedDate: string;
  readonly reason: string;
  readonly items: readonly WantedItem[];
}

export interface TrafficOptions extends Partial<TrafficShares> {
  readonly ratePerSecond: number;
  /** Distinct changes; left out: until it is stopped. */
  readonly count?: number;
  readonly seed?: number;
  /** How many of the open orders; left out: all. */
  readonly orders?: number;
}

/** A change request as it was entered. */
export interface TrafficTruth extends Omit<PlannedChange, 'nature'> {
  readonly id: string;
  readonly enteredAt: string;
  /** `by-hand`: nobody knows beforehand whether it is good. */
  readonly nature: PlannedChange['nature'] | 'by-hand';
}

export interface TrafficState {
  readonly truth: readonly TrafficTruth[];
  /** By order number, for the orders that were changed: as their customers want them. */
  readonly wanted: { readonly [order: string]: WantedOrder };
}

export interface TrafficStatus {
  readonly running: boolean;
  readonly options?: TrafficOptions;
  /** Distinct changes since the start. */
  readonly entered: number;
  readonly duplicates: number;
  readonly startedAt?: string;
  /** Why it ended before its count. */
  readonly problem?: string;
}

/** One change by hand; what is left out stays as it is wanted. Without items the first item gets one more. */
export interface ChangeRequestOrder {
  readonly order: string;
  readonly revision?: number;
  readonly requestedDate?: string;
  readonly reason?: string;
  readonly items?: readonly (Partial<WantedItem> & { readonly number: string })[];
}

export interface Traffic {
  /** Throws a `ControlProblem` when it runs already or CRM has no open order. */
  start(options: TrafficOptions): TrafficStatus;
  stop(): void;
  status(): TrafficStatus;
  /** The same object until something changed. */
  state(): TrafficState;
  changeByHand(change: ChangeRequestOrder): TrafficTruth;
  clear(): void;
}

export interface TrafficParts {
  readonly desk: ChangeRequestDesk;
  readonly kept: TrafficState | undefined;
  readonly landscapeDay: () => string;
  readonly now: () => number;
  /** Something was entered. */
  readonly onChange: () => void;
}

const TICK_MS = 20;
/** A tick that comes late makes up for it, but does not block the process. */
const MOST_PER_TICK = 100;
const EMPTY: TrafficState = { truth: [], wanted: {} };
const NO_SHARES: TrafficShares = { duplicates: 0, reorder: 0, noChanges: 0, invalid: 0, large: 0 };
/** Sooner than this nobody asks for goods. */
const SHORTEST_NOTICE_DAYS = 3;

export function createTraffic({ desk, kept, landscapeDay, now, onChange }: TrafficParts): Traffic {
  let state = kept ?? EMPTY;
  let status: TrafficStatus = { running: false, entered: 0, duplicates: 0 };
  let timer: NodeJS.Timeout | undefined;

  /** As its customer wants it, or as CRM has it when nobody asked for a change yet. */
  function asWanted(order: WantedOrder): WantedOrder {
    const wanted = state.wanted[order.order];
    return wanted === undefined ? order : { ...wanted, revision: Math.max(wanted.revision, order.revision) };
  }

  function enter(change: Omit<TrafficTruth, 'id' | 'enteredAt'>, requestedDate: string): TrafficTruth {
    const { order, revision, reason, items } = change;
    const id = desk.enterChangeRequest({ order, revision, requestedDate, reason, items });
    const truth: TrafficTruth = { id, enteredAt: new Date(now()).toISOString(), ...change };
    const before = state.wanted[order];
    const counts = change.nature === 'change' || change.nature === 'by-hand';
    const isYoungest = before === undefined || revision > before.revision;
    const wantedItems = counts && isYoungest ? items : (before?.items ?? desk.findOrder(order)?.items ?? items);
    const wanted: WantedOrder = { order, revision: Math.max(revision, before?.revision ?? 0), items: wantedItems };
    state = { truth: [...state.truth, truth], wanted: { ...state.wanted, [order]: wanted } };
    for (let repeat = 0; repeat < change.duplicates; repeat++) desk.notifyAgain(id);
    return truth;
  }

  function stop(problem?: string): void {
    if (timer !== undefined) clearInterval(timer);
    timer = undefined;
    status = { ...status, running: false, ...(problem === undefined ? {} : { problem }) };
  }

  return {
    start(options) {
      if (status.running)
        throw new ControlProblem(409, 'traffic-running', 'Traffic is running already.', 'Stop it first: DELETE /traffic.');
      const { ratePerSecond, count = Number.POSITIVE_INFINITY, seed = 1, orders: howMany, ...shares } = options;
      const orders = desk.changeableOrders().slice(0, howMany).map(asWanted);
      if (orders.length === 0) throw new ControlProblem(409, 'no-open-orders', 'CRM has no open order that could be changed.');
      const earliest = addDays(landscapeDay(), SHORTEST_NOTICE_DAYS);
      const plan = createTrafficPlan(orders, { ...NO_SHARES, ...shares }, earliest, seededRandom(seed));
      const startedAt = performance.now();
      let entered = 0;
      status = { running: true, options, entered: 0, duplicates: 0, startedAt: new Date(now()).toISOString() };
      timer = setInterval(() => {
        const due = Math.min(count, Math.floor(((performance.now() - startedAt) / 1_000) * ratePerSecond), entered + MOST_PER_TICK);
        if (entered >= due) return;
        try {
          while (entered < due) {
            for (const change of plan.next(count - entered)) {
              enter(change, firstDate(change.items));
              entered++;
              status = { ...status, entered, duplicates: status.duplicates + change.duplicates };
            }
          }
          if (entered >= count) stop();
        } catch (error) {
          stop((error as Error).message);
        }
        onChange();
      }, TICK_MS);
      return status;
    },
    stop: () => stop(),
    status: () => status,
    state: () => state,
    changeByHand(change) {
      const number = change.order.padStart(10, '0');
      const order = desk.findOrder(number);
      if (order === undefined) throw new ControlProblem(404, 'no-such-order', `CRM has no order ${number}.`);
      const wanted = asWanted(order);
      const items = mergeItems(wanted.items, change.items ?? oneMore(wanted.items));
      const truth = enter(
        {
          order: number,
          revision: change.revision ?? wanted.revision + 1,
          nature: 'by-hand',
          items,
          reason: change.reason ?? 'Changed by hand',
          outOfOrder: change.revision !== undefined && change.revision <= wanted.revision,
          duplicates: 0,
        },
        change.requestedDate ?? firstDate(items),
      );
      onChange();
      return truth;
    },
    clear() {
      stop();
      state = EMPTY;
      status = { running: false, entered: 0, duplicates: 0 };
    },
  };
}

const firstDate = (items: readonly WantedItem[]): string => items.map(({ requestedDate }) => requestedDate).sort()[0]!;

function oneMore([first]: readonly WantedItem[]): readonly WantedItem[] {
  return first === undefined ? [] : [{ ...first, quantity: String(Number(first.quantity) + 1) }];
}

/** Item `10` and item `000010` are the same. An item that the order does not have is added, as a customer might do by mistake. */
function mergeItems(items: readonly WantedItem[], changes: NonNullable<ChangeRequestOrder['items']>): readonly WantedItem[] {
  const merged = new Map(items.map((item) => [item.number, item]));
  for (const change of changes) {
    const number = change.number.padStart(6, '0');
    const before = merged.get(number) ?? { number, quantity: '1', unit: 'PC', requestedDate: firstDate(items) };
    merged.set(number, { ...before, ...change, number });
  }
  return [...merged.values()];
}
