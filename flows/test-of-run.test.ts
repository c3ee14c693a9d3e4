import { describe, expect, test } from 'vitest';
import { testOfRun } from './test-of-run.ts';
import type { TraceBody, TraceEvent } from './trace.ts';

const events = (...bodies: readonly TraceBody[]): readonly TraceEvent[] =>
  bodies.map((body, index) => ({
    seq: index,
    runSeq: index,
    runId: 'run-1',
    at: '2027-01-20T09:00:00.000Z',
    environment: 'development',
    flow: 'orders',
    ...body,
  }));
const completed = (path: string, port: string, output: null | object): TraceBody =>
  ({ type: 'step-completed', path, attempt: 1, port, output, durationMs: 1 }) as TraceBody;
const failed = (path: string): TraceBody => ({
  type: 'attempt-failed',
  path,
  attempt: 1,
  error: { class: 'unavailable', code: 'http-503', message: 'Down.' },
  durationMs: 1,
});
const effect = (path: string, type: 'effect-unknown' | 'effect-probed', verdict?: 'confirmed' | 'not-applied'): TraceBody => ({
  type,
  path,
  attempt: 1,
  effectKey: 'run-1/x/0/0',
  operation: 'write',
  ...(verdict === undefined ? {} : { verdict }),
});
const isAnswered = (path: string) => path.endsWith('sap') || path === 'ask';

describe('a test of a recorded run', () => {
  test('answers as the systems and the people did, and expects the way that the run went', () => {
    expect(
      testOfRun({
        state: 'completed',
        input: { order: '4711' },
        isAnswered,
        events: events(
          failed('sap'),
          completed('sap', 'found', { amount: 5 }),
          completed('much', 'large', null),
          completed('ask', 'approve', { choice: 'approve' }),
          completed('call/sap', 'out', { ok: true }),
          completed('call', 'out', { ok: true }),
          {
            type: 'event-emitted',
            path: 'note',
            event: { id: '1', type: 'order.taken', source: '/', time: '2027-01-20T09:00:00.000Z', data: {} },
          },
          { type: 'reply-committed', path: 'answer', status: 201, body: {} },
        ),
      }),
    ).toEqual({
      input: { order: '4711' },
      doubles: {
        sap: [{ error: { class: 'unavailable', code: 'http-503', message: 'Down.' } }, { port: 'found', output: { amount: 5 } }],
        ask: [{ port: 'approve', output: { choice: 'approve' } }],
        'call/sap': [{ port: 'out', output: { ok: true } }],
      },
      expect: {
        steps: { sap: { port: 'found' }, much: { port: 'large' }, ask: { port: 'approve' }, call: { port: 'out' } },
        emitted: [{ type: 'order.taken' }],
        reply: { status: 201 },
      },
    });
  });

  test('loses the answers that were lost, with what asking told', () => {
    const run = { state: 'completed', input: null, isAnswered } as const;
    const lost = [effect('sap', 'effect-unknown'), failed('sap')] as const;
    expect(
      testOfRun({ ...run, events: events(...lost, effect('sap', 'effect-probed', 'confirmed'), completed('sap', 'out', { id: 1 })) })
        .doubles,
    ).toEqual({ sap: [{ lost: 'applied', port: 'out', output: { id: 1 } }] });
    expect(
      testOfRun({ ...run, events: events(...lost, effect('sap', 'effect-probed', 'not-applied'), completed('sap', 'out', { id: 1 })) })
        .doubles,
    ).toEqual({ sap: [{ lost: 'not-applied' }, { port: 'out', output: { id: 1 } }] });
    const error = { class: 'conflict', code: 'unknown-effect', message: 'Not known.' } as const;
    expect(
      testOfRun({
        ...run,
        state: 'parked',
        events: events(effect('sap', 'effect-unknown'), { type: 'run-parked', path: 'sap', error, reason: 'unknown-effect' }),
      }),
    ).toEqual({ input: null, doubles: { sap: [{ lost: 'unanswerable' }] }, expect: { state: 'parked' } });
  });
});
