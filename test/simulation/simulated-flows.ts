/** The flows of the simulation: every way in which a step can wait, fail, be told apart or be replaced. */
import type { FlowDocument } from '#flows/flow.ts';
import { aFlow, type FlowSketch } from '../support/engine-fixture.ts';

const retry = { attempts: 4, initialMs: 500, factor: 2, maxMs: 8_000, jitter: 0.5 };
const change = (body: string, type = 'test/write', connection = 'sap') => ({
  type,
  connection,
  config: { operation: 'change', body },
  timeoutMs: 5_000,
  retry,
});

/** `ordered`: for one key, the first effects follow the order of acceptance. */
export interface SimulatedFlow {
  readonly document: FlowDocument;
  readonly ordered: boolean;
  /** System in which each completed run leaves exactly one effect with its body. */
  readonly leaves?: string;
}

/** What `looping` goes through. */
export const ITEMS = ['a', 'b', 'c'];

const value = '= trigger.body.value';

export const simulatedFlows: readonly SimulatedFlow[] = [
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'two-systems',
      nodes: {
        prepare: { type: 'test/echo', config: { value } },
        first: change('= steps.prepare.value'),
        second: change(value, 'test/write-keyed', 'crm'),
      },
      edges: ['start > prepare', 'prepare > first', 'first > second'],
      lane: { name: 'two-systems' },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'asking',
      nodes: {
        ask: { type: 'test/ask', connection: 'scheduler', config: { pollMs: 20_000, timeoutMs: 120_000 }, timeoutMs: 5_000, retry },
        follow: change(value),
      },
      edges: ['start > ask', 'ask > follow'],
      lane: { name: 'asking' },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'delayed',
      nodes: {
        first: change(value),
        rest: { type: 'core/delay', config: { durationMs: 7_000 } },
        poll: { type: 'test/poll', connection: 'crm', config: { times: 2, afterMs: 3_000 } },
      },
      edges: ['start > first', 'first > rest', 'rest > poll'],
      lane: { name: 'delayed' },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'released',
      nodes: {
        first: change(value),
        rest: { type: 'core/delay', config: { durationMs: 9_000 } },
        last: change(value, 'test/write-keyed', 'crm'),
      },
      edges: ['start > first', 'first > rest', 'rest > last'],
      lane: { name: 'released', whileWaiting: 'hold' },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'superseding',
      nodes: { first: change(value) },
      edges: ['start > first'],
      lane: { name: 'superseding', whenNewer: 'supersede' },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'debounced',
      nodes: { first: change(value) },
      edges: ['start > first'],
      lane: { name: 'debounced', whenNewer: 'supersede', debounceMs: 4_000 },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'sequenced',
      nodes: { first: change(value) },
      edges: ['start > first'],
      lane: { name: 'sequenced', sequence: '= trigger.body.number' },
    }),
  },
  {
    ordered: true,
    leaves: 'erp',
    document: aFlow({
      id: 'blind',
      nodes: { first: change(value, 'test/write-blind', 'erp') },
      edges: ['start > first'],
      lane: { name: 'blind' },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'calling',
      nodes: {
        call: { type: 'core/call-flow', config: { flow: 'called', major: 1, input: { value } } },
        after: { type: 'test/echo', config: { done: true } },
      },
      edges: ['start > call', 'call > after'],
      lane: { name: 'calling' },
    }),
  },
  {
    ordered: false,
    leaves: 'sap',
    document: aFlow({
      id: 'parallel',
      nodes: {
        // Waited for: a synchronous caller's run begins before it is accepted.
        prepare: { type: 'test/echo', config: { value: '= $trim(trigger.body.value)' } },
        left: change('= steps.prepare.value'),
        right: change(value, 'test/write-keyed', 'crm'),
        both: { type: 'core/join', config: { mode: 'all' } },
        after: { type: 'test/echo', config: { done: true } },
      },
      edges: ['start > prepare', 'prepare > left', 'prepare > right', 'left > both', 'right > both', 'both > after'],
      more: { concurrency: 3 },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'narrow',
      nodes: {
        first: change(value),
        rest: { type: 'core/delay', config: { durationMs: 2_000 } },
        ask: { type: 'test/ask', connection: 'scheduler', config: { pollMs: 20_000, timeoutMs: 120_000 }, timeoutMs: 5_000, retry },
        last: change(value, 'test/write-keyed', 'crm'),
      },
      edges: ['start > first', 'first > rest', 'rest > ask', 'ask > last'],
      lane: { name: 'narrow' },
      more: { concurrency: 1 },
    }),
  },
  {
    ordered: true,
    leaves: 'sap',
    document: aFlow({
      id: 'undoing',
      nodes: {
        first: { ...change(value), compensate: 'undo-first' },
        second: { ...change(value, 'test/write-keyed', 'crm'), compensate: 'undo-second' },
        third: change(value, 'test/write', 'scheduler'),
        'undo-first': change('= "undo " & compensated.input.body'),
        'undo-second': change('= "undo " & compensated.input.body', 'test/write-keyed', 'crm'),
      },
      edges: ['start > first', 'first > second', 'second > third'],
      lane: { name: 'undoing', onFailure: 'compensate' },
    }),
  },
  { ordered: true, document: scoping('scoping', change(value, 'test/write', 'scheduler')) },
  {
    // Its scope always undoes. Past its deadline it fails wherever it stands, but not before that is done.
    ordered: true,
    document: scoping(
      'scoping-in-time',
      { type: 'test/fail', config: { fate: 'rejected' } },
      { lane: { name: 'scoping-in-time', onFailure: 'continue' }, more: { deadlineMs: 2_500 } },
    ),
  },
  {
    ordered: false,
    document: aFlow({
      id: 'looping',
      nodes: {
        each: { type: 'core/for-each', config: { items: ITEMS, concurrency: 2 } },
        change: { ...change('= trigger.body.value & "#" & item'), parent: 'each' },
        rest: { type: 'core/delay', config: { durationMs: 1_500 }, parent: 'each' },
      },
      edges: ['start > each', 'change > rest'],
      lane: { name: 'looping' },
    }),
  },
  {
    ordered: false,
    document: aFlow({
      id: 'batching',
      nodes: {
        mark: { type: 'core/read-watermark', config: { name: 'done', key: '= trigger.body.order', start: 0 } },
        each: { type: 'core/for-each', config: { items: ITEMS, until: '= trigger.body.until' } },
        change: { ...change('= trigger.body.value & "#" & item'), parent: 'each' },
        rest: { type: 'core/delay', config: { durationMs: 1_000 }, parent: 'each' },
        move: {
          type: 'core/move-watermark',
          config: { name: 'done', key: '= trigger.body.order', value: '= steps.each.windowOver ? null : trigger.body.number' },
        },
      },
      edges: ['start > mark', 'mark > each', 'change > rest', 'each > move'],
      lane: { name: 'batching' },
    }),
  },
  {
    ordered: false,
    document: aFlow({
      id: 'gathering',
      nodes: {
        together: { type: 'core/collect', config: { key: '= trigger.body.order', value, timeoutMs: 20_000, quietMs: 6_000, count: 4 } },
        first: change('= $join(steps.together.items, "&")'),
      },
      edges: ['start > together', 'together > first'],
      lane: { name: 'gathering' },
    }),
  },
  {
    ordered: false,
    document: aFlow({
      id: 'emitting',
      nodes: { emit: { type: 'core/emit-event', config: { type: 'Changed', data: { order: '= trigger.body.order', value } } } },
      edges: ['start > emit'],
    }),
  },
];

function scoping(id: string, third: FlowSketch['nodes'][string], more: Partial<FlowSketch> = {}): FlowDocument {
  return aFlow({
    id,
    nodes: {
      together: { type: 'core/scope', config: { onFailure: 'compensate' } },
      first: { ...change(value), parent: 'together', compensate: 'undo-first' },
      second: { ...change(value, 'test/write-keyed', 'crm'), parent: 'together', compensate: 'undo-second' },
      third: { ...third, parent: 'together' },
      'undo-first': change('= "undo " & compensated.input.body'),
      'undo-second': { ...change('= "undo " & compensated.input.body', 'test/write-keyed', 'crm'), parent: 'together' },
      caught: { type: 'test/echo', config: { why: '= steps.together.error.code' } },
    },
    edges: ['start > together', 'first > second', 'second > third', 'together:error > caught'],
    lane: { name: id },
    ...more,
  });
}

/** Not started by messages of their own. */
export const servingFlows: readonly FlowDocument[] = [
  aFlow({
    id: 'called',
    trigger: 'core/flow-call',
    nodes: { change: change(value), answer: { type: 'core/respond', config: { body: { done: true } } } },
    edges: ['start > change', 'change > answer'],
  }),
  {
    ...aFlow({
      id: 'listening',
      nodes: { tell: change(value, 'test/write', 'erp-listening') },
      edges: ['start > tell'],
      lane: { name: 'listening' },
    }),
    nodes: {
      start: { type: 'core/event', version: 1, config: { type: 'Changed' } },
      tell: { version: 1, ...change(value, 'test/write-keyed', 'listener') },
    },
  },
];
