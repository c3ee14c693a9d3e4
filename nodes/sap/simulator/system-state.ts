/** All data of the running system: seeded, changed by saved drafts, written down and read back. */
import type { Json } from '#flows/json.ts';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { Landscape } from '../../sandbox/landscape-model.ts';
import type { SimulatorHost } from '../../sandbox/simulator.ts';
import type { Delivery } from './deliveries/delivery.ts';
import type { Answer } from './gateway/answer.ts';
import type { SapSimulatorOptions } from './options.ts';
import type { Confirmation } from './production/confirmation.ts';
import type { PlannedOrder } from './production/planned-order.ts';
import type { ProductionOrder } from './production/production-order.ts';
import { seedPlannedOrders } from './production/seed-planned-orders.ts';
import type { FieldChange } from './sales/order-diff.ts';
import type { SalesOrder } from './sales/sales-order.ts';
import type { NumberRange, SapData } from './sap-data.ts';
import { seedOrders, seedProductionOrders } from './seed.ts';
import type { StockBalance } from './supply/stock.ts';

export interface ChangeLogEntry {
  readonly at: string;
  readonly user: string;
  readonly requestId: string | null;
  readonly changes: readonly FieldChange[];
}

/** An answer kept for a repeated RequestID. */
export interface KeptAnswer {
  readonly hash: string;
  readonly answer: Answer;
}

export interface LockNote {
  readonly user: string;
  readonly at: string;
}

/** Cut back in one go: a list that loses its head at every change would be written down anew each time. */
const MOST_LOG_ENTRIES = 1000;
const KEPT_LOG_ENTRIES = 500;
const MOST_KEPT_ANSWERS = 5000;

/** What is kept over a restart. Orders, log entries and answers are values that are never changed in place, so they are shared. */
interface Snapshot {
  readonly version: 1;
  readonly nextNumber: number;
  readonly orders: { readonly [number: string]: SalesOrder };
  readonly productionOrders: { readonly [number: string]: ProductionOrder };
  readonly changeLog: { readonly [number: string]: readonly ChangeLogEntry[] };
  readonly keptAnswers: { readonly [requestId: string]: KeptAnswer };
  /** Left out of what was written down before these documents came up. */
  readonly nextNumbers?: { readonly [range in NumberRange]?: number };
  readonly plannedOrders?: { readonly [number: string]: PlannedOrder };
  readonly confirmations?: { readonly [key: string]: Confirmation };
  readonly deliveries?: { readonly [number: string]: Delivery };
  readonly stock?: { readonly [key: string]: StockBalance };
}

/** The next number of each range in a system that was just seeded; sales orders go on from the seeded ones. */
const FIRST_NUMBERS: { readonly [range in NumberRange]: number } = {
  'sales-order': 0,
  'outbound-delivery': 80_000_001,
  'material-document': 4_900_000_001,
  'planned-order': 300_001,
  'production-order': 2_000_001,
};

export class SystemState implements SapData {
  readonly options: SapSimulatorOptions;
  readonly orders = new Map<string, SalesOrder>();
  readonly productionOrders = new Map<string, ProductionOrder>();
  readonly plannedOrders = new Map<string, PlannedOrder>();
  readonly confirmations = new Map<string, Confirmation>();
  readonly deliveries = new Map<string, Delivery>();
  readonly stock = new Map<string, StockBalance>();
  readonly changeLog = new Map<string, readonly ChangeLogEntry[]>();
  readonly keptAnswers = new Map<string, KeptAnswer>();
  readonly locks = new Map<string, LockNote>();
  readonly #host: Pick<SimulatorHost, 'seed' | 'landscapeDay' | 'now'>;
  #landscape: Landscape;
  #nextNumbers: { [range in NumberRange]: number } = { ...FIRST_NUMBERS };
  #lastStampMs = 0;
  #ticks = 0;

  constructor(host: Pick<SimulatorHost, 'seed' | 'landscapeDay' | 'now'>, options: SapSimulatorOptions) {
    this.#host = host;
    this.options = options;
    this.#landscape = createLandscape(host.seed, host.landscapeDay);
    this.reset();
  }

  get landscape(): Landscape {
    return this.#landscape;
  }

  get today(): string {
    return new Date(this.#host.now()).toISOString().slice(0, 10);
  }

  reset(): void {
    this.#fill();
    for (const order of seedOrders(this)) this.orders.set(order.header.SalesOrder, order);
    this.#nextNumbers = { ...FIRST_NUMBERS, 'sales-order': Math.max(...[...this.orders.keys()].map(Number)) + 1001 };
  }

  /** Ten digits. */
  takeNumber(range: NumberRange): string {
    const number = this.#nextNumbers[range];
    this.#nextNumbers[range] += 1;
    return String(number).padStart(10, '0');
  }

  /** Seven places after the second, and never the same twice: two changes within one millisecond have two entity tags. */
  takeStamp(): string {
    const now = Math.max(this.#host.now(), this.#lastStampMs);
    this.#ticks = now === this.#lastStampMs ? this.#ticks + 1 : 0;
    const ms = now + Math.floor(this.#ticks / 10_000);
    this.#lastStampMs = ms;
    this.#ticks %= 10_000;
    return `${new Date(ms).toISOString().slice(0, -1)}${String(this.#ticks).padStart(4, '0')}Z`;
  }

  log(order: string, entry: ChangeLogEntry): void {
    const entries = [...(this.changeLog.get(order) ?? []), entry];
    this.changeLog.set(order, entries.length > MOST_LOG_ENTRIES ? entries.slice(-KEPT_LOG_ENTRIES) : entries);
  }

  keepAnswer(requestId: string, kept: KeptAnswer): void {
    this.keptAnswers.set(requestId, kept);
    if (this.keptAnswers.size > MOST_KEPT_ANSWERS) this.keptAnswers.delete(this.keptAnswers.keys().next().value!);
  }

  snapshot(): Json {
    const snapshot: Snapshot = {
      version: 1,
      nextNumber: this.#nextNumbers['sales-order'],
      nextNumbers: { ...this.#nextNumbers },
      orders: Object.fromEntries(this.orders),
      productionOrders: Object.fromEntries(this.productionOrders),
      changeLog: Object.fromEntries(this.changeLog),
      keptAnswers: Object.fromEntries(this.keptAnswers),
      plannedOrders: Object.fromEntries(this.plannedOrders),
      confirmations: Object.fromEntries(this.confirmations),
      deliveries: Object.fromEntries(this.deliveries),
      stock: Object.fromEntries(this.stock),
    };
    return snapshot as unknown as Json;
  }

  restore(json: Json): void {
    const snapshot = json as unknown as Snapshot;
    if (snapshot?.version !== 1) throw new Error('This is no snapshot of the SAP simulator.');
    this.#fill();
    this.productionOrders.clear();
    this.#nextNumbers = { ...FIRST_NUMBERS, ...snapshot.nextNumbers, 'sales-order': snapshot.nextNumber };
    for (const order of inOrder(snapshot.orders)) {
      this.orders.set(order.header.SalesOrder, order);
      this.#lastStampMs = Math.max(this.#lastStampMs, Math.ceil(Date.parse(order.header.LastChangeDateTime)) + 1);
    }
    for (const order of inOrder(snapshot.productionOrders))
      this.productionOrders.set(order.header.ManufacturingOrder, withAllFields(order));
    if (snapshot.plannedOrders !== undefined) {
      this.plannedOrders.clear();
      for (const order of Object.values(snapshot.plannedOrders)) this.plannedOrders.set(order.PlannedOrder, order);
    }
    for (const [key, one] of Object.entries(snapshot.confirmations ?? {})) this.confirmations.set(key, one);
    for (const [number, delivery] of Object.entries(snapshot.deliveries ?? {})) this.deliveries.set(number, delivery);
    for (const [key, balance] of Object.entries(snapshot.stock ?? {})) this.stock.set(key, balance);
    for (const [order, entries] of Object.entries(snapshot.changeLog)) this.changeLog.set(order, entries);
    for (const [requestId, kept] of Object.entries(snapshot.keptAnswers)) this.keptAnswers.set(requestId, kept);
  }

  /** Empties every table; production orders of the landscape stand again. */
  #fill(): void {
    const landscape = createLandscape(this.#host.seed, this.#host.landscapeDay);
    this.#landscape = landscape;
    const { orders, productionOrders, plannedOrders, confirmations, deliveries, stock, changeLog, keptAnswers, locks } = this;
    for (const table of [orders, productionOrders, plannedOrders, confirmations, deliveries, stock, changeLog, keptAnswers, locks])
      table.clear();
    for (const order of seedProductionOrders(landscape)) this.productionOrders.set(order.header.ManufacturingOrder, order);
    for (const order of seedPlannedOrders(landscape)) this.plannedOrders.set(order.PlannedOrder, order);
  }
}

/** What was written down before confirmations came up has none of their fields. */
function withAllFields(order: ProductionOrder): ProductionOrder {
  if (order.header.MfgOrderConfirmedScrapQty !== undefined) return order;
  const none = { MfgOrderConfirmedScrapQty: '0.000', OrderIsPartiallyConfirmed: '', OrderIsConfirmed: '' };
  const nothing = { OpTotalConfirmedYieldQty: '0.000', OpTotalConfirmedScrapQty: '0.000', OperationIsConfirmed: '' };
  return { header: { ...order.header, ...none }, operations: order.operations.map((one) => ({ ...one, ...nothing })) };
}

/** Keys have leading zeros, so text order is number order. */
const inOrder = <V>(table: { readonly [key: string]: V }): readonly V[] =>
  Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
