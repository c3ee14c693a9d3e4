/** What a step that is done leaves behind beside its output: an answer to the caller, events, an exception, a released lane. */
import type { EmittedEvent, TraceBody } from '#flows/trace.ts';
import { compareWatermarks, isWatermarkValue, type WatermarkValue } from '#nodes/core/watermark-value.ts';
import type { StepOutcome } from '#nodes/step-outcome.ts';
import { milestoneOf, replyEvent, toEmitted } from '../engine/outcome-events.ts';
import type { PlanNode } from '../engine/plan.ts';
import { findDetails } from '../engine/run-state.ts';
import type { ActiveRun } from './active-run.ts';
import type { Unit } from './committer.ts';

type Done = StepOutcome & { readonly kind: 'done' };

export interface StepOutcomesParts {
  readonly newId: () => string;
  readonly nowIso: () => string;
  readonly deliver: (run: ActiveRun, event: TraceBody) => void;
  readonly replied: (run: ActiveRun) => void;
  /** Starts what an emitted event starts and wakes what waits for it, in the emitting step's transaction. */
  readonly emit: (unit: Unit, run: ActiveRun, event: EmittedEvent) => void;
  readonly laneReleased: (unit: Unit, run: ActiveRun) => void;
}

export interface StepOutcomes {
  /** All of it; the step's own event follows. */
  leave(run: ActiveRun, node: PlanNode, outcome: Done): void;
  releaseLane(run: ActiveRun, path: string): void;
}

export function createStepOutcomes({ newId, nowIso, deliver, replied, emit, laneReleased }: StepOutcomesParts): StepOutcomes {
  function leave(run: ActiveRun, node: PlanNode, outcome: Done): void {
    const { path } = node;
    if (outcome.reply !== undefined) commitReply(run, path, outcome.reply);
    if (outcome.emit !== undefined) {
      const epoch = findDetails(run.state, node.index)?.epoch ?? 0;
      for (const [nth, emitted] of outcome.emit.entries()) {
        const event = toEmitted(emitted, `/flows/${run.facts.flow}`, `${run.facts.originRunId}/${path}/${nth}/${epoch}`, nowIso());
        run.changes.push((_tx, unit) => emit(unit, run, event));
        rememberMilestone(run, event);
        deliver(run, { type: 'event-emitted', path, event });
      }
    }
    if (outcome.watermark !== undefined) moveWatermark(run, outcome.watermark);
    if (outcome.exception !== undefined) raiseException(run, path, outcome.exception);
    if (outcome.releaseLane === true && !run.state.laneReleased) releaseLane(run, path);
  }

  function rememberMilestone(run: ActiveRun, event: EmittedEvent): void {
    const type = run.plan.document.object?.type;
    const milestone = milestoneOf(type, event);
    if (type === undefined || milestone === undefined) return;
    const { environment } = run.facts;
    run.changes.push((tx) => tx.rememberMilestone(environment, type, event.subject!, milestone, event.time, run.id));
  }

  function commitReply(run: ActiveRun, path: string, reply: NonNullable<ActiveRun['reply']>): void {
    // One caller, one answer: the first one counts. What a called flow answers is for the flow that called it.
    if (run.reply !== undefined || path.includes('/')) return;
    run.reply = reply;
    run.afterCommit.push(() => replied(run));
    deliver(run, replyEvent(path, reply));
  }

  /** WAI-4: what the step saw may be older than what stands there now. */
  function moveWatermark(run: ActiveRun, { name, key, value, seen }: NonNullable<Done['watermark']>): void {
    const { environment, flow, startedAt } = run.facts;
    const at = nowIso();
    run.changes.push((tx) => {
      const kept = tx.reads.findFlowWatermark({ environment, flow, name, key });
      if (kept?.set !== undefined && kept.set.at >= startedAt) return;
      if (!isWatermarkValue(value) || (isWatermarkValue(kept?.value) && !isFurther(value, kept.value))) return;
      tx.moveFlowWatermark({ environment, flow, name, key, value, seen, at, runId: run.id });
    });
  }

  function releaseLane(run: ActiveRun, path: string): void {
    run.changes.push((_tx, unit) => laneReleased(unit, run));
    deliver(run, { type: 'lane-released', path });
  }

  function raiseException(run: ActiveRun, path: string, raised: NonNullable<Done['exception']>): void {
    const exceptionId = newId();
    const raisedAt = nowIso();
    const { title, owner, detail, dueInMs, runbook, key } = raised;
    run.changes.push((tx) =>
      tx.insertException({
        exceptionId,
        environment: run.facts.environment,
        flow: run.facts.flow,
        runId: run.id,
        path,
        title,
        owner,
        ...(detail === undefined ? {} : { detail }),
        ...(dueInMs === undefined ? {} : { dueAt: new Date(Date.parse(raisedAt) + dueInMs).toISOString() }),
        ...(runbook === undefined ? {} : { runbook }),
        ...(key === undefined ? {} : { key }),
        raisedAt,
        state: 'open',
      }),
    );
    deliver(run, { type: 'exception-raised', path, exceptionId, title, owner });
  }

  return { leave, releaseLane };
}

/** Of another kind than before, it was judged when the step ran. */
function isFurther(value: WatermarkValue, than: WatermarkValue): boolean {
  return typeof value === typeof than && compareWatermarks(value, than) > 0;
}
