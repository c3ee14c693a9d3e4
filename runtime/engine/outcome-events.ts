/** How an attempt ended, as the events that the journal keeps of it (STP-6); pure, ids and instants come in. */
import type { Json } from '#flows/json.ts';
import { findBusinessObject } from '#flows/objects/business-objects.ts';
import { findMilestone } from '#flows/objects/object-state.ts';
import { RUN_GIVEN_UP, RUN_STALE } from '#flows/schemas/events.ts';
import type { EmittedEvent, TraceBody, Wait } from '#flows/trace.ts';
import type { StepOutcome, WaitFor } from '#nodes/step-outcome.ts';
import type { RunRow } from '../store/engine-rows.ts';
import { dueAfter } from './collect-group.ts';
import type { ActRequest } from './engine.ts';

export interface WaitFacts {
  readonly now: number;
  /** Since when the step waits for the same answer; ISO. Undefined at its first wait. */
  readonly waitingSince: string | undefined;
  readonly tokenHash: () => string;
  readonly newId: () => string;
}

/** A wait's deadline counts from its beginning, through all looks in between. */
export function toWait(outcome: Exclude<StepOutcome, { readonly kind: 'done' }>, facts: WaitFacts): Wait {
  if (outcome.kind === 'again') return { kind: 'again', dueAt: iso(facts.now + Math.max(0, outcome.afterMs)), state: outcome.state };
  const wait: WaitFor = outcome.for;
  const since = facts.waitingSince === undefined ? facts.now : Date.parse(facts.waitingSince);
  const due = 'timeoutMs' in wait && wait.timeoutMs !== undefined ? { dueAt: iso(since + wait.timeoutMs) } : {};
  switch (wait.kind) {
    case 'delay':
      return { kind: 'delay', dueAt: iso(wait.untilMs) };
    case 'callback':
      return {
        kind: 'callback',
        tokenHash: facts.tokenHash(),
        ...due,
        ...(wait.pollMs === undefined ? {} : { pollAt: iso(facts.now + wait.pollMs) }),
        ...(wait.state === undefined ? {} : { state: wait.state }),
      };
    case 'event':
      return { kind: 'event', event: wait.event, correlation: wait.correlation, ...due };
    case 'collect':
      return { kind: 'collect', group: facts.newId(), key: wait.key, dueAt: iso(dueAfter(since, facts.now, wait)) };
    case 'approval':
      return {
        kind: 'approval',
        approvalId: facts.newId(),
        role: wait.role,
        choices: wait.choices,
        title: wait.title,
        ...(wait.detail === undefined ? {} : { detail: wait.detail }),
        ...due,
      };
  }
}

/** When the wait's one timer fires: at the next look or at the deadline, whichever comes first. */
export function wakeAt(wait: Wait): { readonly dueAt: string; readonly kind: 'delay' | 'again' | 'wait-timeout' } | undefined {
  switch (wait.kind) {
    case 'delay':
    case 'again':
      return { dueAt: wait.dueAt, kind: wait.kind };
    case 'callback': {
      if (wait.pollAt !== undefined && (wait.dueAt === undefined || wait.pollAt < wait.dueAt)) return { dueAt: wait.pollAt, kind: 'again' };
      return wait.dueAt === undefined ? undefined : { dueAt: wait.dueAt, kind: 'wait-timeout' };
    }
    case 'collect':
      // Its rows say when (collecting.ts): it may have joined others.
      return undefined;
    case 'event':
    case 'approval':
      return wait.dueAt === undefined ? undefined : { dueAt: wait.dueAt, kind: 'wait-timeout' };
  }
}

export function toEmitted(
  emit: { readonly type: string; readonly subject?: string; readonly data: Json; readonly id?: string },
  source: string,
  id: string,
  time: string,
): EmittedEvent {
  return {
    id: emit.id ?? id,
    type: emit.type,
    source,
    ...(emit.subject === undefined ? {} : { subject: emit.subject }),
    time,
    data: emit.data,
  };
}

/** Everything an attempt gave but its completion; what each carries is committed with it. */
export function replyEvent(path: string, reply: NonNullable<(StepOutcome & { kind: 'done' })['reply']>): TraceBody {
  return {
    type: 'reply-committed',
    path,
    status: reply.status,
    body: reply.body,
    ...(reply.headers === undefined ? {} : { headers: reply.headers }),
  };
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Which milestone of the flow's business object an emitted event is; its subject is the object's key. */
export function milestoneOf(objectType: string | undefined, { type, subject }: EmittedEvent): string | undefined {
  if (objectType === undefined || subject === undefined) return undefined;
  const object = findBusinessObject(objectType);
  return object === undefined ? undefined : findMilestone(object, type)?.name;
}

/** INT-6: the message that was dropped, for those who tell its sender. */
export function staleEvent(row: RunRow, body: Json, highest: number, time: string): EmittedEvent {
  const { runId, flow, laneName = '', laneKey = '', sequence = 0, keys } = row;
  return {
    id: `${runId}/stale`,
    type: RUN_STALE,
    source: `/flows/${flow}`,
    time,
    data: { runId, flow, lane: { name: laneName, key: laneKey }, sequence, overtakenBy: highest, keys: { ...keys }, body },
  };
}

/** LAN-3: the message of a run that a person ended, for those who tell its sender. */
export function givenUpEvent(row: RunRow, body: Json, { action, by, reason }: ActRequest, time: string): EmittedEvent {
  const { runId, flow, laneName, laneKey, sequence, keys } = row;
  return {
    id: `${runId}/given-up`,
    type: RUN_GIVEN_UP,
    source: `/flows/${flow}`,
    time,
    data: {
      runId,
      flow,
      how: action === 'cancel' ? 'cancelled' : 'set-aside',
      by,
      reason,
      ...(laneName === undefined || laneKey === undefined ? {} : { lane: { name: laneName, key: laneKey } }),
      ...(sequence === undefined ? {} : { sequence }),
      keys: { ...keys },
      body,
    },
  };
}
