/** What one unit of a commit may change, as the real storage lets it; every change can be taken back. */
import { isFinal } from '#flows/run.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { EngineReads, EngineTx, TimedBody } from '#runtime/store/engine-rows.ts';
import { copy, type MemoryRows, place, type StoredRun, toRow } from './memory-rows.ts';

/** `now`: ISO. */
export function createMemoryTx(rows: MemoryRows, reads: EngineReads, now: () => string): EngineTx {
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
    exceptions,
    open,
  } = rows;

  function append(run: StoredRun, bodies: readonly TimedBody[]): readonly TraceEvent[] {
    const list = journal.get(run.runId)!;
    const length = list.length;
    const before = { seq: rows.seq, runSeq: run.runSeq, fresh: rows.fresh.length };
    for (const body of bodies) {
      rows.seq += 1;
      run.runSeq += 1;
      list.push({ seq: rows.seq, runSeq: run.runSeq, runId: run.runId, environment: run.environment, flow: run.flow, ...copy(body) });
    }
    rows.undoLater(() => {
      list.length = length;
      rows.seq = before.seq;
      run.runSeq = before.runSeq;
      rows.fresh.length = before.fresh;
    });
    const added = list.slice(length);
    const { runId, environment, flow } = run;
    const [first] = added;
    if (first !== undefined)
      rows.fresh.push({ runId, environment, flow, firstSeq: first.seq, firstRunSeq: first.runSeq, bodies: copy(bodies), texts: [] });
    return added;
  }

  function leaveLane(run: StoredRun): void {
    const lane = place(run.environment, run.laneName!, run.laneKey!);
    const list = laneRuns.get(lane);
    const index = list?.indexOf(run) ?? -1;
    if (list === undefined || index === -1) return;
    list.splice(index, 1);
    rows.undoLater(() => list.splice(index, 0, run));
  }

  function dropGroup(groupId: string): void {
    rows.remove(groups, groupId);
    for (const [id, member] of [...members]) if (member.groupId === groupId) rows.remove(members, id);
  }

  return {
    reads,
    insertRun(run, event) {
      rows.accepted += 1;
      const row: StoredRun = {
        ...copy(run),
        state: 'accepted',
        acceptedSeq: rows.accepted,
        runSeq: 0,
        inLane: run.laneName !== undefined && run.laneKey !== undefined,
      };
      rows.set(runs, run.runId, row);
      open.add(row);
      journal.set(run.runId, []);
      rows.undoLater(() => {
        rows.accepted -= 1;
        open.delete(row);
        journal.delete(run.runId);
      });
      if (row.inLane) rows.pushTo(laneRuns, place(run.environment, run.laneName!, run.laneKey!), row);
      if (run.idempotencyKey !== undefined) rows.pushTo(keys, place(run.environment, run.flow, run.idempotencyKey), row);
      append(row, [event]);
      return toRow(row);
    },
    appendEvents(runId, fromRunSeq, bodies) {
      const run = rows.getRun(runId);
      if (fromRunSeq !== run.runSeq + 1) throw new Error(`Run ${runId} stands at ${run.runSeq}; events from ${fromRunSeq} do not follow.`);
      append(run, bodies);
      const replied = bodies.find((body) => body.type === 'reply-committed' && !body.path.includes('/'));
      if (replied?.type !== 'reply-committed' || run.reply !== undefined) return;
      const { status, body, headers } = replied;
      rows.patch(run, { reply: copy({ status, body, ...(headers === undefined ? {} : { headers }) }) });
    },
    updateRun(runId, change) {
      const run = rows.getRun(runId);
      if (change.state !== undefined && isFinal(run.state)) throw new Error(`Run ${runId} is final; it cannot become ${change.state}.`);
      const { laneReleased, ...columns } = change;
      const next: Partial<StoredRun> = {};
      for (const [name, value] of Object.entries(columns)) Object.assign(next, { [name]: value ?? undefined });
      if (change.state !== undefined && isFinal(change.state)) {
        next.inLane = false;
        open.delete(run);
        rows.undoLater(() => open.add(run));
      }
      if (laneReleased === true) next.inLane = false;
      if ((laneReleased === true || next.inLane === false) && run.laneName !== undefined) leaveLane(run);
      rows.patch(run, next);
    },
    intendEffect(effect) {
      rows.set(effects, effect.effectKey, { ...copy(effect), state: 'intended' });
    },
    settleEffect(effectKey, settled) {
      const effect = effects.get(effectKey);
      if (effect === undefined) throw new Error(`There is no effect "${effectKey}" to settle.`);
      const { verdict: _verdict, ...columns } = settled;
      rows.set(effects, effectKey, { ...effect, ...copy(columns) });
    },
    recordExchange(effect) {
      rows.set(effects, effect.effectKey, copy(effect));
    },
    setTimer(timer) {
      rows.set(timers, place(timer.runId, timer.path), timer);
    },
    clearTimer(runId, path) {
      rows.remove(timers, place(runId, path));
    },
    openWait(wait) {
      rows.set(waits, place(wait.runId, wait.path), copy(wait));
    },
    closeWait(runId, path) {
      rows.remove(waits, place(runId, path));
    },
    raiseLaneSequence(environment, name, key, sequence) {
      const lane = place(environment, name, key);
      rows.set(laneSequences, lane, Math.max(sequence, laneSequences.get(lane) ?? Number.NEGATIVE_INFINITY));
    },
    keepEvent(environment, event, expiresAt) {
      if (rows.kept.some((other) => other.environment === environment && other.event.id === event.id && other.event.type === event.type))
        return;
      const before = rows.kept;
      rows.kept = [...rows.kept, { environment, event: copy(event), expiresAt }];
      rows.undoLater(() => {
        rows.kept = before;
      });
    },
    takeKeptEvent(environment, type, correlation) {
      const at = now();
      const found = rows.kept.find(
        (other) =>
          other.environment === environment &&
          other.event.type === type &&
          (other.event.subject ?? '') === correlation &&
          other.expiresAt > at,
      );
      if (found === undefined) return undefined;
      const before = rows.kept;
      rows.kept = rows.kept.filter((other) => other !== found);
      rows.undoLater(() => {
        rows.kept = before;
      });
      return found.event;
    },
    insertException(exception) {
      rows.set(exceptions, exception.exceptionId, copy(exception));
    },
    setWatermark(environment, flow, watermark) {
      rows.set(watermarks, place(environment, flow), watermark);
    },
    keepOpenCircuit(circuit) {
      rows.set(openCircuits, place(circuit.environment, circuit.connection, circuit.plant ?? ''), copy(circuit));
    },
    dropOpenCircuit({ environment, connection, plant = '' }) {
      rows.remove(openCircuits, place(environment, connection, plant));
    },
    moveFlowWatermark(moved) {
      const id = place(moved.environment, moved.flow, moved.name, moved.key);
      rows.set(flowWatermarks, id, copy({ ...flowWatermarks.get(id), ...moved }));
    },
    putGroup(group) {
      const open = groups.get(group.groupId) === undefined ? rows.findOpenGroup(group) : undefined;
      if (open !== undefined) throw new Error(`Group ${open.groupId} is open already.`);
      rows.set(groups, group.groupId, copy(group));
    },
    putMember(member) {
      rows.set(members, place(member.groupId, member.memberId), copy(member));
    },
    takeGroup(groupId, at) {
      rows.set(groups, groupId, { closedBy: 'time-out' as const, ...groups.get(groupId)!, takenAt: at });
      for (const [id, member] of members) {
        const { value: _value, ...kept } = member;
        if (member.groupId === groupId) rows.set(members, id, kept);
      }
    },
    dropGroup,
    forgetGroups(before) {
      for (const { groupId, takenAt } of [...groups.values()]) if (takenAt !== undefined && takenAt <= before) dropGroup(groupId);
    },
    countDuplicate() {
      rows.duplicates += 1;
      rows.undoLater(() => {
        rows.duplicates -= 1;
      });
    },
    noteOwnChange(change) {
      rows.set(ownChanges, place(change.environment, change.type, change.key, change.version, change.effectKey), copy(change));
    },
    recordEcho(echo) {
      const key = place(echo.environment, echo.flow, echo.effectKey, echo.objectKey);
      if (echoes.has(key)) return false;
      rows.set(echoes, key, copy(echo));
      return true;
    },
    noteShownState(shown) {
      rows.set(shownStates, place(shown.environment, shown.flow, shown.type, shown.key, shown.message), copy(shown));
    },
    rememberMessage: () => undefined,
    rememberMilestone: () => undefined,
    putSealedValue: () => undefined,
  };
}
