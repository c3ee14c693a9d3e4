/** Schema of the journal's events, as `/live` and `…/events` hand them out. */
import { ERROR_CLASSES, OPERATOR_ACTIONS, type RunError } from '#flows/run.ts';
import type { EmittedEvent, ParkReason, ProbeVerdict, TraceBody, TraceEvent, TraceHeader, TriggerScope, Wait } from '#flows/trace.ts';
import {
  boolean,
  choice,
  instant,
  integer,
  json,
  jsonObject,
  list,
  number,
  object,
  optional,
  payload,
  record,
  type SchemaOf,
  string,
  variants,
} from './schema-of.ts';

export const runError: SchemaOf<RunError> = object<RunError>({
  class: choice(...ERROR_CLASSES),
  code: string,
  message: string,
  help: optional(string),
  retryAfterMs: optional(number),
  details: optional(payload(list(json))),
  target: optional(string),
  signInRefused: optional(boolean),
});

export const lanePlace = object<{ readonly name: string; readonly key: string; readonly sequence?: number }>({
  name: string,
  key: string,
  sequence: optional(number),
});

const trigger = object<TriggerScope>({
  body: json,
  headers: optional(record(string)),
  query: optional(record(string)),
  params: optional(record(string)),
  file: optional(jsonObject),
});

const emitted = object<EmittedEvent>({ id: string, type: string, source: string, subject: optional(string), time: instant, data: json });

const seed = object<{ readonly path: string; readonly port: string; readonly output: TriggerScope['body'] }>({
  path: string,
  port: string,
  output: json,
});

const wait: SchemaOf<Wait> = {
  schema: {
    oneOf: [
      object<Extract<Wait, { kind: 'delay' }>>({ kind: choice('delay'), dueAt: instant }),
      object<Extract<Wait, { kind: 'again' }>>({ kind: choice('again'), dueAt: instant, state: json }),
      object<Extract<Wait, { kind: 'callback' }>>({
        kind: choice('callback'),
        tokenHash: string,
        dueAt: optional(instant),
        pollAt: optional(instant),
        state: optional(json),
      }),
      object<Extract<Wait, { kind: 'event' }>>({ kind: choice('event'), event: string, correlation: string, dueAt: optional(instant) }),
      object<Extract<Wait, { kind: 'collect' }>>({ kind: choice('collect'), group: string, key: string, dueAt: instant }),
      object<Extract<Wait, { kind: 'approval' }>>({
        kind: choice('approval'),
        approvalId: string,
        role: string,
        choices: list(string),
        title: string,
        detail: optional(json),
        dueAt: optional(instant),
      }),
    ].map(({ schema }) => schema),
  },
};

const verdict = choice<ProbeVerdict>('not-applied', 'confirmed', 'changed-by-somebody-else');
const parkReason = choice<ParkReason>(
  'failed',
  'unknown-effect',
  'changed-by-somebody-else',
  'internal',
  'damaged',
  'compensation-failed',
  'quarantined',
  'needs-credential',
);

const at = { path: string };
const attempt = { ...at, attempt: integer };
const effect = { ...attempt, effectKey: string, operation: string, verdict: optional(verdict) };

export const traceEvent: SchemaOf<TraceEvent> = variants<TraceBody, TraceHeader>(
  {
    'run-accepted': {
      version: integer,
      callees: record(integer),
      trigger: payload(trigger),
      keys: record(string),
      correlationId: string,
      traceparent: optional(string),
      plant: optional(string),
      lane: optional(lanePlace),
      idempotencyKey: optional(string),
      originRunId: optional(string),
      seed: optional(list(seed)),
      synchronous: optional(boolean),
      referenceRevision: optional(integer),
    },
    'run-started': {},
    'step-started': attempt,
    'step-completed': { ...attempt, port: string, output: payload(json), durationMs: number },
    'attempt-failed': { ...attempt, error: runError, durationMs: number, circuitOpen: optional(string) },
    'retry-scheduled': { ...attempt, dueAt: instant },
    'step-failed': { ...at, error: runError },
    'step-held': { ...at, connection: string, reason: choice('circuit-open', 'maintenance', 'rate-limit', 'flow-full', 'flow-paused') },
    'step-released': at,
    'effect-intended': effect,
    'effect-sent': effect,
    'effect-confirmed': effect,
    'effect-refused': effect,
    'effect-unknown': effect,
    'effect-probed': effect,
    'exchange-read': effect,
    'wait-started': { ...at, wait },
    'wait-ended': { ...at, by: choice('timer', 'callback', 'event', 'person'), answer: optional(json) },
    'approval-decided': { ...at, approvalId: string, choice: string, by: string, reason: string },
    'event-emitted': { ...at, event: emitted },
    'exception-raised': { ...at, exceptionId: string, title: string, owner: string },
    'milestone-reached': { objectType: string, key: string, milestone: string },
    'reply-committed': { ...at, status: integer, body: payload(json), headers: optional(record(string)) },
    'lane-released': at,
    'loop-started': { ...at, items: list(json), concurrency: integer, onItemError: choice('fail', 'collect'), until: optional(instant) },
    'iteration-failed': { ...at, index: integer, error: runError },
    'scope-entered': at,
    'compensation-started': { path: optional(string), scope: optional(string), cause: runError },
    'step-compensated': { ...at, by: string, restored: boolean },
    'compensation-ended': { scope: optional(string), restored: list(string), left: list(string) },
    'deadline-passed': {},
    'run-parked': { ...at, error: runError, reason: parkReason },
    'operator-acted': {
      action: choice(...OPERATOR_ACTIONS),
      path: optional(string),
      by: string,
      reason: string,
      data: optional(json),
      port: optional(string),
      effectKey: optional(string),
    },
    'run-completed': { output: optional(json) },
    'run-failed': { error: runError },
    'run-cancelled': { by: string, reason: string },
    'run-set-aside': { by: string, reason: string },
    'run-superseded': { byRunId: string },
    'run-stale': { sequence: number, highest: number },
  },
  { seq: integer, runSeq: integer, runId: string, at: instant, environment: string, flow: string },
);
