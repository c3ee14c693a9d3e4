/**
 * The availability check: what stock and planned receipts can still promise of one material in one plant. Everything is in whole
 * thousandths of the base unit, dates are plain days.
 */

export interface DatedQuantity {
  readonly date: string;
  readonly quantity: number;
}

/** Before every real day: what is in stock now. */
const NOW = '';

/**
 * Cumulated available-to-promise. A quantity can be promised for a day only where no promise already given for a later day
 * would break, so availability at a day is the least that remains on it and on any day after it.
 */
export class AvailabilityLedger {
  readonly #stock: number;
  readonly #receipts: readonly DatedQuantity[];
  readonly #demands: DatedQuantity[];
  #curve: readonly DatedQuantity[] | undefined;

  constructor(stock: number, receipts: readonly DatedQuantity[], demands: readonly DatedQuantity[]) {
    this.#stock = stock;
    this.#receipts = receipts;
    this.#demands = [...demands];
  }

  /** Never less than zero. */
  availableAt(date: string): number {
    let available = 0;
    for (const point of this.#points()) {
      if (point.date > date) break;
      available = point.quantity;
    }
    return Math.max(0, available);
  }

  /** Days on which more becomes available, each with all that can be promised from then on; the first has the date ''. */
  steps(): readonly DatedQuantity[] {
    const steps: DatedQuantity[] = [];
    for (const point of this.#points()) {
      const quantity = Math.max(0, point.quantity);
      if (steps.length === 0 || quantity > steps.at(-1)!.quantity) steps.push({ date: point.date, quantity });
    }
    return steps;
  }

  /**
   * Promises up to `quantity` from `date` on and books it: as much as possible on the first day, the rest as receipts come in.
   * `whole` cuts an available quantity down to what can be promised in the order's unit.
   */
  promise(date: string, quantity: number, whole: (available: number) => number = (available) => available): readonly DatedQuantity[] {
    const promised: DatedQuantity[] = [];
    let taken = 0;
    const days = [
      date,
      ...this.steps()
        .map((step) => step.date)
        .filter((day) => day > date),
    ];
    for (const day of days) {
      const more = Math.min(quantity, whole(this.availableAt(day))) - taken;
      if (more > 0) {
        promised.push({ date: day, quantity: more });
        taken += more;
      }
      if (taken >= quantity) break;
    }
    this.#demands.push(...promised);
    this.#curve = undefined;
    return promised;
  }

  #points(): readonly DatedQuantity[] {
    this.#curve ??= this.#draw();
    return this.#curve;
  }

  #draw(): readonly DatedQuantity[] {
    const movements = new Map<string, number>([[NOW, this.#stock]]);
    for (const { date, quantity } of this.#receipts) movements.set(date, (movements.get(date) ?? 0) + quantity);
    for (const { date, quantity } of this.#demands) movements.set(date, (movements.get(date) ?? 0) - quantity);
    let balance = 0;
    const balances = [...movements.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, quantity]) => {
        balance += quantity;
        return { date, quantity: balance };
      });
    let least = Number.POSITIVE_INFINITY;
    return balances
      .reverse()
      .map(({ date, quantity }) => {
        least = Math.min(least, quantity);
        return { date, quantity: least };
      })
      .reverse();
  }
}
