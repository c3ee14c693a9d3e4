/** The embedded engine: one process, one writer, rows for everything that waits. Puts the parts of this folder together. */
import { findHoldingConnection } from '#flows/connection-hold.ts';
import { findHoldingFlow } from '#flows/flow-hold.ts';
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import { RUN_GIVEN_UP, RUN_STALE } from '#flows/schemas/events.ts';
import type { Engine } from '../engine/engine.ts';
import { givenUpEvent, staleEvent } from '../engine/outcome-events.ts';
import { createIsoNow } from '../iso-now.ts';
import { DamagedError, type RunRow, StorageError } from '../store/engine-rows.ts';
import { type ActiveRun, traceparentOf } from './active-run.ts';
import { createCircuitKeeper } from './circuit-keeper.ts';
import { createReleaseGroup } from './collecting.ts';
import { createCommitter, type Unit } from './committer.ts';
import { createEventHub } from './events.ts';
import { createFlowGate } from './flow-gate.ts';
import { createHeadStarts } from './head-start.ts';
import { createIntake } from './intake.ts';
import { createOperator } from './operator.ts';
import { DEFAULT_LIMITS, type EmbeddedParts } from './parts.ts';
import { createPlans } from './plans.ts';
import { recover } from './recovery.ts';
import { createReleaseHeld } from './release-held.ts';
import { createReplies } from './replies.ts';
import { createResumer } from './resumer.ts';
import { createRetryFinal } from './retry-final.ts';
import { createRowParking } from './row-parking.ts';
import { createRunRegistry } from './run-registry.ts';
import { createRunWriter } from './run-writer.ts';
import { createRunner } from './runner.ts';
import { createStartMany } from './start-many.ts';
import { createStarter } from './starter.ts';
import { createStorageWatch } from './storage-watch.ts';
import { createTimerService } from './timer-service.ts';
import { createWaits } from './waits.ts';

export interface EmbeddedEngine extends Engine {
  /** Resolves when every run that was at work before goes on (RES-2); new runs are taken before that. */
  readonly recovered: Promise<void>;
}

/** For what is pending when the engine closes, however little time the calls under way have left. */
const LEAST_FLUSH_MS = 1_000;

export function createEmbeddedEngine(parts: EmbeddedParts): EmbeddedEngine {
  const limits = { ...DEFAULT_LIMITS, ...parts.limits };
  const { clock, reads, writer, logger } = parts;
  let draining = false;
  let recovering = true;
  const storage = createStorageWatch({ writer, logger });
  const nowIso = createIsoNow(() => clock.now());
  const onError = (error: unknown): void => {
    if (error instanceof StorageError) storage.note(error);
    // A full disk is announced once; whoever met it tries again by itself.
    if (draining || (error instanceof StorageError && error.code === 'disk-full')) return;
    logger.error('The engine met an error.', error);
  };

  const plans = createPlans(parts.flows, parts.nodeTypes, parts.expressions);
  const registry = createRunRegistry(plans);
  const replies = createReplies(clock);
  const timers = createTimerService({
    clock,
    reads,
    room: () => limits.activeRuns - registry.size,
    fire: (due) => waits.fire(due),
    onError,
  });
  const parkRow = createRowParking({ logger, nowIso, parked: (runId) => replies.settle(runId, undefined) });
  const release = createReleaseHeld({ committer: () => committer, runner: () => runner, load, park: parkRun });
  const circuits = createCircuitKeeper({ clock, release, onError });

  const writeRun = createRunWriter({
    nowIso,
    newId: parts.newId,
    laneFreed: (row) => starter.offer({ row }),
    held: noteHeld,
  });
  const committer = createCommitter({ writer, clock, writeRun, committed, broken, discard });
  const runner = createRunner({
    parts,
    limits,
    committer,
    circuits,
    nowIso,
    draining: () => draining,
    timerSet: (dueAt) => timers.noteDue(dueAt),
    replied: (run) => replies.settle(run.id, run.reply),
    emit: (unit, run, event) =>
      events.deliver(unit, run.facts.environment, event, { correlationId: run.facts.correlationId, traceparent: traceparentOf(run.facts) }),
    laneReleased,
    enter: (run) => gate.enter(run),
  });
  const gate = createFlowGate({
    clock,
    registry,
    plans,
    committer,
    runner: () => runner,
    load: loadOrPark,
    park: parkRun,
    isPaused: (environment, flow) => parts.isPaused?.(environment, flow) === true,
    beginOthers: (environment, flow) => starter.freed(environment, flow),
    draining: () => draining,
    onError,
  });
  const starter = createStarter({
    clock,
    reads,
    committer,
    registry,
    plans,
    runner,
    gate,
    activeRuns: limits.activeRuns,
    nowIso,
    draining: () => draining,
    parkRow,
    ended: (runId) => replies.settle(runId, undefined),
    isStale: (unit, row, highest) => {
      if (!events.hasSubscribers(row.environment, RUN_STALE)) return;
      const event = staleEvent(row, messageOf(unit, row), highest, nowIso());
      events.deliver(unit, row.environment, event, { correlationId: row.correlationId });
    },
    onError,
  });
  const headStarts = createHeadStarts({
    plans,
    registry,
    runner,
    starter,
    freed: gate.freed,
    newId: parts.newId,
    nowIso,
    revision: parts.reference.revision,
  });
  const intake = createIntake({
    parts,
    limits,
    plans,
    starter,
    replies,
    nowIso,
    timerSet: (dueAt) => timers.noteDue(dueAt),
    ended: (runId) => replies.settle(runId, undefined),
  });
  const startMany = createStartMany({ reads, limits, committer, intake, headStarts, storage, draining: () => draining });
  const events = createEventHub({
    flows: parts.flows,
    intake,
    runner,
    load: loadOrPark,
    nowMs: () => clock.now(),
    keepEventsMs: limits.keepEventsMs,
    warn: (message, fields) => logger.warn(message, fields),
  });
  const waits = createWaits({
    committer,
    runner,
    starter,
    callbackKey: parts.callbackKey,
    keepEventsMs: limits.keepEventsMs,
    nowMs: () => clock.now(),
    nowIso,
    load: loadOrPark,
    onError,
  });
  const operate = createOperator({
    committer,
    runner,
    starter,
    nowIso,
    newId: parts.newId,
    load,
    retryFinal: createRetryFinal({ reads, flows: parts.flows, startMany }),
    givenUp(unit, row, request) {
      if (!events.hasSubscribers(row.environment, RUN_GIVEN_UP)) return;
      const event = givenUpEvent(row, messageOf(unit, row), request, nowIso());
      events.deliver(unit, row.environment, event, { correlationId: row.correlationId });
    },
    ended: (runId) => replies.settle(runId, undefined),
  });

  /** A run that was at work when the process ended goes on as soon as anybody touches it. */
  function load(unit: Unit, runId: string): ActiveRun | undefined {
    return registry.load(unit.tx.reads, runId, (run) => {
      if (run.standing.state !== 'running') return;
      registry.takePlace(run);
      runner.resume(run);
    });
  }

  function noteHeld(environment: string, heldBy: string): void {
    const flow = findHoldingFlow(heldBy);
    const connection = findHoldingConnection(heldBy);
    if (connection !== undefined) circuits.noteHeld({ environment, ...connection });
    if (flow !== undefined) {
      gate.noteHeld(environment, flow);
      gate.freed(environment, flow);
    }
  }

  /** Who wakes a run is not harmed by one that cannot go on (RES-4). */
  function loadOrPark(unit: Unit, runId: string): ActiveRun | undefined {
    try {
      return load(unit, runId);
    } catch (error) {
      parkRun(unit, runId, error);
      return undefined;
    }
  }

  function parkRun(unit: Unit, runId: string, error: unknown): void {
    const half = registry.find(runId);
    if (half !== undefined) {
      runner.abandon(half);
      registry.remove(half);
    }
    const row = unit.tx.reads.findRun(runId);
    if (row !== undefined && !isFinal(row.state) && row.state !== 'parked') parkRow(unit, row, error);
  }

  function parkDamaged(): Promise<unknown> {
    const { damagedRuns = [] } = parts;
    if (damagedRuns.length === 0) return Promise.resolve();
    return committer.transact((unit) => {
      for (const runId of damagedRuns) {
        const run = loadOrPark(unit, runId);
        // It can be read all the same.
        if (run !== undefined) unit.write(run);
      }
    });
  }

  function committed(run: ActiveRun): void {
    const { state } = run;
    if (state.final !== undefined || state.parked > 0) replies.settle(run.id, undefined);
    if (!run.isQuiet || run.hasPending || run.inFlight !== undefined || run.flushScheduled) return;
    forget(run);
  }

  function forget(run: ActiveRun): void {
    run.dead = true;
    registry.remove(run);
    gate.freed(run.facts.environment, run.facts.flow);
  }

  /** The transaction that made it, or the store, is lost: its rows say where it stands. */
  function discard(run: ActiveRun, error: unknown): void {
    if (error instanceof StorageError) storage.note(error);
    runner.abandon(run);
    run.nextCommit?.reject(error);
    forget(run);
    if (run.facts.acceptedSeq === 0) return;
    starter.refill();
    resumer.resumeLater(run.id);
  }

  /** Our bug, or damaged rows: nobody may go on from memory that the journal does not know. */
  function broken(run: ActiveRun, error: unknown): void {
    logger.error('The rows of a run could not be written; it is parked.', error, { run: run.id });
    runner.abandon(run);
    run.nextCommit?.reject(error);
    registry.remove(run);
    committer
      .transact((unit) => {
        const row = unit.tx.reads.findRun(run.id);
        if (row !== undefined && !isFinal(row.state)) parkRow(unit, row, error);
      })
      .catch(onError)
      .finally(() => gate.freed(run.facts.environment, run.facts.flow));
  }

  /** Null when its journal is damaged. */
  function messageOf({ tx }: Unit, row: RunRow): Json {
    try {
      const [accepted] = tx.reads.readEvents(row.runId);
      return accepted?.type === 'run-accepted' ? accepted.trigger.body : null;
    } catch (error) {
      if (error instanceof DamagedError) return null;
      throw error;
    }
  }

  /** LAN-4: the next of the lane may begin although this one goes on. */
  function laneReleased({ tx, afterCommit }: Unit, run: ActiveRun): void {
    tx.updateRun(run.id, { laneReleased: true });
    const { environment, laneName, laneKey } = run.facts;
    if (laneName === undefined || laneKey === undefined) return;
    const head = tx.reads.findLaneHead(environment, laneName, laneKey);
    if (head?.state === 'accepted') afterCommit(() => starter.offer({ row: head }));
  }

  const resumer = createResumer({ clock, writer, committer, registry, load, parkRow, stopped: () => draining, onError });
  // Before anything begins: what they hold stays held.
  for (const { environment, connection, plant, since } of reads.listOpenCircuits())
    circuits.set({ environment, connection, ...(plant === undefined ? {} : { plant }) }, 'open', Date.parse(since));
  timers.start();
  starter.refill();
  const recovered = parkDamaged()
    .catch(onError)
    .then(() =>
      recover({
        clock,
        reads,
        resumer,
        registry,
        activeRuns: limits.activeRuns,
        held: noteHeld,
        stopped: () => draining,
      }),
    )
    .catch(onError)
    .finally(() => {
      recovering = false;
      gate.open();
      starter.unblock();
    });

  return {
    recovered,
    async start(request) {
      const [result] = await startMany([request]);
      return result!;
    },
    startMany,
    signal: (token, answer) => waits.signal(token, answer),
    releaseGroup: createReleaseGroup(committer, { nowIso, timerSet: (dueAt) => timers.noteDue(dueAt) }),
    decide: (approvalId, decision) => waits.decide(approvalId, decision),
    publish: (environment, event) => committer.transact((unit) => events.deliver(unit, environment, event)),
    act: operate,
    circuits: (environment) => circuits.views(environment),
    configureConnection: circuits.configure,
    connectionRemoved(connection) {
      circuits.remove(connection);
      committer.transact(({ tx }) => tx.dropOpenCircuit(connection)).catch(onError);
    },
    setCircuit(connection, state, by, reason) {
      logger.info('A circuit was set by hand.', { ...connection, state, by, reason });
      circuits.set(connection, state);
      return committer.transact(({ tx }) => {
        if (state === 'open') tx.keepOpenCircuit({ ...connection, by, reason, since: nowIso() });
        else tx.dropOpenCircuit(connection);
      });
    },
    flowResumed(environment, flow) {
      gate.freed(environment, flow);
      starter.unblock();
    },
    health: () => ({
      ready: !draining && storage.state === 'ok',
      recovering,
      openRuns: reads.countOpenRuns(),
      running: registry.size,
      storage: storage.state,
    }),
    async close(withinMs) {
      if (draining) return;
      draining = true;
      timers.stop();
      circuits.stop();
      const until = clock.now() + withinMs;
      while ([...registry.all()].some((run) => run.attempts.size > 0) && clock.now() < until) {
        await new Promise<void>((resolve) => clock.after(Math.min(20, withinMs), resolve));
      }
      // What is pending is written; what still runs is found again at the next start. So is what a full disk does not take.
      const written = Promise.allSettled([...registry.all()].map((run) => committer.flush(run)));
      await Promise.race([written, new Promise<void>((resolve) => clock.after(Math.max(LEAST_FLUSH_MS, until - clock.now()), resolve))]);
      for (const run of [...registry.all()]) {
        runner.abandon(run);
        registry.remove(run);
      }
      await writer.drain();
    },
  };
}
