/**
 * Collecting by key (WAI-5). The first run of a key waits and holds the group; those that come later leave their member in it and end.
 * Whoever joins, completes or releases a group writes rows alone; the run that waits is woken by its timer row, so nothing is lost
 * between two commits, and what is counted once stays counted.
 */
import type { Json } from '#flows/json.ts';
import { isFinal } from '#flows/run.ts';
import type { TraceBody } from '#flows/trace.ts';
import { type CollectFor, closingOf, dueAfter, EMPTY, type GroupClosing, hasRoom, inOrder, withMember } from '../engine/collect-group.ts';
import type { ActResult } from '../engine/engine.ts';
import type { PlanNode } from '../engine/plan.ts';
import { isOpenNode } from '../engine/run-state.ts';
import type { CollectGroupRow, EngineTx, GroupPlace } from '../store/engine-rows.ts';
import type { ActiveRun } from './active-run.ts';
import type { Committer, Unit } from './committer.ts';

export interface CollectingParts {
  readonly nowIso: () => string;
  readonly newId: () => string;
  readonly timerSet: (dueAt: string) => void;
  readonly deliver: (run: ActiveRun, event: TraceBody) => void;
  readonly releaseLane: (run: ActiveRun, path: string) => void;
}

export interface Collecting {
  /** The step's member joins the open group of its key, or opens one. */
  join(run: ActiveRun, path: string, groupId: string, asked: CollectFor): void;
  /** The step does not wait any more. */
  leave(run: ActiveRun, path: string): void;
}

/** So long a member that comes again, or too late, is known. */
const REMEMBERED_MS = 86_400_000;

/** A change of rows ran again, and finds others than the first time: the run is built anew from its rows. */
class GroupChanged extends Error {}

export function createCollecting({ nowIso, newId, timerSet, deliver, releaseLane }: CollectingParts): Collecting {
  return {
    join(run, path, groupId, asked) {
      const bytes = Buffer.byteLength(JSON.stringify(asked.member.value));
      let answered: string | undefined;
      let wasKnown = false;
      run.changes.push((tx, unit) => {
        // Its commit was lost: the run has gone on with what it was told.
        if (wasKnown) return;
        const { environment, flow } = run.facts;
        const place = { environment, flow, step: stepOf(path), key: asked.key };
        const now = nowIso();
        const own = tx.reads.findGroupOf(run.id, path);
        const open = own ?? findLiving(tx, place, run, now);
        if (answered !== undefined && open?.groupId !== answered) throw new GroupChanged(`Group ${answered} has gone on.`);
        // Another group of the key may be open by now.
        const known = own === undefined && answered === undefined ? findKnown(tx, place, run, path, asked, open === undefined) : undefined;
        if (known !== undefined) {
          wasKnown = true;
          answer(run, path, known);
          return;
        }
        if (open === undefined || (own === undefined && !hasRoom(open, bytes))) {
          if (answered !== undefined) throw new GroupChanged(`Group ${answered} is full.`);
          if (open !== undefined) close(unit, open, 'limit', now);
          hold(unit, run, path, { ...place, groupId, runId: run.id, path, openedAt: now, lastAt: now, dueAt: now, ...EMPTY }, asked, bytes);
          return;
        }
        const isNew = add(unit, open, run, path, asked, bytes);
        // The step was parked meanwhile, and waits again.
        if (own !== undefined) {
          if (!isNew) wake(unit, own, own.dueAt);
          return;
        }
        if (answered !== undefined) return;
        answered = open.groupId;
        answer(run, path, { group: open.groupId, first: open.runId, duplicate: !isNew });
      });
    },

    leave(run, path) {
      run.changes.push((tx) => {
        const index = run.plan.indexByPath.get(path);
        const group = tx.reads.findGroupOf(run.id, path);
        if (group === undefined || (index !== undefined && isOpenNode(run.state, index))) return;
        dropGroup(tx, group, run.plan.document.owner, newId(), nowIso());
      });
    },
  };

  /** A run that could not be read any more was ended by its row alone. */
  function findLiving(tx: EngineTx, place: GroupPlace, run: ActiveRun, now: string): CollectGroupRow | undefined {
    const group = tx.reads.findOpenGroup(place);
    const holder = group === undefined ? undefined : tx.reads.findRun(group.runId);
    if (group === undefined || (holder !== undefined && !isFinal(holder.state))) return group;
    dropGroup(tx, group, run.plan.document.owner, newId(), now);
    return undefined;
  }

  function answer(run: ActiveRun, path: string, told: Json): void {
    deliver(run, { type: 'wait-ended', path, by: 'event', answer: told });
  }

  function hold(unit: Unit, run: ActiveRun, path: string, group: CollectGroupRow, asked: CollectFor, bytes: number): void {
    unit.tx.forgetGroups(new Date(Date.parse(group.openedAt) - REMEMBERED_MS).toISOString());
    add(unit, group, run, path, asked, bytes);
    // Those that are collected may stand behind it in its lane.
    if (run.facts.laneKey !== undefined && !run.state.laneReleased) releaseLane(run, path);
  }

  /** False: it is in the group already. */
  function add({ tx, afterCommit }: Unit, group: CollectGroupRow, run: ActiveRun, path: string, asked: CollectFor, bytes: number): boolean {
    const now = nowIso();
    const { id, value, order } = asked.member;
    if (tx.reads.hasMember(group.groupId, id)) return false;
    const sum = withMember(group, asked.member, bytes);
    const closedBy = group.closedBy ?? closingOf(sum, asked);
    const dueAt = closedBy === undefined ? new Date(dueAfter(Date.parse(group.openedAt), Date.parse(now), asked)).toISOString() : now;
    tx.putGroup({ ...group, ...sum, lastAt: now, dueAt, ...(closedBy === undefined ? {} : { closedBy }) });
    const said = order === undefined ? {} : { order };
    tx.putMember({ groupId: group.groupId, number: sum.members, memberId: id, value, runId: run.id, at: now, ...said }, group.runId, path);
    tx.setTimer({ runId: group.runId, path: group.path, dueAt, kind: 'wait-timeout' });
    afterCommit(() => timerSet(dueAt));
    return true;
  }

  function close(unit: Unit, group: CollectGroupRow, closedBy: GroupClosing, now: string): void {
    unit.tx.putGroup({ ...group, closedBy, dueAt: now });
    wake(unit, group, now);
  }

  function wake({ tx, afterCommit }: Unit, { runId, path }: CollectGroupRow, dueAt: string): void {
    tx.setTimer({ runId, path, dueAt, kind: 'wait-timeout' });
    afterCommit(() => timerSet(dueAt));
  }

  /** It was in a group that has gone on, or (where none is open) comes after one that wants no more. */
  function findKnown(
    tx: EngineTx,
    place: GroupPlace,
    run: ActiveRun,
    path: string,
    asked: CollectFor,
    mayBeLate: boolean,
  ): Json | undefined {
    const earlier = findEarlier(tx, run, path, asked.member);
    if (earlier !== undefined) return earlier;
    const since = new Date(Date.parse(nowIso()) - REMEMBERED_MS).toISOString();
    const before = tx.reads.findTakenGroup(place, since, asked.member.id);
    if (before !== undefined) return { group: before.groupId, first: before.runId, duplicate: true };
    if (!mayBeLate || asked.late !== 'refuse') return undefined;
    const last = tx.reads.findTakenGroup(place, since);
    return last === undefined ? undefined : { group: last.groupId, first: last.runId, late: true };
  }
}

/**
 * A run that goes through again, or a retried one, goes on with the group that it had, its own member as it is now: the others have
 * ended, and bring theirs no more.
 */
function findEarlier(tx: EngineTx, run: ActiveRun, path: string, { id, value }: CollectFor['member']): Json | undefined {
  if (!run.hasHistory) return undefined;
  for (const runId of new Set([run.id, run.facts.originRunId])) {
    const ended = tx.reads.readEvents(runId).findLast((event) => event.type === 'wait-ended' && event.path === path);
    const had = ended?.type === 'wait-ended' ? (ended.answer as Partial<TakenGroup> | undefined) : undefined;
    if (had?.items === undefined || had.members === undefined) continue;
    const own = had.members.findIndex((member) => member.runId === runId);
    const members = had.members.map((member, index) => (index === own ? { id, runId: run.id } : member));
    return { ...had, items: had.items.map((item, index) => (index === own ? value : item)), members } as unknown as Json;
  }
  return undefined;
}

interface TakenGroup {
  readonly items: readonly Json[];
  readonly members: readonly { readonly id: string; readonly runId: string }[];
}

/** The time of the run that holds a group has come: what it goes on with. Undefined when it holds none. */
export function takeGroup(unit: Unit, run: ActiveRun, path: string, now: string): Json | undefined {
  const { tx } = unit;
  const group = tx.reads.findGroupOf(run.id, path);
  if (group === undefined) return undefined;
  const closedBy = group.closedBy ?? 'time-out';
  // From here on nobody joins it, whenever the run's own events are written.
  if (group.closedBy === undefined) tx.putGroup({ ...group, closedBy });
  const members = inOrder(tx.reads.listMembers(group.groupId));
  run.changes.push((open) => {
    if (open.reads.findGroupOf(run.id, path)?.members !== members.length)
      throw new GroupChanged(`Group ${group.groupId} has other members than it went on with.`);
    open.takeGroup(group.groupId, now);
  });
  return {
    group: group.groupId,
    key: group.key,
    closedBy,
    openedAt: group.openedAt,
    items: members.map(({ value }) => value ?? null),
    members: members.map(({ memberId, runId }) => ({ id: memberId, runId })),
    ...(group.closer === undefined ? {} : { releasedBy: group.closer.by, reason: group.closer.reason }),
  };
}

/** WAI-5: the run that holds it ends another way. Nothing is lost: the runs of the members have their messages. */
export function dropGroup(tx: EngineTx, group: CollectGroupRow, owner: string, exceptionId: string, now: string): void {
  const others = tx.reads.listMembers(group.groupId).filter(({ runId }) => runId !== group.runId);
  tx.dropGroup(group.groupId);
  tx.clearTimer(group.runId, group.path);
  if (others.length === 0) return;
  tx.insertException({
    exceptionId,
    environment: group.environment,
    flow: group.flow,
    runId: group.runId,
    title: `${others.length} collected under "${group.key}" did not go on: the run that held them ended another way`,
    owner,
    detail: {
      step: group.step,
      key: group.key,
      members: others.slice(0, MOST_NAMED).map(({ memberId, runId }) => ({ id: memberId, runId })),
    },
    raisedAt: now,
    state: 'open',
  });
}

const MOST_NAMED = 1_000;

export function createReleaseGroup(
  committer: Pick<Committer, 'transact'>,
  { nowIso, timerSet }: Pick<CollectingParts, 'nowIso' | 'timerSet'>,
): (groupId: string, closer: { readonly by: string; readonly reason: string }) => Promise<ActResult> {
  return (groupId, closer) =>
    committer.transact(({ tx, afterCommit }): ActResult => {
      const group = tx.reads.findGroup(groupId);
      if (group === undefined || group.closedBy !== undefined)
        return { kind: 'refused', code: 'group-gone-on', message: 'The group has gone on already.' };
      const dueAt = nowIso();
      tx.putGroup({ ...group, closedBy: 'released', closer, dueAt });
      tx.setTimer({ runId: group.runId, path: group.path, dueAt, kind: 'wait-timeout' });
      afterCommit(() => timerSet(dueAt));
      return { kind: 'done', warnings: [] };
    });
}

export function isCollect({ node }: PlanNode): boolean {
  return node.type === 'core/collect';
}

/** The step as it is drawn, whatever iteration it is in. */
function stepOf(path: string): string {
  return path.replaceAll(/@[\d.]+/g, '');
}
