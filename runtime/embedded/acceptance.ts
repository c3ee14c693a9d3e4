/** What a run says of itself when it is accepted: its row and the first event of its journal. */
import type { Json } from '#flows/json.ts';
import type { TraceBody } from '#flows/trace.ts';
import type { NewRun, TimedBody } from '../store/engine-rows.ts';
import type { Prepared } from './intake.ts';

export interface Acceptance {
  readonly newRun: NewRun;
  readonly accepted: TimedBody & { readonly type: 'run-accepted' };
}

export interface AcceptanceFacts {
  readonly runId: string;
  readonly startedAt: string;
  readonly referenceRevision: number;
  /** The sender's, or merged with those of runs that this one replaces. */
  readonly body: Json;
  readonly originRunId?: string | undefined;
  readonly seed?: (TraceBody & { readonly type: 'run-accepted' })['seed'];
}

export function describeAcceptance(prepared: Prepared, facts: AcceptanceFacts): Acceptance {
  const { request, intake, version, laneKey, sequence, idempotencyKey, plant, keys } = prepared;
  const { runId, startedAt, referenceRevision, body, originRunId, seed } = facts;
  const { lane } = intake.document;
  const correlationId = request.correlationId ?? runId;
  const synchronous = request.synchronous === true;
  const ordered = lane !== undefined && laneKey !== undefined;
  const laneFacts = ordered ? { name: lane.name, key: laneKey, ...(sequence === undefined ? {} : { sequence }) } : undefined;
  return {
    accepted: {
      type: 'run-accepted',
      at: startedAt,
      version,
      callees: prepared.callees,
      trigger: body === request.trigger.body ? request.trigger : { ...request.trigger, body },
      keys,
      correlationId,
      ...(request.traceparent === undefined ? {} : { traceparent: request.traceparent }),
      ...(plant === undefined ? {} : { plant }),
      ...(laneFacts === undefined ? {} : { lane: laneFacts }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(originRunId === undefined ? {} : { originRunId }),
      ...(seed === undefined || seed.length === 0 ? {} : { seed }),
      ...(synchronous ? { synchronous } : {}),
      ...(referenceRevision === 0 ? {} : { referenceRevision }),
    },
    newRun: {
      runId,
      environment: request.environment,
      flow: request.flow,
      version,
      bodyHash: prepared.bodyHash,
      correlationId,
      keys,
      startedAt,
      synchronous,
      ...(ordered ? { laneName: lane.name, laneKey } : {}),
      ...(sequence === undefined ? {} : { sequence }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(originRunId === undefined ? {} : { originRunId }),
      ...(plant === undefined ? {} : { plant }),
    },
  };
}
