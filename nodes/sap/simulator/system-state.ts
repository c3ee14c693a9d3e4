/** All data of the running system: seeded, changed by saved drafts, written down and read back. */
import type { Json } from '#flows/json.ts';
import { createLandscape } from '#nodes/sandbox/landscape.ts';
import type { Landscape } from '#nodes/sandbox/landscape-model.ts';
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

const LOG_ENTRIES_PER_ORDER = 500;
const KEPT_ANSWERS = 20_000;

interface Snapshot {
  readonly version: 1;
  readonly day: string;
  readonly nextNumber: number;
  readonly orders: readonly SalesOrder[];
  readonly productionOrders: readonly ProductionOrder[];
  readonly changeLog: readonly (readonly [string, readonly ChangeLogEntry[]])[];
  readonly keptAnswers: readonly (readonly [string, KeptAnswer])[];
}

export class SystemState implements SapData {
  readonly options: SapSimulatorOptions;
  readonly orders = new Map<string, SalesOrder>();
  readonly productionOrders = new Map<string, ProductionOrder>();
  readonly changeLog = new Map<string, readonly ChangeLogEntry[]>();
  readonly keptAnswers = new Map<string, KeptAnswer>();
  readonly locks = new Map<string, LockNote>();
  readonly #seed: number;
  readonly #now: () => number;
  #landscape: Landscape;
  #nextNumber = 0;
  #lastStampMs = 0;
  #ticks = 0;

  constructor(seed: number, now: () => number, options: SapSimulatorOptions) {
    this.#seed = seed;
    this.#now = now;
    this.options = options;
    this.#landscape = createLandscape(seed, this.today);
    this.reset();
  }

  get landscape(): Landscape {
    return this.#landscape;
  }

  get today(): string {
    return new Date(this.#now()).toISOString().slice(0, 10);
  }

  reset(): void {
    this.#fill(createLandscape(this.#seed, this.today));
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
    const now = Math.max(this.#now(), this.#lastStampMs);
    this.#ticks = now === this.#lastStampMs ? this.#ticks + 1 : 0;
    const ms = now + Math.floor(this.#ticks / 10_000);
    this.#lastStampMs = ms;
    this.#ticks %= 10_000;
    return `${new Date(ms).toISOString().slice(0, -1)}${String(this.#ticks).padStart(4, '0')}Z`;
  }

  log(order: string, entry: ChangeLogEntry): void {
    this.changeLog.set(order, [...(this.changeLog.get(order) ?? []), entry].slice(-LOG_ENTRIES_PER_ORDER));
  }

  keepAnswer(requestId: string, kept: KeptAnswer): void {
    this.keptAnswers.set(requestId, kept);
    if (this.keptAnswers.size > KEPT_ANSWERS) this.keptAnswers.delete(this.keptAnswers.keys().next().value!);
  }

  snapshot(): Json {
    const snapshot: Snapshot = {
      version: 1,
      day: this.landscape.today,
      nextNumber: this.#nextNumber,
      orders: [...this.orders.values()],
      productionOrders: [...this.productionOrders.values()],
      changeLog: [...this.changeLog.entries()],
      keptAnswers: [...this.keptAnswers.entries()],
    };
    return JSON.parse(JSON.stringify(snapshot)) as Json;
  }

  restore(json: Json): void {
    const snapshot = json as unknown as Snapshot;
    if (snapshot?.version !== 1) throw new Error('This is no snapshot of the SAP simulator.');
    this.#fill(createLandscape(this.#seed, snapshot.day));
    this.productionOrders.clear();
    this.#nextNumber = snapshot.nextNumber;
    for (const order of snapshot.orders) {
      this.orders.set(order.header.SalesOrder, order);
      this.#lastStampMs = Math.max(this.#lastStampMs, Math.ceil(Date.parse(order.header.LastChangeDateTime)) + 1);
    }
    for (const order of snapshot.productionOrders) this.productionOrders.set(order.header.ManufacturingOrder, order);
    for (const [order, entries] of snapshot.changeLog) this.changeLog.set(order, entries);
    for (const [requestId, kept] of snapshot.keptAnswers) this.keptAnswers.set(requestId, kept);
  }

  /** Empties every table; production orders of the landscape stand again. */
  #fill(landscape: Landscape): void {
    this.#landscape = landscape;
    for (const table of [this.orders, this.productionOrders, this.changeLog, this.keptAnswers, this.locks]) table.clear();
    for (const order of seedProductionOrders(landscape)) this.productionOrders.set(order.header.ManufacturingOrder, order);
  }
}
