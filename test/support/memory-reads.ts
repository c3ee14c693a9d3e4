/** What the engine reads of its storage in memory. */
import { DamagedError, type EngineReads, type RunRow } from '#runtime/store/engine-rows.ts';
import { copy, isAt, type MemoryRows, place, type StoredRun, toRow } from './memory-rows.ts';

export function createMemoryReads(rows: MemoryRows): EngineReads {
  const {
    runs,
    journal,
    effects,
    timers,
    waits,
    laneRuns,
    laneSequences,
    keys,
    watermarks,
    flowWatermarks,
    openCircuits,
    groups,
    members,
    ownChanges,
    echoes,
    shownStates,
    damaged,
    open,
  } = rows;

  const waitingGroups = () => [...groups.values()].filter(({ takenAt }) => takenAt === undefined);
  const membersOf = (groupId: string) =>
    [...members.values()].filter((member) => member.groupId === groupId).toSorted((a, b) => a.number - b.number);

  function page(matches: (run: StoredRun) => boolean, after: number, limit: number): readonly RunRow[] {
    const found: RunRow[] = [];
    for (const run of [...open].sort((a, b) => a.acceptedSeq - b.acceptedSeq)) {
      if (run.acceptedSeq <= after || !matches(run)) continue;
      found.push(toRow(run));
      if (found.length === limit) break;
    }
    return found;
  }

  return {
    findRun: (runId) => {
      const run = runs.get(runId);
      return run === undefined ? undefined : toRow(run);
    },
    isAsRead: ({ runId, runSeq, state }) => {
      const run = runs.get(runId);
      return run?.runSeq === runSeq && run.state === state;
    },
    readEvents(runId) {
      if (damaged.has(runId)) throw new DamagedError(runId, `Events of run ${runId} are not as they were written.`);
      return copy(journal.get(runId) ?? []);
    },
    findByIdempotencyKey(environment, flow, key, notBefore) {
      const found = keys.get(place(environment, flow, key))?.findLast((run) => run.startedAt >= notBefore);
      return found === undefined ? undefined : { runId: found.runId, bodyHash: found.bodyHash, correlationId: found.correlationId };
    },
    findLaneHead(environment, name, key) {
      const head = laneRuns.get(place(environment, name, key))?.[0];
      return head === undefined ? undefined : toRow(head);
    },
    listWaitingInLane: (environment, name, key) =>
      (laneRuns.get(place(environment, name, key)) ?? []).filter(({ state }) => state === 'accepted').map(toRow),
    findLaneSequence: (environment, name, key) => laneSequences.get(place(environment, name, key)),
    findEffect: (effectKey) => effects.get(effectKey),
    listEffects: (runId) => [...effects.values()].filter((effect) => effect.runId === runId),
    listWritesUnderWay: (_environment, objectType, objectKey, { sentAfter }) =>
      [...effects.values()]
        .filter((effect) => effect.state === 'intended' && effect.objectType === objectType && effect.intendedAt > sentAfter)
        .filter((effect) => objectKey === undefined || effect.objectKey === objectKey)
        .map(({ effectKey, runId }) => ({ effectKey, runId })),
    listOwnChanges: (environment, flow, type, key) =>
      [...ownChanges.values()]
        .filter((change) => change.environment === environment && change.type === type && change.key === key)
        .filter(({ effectKey }) => !echoes.has(place(environment, flow, effectKey, key)))
        .sort((a, b) => (a.at < b.at ? 1 : -1)),
    listOwnStates: (environment, flow, type, key) =>
      [...ownChanges.values()]
        .filter((change) => change.environment === environment && change.type === type && change.key === key)
        .map((change) => ({ ...change, isTied: echoes.has(place(environment, flow, change.effectKey, key)) }))
        .sort((a, b) => (a.at < b.at ? 1 : -1)),
    listShownStates: (environment, flow, type, key) =>
      [...shownStates.values()].filter(
        (shown) => shown.environment === environment && shown.flow === flow && shown.type === type && shown.key === key,
      ),
    findEcho: (environment, flow, message) =>
      [...echoes.values()].find((echo) => echo.environment === environment && echo.flow === flow && echo.message === message),
    dueTimers: (nowIso, limit) =>
      [...timers.values()]
        .filter(({ dueAt }) => dueAt <= nowIso)
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))
        .slice(0, limit),
    hasTimer: (runId, path) => [...timers.values()].some((timer) => timer.runId === runId && timer.path === path),
    nextTimerAt: () =>
      [...timers.values()].reduce<string | undefined>(
        (least, { dueAt }) => (least === undefined || dueAt < least ? dueAt : least),
        undefined,
      ),
    findWait: (tokenHash) => [...waits.values()].find(({ wait }) => wait.kind === 'callback' && wait.tokenHash === tokenHash),
    findApprovalWait: (approvalId) => [...waits.values()].find(({ wait }) => wait.kind === 'approval' && wait.approvalId === approvalId),
    findEventWait: (environment, event, correlation) =>
      [...waits.values()]
        .filter(
          (row) =>
            row.environment === environment &&
            row.wait.kind === 'event' &&
            row.wait.event === event &&
            row.wait.correlation === correlation,
        )
        .sort((a, b) => runs.get(a.runId)!.acceptedSeq - runs.get(b.runId)!.acceptedSeq)[0],
    listHeld: (environment, connection, after, limit) =>
      page((run) => run.environment === environment && run.heldBy === connection, after, limit),
    listOpenRuns: (after, limit) => page(() => true, after, limit),
    listReadyToStart: (after, limit) =>
      page(
        (run) => run.state === 'accepted' && (!run.inLane || laneRuns.get(place(run.environment, run.laneName!, run.laneKey!))![0] === run),
        after,
        limit,
      ),
    countOpenRuns: () => open.size,
    countOpenOf: (environment, flow) => [...open].filter((run) => run.environment === environment && run.flow === flow).length,
    countRunning: (environment, flow) =>
      [...open].filter((run) => run.environment === environment && run.flow === flow && run.state === 'running').length,
    watermark: (environment, flow) => watermarks.get(place(environment, flow)) ?? null,
    listOpenCircuits: () => [...openCircuits.values()],
    findFlowWatermark: ({ environment, flow, name, key }) => flowWatermarks.get(place(environment, flow, name, key)),
    findOpenGroup: (place) => rows.findOpenGroup(place),
    findGroupOf: (runId, path) => waitingGroups().find((group) => group.runId === runId && group.path === path),
    listGroupsOf: (runId) => waitingGroups().filter((group) => group.runId === runId),
    findGroup: (groupId) => waitingGroups().find((group) => group.groupId === groupId),
    findTakenGroup: ({ environment, flow, step, key }, since, memberId) =>
      [...groups.values()]
        .filter((group) => (group.takenAt ?? '') > since && isAt(group, place(environment, flow, step, key)))
        .filter(({ groupId }) => memberId === undefined || members.has(place(groupId, memberId)))
        .at(-1),
    hasMember: (groupId, memberId) => members.has(place(groupId, memberId)),
    listMembers: (groupId) => copy(membersOf(groupId)),
    countFlowWatermarks: (environment, flow) =>
      [...flowWatermarks.values()].filter((row) => row.environment === environment && row.flow === flow).length,
  };
}
