/** How an event becomes a run (INT-1 to INT-6): everything that can be computed first, then one transaction decides and commits. */
import { createHash } from 'node:crypto';
import { ExpressionError } from '#flows/expressions/direct-value.ts';
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import { canonicalJson } from '../engine/canonical-json.ts';
import { directText, evaluateDirect, findDirect } from '../engine/direct-expressions.ts';
import type { Reply, StartRequest, StartResult } from '../engine/engine.ts';
import { debouncedUntil, readSequence, replacedBy } from '../engine/lanes.ts';
import { PlanError } from '../engine/plan.ts';
import type { EngineReads, RunRow } from '../store/engine-rows.ts';
import { describeAcceptance } from './acceptance.ts';
import type { Unit } from './committer.ts';
import type { HeadStart } from './head-start.ts';
import type { EmbeddedParts, EngineLimits } from './parts.ts';
import type { Callees, Intake, Plans } from './plans.ts';
import type { Replies } from './replies.ts';
import { retrySeed } from './retry-seed.ts';
import { DEBOUNCE_TIMER } from './run-writer.ts';
import type { Starter } from './starter.ts';

/** Everything that is known of a run before the transaction. */
export interface Prepared {
  readonly kind: 'prepared';
  readonly request: StartRequest;
  readonly version: number;
  readonly intake: Intake;
  readonly callees: Callees;
  readonly laneKey: string | undefined;
  readonly sequence: number | undefined;
  readonly idempotencyKey: string | undefined;
  readonly bodyHash: string;
  readonly plant: string | undefined;
  readonly keys: { readonly [name: string]: string };
  readonly body: Json;
}

/** Acknowledged and kept, but no run (INT-2). */
export interface AsException {
  readonly kind: 'as-exception';
  readonly request: StartRequest;
  readonly title: string;
  readonly owner: string;
}

export type Refused = StartResult & { readonly kind: 'refused' };

/** Thrown inside the transaction so that nothing of it is kept: a message of several events is taken whole or not at all. */
export class IntakeRefused extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export interface Intaker {
  prepare(request: StartRequest): Prepared | AsException | Refused;
  /** Bodies of waiting runs merged in by a contained expression; undefined when there is nothing to merge. */
  merge(prepared: Prepared): Promise<{ readonly body: Json; readonly merged: ReadonlySet<string> } | undefined>;
  accept(unit: Unit, prepared: Prepared | AsException, options: AcceptOptions): StartResult;
}

export interface AcceptOptions {
  /** Begin in the same commit when the lane is free (INT-5). */
  readonly beginNow: boolean;
  /** It has begun already and waits for this commit. */
  readonly headStart?: HeadStart;
  readonly merged?: { readonly body: Json; readonly merged: ReadonlySet<string> };
  /** It waits behind the others instead of replacing them: their merge could not be computed in time, and nothing may be lost. */
  readonly queue?: boolean;
}

export interface IntakeParts {
  readonly parts: EmbeddedParts;
  readonly limits: EngineLimits;
  readonly plans: Plans;
  readonly starter: Starter;
  readonly replies: Replies;
  readonly nowIso: () => string;
  readonly timerSet: (dueAt: string) => void;
  readonly ended: (runId: string) => void;
}

const DEFAULT_WINDOW_MS = 604_800_000;

/** The transaction found other runs waiting than the merge had seen, or the merge could not be computed. */
export class MergeOutdated extends Error {}

export function createIntake({ parts, limits, plans, starter, replies, nowIso, timerSet, ended }: IntakeParts): Intaker {
  const { flows, clock, reads } = parts;
  /** Since when a lane's burst is collected; forgotten when its run begins. */
  const bursts = new Map<string, number>();

  function prepare(request: StartRequest): Prepared | AsException | Refused {
    const { environment, flow, major, source } = request;
    const deployed = flows.findDeployed(environment, flow, major);
    if (deployed === undefined)
      return refuse(
        404,
        'not-deployed',
        `Flow "${flow}"${major === undefined ? '' : ` with contract ${major}`} is not deployed in ${environment}.`,
      );
    const version = request.origin?.version ?? deployed.version;
    let intake: Intake;
    let callees: Callees;
    try {
      intake = plans.intakeOf(flow, version);
      callees = request.origin?.callees ?? plans.resolveCallees(environment, flow, version);
      plans.planOf(flow, version, callees);
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      return refuse(409, 'flow-not-runnable', error.message);
    }
    const { document } = intake;
    const scope = {
      trigger: request.trigger,
      vars: parts.reference.variables(environment, parts.reference.revision(environment)),
      run: { environment, version },
      flow: { id: document.id, name: document.name, major: document.contract.major, version },
    };
    const missing = (what: string, expression: string): AsException | Refused =>
      source === 'http' || source === 'manual'
        ? refuse(400, 'value-missing', `The ${what} of flow "${flow}" gives no value for this message: ${expression}.`)
        : {
            kind: 'as-exception',
            request,
            title: `The ${what} of a message for "${flow}" gives no value: ${expression}`,
            owner: document.owner,
          };
    const laneKey = intake.laneKey === undefined ? undefined : directText(intake.laneKey, scope);
    if (intake.laneKey !== undefined && laneKey === undefined) return missing('lane key', document.lane!.key);
    const sequence = intake.sequence === undefined ? undefined : readSequence(evaluateDirect(intake.sequence, scope));
    if (intake.sequence !== undefined && sequence === undefined)
      return missing('lane sequence (an integer or an ISO instant)', document.lane!.sequence!);
    const declaredKey = intake.idempotencyKey === undefined ? undefined : directText(intake.idempotencyKey, scope);
    if (intake.idempotencyKey !== undefined && declaredKey === undefined) return missing('idempotency key', document.idempotency!.key);
    const idempotencyKey = request.origin === undefined ? (declaredKey ?? request.messageId) : undefined;
    const body = request.trigger.body;
    const keys: Record<string, string> = {};
    for (const [name, value] of intake.objectKeys) {
      const text = directText(value, scope);
      if (text !== undefined) keys[name] = text;
    }
    return {
      kind: 'prepared',
      request,
      version,
      intake,
      callees,
      laneKey,
      sequence,
      idempotencyKey,
      bodyHash: idempotencyKey === undefined ? '' : createHash('sha256').update(canonicalJson(body)).digest('hex'),
      plant: intake.plant === undefined ? undefined : directText(intake.plant, scope),
      keys,
      body,
    };
  }

  function accept(unit: Unit, prepared: Prepared | AsException, options: AcceptOptions): StartResult {
    if (prepared.kind === 'as-exception') return keepException(unit, prepared.request, prepared.title, prepared.owner);
    const { tx } = unit;
    const { request, intake, idempotencyKey, laneKey } = prepared;
    const { environment, flow } = request;
    const { lane, idempotency, owner } = intake.document;
    const replayed = request.replayOf === undefined ? undefined : tx.reads.findRun(request.replayOf);
    if (replayed !== undefined) return duplicate(unit, prepared, replayed.runId, replayed.correlationId);
    if (idempotencyKey !== undefined) {
      const since = new Date(clock.now() - (idempotency?.windowMs ?? DEFAULT_WINDOW_MS)).toISOString();
      const known = tx.reads.findByIdempotencyKey(environment, flow, idempotencyKey, since);
      if (known !== undefined) {
        if (known.bodyHash === prepared.bodyHash || request.bodyMayDiffer === true)
          return duplicate(unit, prepared, known.runId, known.correlationId);
        if (request.source === 'http' || request.source === 'manual')
          throw new IntakeRefused(
            refuse(422, 'idempotency-key-reused', `The key "${idempotencyKey}" came before with another body (run ${known.runId}).`),
          );
        return keepException(unit, request, `The message key "${idempotencyKey}" came again with another body (run ${known.runId})`, owner);
      }
    }
    const fromPath = request.origin?.fromPath;
    if (fromPath !== undefined && !plans.planOf(flow, prepared.version, prepared.callees).indexByPath.has(fromPath))
      throw new IntakeRefused(refuse(404, 'unknown-step', `Version ${prepared.version} of flow "${flow}" has no step "${fromPath}".`));
    const { headStart } = options;
    const runId = headStart?.run.id ?? parts.newId();
    // A retried run is as old as the one it retries.
    const replacesNobody = options.queue === true || request.origin !== undefined;
    const replaced =
      lane === undefined || laneKey === undefined || replacesNobody
        ? []
        : replacedBy(
            lane.whenNewer,
            { flow, ...(prepared.sequence === undefined ? {} : { sequence: prepared.sequence }) },
            tx.reads.listWaitingInLane(environment, lane.name, laneKey),
          );
    const body = mergedBody(unit, prepared, replaced, options);
    for (const run of replaced) supersede(unit, run, runId);
    const { origin } = request;
    const originRow = origin === undefined ? undefined : tx.reads.findRun(origin.runId);
    const acceptance =
      headStart ??
      describeAcceptance(prepared, {
        runId,
        startedAt: nowIso(),
        referenceRevision: parts.reference.revision(environment),
        body,
        originRunId: originRow === undefined ? undefined : (originRow.originRunId ?? originRow.runId),
        seed:
          origin === undefined
            ? undefined
            : retrySeed(plans.planOf(flow, prepared.version, prepared.callees), tx.reads.readEvents(origin.runId), origin.fromPath),
      });
    const { accepted, newRun } = acceptance;
    // Asked before the run is there: the head, if any, is somebody else.
    const head = lane === undefined || laneKey === undefined ? undefined : tx.reads.findLaneHead(environment, lane.name, laneKey);
    const row = tx.insertRun(newRun, accepted);
    const answer =
      request.synchronous === true ? replies.wait(runId, intake.document.respondWithinMs ?? limits.respondWithinMs) : undefined;
    const isHead = head === undefined;
    if (headStart !== undefined && !headStart.run.dead) {
      headStart.run.accepted(row.acceptedSeq, row.runSeq);
      unit.write(headStart.run);
    } else if (lane?.debounceMs !== undefined && laneKey !== undefined) setDebounce(unit, row, lane.debounceMs);
    else if (isHead && !(options.beginNow && starter.beginNow(unit, { row, accepted })))
      unit.afterCommit(() => starter.offer({ row, accepted }));
    return { kind: 'accepted', runId, correlationId: newRun.correlationId, duplicate: false, ...(answer === undefined ? {} : { answer }) };
  }

  function duplicate({ tx, afterCommit }: Unit, { request, intake }: Prepared, runId: string, correlationId: string): StartResult {
    tx.countDuplicate(request.environment, request.flow, runId);
    afterCommit(() => parts.onDuplicate?.(request.environment, request.flow));
    if (request.synchronous !== true) return { kind: 'accepted', runId, correlationId, duplicate: true };
    const row = tx.reads.findRun(runId);
    const answer: Promise<Reply | undefined> =
      row?.reply !== undefined
        ? Promise.resolve(row.reply)
        : row === undefined || isFinal(row.state)
          ? Promise.resolve(undefined)
          : replies.wait(runId, intake.document.respondWithinMs ?? limits.respondWithinMs);
    return { kind: 'accepted', runId, correlationId, duplicate: true, replayed: row?.reply !== undefined, answer };
  }

  function keepException({ tx }: Unit, request: StartRequest, title: string, owner: string): StartResult {
    const exceptionId = parts.newId();
    tx.insertException({
      exceptionId,
      environment: request.environment,
      flow: request.flow,
      title,
      owner,
      detail: { source: request.source, body: request.trigger.body },
      raisedAt: nowIso(),
      state: 'open',
    });
    return { kind: 'exception', exceptionId, message: title };
  }

  /** LAN-5: it ends before it began, and names the run that took over. */
  function supersede({ tx, afterCommit }: Unit, row: RunRow, byRunId: string): void {
    tx.appendEvents(row.runId, row.runSeq + 1, [{ type: 'run-superseded', at: nowIso(), byRunId }]);
    tx.updateRun(row.runId, { state: 'superseded', endedAt: nowIso() });
    tx.clearTimer(row.runId, DEBOUNCE_TIMER);
    afterCommit(() => {
      starter.withdraw(row.runId);
      ended(row.runId);
    });
  }

  function mergedBody({ tx }: Unit, { request, intake, body }: Prepared, replaced: readonly RunRow[], { merged }: AcceptOptions): Json {
    const { lane } = intake.document;
    if (lane?.whenNewer !== 'coalesce' || lane.merge === undefined || replaced.length === 0) return body;
    if (merged !== undefined) {
      if (replaced.length !== merged.merged.size || replaced.some(({ runId }) => !merged.merged.has(runId))) throw new MergeOutdated();
      return merged.body;
    }
    const direct = findDirect(lane.merge);
    if (direct === undefined) throw new MergeOutdated();
    let result = body;
    // Oldest first in the end: each older body is merged under what is newer.
    for (const run of [...replaced].reverse()) {
      const older = bodyOf(tx.reads, run.runId);
      try {
        result = direct.evaluate({ older, newer: result } as never) ?? result;
      } catch (error) {
        if (error instanceof ExpressionError) throw new MergeOutdated();
        throw error;
      }
    }
    return result === undefined ? request.trigger.body : result;
  }

  async function merge(prepared: Prepared): Promise<{ readonly body: Json; readonly merged: ReadonlySet<string> } | undefined> {
    const { lane } = prepared.intake.document;
    const { laneKey, request } = prepared;
    if (lane?.whenNewer !== 'coalesce' || lane.merge === undefined || laneKey === undefined || findDirect(lane.merge) !== undefined)
      return undefined;
    if (request.origin !== undefined) return undefined;
    const waiting = replacedBy(
      lane.whenNewer,
      { flow: request.flow, ...(prepared.sequence === undefined ? {} : { sequence: prepared.sequence }) },
      reads.listWaitingInLane(request.environment, lane.name, laneKey),
    );
    if (waiting.length === 0) return undefined;
    if (parts.evaluateMerge === undefined)
      throw new IntakeRefused(refuse(409, 'merge-not-possible', `The merge of flow "${request.flow}" cannot be computed here.`));
    let body = prepared.body;
    for (const run of [...waiting].reverse()) {
      const scope = { older: bodyOf(reads, run.runId), newer: body };
      try {
        body = (await parts.evaluateMerge(lane.merge, scope, request.flow, prepared.version)) ?? body;
      } catch (error) {
        parts.logger.warn('A merge of two messages failed; the newer one queues.', { flow: request.flow, error: (error as Error).message });
        throw new MergeOutdated();
      }
    }
    return { body, merged: new Set(waiting.map(({ runId }) => runId)) };
  }

  function setDebounce({ tx, afterCommit }: Unit, row: RunRow, debounceMs: number): void {
    const lane = `${row.environment}\n${row.flow}\n${row.laneName}\n${row.laneKey}`;
    const now = clock.now();
    const since = bursts.get(lane) ?? now;
    const until = debouncedUntil(now, debounceMs, since);
    if (until <= now) bursts.delete(lane);
    else bursts.set(lane, since);
    // A lane that rests for one debounce has no burst any more.
    for (const [key, began] of bursts) {
      if (now - began <= 10 * debounceMs) break;
      bursts.delete(key);
    }
    const dueAt = new Date(until).toISOString();
    tx.setTimer({ runId: row.runId, path: DEBOUNCE_TIMER, dueAt, kind: 'debounce' });
    afterCommit(() => timerSet(dueAt));
  }

  return { prepare, merge, accept };
}

export function refuse(status: Refused['status'], code: string, message: string, retryAfterMs?: number): Refused {
  return { kind: 'refused', status, code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function bodyOf(reads: Pick<EngineReads, 'readEvents'>, runId: string): Json {
  const [accepted] = reads.readEvents(runId);
  return accepted?.type === 'run-accepted' ? accepted.trigger.body : null;
}

/** A value that an operator cannot work with counts as missing. */
