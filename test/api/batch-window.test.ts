/** A batch of a plant, whole: its clock and its calendar open the window, the hard stop ends it, the next run goes on behind it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WatermarkView } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import type { StepDetail } from '#flows/api/runs.ts';
import { type Api, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  const put = (kind: string, name: string, value: object) =>
    admin.send('PUT', `/api/environments/development/${kind}/${name}`, { value }, { 'if-match': '0' });
  const everyDay = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], start: '06:00', end: '22:00' }];
  await put('calendars', 'always', { timeZone: 'Europe/Berlin', shifts: everyDay, holidays: [] });
  await put('calendars', 'closed', { timeZone: 'Europe/Berlin', shifts: everyDay, holidays: daysAround() });
  await put('plants', '1010', { label: 'Ulm', timeZone: 'Europe/Berlin', calendar: 'always' });
  await put('plants', '1710', { label: 'Aalen', timeZone: 'Europe/Berlin', calendar: 'closed' });
  const mark = { name: 'changes', key: '= trigger.body.plant' };
  await deploy(
    admin,
    smallFlow({
      id: 'nightly',
      nodes: {
        window: {
          type: 'core/batch-window',
          config: { plant: '= trigger.body.plant', from: '00:00', to: '00:00', days: 'working', until: '= trigger.body.until' },
        },
        mark: { type: 'core/read-watermark', config: { ...mark, start: 0 } },
        found: {
          type: 'core/map',
          config: { rows: [{ target: 'numbers', expression: '= [trigger.body.numbers[$ > $$.steps.mark.since]]' }] },
        },
        each: { type: 'core/for-each', config: { items: '= steps.found.numbers', until: '= steps.window.to' } },
        work: { type: 'core/delay', config: { durationMs: 200 }, parent: 'each' },
        move: { type: 'core/move-watermark', config: { ...mark, value: '= steps.each.last' } },
      },
      edges: ['start > window', 'window > mark', 'mark > found', 'found > each', 'each > move'],
      more: { lane: { name: 'nightly', key: '= trigger.body.plant' } },
    }),
  );
});
afterAll(() => runtime?.close());

/** Yesterday to the day after tomorrow, wherever midnight is. */
function daysAround(): readonly string[] {
  return [-1, 0, 1, 2].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
}

/** They take longer than the window is open; some of them find a place in it on a slow machine, too. */
const NUMBERS = Array.from({ length: 20 }, (_, index) => index + 1);
async function run(plant: string, until?: number) {
  const input = { plant, numbers: NUMBERS, ...(until === undefined ? {} : { until: new Date(until).toISOString() }) };
  const { runId } = await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'nightly', input });
  await runReaches(admin, runId, 'completed');
  const step = async (path: string) => (await admin.get<StepDetail>(`/api/runs/${runId}/steps/${path}`)).output as Record<string, unknown>;
  return { runId, step };
}
const markOf = async (plant: string) =>
  (await admin.get<Page<WatermarkView>>('/api/environments/development/deployments/nightly/watermarks')).items.find(
    ({ key }) => key === plant,
  )?.value;

test('WAI-4 what the hard stop leaves is done in the next window, by the clock of the plant', async () => {
  const stopped = await run('1010', Date.now() + 2_500);
  const { begun, left } = (await stopped.step('each')) as { begun: number; left: number };
  expect(await stopped.step('each')).toMatchObject({ windowOver: true, last: begun });
  expect([begun > 0, begun < NUMBERS.length, begun + left]).toEqual([true, true, NUMBERS.length]);
  expect(await markOf('1010')).toBe(begun);

  const next = await run('1010');
  expect(await next.step('window')).toMatchObject({ open: true });
  expect(await next.step('each')).toMatchObject({ windowOver: false, begun: NUMBERS.length - begun });
  expect(await markOf('1010')).toBe(NUMBERS.length);
});

test('WAI-4 on a holiday of its plant the run ends well and has done nothing', async () => {
  const { step } = await run('1710');
  expect(await step('window')).toMatchObject({ open: false });
  expect(await markOf('1710')).toBeUndefined();
});
