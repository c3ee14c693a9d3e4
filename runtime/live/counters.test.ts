import { describe, expect, test } from 'vitest';
import type { TraceBody } from '#flows/trace.ts';
import { createCounterBook } from './counters.ts';

const anEvent = (runId: string, body: TraceBody) => ({ runId, environment: 'test', flow: 'order-change', bodies: [body] });
const accepted = (runId: string) =>
  anEvent(runId, { type: 'run-accepted', version: 1, callees: {}, trigger: { body: {} }, keys: {}, correlationId: runId });
const anError = { class: 'unavailable', code: '503', message: 'down' } as const;

describe('counters', () => {
  test('follow a run from node to node, and forget it when it ends', () => {
    const book = createCounterBook();
    book.apply(accepted('a'));
    book.apply(anEvent('a', { type: 'run-started' }));
    book.apply(anEvent('a', { type: 'step-started', path: 'change-order', attempt: 1 }));
    book.apply(anEvent('a', { type: 'retry-scheduled', path: 'change-order', attempt: 2, dueAt: '2026-03-02T08:00:01.000Z' }));
    expect(book.read('test', true, new Set())).toMatchObject([
      { accepted: 1, running: 0, waiting: 1, nodes: { 'change-order': { retrying: 1, running: 0 } } },
    ]);
    book.apply(anEvent('a', { type: 'step-completed', path: 'change-order', attempt: 2, port: 'confirmed', output: {}, durationMs: 5 }));
    book.apply(anEvent('a', { type: 'run-completed' }));
    expect(book.read('test', true, new Set())).toMatchObject([
      { accepted: 1, running: 0, waiting: 0, completed: 1, nodes: { 'change-order': { completed: 1, retrying: 0 } } },
    ]);
  });

  test('a run is parked when one step is parked and none runs', () => {
    const book = createCounterBook();
    book.apply(accepted('a'));
    book.apply(anEvent('a', { type: 'run-started' }));
    book.apply(anEvent('a', { type: 'step-started', path: 'left', attempt: 1 }));
    book.apply(anEvent('a', { type: 'run-parked', path: 'right', error: anError, reason: 'failed' }));
    expect(book.read('test', true, new Set())).toMatchObject([{ running: 1, parked: 0 }]);
    book.apply(anEvent('a', { type: 'step-completed', path: 'left', attempt: 1, port: 'out', output: null, durationMs: 1 }));
    expect(book.read('test', true, new Set())).toMatchObject([{ running: 0, parked: 1 }]);
    book.apply(anEvent('a', { type: 'run-set-aside', by: 'mia', reason: 'bad data' }));
    expect(book.read('test', true, new Set())).toMatchObject([{ parked: 0, failed: 0, otherwise: 1, nodes: { right: { parked: 0 } } }]);
  });

  test('only what failed counts as failed', () => {
    const book = createCounterBook();
    for (const runId of ['a', 'b', 'c']) book.apply(accepted(runId));
    book.apply(anEvent('a', { type: 'run-failed', error: anError }));
    book.apply(anEvent('b', { type: 'run-superseded', byRunId: 'c' }));
    book.apply(anEvent('c', { type: 'run-stale', sequence: 1, highest: 2 }));
    expect(book.read('test', true, new Set())).toMatchObject([{ failed: 1, otherwise: 2, completed: 0 }]);
  });

  test('steps of called flows and of iterations count at the node that is drawn', () => {
    const book = createCounterBook();
    book.apply(accepted('a'));
    book.apply(anEvent('a', { type: 'step-held', path: 'sap-sales-order/change@2.0', connection: 'sap', reason: 'circuit-open' }));
    expect(book.read('test', true, new Set())[0]?.nodes).toMatchObject({ 'sap-sales-order': { held: 1 } });
    // It has gone through once, however many steps the called flow has.
    for (const path of ['sap-sales-order/called', 'sap-sales-order/change@2.0', 'sap-sales-order'])
      book.apply(anEvent('a', { type: 'step-completed', path, attempt: 1, port: 'out', output: null, durationMs: 1 }));
    expect(book.read('test', true, new Set())[0]?.nodes).toMatchObject({ 'sap-sales-order': { held: 0, completed: 1 } });
  });

  test('runs that were open at start are counted where they stand', () => {
    const book = createCounterBook();
    book.seed('test', 'order-change', 'a', 'parked', 'change-order');
    book.seed('test', 'order-change', 'b', 'accepted');
    book.seed('test', 'order-change', 'c', 'completed');
    expect(book.read('test', true, new Set())).toMatchObject([{ parked: 1, running: 0, nodes: { 'change-order': { parked: 1 } } }]);
  });

  test('only flows that changed are read again', () => {
    const book = createCounterBook();
    const changes: string[] = [];
    book.onChange((environment, flow) => changes.push(`${environment}/${flow}`));
    book.apply(accepted('a'));
    book.countDuplicate('test', 'order-change');
    expect(changes).toEqual(['test/order-change', 'test/order-change']);
    expect(book.read('test', false, new Set(['order-change', 'unknown']))).toMatchObject([{ flow: 'order-change', duplicates: 1 }]);
    expect(book.read('other', true, new Set())).toEqual([]);
  });
});
