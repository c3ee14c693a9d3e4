/** What steps get of the shell: ledger, connections, look-ups, addresses, log. */
import type { Json, JsonObject } from '#flows/json.ts';
import type { TraceBody } from '#flows/trace.ts';
import { InternalError } from '#nodes/errors.ts';
import type { ActiveRun, RowChange } from './active-run.ts';
import type { Committer } from './committer.ts';
import type { EmbeddedParts, EngineLimits } from './parts.ts';
import { StepEvaluation } from './step-evaluation.ts';
import type { StepHost } from './step-surroundings.ts';

export interface StepHostParts {
  readonly parts: EmbeddedParts;
  readonly limits: EngineLimits;
  readonly committer: Committer;
  readonly nowIso: () => string;
  readonly deliver: (run: ActiveRun, event: TraceBody) => void;
}

export function createStepHost({ parts, limits, committer, nowIso, deliver }: StepHostParts): StepHost {
  const { clock, connections } = parts;
  const cleanShown = (runId: string, value: Json): Json => (parts.cleanShown === undefined ? value : parts.cleanShown(runId, value));

  /** A retried run takes over what its origin did, and did not. */
  function wasWithheld(...runIds: readonly string[]): boolean {
    return [...new Set(runIds)].some((runId) => parts.reads.listEffects(runId).some(({ state }) => state === 'withheld'));
  }

  return {
    beganAt: clock.now(),
    nowIso,
    timeoutMs: (attempt) => attempt.node.timeoutMs ?? limits.timeoutMs,
    record(run: ActiveRun, event: TraceBody, change?: RowChange) {
      if (change !== undefined) run.changes.push(change);
      deliver(run, event);
      if (run.hasPending && event.type !== 'effect-intended') committer.flushSoon(run);
    },
    flush: committer.flush,
    findEffect: (effectKey) => parts.reads.findEffect(effectKey),
    openConnection(run, attempt) {
      const role = attempt.node.node.connection;
      if (role === undefined)
        throw new InternalError(`"${attempt.node.path}" names no connection.`, {
          code: 'no-connection',
          help: 'Choose a connection for the node.',
        });
      return connections.open(run.facts.environment, role, run.facts.plant);
    },
    isWithheld(run, attempt) {
      return connections.withholdWrites?.(run.facts.environment, attempt.node.node.connection, run.facts.plant) === true;
    },
    isWatched: (environment, objectType) => parts.isWatched?.(environment, objectType) === true,
    redact: (environment, connection, value) => (parts.redact === undefined ? value : parts.redact(environment, connection, value)),
    lookup: (run, attempt) => ({
      valueMap: (name) => parts.reference.valueMap(run.facts.environment, run.facts.referenceRevision, name),
      variable: (name) => parts.reference.variables(run.facts.environment, run.facts.referenceRevision)[name],
      master: (kind, name) => parts.reference.master(run.facts.environment, run.facts.referenceRevision, kind, name),
      validate: (schema, value) => parts.validate(schema, run.plan.scopes[attempt.node.scope]!.schemas, value),
    }),
    masterData({ facts: { environment, flow, runId } }) {
      if (parts.publishMaster === undefined) throw new InternalError('This engine keeps no master data.', { code: 'no-master-data' });
      return parts.publishMaster(environment, { flow, runId });
    },
    watermark(run, name, key) {
      const { environment, flow, startedAt } = run.facts;
      const kept = parts.reads.findFlowWatermark({ environment, flow, name, key });
      return {
        value: kept?.value ?? null,
        seen: kept?.seen ?? [],
        isSetByHand: kept?.set !== undefined && kept.set.at >= startedAt,
        writesWithheld: run.hasWithheld || (run.hasHistory && wasWithheld(run.id, run.facts.originRunId)),
        others: kept === undefined ? parts.reads.countFlowWatermarks(environment, flow) : 0,
      };
    },
    runCode: (run, attempt, code, input) => parts.expressions.runCode(code, input, new StepEvaluation(run, attempt, parts.reference)),
    callbackAddress: (token) => parts.callbackBaseUrl() + token,
    callbackKey: parts.callbackKey,
    cleanShown,
    log: (run, path, message, fields) =>
      parts.logger.info(cleanShown(run.id, message) as string, { ...(cleanShown(run.id, fields ?? {}) as JsonObject), run: run.id, path }),
  };
}
