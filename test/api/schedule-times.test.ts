/** When a schedule falls due, asked while it is written. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScheduleTimes } from '#flows/api/expressions.ts';
import type { Api } from '../support/api.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
});
afterAll(() => runtime?.close());

const ask = (cron: string, timeZone: string) =>
  admin.raw('GET', `/api/schedule-times?${new URLSearchParams({ cron, timeZone }).toString()}`);

test('API-165 the next five times are told by the clock of the zone, the nearest first', async () => {
  const { times } = (await ask('30 6 * * *', 'Europe/Berlin')).body as unknown as ScheduleTimes;
  expect(times).toHaveLength(5);
  expect(times.toSorted()).toEqual(times);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
  expect(new Set(times.map((at) => clock.format(new Date(at))))).toEqual(new Set(['06:30']));
  expect(Date.parse(times[0]!)).toBeGreaterThan(Date.now() - 60_000);
});

test('API-165 what cannot be read is said, pattern and zone', async () => {
  expect(await ask('6 o clock', 'Europe/Berlin')).toMatchObject({ status: 400, body: { code: 'schedule-unreadable' } });
  expect(await ask('0 6 * * *', 'Mars/Base')).toMatchObject({ status: 400, body: { detail: '"Mars/Base" is no time zone.' } });
  expect(await ask('0 6 30 2 *', 'UTC')).toMatchObject({ status: 400, body: { detail: expect.stringContaining('never falls due') } });
});
