/** Which order changes customers ask for next. Pure: the same orders and the same chance give the same changes. */
import { addDays, nextWeekday } from './landscape.ts';

/** An item as CRM writes it: number with six digits, quantity as a plain decimal, day as `YYYY-MM-DD`. */
export interface WantedItem {
  readonly number: string;
  readonly quantity: string;
  readonly unit: string;
  readonly requestedDate: string;
  /** Named by hand only: what the customer believes the item to be. */
  readonly material?: string;
  readonly plant?: string;
  /** The item is not wanted any more. */
  readonly cancel?: boolean;
}

/** The order as its customer wants it now. */
export interface WantedOrder {
  readonly order: string;
  /** Of the last change request; 0: none yet. */
  readonly revision: number;
  readonly items: readonly WantedItem[];
}

export type TrafficNature = 'change' | 'no-change' | 'invalid';
export type TrafficDefect = 'unknown-item' | 'unknown-unit' | 'negative-quantity';

export interface PlannedChange {
  readonly order: string;
  readonly revision: number;
  readonly nature: TrafficNature;
  readonly defect?: TrafficDefect;
  /** Every item of the order, not only what differs: the last revision alone says what is wanted. */
  readonly items: readonly WantedItem[];
  readonly reason: string;
  /** It arrives after a younger revision of its order. */
  readonly outOfOrder: boolean;
  /** How often its notification is sent once more. */
  readonly duplicates: number;
}

/** Shares of the changes, 0 to 1 each. */
export interface TrafficShares {
  readonly duplicates: number;
  readonly reorder: number;
  readonly noChanges: number;
  readonly invalid: number;
  /** Changes by several times the quantity and by months, which want an approval. */
  readonly large: number;
}

export interface TrafficPlan {
  /** The next changes in the order of their arrival: one, or two of the same order in the wrong sequence. At most `most`. */
  next(most: number): readonly PlannedChange[];
}

const REASONS = [
  'Site is not ready',
  'More units needed on site',
  'Order split by the customer',
  'Earlier commissioning',
  'Budget of next quarter',
];
const DEFECTS: readonly TrafficDefect[] = ['unknown-item', 'unknown-unit', 'negative-quantity'];

/** `earliestDay`: no item is wanted before it. All orders take their turn before one comes again. */
export function createTrafficPlan(
  orders: readonly WantedOrder[],
  shares: TrafficShares,
  earliestDay: string,
  random: () => number,
): TrafficPlan {
  const wanted = new Map(orders.map((order) => [order.order, order]));
  let round: string[] = [];

  function takeOrder(): WantedOrder {
    if (round.length === 0) round = shuffled([...wanted.keys()], random);
    return wanted.get(round.pop()!)!;
  }

  function change(
    before: WantedOrder,
    outOfOrder: boolean,
    items = changedItems(before.items, shares, earliestDay, random),
  ): PlannedChange {
    const planned = plan(before, 'change', items, outOfOrder);
    wanted.set(before.order, { ...before, revision: planned.revision, items });
    return planned;
  }

  function plan(before: WantedOrder, nature: TrafficNature, items: readonly WantedItem[], outOfOrder: boolean): PlannedChange {
    return {
      order: before.order,
      revision: before.revision + 1,
      nature,
      items,
      reason: pick(REASONS, random),
      outOfOrder,
      duplicates: random() < shares.duplicates ? 1 : 0,
    };
  }

  return {
    next(most) {
      const before = takeOrder();
      const draw = random();
      if (draw < shares.invalid) {
        const defect = pick(DEFECTS, random);
        const planned = plan(before, 'invalid', withDefect(before.items, defect), false);
        // A refused request uses up its revision and changes nothing.
        wanted.set(before.order, { ...before, revision: planned.revision });
        return [{ ...planned, defect }];
      }
      if (draw < shares.invalid + shares.noChanges) {
        const planned = plan(before, 'no-change', before.items, false);
        wanted.set(before.order, { ...before, revision: planned.revision });
        return [planned];
      }
      if (most < 2 || random() >= shares.reorder) return [change(before, false)];
      const late = change(before, true);
      const between = wanted.get(before.order)!;
      let items = changedItems(between.items, shares, earliestDay, random);
      // It must not undo the one that it overtakes: then it would be no change.
      while (sameItems(items, before.items)) items = changedItems(between.items, shares, earliestDay, random);
      return [change(between, false, items), late];
    },
  };
}

function changedItems(
  items: readonly WantedItem[],
  { large }: TrafficShares,
  earliestDay: string,
  random: () => number,
): readonly WantedItem[] {
  const howMany = Math.min(items.length, random() < 0.3 ? 2 : 1);
  const chosen = new Set(shuffled([...items.keys()], random).slice(0, howMany));
  const isLarge = random() < large;
  return items.map((item, index) => {
    if (!chosen.has(index)) return item;
    const draw = random();
    const quantity = isLarge || draw < 0.65 ? changedQuantity(item.quantity, isLarge, random) : item.quantity;
    const requestedDate = isLarge || draw >= 0.4 ? changedDate(item.requestedDate, earliestDay, isLarge, random) : item.requestedDate;
    return { ...item, quantity, requestedDate };
  });
}

function changedQuantity(quantity: string, isLarge: boolean, random: () => number): string {
  const before = Number(quantity);
  if (isLarge) return String(Math.round(before * (2 + Math.floor(random() * 2))));
  const step = 1 + Math.floor(random() * Math.max(1, Math.floor(before / 10)));
  return String(before > step && random() < 0.5 ? before - step : before + step);
}

function changedDate(date: string, earliestDay: string, isLarge: boolean, random: () => number): string {
  if (isLarge) return nextWeekday(addDays(date, 70 + Math.floor(random() * 40)));
  const days = 1 + Math.floor(random() * 5);
  const earlier = nextWeekday(addDays(date, -days));
  if (random() < 0.4 && earlier >= earliestDay && earlier !== date) return earlier;
  return nextWeekday(addDays(date, days));
}

function withDefect(items: readonly WantedItem[], defect: TrafficDefect): readonly WantedItem[] {
  const [first, ...rest] = items;
  if (first === undefined) return items;
  switch (defect) {
    case 'unknown-item':
      return [...items, { ...first, number: '000990' }];
    case 'unknown-unit':
      return [{ ...first, unit: 'ZZZ' }, ...rest];
    case 'negative-quantity':
      return [{ ...first, quantity: `-${first.quantity}` }, ...rest];
  }
}

const sameItems = (a: readonly WantedItem[], b: readonly WantedItem[]): boolean => JSON.stringify(a) === JSON.stringify(b);
const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;

function shuffled<T>(list: T[], random: () => number): T[] {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
  return list;
}
