/** Rows of what is collected by key (WAI-5). */
import type { Database, Statement } from 'better-sqlite3';
import type { Json } from '#flows/json.ts';
import type { GroupClosing } from '../engine/collect-group.ts';
import type { CollectGroupRow, CollectMemberRow, EngineReads, EngineTx } from './engine-rows.ts';
import type { RunWrites } from './run-writes.ts';

export type GroupWrites = Pick<EngineTx, 'putGroup' | 'putMember' | 'takeGroup' | 'dropGroup' | 'forgetGroups'>;
export type GroupReads = Pick<
  EngineReads,
  'findOpenGroup' | 'findGroupOf' | 'listGroupsOf' | 'findGroup' | 'findTakenGroup' | 'hasMember' | 'listMembers'
>;

export interface StoredGroup {
  readonly group_id: string;
  readonly environment: string;
  readonly flow: string;
  readonly step: string;
  readonly key: string;
  readonly run_id: string;
  readonly path: string;
  readonly opened_at: string;
  readonly last_at: string;
  readonly due_at: string;
  readonly members: number;
  readonly weight: number;
  readonly bytes: number;
  readonly expected: number | null;
  readonly closed_by: string | null;
  readonly closer: string | null;
}

interface StoredMember {
  readonly group_id: string;
  readonly member_id: string;
  readonly number: number;
  readonly sort: string | null;
  readonly value: string | null;
  readonly run_id: string;
  readonly at: string;
}

const PLACE = 'environment = ? AND flow = ? AND step = ? AND key = ?';
type Place = [string, string, string, string];

export function createGroupReads(database: Database): GroupReads {
  const open = database.prepare<Place, StoredGroup>(`SELECT * FROM collect_group WHERE ${PLACE} AND closed_by IS NULL`);
  const ofPath = database.prepare<[string, string], StoredGroup>(
    'SELECT * FROM collect_group WHERE run_id = ? AND path = ? AND taken_at IS NULL',
  );
  const ofRun = database.prepare<[string], StoredGroup>('SELECT * FROM collect_group WHERE run_id = ? AND taken_at IS NULL');
  const byId = database.prepare<[string], StoredGroup>('SELECT * FROM collect_group WHERE group_id = ? AND taken_at IS NULL');
  const taken = database.prepare<[...Place, string], StoredGroup>(
    `SELECT * FROM collect_group WHERE ${PLACE} AND taken_at > ? ORDER BY taken_at DESC LIMIT 1`,
  );
  const takenWith = database.prepare<[...Place, string, string], StoredGroup>(
    `SELECT collect_group.* FROM collect_group JOIN collect_member USING (group_id)
     WHERE ${PLACE} AND taken_at > ? AND member_id = ? ORDER BY taken_at DESC LIMIT 1`,
  );
  const member = database.prepare<[string, string], number>('SELECT 1 FROM collect_member WHERE group_id = ? AND member_id = ?').pluck();
  const members = database.prepare<[string], StoredMember>('SELECT * FROM collect_member WHERE group_id = ? ORDER BY number');
  return {
    findOpenGroup: ({ environment, flow, step, key }) => toGroup(open.get(environment, flow, step, key)),
    findGroupOf: (runId, path) => toGroup(ofPath.get(runId, path)),
    listGroupsOf: (runId) => ofRun.all(runId).map((row) => toGroup(row)!),
    findGroup: (groupId) => toGroup(byId.get(groupId)),
    findTakenGroup({ environment, flow, step, key }, since, memberId) {
      if (memberId === undefined) return toGroup(taken.get(environment, flow, step, key, since));
      return toGroup(takenWith.get(environment, flow, step, key, since, memberId));
    },
    hasMember: (groupId, memberId) => member.get(groupId, memberId) !== undefined,
    listMembers: (groupId) => members.all(groupId).map(toMember),
  };
}

export function createGroupWrites(database: Database, runs: RunWrites): GroupWrites {
  const prepare = (sql: string) => database.prepare(sql) as Statement<never[]>;
  const put = prepare(
    `INSERT INTO collect_group (group_id, environment, flow, step, key, run_id, path, opened_at, last_at, due_at, members, weight, bytes, expected, closed_by, closer)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last_at = excluded.last_at, due_at = excluded.due_at, members = excluded.members, weight = excluded.weight,
       bytes = excluded.bytes, expected = excluded.expected, closed_by = excluded.closed_by, closer = excluded.closer`,
  );
  const putMember = prepare(
    'INSERT INTO collect_member (group_id, member_id, number, sort, value, run_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const take = prepare(`UPDATE collect_group SET taken_at = ?, closed_by = coalesce(closed_by, 'time-out') WHERE group_id = ?`);
  const forgetValues = prepare('UPDATE collect_member SET value = NULL WHERE group_id = ?');
  const dropGroup = prepare('DELETE FROM collect_group WHERE group_id = ?');
  const dropMembers = prepare('DELETE FROM collect_member WHERE group_id = ?');
  const forgetMembers = prepare('DELETE FROM collect_member WHERE group_id IN (SELECT group_id FROM collect_group WHERE taken_at <= ?)');
  const forget = prepare('DELETE FROM collect_group WHERE taken_at <= ?');
  return {
    putGroup(group) {
      runs.log(
        put,
        group.groupId,
        group.environment,
        group.flow,
        group.step,
        group.key,
        group.runId,
        group.path,
        group.openedAt,
        group.lastAt,
        group.dueAt,
        group.members,
        group.weight,
        group.bytes,
        group.expected ?? null,
        group.closedBy ?? null,
        group.closer === undefined ? null : JSON.stringify(group.closer),
      );
    },
    putMember({ groupId, memberId, number, order, value, runId, at }) {
      runs.log(putMember, groupId, memberId, number, order === undefined ? null : JSON.stringify(order), JSON.stringify(value), runId, at);
    },
    takeGroup(groupId, at) {
      runs.log(take, at, groupId);
      runs.log(forgetValues, groupId);
    },
    dropGroup(groupId) {
      runs.log(dropMembers, groupId);
      runs.log(dropGroup, groupId);
    },
    forgetGroups(before) {
      runs.log(forgetMembers, before);
      runs.log(forget, before);
    },
  };
}

export function toGroup(row: StoredGroup | undefined): CollectGroupRow | undefined {
  if (row === undefined) return undefined;
  const { environment, flow, step, key, path, members, weight, bytes } = row;
  return {
    groupId: row.group_id,
    environment,
    flow,
    step,
    key,
    runId: row.run_id,
    path,
    openedAt: row.opened_at,
    lastAt: row.last_at,
    dueAt: row.due_at,
    members,
    weight,
    bytes,
    ...(row.expected === null ? {} : { expected: row.expected }),
    ...(row.closed_by === null ? {} : { closedBy: row.closed_by as GroupClosing }),
    ...(row.closer === null ? {} : { closer: JSON.parse(row.closer) as { by: string; reason: string } }),
  };
}

function toMember({ group_id, member_id, number, sort, value, run_id, at }: StoredMember): CollectMemberRow {
  return {
    groupId: group_id,
    number,
    memberId: member_id,
    ...(sort === null ? {} : { order: JSON.parse(sort) as string | number }),
    ...(value === null ? {} : { value: JSON.parse(value) as Json }),
    runId: run_id,
    at,
  };
}
