/** All data of the running system: seeded, changed by saved drafts, written down and read back. */
import type { Json } from '#flows/json.ts';
import { createLandscape } from '../../sandbox/landscape.ts';
import type { Landscape } from '../../sandbox/landscape-model.ts';
import type { SimulatorHost } from '../../sandbox/simulator.ts';
import type { Answer } from './gateway/answer.ts';
import type { SapSimulatorOptions } from './options.ts';
import type { ProductionOrder } from './production/production-order.ts';
import type { FieldChange } from './sales/order-diff.ts';
import type { SalesOrder } from './sales/sales-order.ts';
import type { SapData } from './sap-data.ts';
import { seedOrders, seedProductionOrders } from './seed.ts';

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
}

export class SystemState implements SapData {
  readonly options: SapSimulatorOptions;
  readonly orders = new Map<string, SalesOrder>();
  readonly productionOrders = new Map<string, ProductionOrder>();
  readonly changeLog = new Map<string, readonly ChangeLogEntry[]>();
  readonly keptAnswers = new Map<string, KeptAnswer>();
  readonly locks = new Map<string, LockNote>();
  readonly #host: Pick<SimulatorHost, 'seed' | 'landscapeDay' | 'now'>;
  #landscape: Landscape;
  #nextNumber = 0;
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
    this.#nextNumber = Math.max(...[...this.orders.keys()].map(Number)) + 1001;
  }

  takeOrderNumber(): string {
    const number = this.#nextNumber;
    this.#nextNumber += 1;
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
      nextNumber: this.#nextNumber,
      orders: Object.fromEntries(this.orders),
      productionOrders: Object.fromEntries(this.productionOrders),
      changeLog: Object.fromEntries(this.changeLog),
      keptAnswers: Object.fromEntries(this.keptAnswers),
    };
    return snapshot as unknown as Json;
  }

  restore(json: Json): void {
    const snapshot = json as unknown as Snapshot;
    if (snapshot?.version !== 1) throw new Error('This is no snapshot of the SAP simulator.');
    this.#fill();
    this.productionOrders.clear();
    this.#nextNumber = snapshot.nextNumber;
    for (const order of inOrder(snapshot.orders)) {
      this.orders.set(order.header.SalesOrder, order);
      this.#lastStampMs = Math.max(this.#lastStampMs, Math.ceil(Date.parse(order.header.LastChangeDateTime)) + 1);
    }
    for (const order of inOrder(snapshot.productionOrders)) this.productionOrders.set(order.header.ManufacturingOrder, order);
    for (const [order, entries] of Object.entries(snapshot.changeLog)) this.changeLog.set(order, entries);
    for (const [requestId, kept] of Object.entries(snapshot.keptAnswers)) this.keptAnswers.set(requestId, kept);
  }

  /** Empties every table; production orders of the landscape stand again. */
  #fill(): void {
    const landscape = createLandscape(this.#host.seed, this.#host.landscapeDay);
    this.#landscape = landscape;
    for (const table of [this.orders, this.productionOrders, this.changeLog, this.keptAnswers, this.locks]) table.clear();
    for (const order of seedProductionOrders(landscape)) this.productionOrders.set(order.header.ManufacturingOrder, order);
  }
}

/** Keys have leading zeros, so text order is number order. */
const inOrder = <V>(table: { readonly [key: string]: V }): readonly V[] =>
  Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
