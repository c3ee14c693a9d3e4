/**
 * What happened in the two weeks before a first start, as it might have in a plant: busy mornings and early afternoons, quiet weekends,
 * a system that was away, changes that were refused, approved, set aside or came too late. Pure; the same for the same seed and day.
 */
import { seededRandom } from '#nodes/sandbox/landscape.ts';

export interface StoryScene {
  readonly flow: string;
  /** Of the flow's example tests. */
  readonly test: string;
  /** Since the scene before. */
  readonly afterMs: number;
  /** About the n-th of the orders that stood behind the machine, which lost its place. */
  readonly displaced?: 1 | 2;
  /** Nobody acts on it: it stands where it parks or asks somebody, and later revisions of it, so many, queue behind. */
  readonly stands?: { readonly behind: number };
}

export interface Story {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Counts up through the history; everything that the story is about is named after it. */
  readonly number: number;
  readonly scenes: readonly StoryScene[];
  readonly outageMs: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 14;

/** Stories of a day by its weekday, from Sunday. */
const OF_WEEKDAY = [3, 24, 26, 22, 24, 17, 5];
/** How much of a day happens in each hour (UTC). */
const OF_HOUR = [1, 1, 1, 1, 2, 5, 9, 12, 13, 12, 9, 7, 10, 11, 10, 7, 5, 3, 2, 2, 1, 1, 1, 1];

type Kind = readonly [weight: number, ...scenes: readonly StoryScene[]];

const scene = (flow: string, test: string, afterMs = 0): StoryScene => ({ flow, test, afterMs });
const change = (test: string): StoryScene => scene('order-change', test);
const planned = (test = 'Good way'): StoryScene => scene('order-to-schedule', test, 2 * SECOND_MS);
const committed = (test = 'Good way'): StoryScene => scene('commitment-received', test, 4 * MINUTE_MS);
const displaced = (order: 1 | 2, test: string): StoryScene => ({ ...scene('commitment-received', test, 3 * SECOND_MS), displaced: order });

const ORDINARY: readonly Kind[] = [
  [40, change('Good way'), planned(), committed()],
  [5, change('Good way'), planned('Not in time'), committed('Late')],
  [2, change('Good way'), planned('No way at all'), committed('No date at all')],
  [5, change('No change')],
  [3, change('Below what is delivered')],
  [2, change('Every doubt is said at once')],
  [2, change('SAP has no such order')],
  [3, change('SAP refuses')],
  [2, change('SAP blocks for credit')],
  [5, change('Large change is approved'), planned(), committed()],
  [3, change('Large change is declined')],
  [2, change('Answer of SAP is lost'), planned(), committed()],
  [2, change('A newer revision came first'), scene('change-overtaken', 'Good way', SECOND_MS)],
  [2, change('Somebody else changed the order meanwhile'), scene('change-given-up', 'Set aside', SECOND_MS)],
  [9, scene('quote-to-order', 'Good way')],
  [2, scene('quote-to-order', 'The other price is taken')],
  [1, scene('quote-to-order', 'The other price is declined')],
  [1, scene('quote-to-order', 'SAP refuses')],
  [1, scene('quote-to-order', 'Blocked for credit')],
  [9, scene('available-to-promise', 'Good way')],
  [2, scene('available-to-promise', 'SAP does not answer in time')],
  [6, scene('promise-for-crm', 'Good way')],
];
/** While SAP, or scheduling, was away. */
const SAP_AWAY: readonly Kind[] = [[1, change('SAP is down for a while'), planned(), committed()]];
const SCHEDULING_AWAY: readonly Kind[] = [[1, change('Good way'), planned('Scheduling is down for a while'), committed()]];
/** A machine fails: one decision, and the orders that lost their place to more important ones. */
const MACHINE_DOWN: readonly Kind[] = [
  [1, scene('schedule-exception', 'Good way'), displaced(1, 'Late'), displaced(2, 'Good way')],
  [1, scene('schedule-exception', 'Some are late all the same'), displaced(1, 'Late'), displaced(2, 'The supply cannot be moved')],
  [1, scene('schedule-exception', 'Expedite'), displaced(1, 'Late')],
  [1, scene('schedule-exception', 'The promises stand')],
];
const PLANT_FILES: readonly Kind[] = [
  [5, scene('legacy-plant-file', 'Good way'), scene('plant-confirmation', 'In time', SECOND_MS)],
  [2, scene('legacy-plant-file', 'Good way'), scene('plant-confirmation', 'Late', SECOND_MS)],
  [1, scene('legacy-plant-file', 'Bad rows'), scene('plant-confirmation', 'No date at all', SECOND_MS)],
  [1, scene('legacy-plant-file', 'Half a file')],
];
const PLANT_ORDERS: readonly Kind[] = [
  [4, scene('plant-order-file', 'Good way')],
  [1, scene('plant-order-file', 'Nothing to make')],
];

const stands = (flow: string, test: string, behind = 0): StoryScene => ({ ...scene(flow, test, 5 * SECOND_MS), stands: { behind } });

/** What a young installation's boards show, by the minutes before the end; what asks somebody comes last. */
const STANDING: readonly (readonly [minutesAgo: number, ...scenes: readonly StoryScene[]])[] = [
  [11 * 60, change('Good way'), planned('Not in time')],
  [6 * 60, scene('legacy-plant-file', 'Half a file')],
  [168, stands('order-change', 'Somebody else changed the order meanwhile', 3)],
  [131, change('Good way'), stands('order-to-schedule', 'The user may not plan for a plant', 1)],
  [74, stands('order-change', 'Somebody else changed the order meanwhile', 1)],
  [47, change('Good way'), stands('order-to-schedule', 'The user may not plan for a plant')],
  [103, stands('quote-to-order', 'The price differs')],
  [88, stands('order-change', 'Large change waits for a person', 2)],
  [26, stands('order-change', 'Large change waits for a person')],
];

/** Days before the end, and hours of the day. */
const SAP_WAS_AWAY = { day: 9, from: 9, hours: 2 };
const SCHEDULING_WAS_AWAY = { day: 4, from: 13, hours: 3 };
const MACHINES_WERE_DOWN = [11, 8, 6, 3, 1];

/** By time, the oldest first; the last one has ended some minutes before `until`. */
export function planStories(until: number, seed: number): readonly Story[] {
  const random = seededRandom(seed);
  const stories: Omit<Story, 'number'>[] = [];
  const startOfToday = Math.floor(until / DAY_MS) * DAY_MS;
  function add(at: number, kinds: readonly Kind[], outageMs = 0): void {
    const [, ...scenes] = pick(kinds, random());
    stories.push({ at, scenes, outageMs });
  }
  for (let day = DAYS; day >= 0; day -= 1) {
    const start = startOfToday - day * DAY_MS;
    const weekday = new Date(start).getUTCDay();
    const atHour = (hour: number) => start + hour * HOUR_MS + random() * HOUR_MS;
    for (let count = OF_WEEKDAY[weekday]!; count > 0; count -= 1) add(atHour(hourOf(random())), ORDINARY);
    if (weekday === 0 || weekday === 6) continue;
    add(atHour(4), PLANT_FILES);
    add(start + 17 * HOUR_MS, PLANT_ORDERS);
    if (MACHINES_WERE_DOWN.includes(day)) add(atHour(6), MACHINE_DOWN);
    for (const [away, kinds] of [
      [SAP_WAS_AWAY, SAP_AWAY],
      [SCHEDULING_WAS_AWAY, SCHEDULING_AWAY],
    ] as const) {
      if (away.day !== day) continue;
      const end = start + (away.from + away.hours) * HOUR_MS;
      for (let count = 5; count > 0; count -= 1) {
        const at = end - random() * away.hours * HOUR_MS;
        add(at, kinds, end - at);
      }
    }
  }
  const latest = until - 3 * HOUR_MS;
  return stories
    .filter(({ at }) => at > until - DAYS * DAY_MS && at < latest)
    .sort((a, b) => a.at - b.at)
    .map((story, number) => ({ ...story, number }));
}

/** After all others: what stands stays in the engine that plays them. */
export function planStanding(until: number, after: number): readonly Story[] {
  return STANDING.map(([minutesAgo, ...scenes], index) => ({
    at: until - minutesAgo * MINUTE_MS,
    number: after + index,
    scenes,
    outageMs: 0,
  }));
}

function pick(kinds: readonly Kind[], share: number): Kind {
  let left = share * kinds.reduce((sum, [weight]) => sum + weight, 0);
  return kinds.find(([weight]) => (left -= weight) < 0) ?? kinds[0]!;
}

function hourOf(share: number): number {
  let left = share * OF_HOUR.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    OF_HOUR.findIndex((weight) => (left -= weight) < 0),
  );
}
