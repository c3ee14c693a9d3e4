/** What a run has left in its rows, as sample history is written from it. What would bear on real runs stays behind. */
import type { TraceEvent, Wait } from '#flows/trace.ts';
import type { MemoryRows } from '../../flow-tests/memory-rows.ts';
import type { ExceptionRow, TimedBody, WaitRow } from '../../store/engine-rows.ts';
import type { SampleRun } from '../../store/sample-history.ts';

interface StoredException {
  readonly exception_id: string;
  readonly title: string;
  readonly owner: string;
  readonly detail: string | null;
  readonly key: string | null;
  readonly due_at: string | null;
  readonly runbook: string | null;
  readonly raised_at: string;
}

export function listApprovals({ database }: Pick<MemoryRows, 'database'>, runId: string): readonly WaitRow[] {
  return database
    .prepare<[string], { path: string; environment: string; wait: string; opened_at: string }>(
      "SELECT path, wait.environment, wait, opened_at FROM wait JOIN run ON run.number = wait.run WHERE run_id = ? AND kind = 'approval'",
    )
    .all(runId)
    .map(({ path, environment, wait, opened_at }) => ({ runId, path, environment, wait: JSON.parse(wait) as Wait, openedAt: opened_at }));
}

export function takeSampleRun({ database, writer }: MemoryRows, runId: string): SampleRun {
  // A real message with this key must not count as known: it has never come.
  const { acceptedSeq: _number, runSeq: _events, idempotencyKey: _key, ...run } = writer.reads.findRun(runId)!;
  const objects = new Map(
    database
      .prepare<[], { effect_key: string; object_type: string | null; object_key: string | null }>(
        'SELECT effect_key, object_type, object_key FROM effect',
      )
      .all()
      .map((row) => [row.effect_key, row]),
  );
  return {
    run,
    events: writer.reads.readEvents(runId).map(toBody),
    effects: writer.reads.listEffects(runId).map((effect) => {
      const object = objects.get(effect.effectKey);
      return typeof object?.object_type === 'string' && object.object_key !== null
        ? { ...effect, objectType: object.object_type, objectKey: object.object_key }
        : effect;
    }),
    exceptions: database
      .prepare<[string], StoredException>('SELECT * FROM exception WHERE run_id = ?')
      .all(runId)
      .map((row) => toException(row, run.environment, run.flow, runId)),
    approvals: listApprovals({ database }, runId),
    milestones: database
      .prepare<[string], SampleRun['milestones'][number]>(
        'SELECT object_type AS objectType, object_key AS objectKey, milestone, at FROM milestone WHERE run_id = ?',
      )
      .all(runId),
  };
}

function toBody({ seq: _seq, runSeq: _runSeq, runId: _runId, environment: _environment, flow: _flow, ...body }: TraceEvent): TimedBody {
  return body as TimedBody;
}

function toException(row: StoredException, environment: string, flow: string, runId: string): ExceptionRow {
  return {
    exceptionId: row.exception_id,
    environment,
    flow,
    runId,
    title: row.title,
    owner: row.owner,
    ...(row.detail === null ? {} : { detail: JSON.parse(row.detail) as NonNullable<ExceptionRow['detail']> }),
    ...(row.key === null ? {} : { key: row.key }),
    ...(row.due_at === null ? {} : { dueAt: row.due_at }),
    ...(row.runbook === null ? {} : { runbook: row.runbook }),
    raisedAt: row.raised_at,
    state: 'open',
  };
}
