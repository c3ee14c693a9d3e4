/** Lists and search over runs, answered by the reader worker; the rows are turned into views here. */
import type { Database } from 'better-sqlite3';
import type { CollectedGroup } from '#flows/api/environments.ts';
import type { ApprovalView, ExceptionView, ObjectTimeline, WriteSummary } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { Json } from '#flows/json.ts';
import type { Wait } from '#flows/trace.ts';
import type { BlobStore } from './blobs.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { EFFECT_COLUMNS, OF_RUN, type StoredEffect, toEffectRow } from './effect-rows.ts';
import { createFlowMetrics, createSampleMetrics } from './flow-metrics.ts';
import type { StoredGroup } from './group-rows.ts';
import { createLaneList } from './lane-list.ts';
import type { ReaderWorker } from './reader-worker.ts';
import { createRunList } from './run-list.ts';
import type { RunQueries } from './run-queries.ts';
import { RUN_COLUMNS, type StoredRun } from './run-rows.ts';
import { toRunSummary } from './run-summary.ts';

const EXCEPTION_STATES: readonly string[] = ['open', 'taken', 'closed'];
const MOST_APPROVALS = 1_000;
const MOST_TIMELINE_RUNS = 200;

export interface RunSearchParts {
  readonly database: Database;
  readonly reader: ReaderWorker;
  readonly blobs: BlobStore;
  readonly listEnvironments: () => readonly string[];
  readonly backup: (file: string) => Promise<void>;
}

export function createRunSearch({ database, reader, blobs, listEnvironments, backup }: RunSearchParts): RunQueries {
  return {
    listRuns: createRunList(database, reader, listEnvironments),
    ...createLaneList(reader),
    metrics: createFlowMetrics(database, reader),
    sampleMetrics: createSampleMetrics(reader),

    async listApprovals(environment) {
      const rows = await reader.all<StoredApproval>(
        `SELECT wait.run, run_id, path, flow, wait.environment, wait, opened_at, keys, sample FROM wait JOIN run ON run.number = wait.run
         WHERE kind = 'approval' AND (? IS NULL OR wait.environment = ?) ORDER BY opened_at LIMIT ${MOST_APPROVALS}`,
        environment ?? null,
        environment ?? null,
      );
      return rows.map(toApprovalView);
    },

    async listGroups({ environment, flow, cursor, limit }): Promise<Page<CollectedGroup>> {
      const after = decodeCursor<{ at: string; id: string }>(cursor);
      const rows = await reader.all<StoredGroup>(
        `SELECT * FROM collect_group WHERE taken_at IS NULL AND environment = ? AND (? IS NULL OR flow = ?) AND (opened_at, group_id) > (?, ?)
         ORDER BY opened_at, group_id LIMIT ?`,
        environment,
        flow ?? null,
        flow ?? null,
        after?.at ?? '',
        after?.id ?? '',
        limit + 1,
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(toCollectedGroup),
        ...(rows.length > limit && last !== undefined ? { next: encodeCursor({ at: last.opened_at, id: last.group_id }) } : {}),
      };
    },

    async listExceptions(environment, cursor, limit, states = EXCEPTION_STATES): Promise<Page<ExceptionView>> {
      const before = decodeCursor<{ at: string; id: string }>(cursor);
      const rows = await reader.all<StoredException>(
        `SELECT * FROM exception WHERE environment = ? AND (raised_at, exception_id) < (?, ?)
           AND state IN (${states.map(() => '?').join(', ')})
         ORDER BY raised_at DESC, exception_id DESC LIMIT ?`,
        environment,
        before?.at ?? '\u{10ffff}',
        before?.id ?? '',
        ...states,
        limit + 1,
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(toExceptionView),
        ...(rows.length > limit && last !== undefined ? { next: encodeCursor({ at: last.raised_at, id: last.exception_id }) } : {}),
      };
    },

    async findException(environment, exceptionId) {
      const [row] = await reader.all<StoredException>(
        'SELECT * FROM exception WHERE exception_id = ? AND environment = ?',
        exceptionId,
        environment,
      );
      return row === undefined ? undefined : toExceptionView(row);
    },

    async listEffects({ environment, effectKey, objectKey, limit }) {
      const select = `SELECT ${EFFECT_COLUMNS} FROM effect JOIN run ON run.number = effect.run WHERE effect.environment = ?`;
      const rows =
        effectKey !== undefined
          ? await reader.all<StoredEffect>(`${select} AND effect_key = ? LIMIT ?`, environment, effectKey, limit)
          : objectKey !== undefined
            ? await reader.all<StoredEffect>(`${select} AND object_key = ? ORDER BY effect.id DESC LIMIT ?`, environment, objectKey, limit)
            : await reader.all<StoredEffect>(`${select} ORDER BY effect.id DESC LIMIT ?`, environment, limit);
      return rows.map((row) => toEffectRow(row, blobs));
    },

    async objectTimeline(environment, type, key): Promise<ObjectTimeline> {
      const [milestones, runs, writes] = (await reader.allOf([
        {
          sql: 'SELECT milestone, at, run_id AS runId FROM milestone WHERE environment = ? AND object_type = ? AND object_key = ? ORDER BY at, milestone',
          values: [environment, type, key],
        },
        {
          sql: `SELECT ${RUN_COLUMNS} FROM run_key AS k CROSS JOIN run ON run.number = k.run
                WHERE k.environment = ? AND k.value = ? ORDER BY k.run DESC LIMIT ${MOST_TIMELINE_RUNS}`,
          values: [environment, key],
        },
        {
          sql: `SELECT effect_key AS effectKey, run.run_id AS runId, path, operation, connection, effect.state, intended_at AS intendedAt,
                  settled_at AS settledAt
                FROM (SELECT run FROM run_key WHERE environment = ? AND value = ? ORDER BY run DESC LIMIT ${MOST_TIMELINE_RUNS}) AS k
                CROSS JOIN run ON run.number = k.run CROSS JOIN effect ON ${OF_RUN}
                WHERE kind = 'write' ORDER BY effect.id`,
          values: [environment, key],
        },
      ])) as [ObjectTimeline['milestones'], readonly StoredRun[], readonly Parameters<typeof withoutNull>[0][]];
      return { type, key, milestones, runs: runs.map(toRunSummary), writes: writes.map(withoutNull) };
    },

    backup,
  };
}

function withoutNull({ settledAt, ...write }: Omit<WriteSummary, 'settledAt'> & { readonly settledAt: string | null }): WriteSummary {
  return settledAt === null ? write : { ...write, settledAt };
}

function toCollectedGroup(row: StoredGroup): CollectedGroup {
  return {
    groupId: row.group_id,
    flowId: row.flow,
    step: row.step,
    key: row.key,
    runId: row.run_id,
    members: row.members,
    ...(row.expected === null ? {} : { expected: row.expected }),
    ...(row.weight === 0 ? {} : { weight: row.weight }),
    openedAt: row.opened_at,
    lastAt: row.last_at,
    dueAt: row.due_at,
  };
}

interface StoredApproval {
  readonly run_id: string;
  readonly path: string;
  readonly flow: string;
  readonly environment: string;
  readonly wait: string;
  readonly opened_at: string;
  readonly keys: string;
  readonly sample: number;
}

function toApprovalView(row: StoredApproval): ApprovalView {
  const wait = JSON.parse(row.wait) as Wait & { readonly kind: 'approval' };
  return {
    approvalId: wait.approvalId,
    runId: row.run_id,
    path: row.path,
    flowId: row.flow,
    environment: row.environment,
    role: wait.role,
    title: wait.title,
    ...(wait.detail === undefined ? {} : { detail: wait.detail }),
    choices: wait.choices,
    openedAt: row.opened_at,
    ...(wait.dueAt === undefined ? {} : { dueAt: wait.dueAt }),
    keys: JSON.parse(row.keys) as { readonly [name: string]: string },
    ...(row.sample === 1 ? { sample: true as const } : {}),
  };
}

interface StoredException {
  readonly exception_id: string;
  readonly environment: string;
  readonly flow: string;
  readonly run_id: string | null;
  readonly title: string;
  readonly owner: string;
  readonly detail: string | null;
  readonly key: string | null;
  readonly due_at: string | null;
  readonly runbook: string | null;
  readonly raised_at: string;
  readonly state: string;
  readonly taken_by: string | null;
  readonly sample: number;
}

function toExceptionView(row: StoredException): ExceptionView {
  return {
    exceptionId: row.exception_id,
    environment: row.environment,
    flowId: row.flow,
    ...(row.run_id === null ? {} : { runId: row.run_id }),
    title: row.title,
    owner: row.owner,
    ...(row.detail === null ? {} : { detail: JSON.parse(row.detail) as Json }),
    ...(row.key === null ? {} : { key: row.key }),
    ...(row.due_at === null ? {} : { dueAt: row.due_at }),
    ...(row.runbook === null ? {} : { runbook: row.runbook }),
    raisedAt: row.raised_at,
    state: row.state as ExceptionView['state'],
    ...(row.taken_by === null ? {} : { takenBy: row.taken_by }),
    ...(row.sample === 1 ? { sample: true as const } : {}),
  };
}
