/** A flow's test as a story of its own: about another order, on the story's day. Pure. */
import { CHANGE_REQUEST, CUSTOMER, ORDER } from '#flows/examples/tests/tested-order.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { Story, StoryScene } from './plan-stories.ts';

/** The day that the tests speak of as today, a Wednesday. */
const TESTED_DAY = Date.UTC(2027, 0, 20);
const WEEK_MS = 7 * 86_400_000;
/** Below the orders that the sandbox's SAP has: what a story says was so of none of them. */
const FIRST_ORDER = 2_001;
const CUSTOMERS = 12;
/** A run that tests name as the one they are told of. */
const TOLD_RUN = '0mwyoc8z6000e66b8faf88';

/** @param earlierRun run of the scene before, where this one tells of it */
export function retellTest(test: FlowTest, { number, at }: Story, { displaced }: StoryScene, earlierRun: string | undefined): FlowTest {
  const order = (ahead: number) => String(FIRST_ORDER + number * 4 + ahead).padStart(10, '0');
  const five = String(number).padStart(5, '0');
  const names: { readonly [told: string]: string } = {
    [ORDER]: order(displaced ?? 0),
    '0000004711': order(1),
    '0000004719': order(2),
    '8015g0000000003AAA': `8015gS${five}0000AAA`.padEnd(18, 'A'),
    [CHANGE_REQUEST]: `a0X5gS${five}0000EAQ`.padEnd(18, 'A'),
    [CUSTOMER]: String(17_100_001 + (number % CUSTOMERS)).padStart(10, '0'),
    'Q-20426': `Q-S${five}`,
    'Q-2027-0042': `Q-SAMPLE-${five}`,
    'EX-2027-000318': `EX-SAMPLE-${five}`,
    'PO-007-8802': `PO-${five}`,
    CONFIRM_000042: `CONFIRM_${String(number).padStart(6, '0')}`,
    ...(earlierRun === undefined ? {} : { [TOLD_RUN]: earlierRun }),
  };
  // Whole weeks: what was a working day stays one.
  const weeks = Math.round((at - TESTED_DAY) / WEEK_MS) * WEEK_MS;
  let text = JSON.stringify(test);
  for (const [told, name] of Object.entries(names)) text = text.replaceAll(told, name);
  text = text
    .replace(/\b2027-\d\d-\d\d/g, (day) => shifted(day, weeks))
    .replace(/\b2027\d{4}(?=T\d)/g, (day) => shifted(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, weeks).replaceAll('-', ''));
  const told = JSON.parse(text) as FlowTest;
  if (displaced === undefined) return told;
  return { ...told, input: { ...(told.input as JsonObject), displaced: true, previousDate: shifted('2027-02-10', weeks) } };
}

/** The n-th younger revision of what a message asks for, the first is 1. */
export function laterRevision(input: Json, n: number): Json {
  const message = input as JsonObject;
  const revisions = ['Revision__c', 'revision'].filter((field) => typeof message[field] === 'number');
  return { ...message, ...Object.fromEntries(revisions.map((field) => [field, (message[field] as number) + n])) };
}

function shifted(day: string, byMs: number): string {
  return new Date(Date.parse(day) + byMs).toISOString().slice(0, 10);
}
