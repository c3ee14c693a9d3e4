/** The flows that the conformance suite runs. */
import type { FlowDocument } from '#flows/flow.ts';
import { aFlow, type FlowSketch } from '../support/engine-fixture.ts';

const write = (body: string, type = 'test/write') => ({ type, connection: 'sap', config: { operation: 'change', body } });
const quick = { attempts: 3, initialMs: 1_000, factor: 2, maxMs: 60_000, jitter: 0 };

/** Books in SAP, tells CRM, ships; two of the three say what undoes them. */
function undoing(id: string, more: Partial<FlowSketch> = {}, noted = false): FlowDocument {
  const act = (verb: string, connection: string, compensate?: string) => ({
    type: 'test/write',
    connection,
    config: { operation: verb, body: `= "${verb} " & trigger.body.value` },
    retry: quick,
    ...(compensate === undefined ? {} : { compensate }),
  });
  const undo = (verb: string, connection: string) => ({
    type: 'test/write',
    connection,
    config: {
      operation: verb,
      body: `= "${verb} " & compensated.input.body & ", number " & compensated.output.answer.number`,
    },
    retry: quick,
  });
  return aFlow({
    id,
    nodes: {
      book: act('book', 'sap', 'unbook'),
      tell: act('tell', 'crm', 'untell'),
      ...(noted ? { note: act('note', 'notes') } : {}),
      ship: act('ship', 'scheduler', 'unship'),
      unbook: undo('unbook', 'sap'),
      untell: undo('untell', 'crm'),
      unship: undo('unship', 'scheduler'),
    },
    edges: noted ? ['start > book', 'book > tell', 'tell > note', 'note > ship'] : ['start > book', 'book > tell', 'tell > ship'],
    ...more,
  });
}

/** Changes every value in SAP; `prepare` and `change` stand in the loop, `sum` behind it. */
function looping(id: string, config: object): FlowDocument {
  return aFlow({
    id,
    nodes: {
      each: { type: 'core/for-each', config: { items: '= trigger.body.values', ...config } },
      prepare: { type: 'test/echo', config: { text: '= index & ": " & item', order: '= trigger.body.order' }, parent: 'each' },
      change: { ...write('= steps.prepare.text'), retry: quick, parent: 'each' },
      sum: { type: 'test/echo', config: { count: '= $count(steps.each.items)', failed: '= $count(steps.each.errors)' } },
    },
    edges: ['start > each', 'prepare > change', 'each > sum'],
    lane: {},
  });
}

/** One window of work: what changed since the watermark, until the hard stop; then the watermark stands at what was gone through. */
function batch(id: string, concurrency: number): FlowDocument {
  const mark = { name: 'changes', key: '= trigger.body.plant' };
  return aFlow({
    id,
    nodes: {
      window: {
        type: 'core/batch-window',
        config: { from: '22:00', to: '05:00', timeZone: 'UTC', days: 'every', until: '= trigger.body.until' },
      },
      mark: { type: 'core/read-watermark', config: { ...mark, start: 0, overlapMs: 0 } },
      found: { type: 'test/echo', config: { changes: '= [trigger.body.changes[number > $$.steps.mark.since]]' } },
      each: { type: 'core/for-each', config: { items: '= steps.found.changes', concurrency, until: '= steps.window.to' } },
      change: { ...write('= item.value'), retry: quick, parent: 'each' },
      move: {
        type: 'core/move-watermark',
        config: { ...mark, value: '= steps.each.last.number' },
      },
    },
    edges: ['start > window', 'window > mark', 'mark > found', 'found > each', 'each > move'],
    lane: { name: 'batch', key: '= trigger.body.plant' },
  });
}

/** Members of an order come together; what they carry is written as one. */
function gathering(id: string, config: object = {}, more: Partial<FlowSketch> = {}): FlowDocument {
  return aFlow({
    id,
    nodes: {
      together: {
        type: 'core/collect',
        config: {
          key: '= trigger.body.order',
          value: '= trigger.body.value',
          member: '= trigger.body.id',
          order: '= trigger.body.number',
          count: '= trigger.body.of',
          completes: '= trigger.body.last',
          timeoutMs: 600_000,
          ...config,
        },
      },
      change: { ...write('= $join(steps.together.items, "+")'), retry: quick },
    },
    edges: ['start > together', 'together > change'],
    lane: {},
    ...more,
  });
}

/** A scope that undoes its own steps; beside it the run rests, writes and rests again. One minute for all of it. */
function overdue(id: string, onFailure: 'park' | 'continue' | 'compensate'): FlowDocument {
  return aFlow({
    id,
    nodes: {
      together: { type: 'core/scope', config: { onFailure: 'compensate' } },
      book: { ...write('= "book " & trigger.body.value'), parent: 'together', compensate: 'unbook' },
      tell: { ...write('= "tell " & trigger.body.value'), connection: 'crm', parent: 'together', compensate: 'untell' },
      ship: { ...write('= "ship " & trigger.body.value'), connection: 'scheduler', parent: 'together' },
      unbook: { ...write('= "unbook " & compensated.input.body'), parent: 'together' },
      untell: { ...write('= "untell " & compensated.input.body'), connection: 'crm', retry: { ...quick, attempts: 20 } },
      after: { ...write('= "after " & steps.together.error.code'), connection: 'listener' },
      rest: { type: 'core/delay', config: { durationMs: 10_000 } },
      beside: { ...write('= "beside " & trigger.body.value'), connection: 'erp', retry: { attempts: 1 } },
      later: { type: 'core/delay', config: { durationMs: 600_000 } },
      last: { ...write('= "last " & trigger.body.value'), connection: 'erp' },
    },
    edges: [
      'start > together',
      'book > tell',
      'tell > ship',
      'together:error > after',
      'start > rest',
      'rest > beside',
      'beside > later',
      'later > last',
    ],
    lane: { name: id, onFailure },
    more: { deadlineMs: 60_000 },
  });
}

export const conformanceFlows: readonly FlowDocument[] = [
  aFlow({
    // Books each line of each order, by a called flow too; what stands behind the loop may undo all of it.
    id: 'loop-undone',
    nodes: {
      orders: { type: 'core/for-each', config: { items: '= trigger.body.orders', concurrency: 2 } },
      head: { type: 'test/echo', config: { order: '= item.order' }, parent: 'orders' },
      lines: { type: 'core/for-each', config: { items: '= item.lines' }, parent: 'orders' },
      book: { ...write('= item & " of " & steps.head.order'), retry: quick, parent: 'lines', compensate: 'unbook' },
      unbook: {
        ...write('= "un" & compensated.input.body & "/" & compensated.output.answer.number & "/" & item'),
        retry: quick,
        parent: 'lines',
      },
      call: {
        type: 'core/call-flow',
        config: { flow: 'undoing-called', major: 1, input: { value: '= item.order' } },
        parent: 'orders',
      },
      ship: { type: 'test/write', connection: 'listener', config: { operation: 'ship', body: '= $count(steps.orders.items)' } },
    },
    edges: ['start > orders', 'head > lines', 'lines > call', 'orders > ship'],
    lane: { name: 'loop-undone' },
  }),
  aFlow({
    id: 'loop-in-scope-undone',
    nodes: {
      together: { type: 'core/scope', config: { onFailure: 'compensate' } },
      lines: { type: 'core/for-each', config: { items: '= trigger.body.values', concurrency: 2 }, parent: 'together' },
      book: { ...write('= "book " & item'), retry: quick, parent: 'lines', compensate: 'unbook' },
      unbook: { ...write('= "un" & compensated.input.body & "/" & item'), retry: quick, parent: 'lines' },
      ship: { ...write('= "ship"'), connection: 'scheduler', parent: 'together' },
      outside: { type: 'core/for-each', config: { items: '= trigger.body.values' } },
      note: { ...write('= "note " & item'), connection: 'crm', parent: 'outside', compensate: 'unnote' },
      unnote: { ...write('= "un" & compensated.input.body'), connection: 'crm', parent: 'outside' },
      caught: { type: 'test/echo', config: { why: '= steps.together.error.code' } },
    },
    edges: ['start > outside', 'outside > together', 'lines > ship', 'together:error > caught'],
    lane: { name: 'loop-in-scope-undone' },
  }),
  overdue('overdue-parking', 'park'),
  overdue('overdue-continuing', 'continue'),
  overdue('overdue-compensating', 'compensate'),
  undoing('undoing', {}, true),
  undoing('undone', { lane: { name: 'undone', onFailure: 'compensate' } }),
  undoing('undoing-called', { trigger: 'core/flow-call' }),
  looping('loop-in-order', { concurrency: 1 }),
  looping('loop-four-at-once', { concurrency: 4 }),
  looping('loop-collecting', { concurrency: 2, onItemError: 'collect' }),
  gathering('gathering'),
  gathering('gathering-quietly', { quietMs: 5_000, timeoutMs: 20_000 }),
  gathering('gathering-by-size', { weight: '= trigger.body.pieces', size: 10 }),
  gathering('gathering-strictly', { late: 'refuse' }),
  gathering('gathering-within', {}, { more: { deadlineMs: 60_000 } }),
  batch('batch', 1),
  batch('batch-three-at-once', 3),
  aFlow({
    id: 'loop-in-loop',
    nodes: {
      orders: { type: 'core/for-each', config: { items: '= trigger.body.orders' } },
      lines: { type: 'core/for-each', config: { items: '= item.lines', concurrency: 2 }, parent: 'orders' },
      change: { ...write('= item'), parent: 'lines' },
      told: { type: 'test/echo', config: { lines: '= $count(steps.lines.items)', order: '= item.order' }, parent: 'orders' },
    },
    edges: ['start > orders', 'lines > told'],
  }),
  aFlow({
    id: 'loop-of-calls',
    nodes: {
      each: { type: 'core/for-each', config: { items: '= trigger.body.values', concurrency: 2 } },
      call: {
        type: 'core/call-flow',
        config: { flow: 'undoing-called', major: 1, input: { value: '= item' } },
        parent: 'each',
      },
    },
    edges: ['start > each'],
  }),
  aFlow({
    id: 'scoped',
    nodes: {
      together: { type: 'core/scope', config: {} },
      first: { ...write('= "first " & trigger.body.value'), retry: { attempts: 1 }, parent: 'together' },
      second: { ...write('= "second " & trigger.body.value'), retry: { attempts: 1 }, parent: 'together' },
      after: { type: 'test/echo', config: { first: '= steps.first.answer.done' } },
      caught: { type: 'test/echo', config: { why: '= steps.together.error.code' } },
    },
    edges: ['start > together', 'first > second', 'together > after', 'together:error > caught'],
  }),
  aFlow({
    id: 'scope-undoing',
    nodes: {
      before: write('= "note " & trigger.body.value'),
      together: { type: 'core/scope', config: { onFailure: 'compensate' } },
      book: { ...write('= "book " & trigger.body.value'), parent: 'together', compensate: 'unbook' },
      tell: { ...write('= "tell " & trigger.body.value'), connection: 'crm', parent: 'together', compensate: 'untell' },
      ship: { ...write('= "ship " & trigger.body.value'), connection: 'scheduler', parent: 'together' },
      unbook: { ...write('= "unbook " & compensated.input.body'), parent: 'together' },
      untell: { ...write('= "untell " & compensated.input.body'), connection: 'crm' },
      caught: { type: 'test/echo', config: { why: '= steps.together.error.code' } },
      after: { ...write('= "after " & trigger.body.value'), connection: 'listener', compensate: 'unafter' },
      unafter: { ...write('= "unafter " & compensated.input.body'), connection: 'listener' },
    },
    edges: ['start > before', 'before > together', 'book > tell', 'tell > ship', 'together:error > caught', 'caught > after'],
    lane: { name: 'scope-undoing' },
  }),
  aFlow({
    id: 'undoing-call',
    nodes: { call: { type: 'core/call-flow', config: { flow: 'undoing-called', major: 1, input: { value: '= trigger.body.value' } } } },
    edges: ['start > call'],
  }),
  aFlow({
    id: 'simple',
    nodes: {
      prepare: { type: 'test/echo', config: { value: '= trigger.body.value' } },
      change: { ...write('= steps.prepare.value'), retry: quick },
      answer: { type: 'core/respond', config: { body: { number: '= steps.change.answer.number' } } },
    },
    edges: ['start > prepare', 'prepare > change', 'change > answer'],
    more: { idempotency: { key: '= trigger.body.id' } },
  }),
  aFlow({
    id: 'mapped',
    nodes: {
      prepare: { type: 'test/echo', config: { value: '= $uppercase(trigger.body.value)' } },
      change: { ...write('= steps.prepare.value'), retry: quick },
      answer: { type: 'core/respond', config: { body: { number: '= steps.change.answer.number' } } },
    },
    edges: ['start > prepare', 'prepare > change', 'change > answer'],
    more: { idempotency: { key: '= trigger.body.id' } },
  }),
  aFlow({
    id: 'ordered',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick }, after: { type: 'test/echo', config: { ok: true } } },
    edges: ['start > change', 'change > after'],
    lane: {},
  }),
  aFlow({
    id: 'of-plant',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick } },
    edges: ['start > change'],
    lane: {},
    more: { plant: '= trigger.body.plant' },
  }),
  aFlow({
    // Shares its lane with `ordered`.
    id: 'ordered-too',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick } },
    edges: ['start > change'],
    lane: {},
  }),
  aFlow({
    id: 'ordered-answering',
    nodes: {
      change: { ...write('= trigger.body.value'), retry: quick },
      answer: { type: 'core/respond', config: { body: { number: '= steps.change.answer.number' } } },
    },
    edges: ['start > change', 'change > answer'],
    lane: { name: 'answering' },
  }),
  aFlow({
    id: 'reading',
    nodes: { look: { type: 'test/read', connection: 'sap', config: { operation: 'look' } } },
    edges: ['start > look'],
  }),
  aFlow({
    id: 'ordered-rest',
    nodes: { rest: { type: 'core/delay', config: { durationMs: 60_000 } }, change: write('= trigger.body.value') },
    edges: ['start > rest', 'rest > change'],
    lane: { name: 'rest' },
  }),
  aFlow({
    id: 'ordered-continue',
    nodes: { change: { ...write('= trigger.body.value'), retry: { attempts: 1 } } },
    edges: ['start > change'],
    lane: { name: 'continue', onFailure: 'continue' },
  }),
  aFlow({
    id: 'ordered-release',
    nodes: {
      change: { ...write('= trigger.body.value'), retry: quick },
      rest: { type: 'core/delay', config: { durationMs: 60_000 } },
      late: write('= "late " & trigger.body.value'),
    },
    edges: ['start > change', 'change > rest', 'rest > late'],
    lane: { name: 'release', whileWaiting: 'release' },
  }),
  aFlow({
    id: 'ordered-first-only',
    nodes: {
      change: { ...write('= trigger.body.value'), retry: quick },
      enough: { type: 'core/release-lane' },
      tell: { type: 'test/write', connection: 'crm', config: { operation: 'tell', body: '= trigger.body.value' } },
    },
    edges: ['start > change', 'change > enough', 'enough > tell'],
    lane: { name: 'first-only' },
  }),
  aFlow({
    id: 'superseding',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick } },
    edges: ['start > change'],
    lane: { name: 'supersede', whenNewer: 'supersede' },
  }),
  aFlow({
    id: 'superseding-by-sequence',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick } },
    edges: ['start > change'],
    lane: { name: 'supersede-sequence', whenNewer: 'supersede', sequence: '= trigger.body.revision' },
  }),
  aFlow({
    id: 'coalescing-newest',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick } },
    edges: ['start > change'],
    lane: { name: 'coalesce-newest', whenNewer: 'coalesce' },
  }),
  aFlow({
    id: 'collecting',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick } },
    edges: ['start > change'],
    lane: { name: 'collect', whenNewer: 'coalesce', merge: '= { "order": newer.order, "value": older.value & newer.value }' },
  }),
  {
    // Started by events, whose commit cannot wait for its merge.
    ...aFlow({
      id: 'collecting-events',
      nodes: {},
      edges: ['start > tell'],
      lane: { name: 'collect-events', whenNewer: 'coalesce', merge: '= { "order": newer.order, "value": older.value & newer.value }' },
    }),
    nodes: {
      start: { type: 'core/event', version: 1, config: { type: 'Collected' } },
      tell: { type: 'test/write', version: 1, connection: 'sap', config: { operation: 'tell', body: '= trigger.body.value' } },
    },
  },
  aFlow({
    id: 'merging-badly',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick } },
    edges: ['start > change'],
    lane: { name: 'merge-badly', whenNewer: 'coalesce', merge: '= $error("no") & { "order": newer.order }' },
  }),
  aFlow({
    id: 'coalescing',
    nodes: { change: { ...write('= trigger.body.value'), retry: quick } },
    edges: ['start > change'],
    lane: { name: 'coalesce', whenNewer: 'coalesce', merge: '= newer.partial ? older : newer' },
  }),
  aFlow({
    id: 'debounced',
    nodes: { change: write('= trigger.body.value') },
    edges: ['start > change'],
    lane: { name: 'debounce', whenNewer: 'supersede', debounceMs: 5_000 },
  }),
  aFlow({
    id: 'sequenced',
    nodes: { change: write('= trigger.body.value') },
    edges: ['start > change'],
    lane: { name: 'sequence', sequence: '= trigger.body.revision' },
  }),
  aFlow({
    id: 'blind',
    nodes: { change: { ...write('= trigger.body.value', 'test/write-blind'), retry: quick } },
    edges: ['start > change'],
    lane: { name: 'blind' },
  }),
  aFlow({
    id: 'keyed',
    nodes: { change: { ...write('= trigger.body.value', 'test/write-keyed'), retry: quick } },
    edges: ['start > change'],
  }),
  aFlow({
    id: 'simple-like',
    nodes: {
      first: { type: 'test/write', connection: 'crm', config: { operation: 'first', body: 'first' } },
      change: { ...write('= trigger.body.value'), retry: quick },
    },
    edges: ['start > first', 'first > change'],
  }),
  aFlow({
    id: 'with-error-edge',
    nodes: {
      change: { ...write('= trigger.body.value'), retry: { attempts: 2, initialMs: 1_000 } },
      sorry: { type: 'test/echo', config: { message: '= steps.change.error.message' } },
    },
    edges: ['start > change', 'change:error > sorry'],
  }),
  aFlow({
    // What cannot be found out parks, whatever is drawn behind the error port.
    id: 'guarded',
    nodes: {
      change: { ...write('= trigger.body.value'), retry: { attempts: 2, initialMs: 1_000, jitter: 0 } },
      sorry: { type: 'test/echo', config: { message: '= steps.change.error.message' } },
    },
    edges: ['start > change', 'change:error > sorry'],
    lane: { name: 'guarded', onFailure: 'continue' },
  }),
  aFlow({
    id: 'failing',
    nodes: { step: { type: 'test/fail', config: { fate: '= trigger.body.fate' }, retry: quick } },
    edges: ['start > step'],
  }),
  aFlow({
    id: 'undoable',
    nodes: {
      change: { ...write('= trigger.body.value'), compensate: 'undo' },
      undo: write('undone'),
      refused: { type: 'test/write', connection: 'crm', config: { body: 'x' }, retry: { attempts: 1 } },
    },
    edges: ['start > change', 'change > refused'],
  }),
  aFlow({
    id: 'delayed',
    nodes: { rest: { type: 'core/delay', config: { durationMs: 3_600_000 } }, change: write('= trigger.body.value') },
    edges: ['start > rest', 'rest > change'],
  }),
  aFlow({
    id: 'asking',
    nodes: {
      ask: { type: 'test/ask', connection: 'scheduler', config: { pollMs: 60_000, timeoutMs: 600_000 } },
      change: write('= steps.ask.answer'),
    },
    edges: ['start > ask', 'ask > change'],
  }),
  aFlow({
    id: 'polling',
    nodes: { poll: { type: 'test/poll', connection: 'scheduler', config: { times: 3, afterMs: 10_000 } } },
    edges: ['start > poll'],
  }),
  aFlow({
    id: 'approving',
    nodes: {
      ask: { type: 'core/approval', config: { role: 'finance', title: '= "Take " & trigger.body.value & "?"', timeoutMs: 86_400_000 } },
      yes: write('= "approved by " & steps.ask.by'),
      no: { type: 'test/echo', config: { rejected: true } },
      late: { type: 'test/echo', config: { late: true } },
    },
    edges: ['start > ask', 'ask:approve > yes', 'ask:reject > no', 'ask:timeout > late'],
  }),
  aFlow({
    id: 'choosing',
    nodes: {
      ask: {
        type: 'core/approval',
        config: { role: 'planning', title: 'Which plant?', choices: ['ulm', 'aalen', 'neither'], timeoutMs: 3_600_000 },
      },
      there: write('= "made in " & steps.ask.choice'),
      nowhere: { type: 'test/echo', config: { why: '= steps.ask.reason' } },
    },
    edges: ['start > ask', 'ask:ulm > there', 'ask:aalen > there', 'ask:neither > nowhere', 'ask:timeout > nowhere'],
  }),
  aFlow({
    id: 'parallel',
    nodes: {
      left: { ...write('left'), retry: quick },
      right: { type: 'test/write', connection: 'crm', config: { operation: 'change', body: 'right' }, retry: quick },
      both: { type: 'core/join', config: { mode: 'all' } },
      after: { type: 'test/echo', config: { done: true } },
    },
    edges: ['start > left', 'start > right', 'left > both', 'right > both', 'both > after'],
  }),
  aFlow({
    id: 'first-wins',
    nodes: {
      left: write('left'),
      right: { type: 'test/write', connection: 'crm', config: { body: 'right' } },
      first: { type: 'core/join', config: { mode: 'any' } },
      after: { type: 'test/echo', config: { done: true } },
    },
    edges: ['start > left', 'start > right', 'left > first', 'right > first', 'first > after'],
  }),
  aFlow({
    id: 'two-of-three',
    nodes: {
      left: write('left'),
      middle: { type: 'test/write', connection: 'scheduler', config: { body: 'middle' } },
      right: { type: 'test/write', connection: 'crm', config: { body: 'right' } },
      enough: { type: 'core/join', config: { mode: 'count', count: 2 } },
      after: { type: 'test/echo', config: { done: true } },
    },
    edges: ['start > left', 'start > middle', 'start > right', 'left > enough', 'middle > enough', 'right > enough', 'enough > after'],
  }),
  aFlow({
    id: 'switching',
    nodes: {
      choose: {
        type: 'core/switch',
        config: { cases: [{ port: 'large', when: '= trigger.body.amount > 100' }], otherwise: 'small' },
      },
      large: { type: 'test/echo', config: { way: 'large' } },
      small: { type: 'test/echo', config: { way: 'small' } },
      behind: { type: 'test/echo', config: { way: 'behind large' } },
      end: { type: 'test/echo', config: { end: true } },
    },
    edges: ['start > choose', 'choose:large > large', 'choose:small > small', 'large > behind', 'behind > end', 'small > end'],
  }),
  aFlow({
    id: 'sap-order',
    trigger: 'core/flow-call',
    nodes: {
      change: { ...write('= trigger.body.value'), retry: quick },
      answer: { type: 'core/respond', config: { body: { changed: '= steps.change.answer.number' } } },
    },
    edges: ['start > change', 'change > answer'],
  }),
  aFlow({
    id: 'calling',
    nodes: {
      call: { type: 'core/call-flow', config: { flow: 'sap-order', major: 1, input: { value: '= "for " & trigger.body.value' } } },
      after: { type: 'test/echo', config: { number: '= steps.call.changed' } },
      sorry: { type: 'test/echo', config: { message: '= steps.call.error.code' } },
    },
    edges: ['start > call', 'call > after', 'call:error > sorry'],
    lane: { name: 'calling' },
  }),
  aFlow({
    id: 'calling-in-order',
    nodes: {
      before: { type: 'test/echo', config: { value: '= trigger.body.value' } },
      call: { type: 'core/call-flow', config: { flow: 'sap-order', major: 1, input: { value: '= steps.before.value' } } },
    },
    edges: ['start > before', 'before > call'],
    lane: { name: 'calling-in-order' },
  }),
  aFlow({
    id: 'emitting',
    nodes: {
      change: write('= trigger.body.value'),
      emit: {
        type: 'core/emit-event',
        config: {
          type: 'OrderChanged',
          subject: '= trigger.body.order',
          data: { order: '= trigger.body.order', value: '= trigger.body.value' },
        },
      },
    },
    edges: ['start > change', 'change > emit'],
  }),
  {
    ...aFlow({
      id: 'listening',
      nodes: { tell: { type: 'test/write', connection: 'crm', config: { operation: 'tell', body: '= trigger.body.value' } } },
      edges: ['start > tell'],
      lane: { name: 'listening' },
    }),
    nodes: {
      start: { type: 'core/event', version: 1, config: { type: 'OrderChanged' } },
      tell: { type: 'test/write', version: 1, connection: 'crm', config: { operation: 'tell', body: '= trigger.body.value' } },
    },
  },
  aFlow({
    id: 'waiting-for-event',
    nodes: {
      wait: { type: 'test/wait-event', config: { event: 'OrderChanged', correlation: '= trigger.body.order', timeoutMs: 600_000 } },
    },
    edges: ['start > wait'],
  }),
  aFlow({
    id: 'deadline',
    nodes: { ask: { type: 'test/ask', connection: 'scheduler', config: {} } },
    edges: ['start > ask'],
    more: { deadlineMs: 60_000 },
  }),
  aFlow({
    id: 'two-writes',
    nodes: { both: { ...write('= trigger.body.value'), type: 'test/write-two', retry: { attempts: 1 } } },
    edges: ['start > both'],
    lane: {},
  }),
  aFlow({
    id: 'few-after-rest',
    nodes: { rest: { type: 'core/delay', config: { durationMs: 60_000 } }, change: write('= trigger.body.value') },
    edges: ['start > rest', 'rest > change'],
    more: { concurrency: 2 },
  }),
  aFlow({
    id: 'few-at-once',
    nodes: { change: write('= trigger.body.value') },
    edges: ['start > change'],
    more: { concurrency: 2 },
  }),
  aFlow({
    id: 'raising',
    nodes: {
      raise: {
        type: 'core/raise-exception',
        config: { title: '= "Credit block on " & trigger.body.order', owner: 'finance', dueInMs: 3_600_000 },
      },
    },
    edges: ['start > raise'],
  }),
  aFlow({
    id: 'buggy',
    nodes: {
      bug: { type: 'test/fail', config: { fate: 'bug' } },
      caught: { type: 'test/echo' },
    },
    edges: ['start > bug', 'bug:error > caught'],
  }),
  aFlow({
    id: 'chain-of-writes',
    nodes: {
      one: write('one'),
      two: write('two'),
      three: write('three', 'test/write-keyed'),
      end: { type: 'core/respond', config: { body: { done: true } } },
    },
    edges: ['start > one', 'one > two', 'two > three', 'three > end'],
    lane: { name: 'chain' },
  }),
  aFlow({
    id: 'hanging',
    nodes: { change: { ...write('= trigger.body.value'), timeoutMs: 5_000, retry: { attempts: 2, initialMs: 1_000, jitter: 0 } } },
    edges: ['start > change'],
  }),
];
