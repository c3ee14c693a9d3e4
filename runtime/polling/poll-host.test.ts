import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Json } from '#flows/json.ts';
import { coreSchedule } from '#nodes/core/schedule/execute.ts';
import type { PollTrigger } from '#nodes/trigger.ts';
import type { KeptWatermark, StartRequest, StartResult } from '../engine/engine.ts';
import { createPollHost, type PollHost } from './poll-host.ts';

const START = Date.parse('2026-11-24T05:58:30.000Z');
let host: PollHost | undefined;
let requested: StartRequest[] = [];
let commits = 0;
beforeEach(() => {
  requested = [];
  commits = 0;
  vi.useFakeTimers({ now: START });
});
afterEach(async () => {
  await host?.close();
  vi.useRealTimers();
});

/** A host with one flow that runs every hour in Berlin; what it starts and keeps is seen from outside. */
function openHost(
  answer: (requests: readonly StartRequest[]) => readonly StartResult[],
  trigger: PollTrigger = coreSchedule.trigger as PollTrigger,
) {
  let watermark: Json = null;
  const started: Json[] = [];
  host = createPollHost({
    engine: {
      async startMany(requests, alongside) {
        const results = answer(requests);
        commits += 1;
        requested.push(...requests);
        if (results.some(({ kind }) => kind === 'refused')) return results;
        started.push(...requests.map(({ trigger }) => (trigger.body as { slot: string }).slot));
        const next = (alongside as KeptWatermark | undefined)?.watermark ?? watermark;
        watermark = typeof next === 'function' ? next(results) : next;
        return results;
      },
    },
    echoes: { judge: async (_place, events) => events.map(() => false) },
    watermark: () => watermark,
    now: Date.now,
    newId: () => 'c1',
    log: () => undefined,
  });
  host.replace([
    {
      environment: 'test',
      flow: 'hourly',
      major: 1,
      trigger,
      config: { cron: '0 * * * *', timeZone: 'Europe/Berlin' },
      connection: () => {
        throw new Error('A schedule needs no connection.');
      },
    },
  ]);
  return { started, kept: () => watermark };
}
const accept = (requests: readonly StartRequest[]) =>
  requests.map((): StartResult => ({ kind: 'accepted', runId: 'r', correlationId: 'c', duplicate: false }));

test('WAI-1 a schedule fires at its time, once, and keeps the slot together with the run', async () => {
  const { started, kept } = openHost(accept);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(started).toEqual([]);
  await vi.advanceTimersByTimeAsync(31_000);
  expect(started).toEqual(['2026-11-24T06:00:00.000Z']);
  expect(kept()).toBe('2026-11-24T06:00:00.000Z');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(started).toEqual(['2026-11-24T06:00:00.000Z', '2026-11-24T07:00:00.000Z']);
});

test('WAI-1 a slot whose run was not taken is due again', async () => {
  let full = true;
  const { started } = openHost((requests) =>
    full && requests.length > 0
      ? requests.map((): StartResult => ({ kind: 'refused', status: 503, code: 'backlog-full', message: 'Too many.' }))
      : accept(requests),
  );
  await vi.advanceTimersByTimeAsync(95_000);
  expect(started).toEqual([]);
  full = false;
  await vi.advanceTimersByTimeAsync(300_000);
  expect(started).toEqual(['2026-11-24T06:00:00.000Z']);
});

test('FILE-3 a trigger keeps, in the commit of its runs, what became of each of its events', async () => {
  const { kept } = openHost(
    (requests) =>
      requests.map(
        (_request, index): StartResult =>
          index === 0
            ? { kind: 'accepted', runId: 'r', correlationId: 'c', duplicate: true }
            : { kind: 'exception', exceptionId: 'e', message: 'no key' },
      ),
    {
      kind: 'poll',
      source: 'file',
      intervalMs: () => 1_000,
      poll: async ({ watermark }) => ({
        events: watermark === null ? ['a', 'b'].map((slot) => ({ scope: { body: { slot } }, messageId: slot, bodyMayDiffer: true })) : [],
        watermark: (accepted) =>
          watermark === null ? accepted.map((one) => (one.kind === 'accepted' ? `duplicate ${one.duplicate}` : one.kind)) : watermark,
        more: false,
      }),
    },
  );
  await vi.advanceTimersByTimeAsync(3_000);
  expect(kept()).toEqual(['duplicate true', 'exception']);
  expect(requested).toMatchObject([
    { source: 'file', messageId: 'a', bodyMayDiffer: true },
    { source: 'file', messageId: 'b' },
  ]);
});

test('a look that finds nothing new commits nothing', async () => {
  openHost(accept, { kind: 'poll', intervalMs: () => 1_000, poll: async () => ({ events: [], watermark: { at: 1 }, more: false }) });
  await vi.advanceTimersByTimeAsync(10_500);
  expect(commits).toBe(1);
});

test('a flow that is live in two contracts is polled for the newest alone', async () => {
  const asked: string[] = [];
  const polled = (major: number) => ({
    environment: 'test',
    flow: 'changes',
    major,
    trigger: {
      kind: 'poll' as const,
      intervalMs: () => 1_000,
      async poll() {
        asked.push(`v${major}`);
        return { events: [], watermark: null, more: false };
      },
    },
    config: {},
    connection: () => {
      throw new Error('It needs no connection.');
    },
  });
  openHost(accept);
  host!.replace([polled(1), polled(2)]);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(new Set(asked)).toEqual(new Set(['v2']));
  host!.replace([polled(1)]);
  asked.length = 0;
  await vi.advanceTimersByTimeAsync(2_500);
  expect(new Set(asked)).toEqual(new Set(['v1']));
});

test('WAI-1 a flow that is paused and goes on, or gets a newer contract, is not asked twice at a time', async () => {
  let underWay = 0;
  let most = 0;
  let asked = 0;
  let end: () => void = () => undefined;
  const polled = (major: number) => ({
    environment: 'test',
    flow: 'slow',
    major,
    trigger: {
      kind: 'poll' as const,
      intervalMs: () => 1_000,
      async poll() {
        asked += 1;
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise<void>((resolve) => (end = resolve));
        underWay -= 1;
        return { events: [], watermark: asked, more: false };
      },
    },
    config: {},
    connection: () => {
      throw new Error('It needs no connection.');
    },
  });
  openHost(accept);
  host!.replace([polled(1)]);
  await vi.advanceTimersByTimeAsync(10);
  for (const flows of [[], [polled(1)], [polled(2)], []]) host!.replace(flows);
  host!.replace([polled(2)]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect([asked, most]).toEqual([1, 1]);
  end();
  await vi.advanceTimersByTimeAsync(10);
  expect([asked, most]).toEqual([2, 1]);
  end();
  await vi.advanceTimersByTimeAsync(10);
});
