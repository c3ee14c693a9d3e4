/**
 * Events between flows (WAI-2): an emitted event commits together with the runs that it starts and the oldest run that it wakes.
 * One that nobody waits for yet is kept for a while.
 */
import type { EmittedEvent } from '#flows/trace.ts';
import type { DeployedFlows } from '../engine/deployed-flows.ts';
import { STATUS } from '../engine/run-state.ts';
import type { ActiveRun } from './active-run.ts';
import type { Unit } from './committer.ts';
import { type AsException, IntakeRefused, type Intaker, MergeOutdated, type Prepared } from './intake.ts';
import type { Runner } from './runner.ts';

export interface EventParts {
  readonly flows: DeployedFlows;
  readonly intake: Intaker;
  readonly runner: Runner;
  /** A run that cannot be loaded is parked, and counts as one that does not wait. */
  readonly load: (unit: Unit, runId: string) => ActiveRun | undefined;
  readonly nowMs: () => number;
  readonly keepEventsMs: number;
  readonly warn: (message: string, fields: { readonly [name: string]: string }) => void;
}

/** What the runs that an event starts are traced to. */
export interface EventOrigin {
  readonly correlationId: string;
  readonly traceparent?: string;
}

export interface EventHub {
  deliver(unit: Unit, environment: string, event: EmittedEvent, by?: EventOrigin): void;
  /** Does anybody listen? What nobody asks for need not be made. */
  hasSubscribers(environment: string, eventType: string): boolean;
}

export function createEventHub(parts: EventParts): EventHub {
  const { flows, intake, runner } = parts;

  return {
    hasSubscribers: (environment, eventType) => flows.subscribers(environment, eventType).length > 0,
    deliver(unit, environment, event, by) {
      const woken = wake(unit, environment, event);
      const subscribers = flows.subscribers(environment, event.type);
      for (const { flow, major } of subscribers) startSubscriber(unit, environment, flow, major, event, by);
      if (woken || (event.subject === undefined && subscribers.length > 0)) return;
      unit.tx.keepEvent(environment, event, new Date(parts.nowMs() + parts.keepEventsMs).toISOString());
    },
  };

  /** The oldest run that really waits; what is left of a wait whose run ended otherwise is removed on the way. */
  function wake(unit: Unit, environment: string, event: EmittedEvent): boolean {
    for (;;) {
      const wait = unit.tx.reads.findEventWait(environment, event.type, event.subject ?? '');
      if (wait === undefined) return false;
      const run = parts.load(unit, wait.runId);
      const index = run?.plan.indexByPath.get(wait.path);
      if (run !== undefined && index !== undefined && run.state.status[index] === STATUS.waiting) {
        wakeRun(unit, run, wait.path, environment, event);
        return true;
      }
      unit.tx.closeWait(wait.runId, wait.path);
    }
  }

  function wakeRun(unit: Unit, run: ActiveRun, path: string, environment: string, event: EmittedEvent): void {
    run.changes.push((tx) => {
      tx.clearTimer(run.id, path);
      tx.closeWait(run.id, path);
    });
    if (run.inFlight !== undefined) {
      // Its own commit comes later than this one: the event must not be lost in between.
      unit.tx.keepEvent(environment, event, new Date(parts.nowMs() + parts.keepEventsMs).toISOString());
      unit.tx.closeWait(run.id, path);
      run.changes.push((tx) => void tx.takeKeptEvent(environment, event.type, event.subject ?? ''));
    }
    runner.deliver(run, { type: 'wait-ended', path, by: 'event', answer: event.data });
    unit.write(run);
  }

  function startSubscriber(
    unit: Unit,
    environment: string,
    flow: string,
    major: number,
    event: EmittedEvent,
    by: EventOrigin | undefined,
  ): void {
    const prepared = intake.prepare({
      environment,
      flow,
      major,
      trigger: { body: event.data },
      source: 'event',
      messageId: event.id,
      ...by,
    });
    if (prepared.kind === 'refused') {
      parts.warn('An event could not start a flow.', { flow, event: event.type, code: prepared.code, message: prepared.message });
      keepFailure(unit, environment, flow, event, prepared.message);
      return;
    }
    try {
      accept(unit, prepared);
    } catch (error) {
      if (!(error instanceof IntakeRefused)) throw error;
      keepFailure(unit, environment, flow, event, error.refusal.message);
    }
  }

  /** The emitting step's commit cannot wait for an expression: where the merge of a lane needs one, the run queues. */
  function accept(unit: Unit, prepared: Prepared | AsException): void {
    try {
      intake.accept(unit, prepared, { beginNow: false });
    } catch (error) {
      if (!(error instanceof MergeOutdated)) throw error;
      intake.accept(unit, prepared, { beginNow: false, queue: true });
    }
  }

  /** What was promised to a subscriber and could not be done is seen by somebody. */
  function keepFailure(unit: Unit, environment: string, flow: string, event: EmittedEvent, message: string): void {
    intake.accept(
      unit,
      {
        kind: 'as-exception',
        request: { environment, flow, trigger: { body: event.data }, source: 'event' },
        title: `Event ${event.type} did not start "${flow}": ${message}`,
        owner: 'operations',
      },
      { beginNow: false },
    );
  }
}
