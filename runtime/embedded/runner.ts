/**
 * Performs what the planner asks for. Everything that can be done without waiting is done in one go, in memory; pure steps and reads
 * share the commit before the first effect or reply (STP-1). What waits (an attempt under way, a commit) comes back with one event.
 */
import { toConnectionHold } from '#flows/connection-hold.ts';
import { type FlowHoldReason, toFlowHold } from '#flows/flow-hold.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { RunError } from '#flows/run.ts';
import type { EmittedEvent, TraceBody } from '#flows/trace.ts';
import type { ForEachConfig } from '#nodes/core/for-each/manifest.ts';
import { InternalError, InvalidError, type StepError, TimeoutError, toStepError, UnavailableError } from '#nodes/errors.ts';
import type { StepNode } from '#nodes/node.ts';
import type { StepOutcome } from '#nodes/step-outcome.ts';
import { countsForCircuit } from '../engine/circuit.ts';
import type { Command } from '../engine/commands.ts';
import type { CalledConnection } from '../engine/engine.ts';
import type { PlanNode } from '../engine/plan.ts';
import { advance, type PlannerEvent, recall, resume } from '../engine/planner.ts';
import { beginsUndoing } from '../engine/recall-iterations.ts';
import { findDetails, STATUS } from '../engine/run-state.ts';
import type { TimedBody } from '../store/engine-rows.ts';
import { isPassing } from '../store/passing-error.ts';
import type { ActiveRun } from './active-run.ts';
import { Attempt } from './attempt.ts';
import { WriteWithheld } from './attempt-endings.ts';
import { checkCallInput } from './check-call-input.ts';
import type { CircuitKeeper } from './circuit-keeper.ts';
import type { Committer, Unit } from './committer.ts';
import { scopeWithCompensated } from './compensated-view.ts';
import { createConnectionEntry } from './connection-entry.ts';
import { expressionScopeOf, rememberOutput } from './expression-scopes.ts';
import type { EmbeddedParts, EngineLimits } from './parts.ts';
import { DEADLINE_TIMER } from './run-writer.ts';
import { finishConfigOf } from './step-config.ts';
import { LiveStep } from './step-context.ts';
import { StepEvaluation } from './step-evaluation.ts';
import { createStepHost } from './step-host.ts';
import { createStepOutcomes } from './step-outcomes.ts';
import { createStepWaits } from './step-waits.ts';

export interface RunnerParts {
  readonly parts: EmbeddedParts;
  readonly limits: EngineLimits;
  readonly committer: Committer;
  readonly circuits: CircuitKeeper;
  readonly nowIso: () => string;
  readonly draining: () => boolean;
  readonly timerSet: (dueAt: string) => void;
  readonly replied: (run: ActiveRun) => void;
  /** Starts what an emitted event starts and wakes what waits for it, in the emitting step's transaction. */
  readonly emit: (unit: Unit, run: ActiveRun, event: EmittedEvent) => void;
  readonly laneReleased: (unit: Unit, run: ActiveRun) => void;
  /** LAN-2: whether the run may be at work. */
  readonly enter: (run: ActiveRun) => FlowHoldReason | undefined;
}

export interface Runner {
  /** What every run begins with. */
  begin(run: ActiveRun): void;
  /** Gives an event to the run, whose it is from now on, and performs what follows. The caller sees to the commit (`settleFlush`, or a transaction at hand). */
  deliver(run: ActiveRun, event: TraceBody): void;
  /** What loops have forgotten of what they did comes back, to be undone. */
  recallLoops(run: ActiveRun): void;
  /** The run's retry is due: its timer row goes with the next commit. */
  retryDue(run: ActiveRun, path: string): void;
  deadlinePassed(run: ActiveRun): void;
  /** Goes on after a restart. */
  resume(run: ActiveRun): void;
  /** Asks for a commit when something depends on one. */
  settleFlush(run: ActiveRun): void;
  /** Ends what the run has under way without consequences. */
  abandon(run: ActiveRun): void;
}

export function createRunner(shell: RunnerParts): Runner {
  const { parts, limits, committer, circuits, nowIso } = shell;
  const { clock } = parts;
  const outcomes = createStepOutcomes({ ...shell, newId: parts.newId, deliver });
  const host = createStepHost({ parts, limits, committer, nowIso, deliver });
  const entry = createConnectionEntry({ parts, limits, circuits, deliver, begin: beginStep, fail: failAttempt, settleFlush });
  const waits = createStepWaits({ parts, nowIso, timerSet: shell.timerSet, deliver, releaseLane: outcomes.releaseLane });

  function deliver(run: ActiveRun, body: TraceBody): void {
    if (beginsUndoing(body)) recallLoops(run);
    // Taken over and not copied: there are a dozen in every run.
    const event = body as TimedBody;
    (event as { at: string }).at = nowIso();
    run.pending.push(event);
    handle(run, event);
  }

  /** From all of the run's events: those in rows, those on their way there, those that are still to go. */
  function recallLoops(run: ActiveRun): void {
    if (!run.state.forgot) return;
    const written = parts.reads.readEvents(run.id);
    const { inFlight } = run;
    const onTheWay = inFlight?.events.slice(Math.max(0, written.length - inFlight.writtenSeq)) ?? [];
    recall(run.plan, run.state, [...written, ...onTheWay, ...run.pending]);
  }

  function handle(run: ActiveRun, event: PlannerEvent): void {
    const { commands } = advance(run.plan, run.state, event);
    if (event.type === 'step-completed' || event.type === 'step-failed') rememberOutput(run, event.path);
    take(run, commands);
  }

  function take(run: ActiveRun, commands: readonly Command[]): void {
    for (const command of commands) run.commands.push(command);
    if (run.performing) return;
    run.performing = true;
    try {
      for (let command = run.commands.shift(); command !== undefined; command = run.commands.shift()) perform(run, command);
    } finally {
      run.performing = false;
    }
  }

  function perform(run: ActiveRun, command: Command): void {
    if (BEGINNINGS.has(command.kind) && 'node' in command && command.node !== undefined && !mayBegin(run, command.node)) return;
    switch (command.kind) {
      case 'run-step':
        beginStep(run, run.plan.nodes[command.node]!);
        return;
      case 'enter-call':
        enterCall(run, run.plan.nodes[command.node]!);
        return;
      case 'enter-loop':
        enterLoop(run, run.plan.nodes[command.node]!);
        return;
      case 'enter-scope':
        deliver(run, { type: 'scope-entered', path: run.plan.nodes[command.node]!.path });
        return;
      case 'fail-iteration': {
        const { path } = run.plan.nodes[command.loop]!;
        deliver(run, { type: 'iteration-failed', path, index: command.number, error: command.error });
        return;
      }
      case 'complete-step': {
        const { path } = run.plan.nodes[command.node]!;
        const attempt = run.state.attempt[command.node]!;
        deliver(run, { type: 'step-completed', path, attempt, port: command.port, output: command.output, durationMs: 0 });
        return;
      }
      case 'schedule-retry': {
        const { path } = run.plan.nodes[command.node]!;
        waits.setTimer(run, path, command.dueAt, 'retry');
        deliver(run, { type: 'retry-scheduled', path, attempt: run.state.attempt[command.node]!, dueAt: command.dueAt });
        return;
      }
      case 'hold':
        deliver(run, {
          type: 'step-held',
          path: run.plan.nodes[command.node]!.path,
          connection: command.connection,
          reason: 'circuit-open',
        });
        return;
      case 'fail-step':
        deliver(run, { type: 'step-failed', path: run.plan.nodes[command.node]!.path, error: command.error });
        return;
      case 'park':
        deliver(run, {
          type: 'run-parked',
          path: run.plan.nodes[command.node]!.path,
          error: command.error,
          reason: command.reason,
        });
        return;
      case 'stop-step':
        stopStep(run, command.node, command.error);
        return;
      case 'close-wait':
        waits.close(run, run.plan.nodes[command.node]!.path);
        return;
      case 'release-lane':
        outcomes.releaseLane(run, run.plan.nodes[command.node]!.path);
        return;
      case 'compensate': {
        const path = command.node === undefined ? {} : { path: run.plan.nodes[command.node]!.path };
        deliver(run, { type: 'compensation-started', ...path, ...scopeOf(run, command.block), cause: command.cause });
        return;
      }
      case 'note-compensated': {
        const { path, compensate } = run.plan.nodes[command.node]!;
        deliver(run, { type: 'step-compensated', path, by: run.plan.nodes[compensate]!.path, restored: command.restored });
        return;
      }
      case 'end-compensation':
        deliver(run, {
          type: 'compensation-ended',
          ...scopeOf(run, command.block),
          restored: command.restored,
          left: command.left,
        });
        return;
      case 'complete':
        deliver(run, command.output === undefined ? { type: 'run-completed' } : { type: 'run-completed', output: command.output });
        return;
      case 'fail':
        deliver(run, { type: 'run-failed', error: command.error });
        return;
      case 'cancel':
        deliver(run, { type: 'run-cancelled', by: command.by, reason: command.reason });
        return;
      case 'set-aside':
        deliver(run, { type: 'run-set-aside', by: command.by, reason: command.reason });
        return;
    }
  }

  /** LAN-2: a run that woke while as many of its flow are at work as the flow allows is held where it woke. */
  function mayBegin(run: ActiveRun, index: number): boolean {
    if (run.hasPlace || run.dead || run.state.status[index] !== STATUS.ready) return true;
    const reason = shell.enter(run);
    if (reason === undefined) return true;
    const connection = toFlowHold(run.facts.flow);
    deliver(run, { type: 'step-held', path: run.plan.nodes[index]!.path, connection, reason });
    return false;
  }

  function beginStep(run: ActiveRun, node: PlanNode): void {
    // The node may have been stopped or parked while the command waited for its turn.
    if (run.dead || run.state.status[node.index] !== STATUS.ready || run.attempts.has(node.index) || shell.draining()) return;
    const attempt = new Attempt(node, run.state.attempt[node.index]!, run.queuedSince.get(node.index) ?? clock.now());
    if (node.node.connection !== undefined && !entry.admit(run, attempt, node.node.connection)) return;
    run.attempts.set(node.index, attempt);
    withConfig(run, attempt, (config) => execute(run, attempt, config));
  }

  /** Evaluates the config and goes on: at once when every expression is direct, else when the answer is there. */
  function withConfig(run: ActiveRun, attempt: Attempt, act: (config: Json) => void): void {
    const { node } = attempt;
    const given = findDetails(run.state, node.index)?.config;
    if (given !== undefined) {
      act(given);
      return;
    }
    try {
      const context = new StepEvaluation(run, attempt, parts.reference);
      const scope =
        node.undoes === -1
          ? expressionScopeOf(run, node.scope, parts.reference)
          : scopeWithCompensated(run, node, parts.reference, clock.now());
      const config =
        scope instanceof Promise ? scope.then((settled) => node.config.evaluate(settled, context)) : node.config.evaluate(scope, context);
      if (config instanceof Promise) {
        announce(run, attempt);
        startTimeout(run, attempt);
        config.then(
          (value: Json) => later(run, attempt, () => act(value)),
          (thrown: unknown) => later(run, attempt, () => failAttempt(run, attempt, thrown)),
        );
      } else act(config);
    } catch (thrown) {
      failAttempt(run, attempt, thrown);
    }
  }

  function execute(run: ActiveRun, attempt: Attempt, evaluated: Json): void {
    const { node } = attempt;
    try {
      const config = finishConfigOf(node.type.manifest.config)(evaluated);
      if (!node.isPure) announce(run, attempt);
      const outcome = (node.type as StepNode).execute(new LiveStep(host, run, attempt, config));
      if (outcome instanceof Promise) {
        announce(run, attempt);
        startTimeout(run, attempt);
        outcome.then(
          (value) => later(run, attempt, () => finish(run, attempt, value)),
          (thrown: unknown) => later(run, attempt, () => failAttempt(run, attempt, thrown)),
        );
      } else finish(run, attempt, outcome);
    } catch (thrown) {
      failAttempt(run, attempt, thrown);
    }
  }

  /** The continuation of an attempt that was waited for. */
  function later(run: ActiveRun, attempt: Attempt, act: () => void): void {
    if (attempt.ended || run.dead) return;
    act();
    settleFlush(run);
  }

  /** A step that takes time is seen to run; one that ends at once is only seen to have ended. */
  function announce(run: ActiveRun, attempt: Attempt): void {
    if (attempt.announced) return;
    attempt.announced = true;
    deliver(run, { type: 'step-started', path: attempt.node.path, attempt: attempt.number });
  }

  function startTimeout(run: ActiveRun, attempt: Attempt): void {
    if (attempt.cancelTimeout !== undefined || attempt.ended) return;
    const timeoutMs = attempt.node.timeoutMs ?? limits.timeoutMs;
    attempt.cancelTimeout = clock.after(Math.max(0, timeoutMs - durationOf(attempt)), () => {
      if (attempt.ended || run.dead) return;
      const error = new TimeoutError(`The step did not end within ${timeoutMs} ms.`, { code: 'step-timeout' });
      // Who waits shorter than the node type would is in a hurry: that says nothing about the system.
      const patient = timeoutMs >= (attempt.node.type.manifest.defaultTimeoutMs ?? 0);
      if (patient && (attempt.sending.size > 0 || attempt.reads > 0)) attempt.admission?.failed(error.toRunError());
      stop(run, attempt, error.toRunError());
      failAttempt(run, attempt, error);
      settleFlush(run);
    });
  }

  function stopStep(run: ActiveRun, index: number, error: RunError): void {
    const attempt = run.attempts.get(index);
    if (attempt === undefined || attempt.ended) return;
    stop(run, attempt, error);
    endAttempt(run, attempt);
    const { path } = attempt.node;
    deliver(run, { type: 'attempt-failed', path, attempt: attempt.number, error, durationMs: durationOf(attempt) });
  }

  /** What was being sent may have arrived (STP-4). */
  function stop(run: ActiveRun, attempt: Attempt, error: RunError): void {
    attempt.stopError = error;
    for (const effectKey of attempt.sending) {
      const row = run.effects.get(effectKey);
      const settledAt = nowIso();
      const open = row === undefined ? {} : { openSince: row.intendedAt };
      if (row !== undefined) run.effects.set(effectKey, { ...row, state: 'unknown', error, settledAt, ...open });
      run.changes.push((tx) => tx.settleEffect(effectKey, { state: 'unknown', error, settledAt, ...open }));
      deliver(run, {
        type: 'effect-unknown',
        path: attempt.node.path,
        attempt: attempt.number,
        effectKey,
        operation: row?.operation ?? '',
      });
    }
    attempt.sending.clear();
    attempt.ended = true;
    attempt.abort(new Error(error.message));
  }

  function endAttempt(run: ActiveRun, attempt: Attempt): void {
    attempt.ended = true;
    attempt.cancelTimeout?.();
    run.attempts.delete(attempt.node.index);
    attempt.admission?.release();
  }

  function failAttempt(run: ActiveRun, attempt: Attempt, thrown: unknown): void {
    if (thrown instanceof WriteWithheld) {
      finish(run, attempt, { kind: 'done', port: attempt.node.firstPort, output: thrown.output });
      return;
    }
    const { node } = attempt;
    const error: StepError = isPassing(thrown) ? toBusyStorage(thrown) : toStepError(thrown);
    if (error.class === 'internal') {
      parts.logger.error('A step failed with an error of ours.', thrown, { run: run.id, path: node.path });
    }
    const called = attempt.admission?.called;
    const saysOfSystem = countsForCircuit({ class: error.class, signInRefused: error.options.signInRefused === true });
    const isHeld = called !== undefined && saysOfSystem && circuits.isOpen(called) && !entry.mustAnswer(run, node);
    endAttempt(run, attempt);
    const kept = error.toRunError();
    deliver(run, {
      type: 'attempt-failed',
      path: node.path,
      attempt: attempt.number,
      error: called === undefined || parts.redact === undefined ? kept : redactError(kept, called),
      durationMs: durationOf(attempt),
      ...(isHeld ? { circuitOpen: toConnectionHold(called) } : {}),
    });
  }

  function redactError(error: RunError, { environment, connection }: CalledConnection): RunError {
    return host.redact(environment, connection, error as unknown as JsonObject) as unknown as RunError;
  }

  function finish(run: ActiveRun, attempt: Attempt, outcome: StepOutcome): void {
    const { node } = attempt;
    const { path } = node;
    if (outcome.kind !== 'done') {
      endAttempt(run, attempt);
      waits.open(run, attempt, outcome);
      return;
    }
    if (outcome.port === undefined || outcome.output === undefined) {
      const error = new InternalError(`"${node.node.type}" ended without a port or an output.`, { code: 'outcome-malformed' });
      failAttempt(run, attempt, error);
      return;
    }
    endAttempt(run, attempt);
    outcomes.leave(run, node, outcome);
    deliver(run, {
      type: 'step-completed',
      path,
      attempt: attempt.number,
      port: outcome.port,
      output: outcome.output,
      durationMs: durationOf(attempt),
    });
    run.forgetEffects();
  }

  function enterCall(run: ActiveRun, node: PlanNode): void {
    if (run.dead || run.state.status[node.index] !== STATUS.ready || run.attempts.has(node.index) || shell.draining()) return;
    const attempt = new Attempt(node, run.state.attempt[node.index]!, clock.now());
    run.attempts.set(node.index, attempt);
    withConfig(run, attempt, (config) => {
      const trigger = run.plan.nodes[run.plan.scopes[node.calls]!.trigger]!;
      const input = (config as JsonObject)['input'] ?? null;
      const problems = checkCallInput(parts.validate, run, node, input);
      if (problems !== undefined) {
        failAttempt(run, attempt, problems);
        return;
      }
      endAttempt(run, attempt);
      run.expressionScopes[node.calls] = undefined;
      deliver(run, {
        type: 'step-completed',
        path: trigger.path,
        attempt: attempt.number,
        port: trigger.firstPort,
        output: input,
        durationMs: durationOf(attempt),
      });
    });
  }

  function enterLoop(run: ActiveRun, node: PlanNode): void {
    if (run.dead || run.state.status[node.index] !== STATUS.ready || run.attempts.has(node.index) || shell.draining()) return;
    const attempt = new Attempt(node, run.state.attempt[node.index]!, clock.now());
    run.attempts.set(node.index, attempt);
    withConfig(run, attempt, (evaluated) => {
      try {
        const loop = finishConfigOf(node.type.manifest.config)(evaluated) as unknown as ForEachConfig;
        const { until, ...rest } = loop;
        const stop = until === undefined || until === null ? {} : { until: hardStopOf(until) };
        endAttempt(run, attempt);
        deliver(run, { type: 'loop-started', path: node.path, ...rest, ...stop });
      } catch (thrown) {
        if (!attempt.ended) failAttempt(run, attempt, thrown);
        else throw thrown;
      }
    });
  }

  function durationOf(attempt: Attempt): number {
    return Math.max(0, clock.now() - attempt.beganAt);
  }

  /** Something waits for the disk when the run stands still, ends or has answered; watchers alone can wait a moment. */
  function settleFlush(run: ActiveRun): void {
    if (run.dead || !run.hasPending) return;
    if (run.state.active === 0 || run.afterCommit.length > 0) void committer.flush(run);
    else committer.flushSoon(run);
  }

  return {
    begin(run) {
      const { deadlineMs } = run.plan.document;
      if (deadlineMs !== undefined) waits.setTimer(run, DEADLINE_TIMER, new Date(clock.now() + deadlineMs).toISOString(), 'deadline');
      deliver(run, { type: 'run-started' });
    },
    deliver,
    recallLoops,
    retryDue(run, path) {
      run.changes.push((tx) => tx.clearTimer(run.id, path));
      handle(run, { type: 'retry-due', path, at: nowIso() });
    },
    deadlinePassed(run) {
      // Its end may not be written yet.
      if (run.state.final === undefined) deliver(run, { type: 'deadline-passed' });
    },
    resume(run) {
      take(run, resume(run.plan, run.state).commands);
      const { state } = run;
      for (const [index, { dueAt, wait }] of state.details) {
        const { path } = run.plan.nodes[index]!;
        // A retry whose timer had fired when the process ended.
        if (state.status[index] === STATUS.retrying && dueAt !== undefined) waits.setTimer(run, path, dueAt, 'retry');
        if (state.status[index] === STATUS.waiting && wait !== undefined) waits.takeEarlyAnswer(run, path, wait);
      }
    },
    settleFlush,
    abandon(run) {
      run.dead = true;
      run.needsAcceptance?.resolve();
      for (const attempt of [...run.attempts.values()]) {
        endAttempt(run, attempt);
        attempt.abort(new Error('The run was given up by this process.'));
      }
      run.commands.length = 0;
    },
  };
}

const BEGINNINGS: ReadonlySet<Command['kind']> = new Set(['run-step', 'enter-call', 'enter-loop', 'enter-scope', 'complete-step']);

function scopeOf(run: ActiveRun, block: number | undefined): { readonly scope?: string } {
  return block === undefined ? {} : { scope: run.plan.nodes[block]!.path };
}

function hardStopOf(until: string): string {
  const at = Date.parse(until);
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  throw new InvalidError(`The hard stop ${JSON.stringify(until)} is no instant.`, {
    code: 'instant-malformed',
    help: 'Give an ISO instant with its zone, e.g. 2026-11-24T04:00:00Z.',
  });
}

/** Nothing is wrong with the step: it is tried again as its policy says (F38). */
function toBusyStorage(cause: unknown): StepError {
  const message = `The store could not be read just now (${cause instanceof Error ? cause.message : String(cause)}).`;
  return new UnavailableError(message, { code: 'storage-busy', maybeApplied: false, cause });
}
