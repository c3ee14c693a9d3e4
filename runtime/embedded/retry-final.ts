/**
 * A final run is retried by a new one that keeps its origin's effect keys (RES-3). It follows the version of the run it retries, called
 * flows included, unless the operator names another; variables and value maps are today's.
 */
import type { DeployedFlows } from '../engine/deployed-flows.ts';
import type { ActRequest, ActResult, StartRequest, StartResult } from '../engine/engine.ts';
import { DamagedError, type EngineReads, type RunRow, type TimedBody } from '../store/engine-rows.ts';

export interface RetryFinalParts {
  readonly reads: Pick<EngineReads, 'readEvents'>;
  readonly flows: Pick<DeployedFlows, 'findDeployed' | 'getVersion'>;
  readonly startMany: (requests: readonly StartRequest[]) => Promise<readonly StartResult[]>;
}

export function createRetryFinal({ reads, flows, startMany }: RetryFinalParts): (row: RunRow, request: ActRequest) => Promise<ActResult> {
  return async (row, request) => {
    const events = readHistory(reads, row.runId);
    const [accepted] = events;
    if (accepted?.type !== 'run-accepted')
      return { kind: 'refused', code: 'run-unreadable', message: 'The beginning of the run cannot be read.' };
    // A retry takes over what the run has done (STP-3), and that is undone.
    if (events.some(({ type }) => type === 'step-compensated'))
      return {
        kind: 'refused',
        code: 'run-compensated',
        message: 'The run was undone; a retry would take its effects for done. Send the message again as a new one.',
      };
    const version = request.version ?? row.version;
    if (!isKnown(flows, row.flow, version))
      return { kind: 'refused', code: 'unknown-version', message: `Flow "${row.flow}" has no version ${version}.` };
    const [result] = await startMany([
      {
        environment: row.environment,
        flow: row.flow,
        trigger: accepted.trigger,
        source: 'manual',
        correlationId: row.correlationId,
        ...(accepted.traceparent === undefined ? {} : { traceparent: accepted.traceparent }),
        origin: {
          runId: row.runId,
          version,
          ...(request.path === undefined ? {} : { fromPath: request.path }),
          ...(request.version === undefined ? { callees: accepted.callees } : {}),
        },
      },
    ]);
    if (result?.kind === 'accepted')
      return {
        kind: 'done',
        runId: result.runId,
        warnings: warningsOf(row, version, flows.findDeployed(row.environment, row.flow)?.version),
      };
    return {
      kind: 'refused',
      code: result?.kind === 'refused' ? result.code : 'not-accepted',
      message: result?.message ?? 'The run could not be started.',
    };
  };
}

function warningsOf({ version: before }: RunRow, version: number, deployed: number | undefined): readonly string[] {
  if (version !== before) return [`The new run follows version ${version} instead of ${before}.`];
  if (deployed !== undefined && deployed !== version)
    return [`The new run follows version ${version} as before; deployed now is version ${deployed}.`];
  return [];
}

/** Nothing when it is damaged. */
function readHistory(reads: Pick<EngineReads, 'readEvents'>, runId: string): readonly TimedBody[] {
  try {
    return reads.readEvents(runId);
  } catch (error) {
    if (error instanceof DamagedError) return [];
    throw error;
  }
}

function isKnown(flows: Pick<DeployedFlows, 'getVersion'>, flow: string, version: number): boolean {
  try {
    return flows.getVersion(flow, version) !== undefined;
  } catch {
    return false;
  }
}
