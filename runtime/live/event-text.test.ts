import { describe, expect, test } from 'vitest';
import type { TraceBody, TraceEvent } from '#flows/trace.ts';
import { type EventsOfRun, traceEventsOf } from '#flows/trace-protocol.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import { eventToText, withoutPayload } from './event-text.ts';

const SECRET = 'price 41.50';
const payload = { note: SECRET };
const error = { class: 'rejected', code: 'V1/331', message: 'No.', details: [payload] } as const;

describe('API-79 an event for who has no right to payloads', () => {
  const bodies: readonly TraceBody[] = [
    { type: 'run-accepted', version: 1, callees: {}, trigger: { body: payload }, keys: {}, correlationId: 'c' },
    { type: 'step-completed', path: 'a', attempt: 1, port: 'out', output: payload, durationMs: 1 },
    { type: 'loop-started', path: 'a', items: [payload, SECRET], concurrency: 1, onItemError: 'fail' },
    { type: 'wait-started', path: 'a', wait: { kind: 'again', dueAt: 'x', state: payload } },
    { type: 'wait-started', path: 'a', wait: { kind: 'callback', tokenHash: 'x', state: payload } },
    {
      type: 'wait-started',
      path: 'a',
      wait: { kind: 'approval', approvalId: 'x', role: 'approver', choices: ['yes'], title: 'Sure?', detail: payload },
    },
    { type: 'wait-ended', path: 'a', by: 'callback', answer: payload },
    { type: 'event-emitted', path: 'a', event: { id: 'x', type: 't', source: 's', time: 'x', data: payload } },
    { type: 'reply-committed', path: 'a', status: 200, body: payload },
    { type: 'operator-acted', action: 'edit', path: 'a', by: 'Ada', reason: 'why', data: payload },
    { type: 'run-completed', output: payload },
    { type: 'attempt-failed', path: 'a', attempt: 1, error, durationMs: 1 },
    { type: 'step-failed', path: 'a', error },
    { type: 'iteration-failed', path: 'a', index: 0, error },
    { type: 'run-parked', path: 'a', error, reason: 'failed' },
    { type: 'run-failed', error },
    { type: 'compensation-started', path: 'a', cause: error },
  ];

  test.each(bodies.map((body) => [body.type, 'wait' in body ? body.wait.kind : '', body] as const))('%s %s', (_type, _kind, body) => {
    const event: TraceEvent = { seq: 1, runSeq: 1, runId: 'r', at: 'x', environment: 'development', flow: 'f', ...body };
    expect(JSON.stringify(event)).toContain(SECRET);
    expect(JSON.stringify(withoutPayload(event))).not.toContain(SECRET);
    expect(traceEventsOf([JSON.parse(eventToText(event).withoutPayload()) as EventsOfRun])).toEqual([withoutPayload(event)]);
  });

  test('its text is that of the event without its payload, sign by sign', () => {
    for (const body of bodies) {
      for (const path of ['a', 'post "now"@2/b\u2028\n']) {
        const event = { ...body, ...('path' in body ? { path } : {}), at: '2026-11-28T00:50:36.285Z' } as TimedBody;
        const text = eventToText({ seq: 1, runSeq: 1, runId: 'r', environment: 'development', flow: 'f', ...event }).withoutPayload();
        expect(text).toContain(`"events":[${JSON.stringify(withoutPayload(event))}]}`);
      }
    }
  });

  test('a loop still says how many items there are', () => {
    const loop: TraceEvent = {
      ...{ seq: 1, runSeq: 1, runId: 'r', at: 'x', environment: 'development', flow: 'f' },
      ...{ type: 'loop-started', path: 'a', items: [1, 2, 3], concurrency: 1, onItemError: 'fail' },
    };
    expect(withoutPayload(loop)).toMatchObject({ items: [null, null, null] });
  });
});
