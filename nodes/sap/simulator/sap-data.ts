/** The data of the system, and a draft of them: a changeset works on the draft, which is then saved whole or thrown away. */
import type { Landscape } from '../../sandbox/landscape-model.ts';
import type { Delivery } from './deliveries/delivery.ts';
import type { SapSimulatorOptions } from './options.ts';
import type { Confirmation } from './production/confirmation.ts';
import type { PlannedOrder } from './production/planned-order.ts';
import type { ProductionOrder } from './production/production-order.ts';
import type { SalesOrder } from './sales/sales-order.ts';
import type { StockBalance } from './supply/stock.ts';

export interface Table<V> {
  get(key: string): V | undefined;
  values(): Iterable<V>;
}

export interface SapData {
  readonly landscape: Landscape;
  readonly options: SapSimulatorOptions;
  /** The system's day, `YYYY-MM-DD`. */
  readonly today: string;
  /** By 10-digit number. */
  readonly orders: Table<SalesOrder>;
  /** By 12-digit number. */
  readonly productionOrders: Table<ProductionOrder>;
  /** By 10-digit number. */
  readonly plannedOrders: Table<PlannedOrder>;
  /** By `group/count`. */
  readonly confirmations: Table<Confirmation>;
  /** By 10-digit number. */
  readonly deliveries: Table<Delivery>;
  /** What has moved since the data were seeded, by `material/plant`; what is not here is as the landscape says. */
  readonly stock: Table<StockBalance>;
}

/** Documents that get a number of their own. */
export type NumberRange = 'sales-order' | 'outbound-delivery' | 'material-document' | 'planned-order' | 'production-order';

/** Values of a table as they were, with the changes of one draft laid over them. */
export class DraftTable<V> implements Table<V> {
  readonly #base: Table<V>;
  readonly #changes = new Map<string, V | undefined>();

  constructor(base: Table<V>) {
    this.#base = base;
  }

  get(key: string): V | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#base.get(key);
  }

  set(key: string, value: V): void {
    this.#changes.set(key, value);
  }

  delete(key: string): void {
    this.#changes.set(key, undefined);
  }

  /** Forget what the draft did to this key. */
  undo(key: string): void {
    this.#changes.delete(key);
  }

  changedKeys(): readonly string[] {
    return [...this.#changes.keys()];
  }

  *values(): Iterable<V> {
    const unseen = new Set(this.#changes.keys());
    for (const value of this.#base.values()) {
      const key = this.#keyOf(value, unseen);
      if (key === undefined) yield value;
      else {
        unseen.delete(key);
        const changed = this.#changes.get(key);
        if (changed !== undefined) yield changed;
      }
    }
    for (const key of unseen) {
      const added = this.#changes.get(key);
      if (added !== undefined) yield added;
    }
  }

  #keyOf(value: V, unseen: ReadonlySet<string>): string | undefined {
    for (const key of unseen) if (this.#base.get(key) === value) return key;
    return undefined;
  }

  saveInto(target: Map<string, V>): void {
    for (const [key, value] of this.#changes) {
      if (value === undefined) target.delete(key);
      else target.set(key, value);
    }
  }
}

/** A message about a successful change; it goes out in `sap-message`. */
export interface BusinessMessage {
  readonly code: string;
  readonly message: string;
  readonly severity: 'success' | 'info' | 'warning';
  readonly target: string;
}

export class SapDraft implements SapData {
  readonly landscape: Landscape;
  readonly options: SapSimulatorOptions;
  readonly today: string;
  readonly base: SapData;
  readonly orders: DraftTable<SalesOrder>;
  readonly productionOrders: DraftTable<ProductionOrder>;
  readonly plannedOrders: DraftTable<PlannedOrder>;
  readonly confirmations: DraftTable<Confirmation>;
  readonly deliveries: DraftTable<Delivery>;
  readonly stock: DraftTable<StockBalance>;
  readonly user: string;
  /** `salesOrder/item` of the items whose availability is to be checked before saving. */
  readonly itemsToCheck = new Set<string>();
  /** The same for items that nobody changed, but whose supply did. */
  readonly itemsToReconfirm = new Set<string>();
  /** Sales orders that change because of a document that the caller made about them. */
  readonly ordersOfCaller = new Set<string>();
  readonly messages: BusinessMessage[] = [];
  /** Who else has the document open; asked once per document and draft. */
  readonly lockedBy: (object: string, key: string) => string | undefined;
  readonly #takeNumber: (range: NumberRange) => string;

  constructor(
    base: SapData,
    user: string,
    takeNumber: (range: NumberRange) => string,
    lockedBy: (object: string, key: string) => string | undefined,
  ) {
    this.base = base;
    this.landscape = base.landscape;
    this.options = base.options;
    this.today = base.today;
    this.orders = new DraftTable(base.orders);
    this.productionOrders = new DraftTable(base.productionOrders);
    this.plannedOrders = new DraftTable(base.plannedOrders);
    this.confirmations = new DraftTable(base.confirmations);
    this.deliveries = new DraftTable(base.deliveries);
    this.stock = new DraftTable(base.stock);
    this.user = user;
    this.#takeNumber = takeNumber;
    const asked = new Map<string, string | undefined>();
    this.lockedBy = (object, key) => {
      const both = `${object}/${key}`;
      if (!asked.has(both)) asked.set(both, lockedBy(object, key));
      return asked.get(both);
    };
  }

  takeNumber(range: NumberRange): string {
    return this.#takeNumber(range);
  }

  say(message: BusinessMessage): void {
    this.messages.push(message);
  }
}
