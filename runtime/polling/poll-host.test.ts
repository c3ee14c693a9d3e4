import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Json } from '#flows/json.ts';
import { coreSchedule } from '#nodes/core/schedule/execute.ts';
import type { PollTrigger } from '#nodes/node.ts';
import type { StartRequest, StartResult } from '../engine/engine.ts';
import { createPollHost, type PollHost } from './poll-host.ts';

const START = Date.parse('2026-11-24T05:58:30.000Z');
let host: PollHost | undefined;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(async () => {
  await host?.close();
  vi.useRealTimers();
});

/** A host with one flow that runs every hour in Berlin; what it starts and keeps is seen from outside. */
function openHost(answer: (requests: readonly StartRequest[]) => readonly StartResult[]) {
  let watermark: Json = null;
  const started: Json[] = [];
  host = createPollHost({
    engine: {
      async startMany(requests, alongside) {
        const results = answer(requests);
        if (results.some(({ kind }) => kind === 'refused')) return results;
        started.push(...requests.map(({ trigger }) => (trigger.body as { slot: string }).slot));
        watermark = alongside?.watermark ?? watermark;
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
      trigger: coreSchedule.trigger as PollTrigger,
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
