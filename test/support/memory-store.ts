/**
 * The engine's storage in memory, with the promises of the real one: units applied in order, one commit for all of a turn, a unit
 * that throws undone alone, nothing kept of a commit that failed. `crash` ends a life of the process: what was not committed is gone,
 * and who still holds the old writer writes into the void.
 */
import type { Json } from '#flows/json.ts';
import { isFinal, type RunState } from '#flows/run.ts';
import type { EffectRow, EmittedEvent, TraceEvent } from '#flows/trace.ts';
import type { Clock } from '#runtime/engine/clock.ts';
import type { AppendedEvents } from '#runtime/store/appended-events.ts';
import {
  type CollectGroupRow,
  type CollectMemberRow,
  DamagedError,
  type EchoRow,
  type EngineReads,
  type EngineTx,
  type ExceptionRow,
  type FlowWatermarkRow,
  type GroupPlace,
  type OpenCircuitRow,
  type OwnChangeRow,
  type RunRow,
  type ShownStateRow,
  StorageError,
  type TimedBody,
  type TimerRow,
  type WaitRow,
  type Writer,
} from '#runtime/store/engine-rows.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type StoredRun = Mutable<RunRow> & { inLane: boolean };
interface StoredEffect extends Mutable<EffectRow> {
  objectType?: string;
  objectKey?: string;
}
interface KeptEvent {
  readonly environment: string;
  readonly event: EmittedEvent;
  readonly expiresAt: string;
}

export interface MemoryStore {
  readonly writer: Writer;
  readonly reads: EngineReads;
  readonly runs: ReadonlyMap<string, RunRow>;
  readonly exceptions: ReadonlyMap<string, ExceptionRow>;
  readonly timers: ReadonlyMap<string, TimerRow>;
  readonly waits: ReadonlyMap<string, WaitRow>;
  readonly duplicates: number;
  eventsOf(runId: string): readonly TraceEvent[];
  effectsOf(runId: string): readonly EffectRow[];
  /** Ends this life; `open` begins the next one over the same rows. */
  crash(): void;
  open(clock: Clock): { readonly writer: Writer; readonly reads: EngineReads };
  /** Every commit fails until `free` is called. */
  fillDisk(): void;
  free(): void;
  /** The journal of the run can no longer be trusted. */
  damage(runId: string): void;
  /** Called before each commit; what it throws is the commit's failure. */
  beforeCommit: (() => void) | undefined;
  /** Called after each commit, before anybody hears of it: the instant at which a crash hurts most. */
  afterCommit: (() => void) | undefined;
}

interface Unit {
  readonly apply: (tx: EngineTx) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export function createMemoryStore(firstClock: Clock): MemoryStore {
  const runs = new Map<string, StoredRun>();
  const order: StoredRun[] = [];
  const journal = new Map<string, TraceEvent[]>();
  const effects = new Map<string, StoredEffect>();
  const timers = new Map<string, TimerRow>();
  const waits = new Map<string, WaitRow>();
  const laneRuns = new Map<string, StoredRun[]>();
  const laneSequences = new Map<string, number>();
  const keys = new Map<string, StoredRun[]>();
  const watermarks = new Map<string, Json>();
  const flowWatermarks = new Map<string, FlowWatermarkRow>();
  const openCircuits = new Map<string, OpenCircuitRow>();
  const groups = new Map<string, CollectGroupRow & { readonly takenAt?: string }>();
  const members = new Map<string, CollectMemberRow>();
  const ownChanges = new Map<string, OwnChangeRow>();
  const echoes = new Map<string, EchoRow>();
  const shownStates = new Map<string, ShownStateRow>();
  const exceptions = new Map<string, ExceptionRow>();
  const damaged = new Set<string>();
  let kept: KeptEvent[] = [];
  const open = new Set<StoredRun>();
  let seq = 0;
  let accepted = 0;
  let duplicates = 0;
  let full = false;
  let life = 0;
  let undo: (() => void)[] = [];
  let fresh: AppendedEvents[] = [];
  const hooks: { before?: (() => void) | undefined; after?: (() => void) | undefined } = {};
  let waitingForSpace: (() => void)[] = [];

  const place = (...parts: readonly string[]) => parts.join('\n');

  function set<K, V>(map: Map<K, V>, key: K, value: V): void {
    const had = map.has(key);
    const before = map.get(key) as V;
    map.set(key, value);
    undo.push(() => (had ? map.set(key, before) : map.delete(key)));
  }
  function remove<K, V>(map: Map<K, V>, key: K): void {
    if (!map.has(key)) return;
    const before = map.get(key) as V;
    map.delete(key);
    undo.push(() => map.set(key, before));
  }
  function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
    undo.push(() => map.get(key)!.pop());
  }
  function patch<T extends object>(row: T, change: Partial<T>): void {
    const before: Partial<T> = {};
    for (const name of Object.keys(change) as (keyof T)[]) before[name] = row[name];
    Object.assign(row, change);
    undo.push(() => Object.assign(row, before));
  }

  function getRun(runId: string): StoredRun {
    const run = runs.get(runId);
    if (run === undefined) throw new Error(`There is no run "${runId}".`);
    return run;
  }

  function append(run: StoredRun, bodies: readonly TimedBody[]): readonly TraceEvent[] {
    const list = journal.get(run.runId)!;
    const length = list.length;
    const before = { seq, runSeq: run.runSeq, fresh: fresh.length };
    for (const body of bodies) {
      seq += 1;
      run.runSeq += 1;
      list.push({ seq, runSeq: run.runSeq, runId: run.runId, environment: run.environment, flow: run.flow, ...copy(body) });
    }
    undo.push(() => {
      list.length = length;
      seq = before.seq;
      run.runSeq = before.runSeq;
      fresh.length = before.fresh;
    });
    const added = list.slice(length);
    const { runId, environment, flow } = run;
    const [first] = added;
    if (first !== undefined)
      fresh.push({ runId, environment, flow, firstSeq: first.seq, firstRunSeq: first.runSeq, bodies: copy(bodies), texts: [] });
    return added;
  }

  function createTx(reads: EngineReads, now: () => string): EngineTx {
    return {
      reads,
      insertRun(run, event) {
        accepted += 1;
        const row: StoredRun = {
          ...copy(run),
          state: 'accepted',
          acceptedSeq: accepted,
          runSeq: 0,
          inLane: run.laneName !== undefined && run.laneKey !== undefined,
        };
        set(runs, run.runId, row);
        order.push(row);
        open.add(row);
        journal.set(run.runId, []);
        undo.push(() => {
          accepted -= 1;
          order.pop();
          open.delete(row);
          journal.delete(run.runId);
        });
        if (row.inLane) pushTo(laneRuns, place(run.environment, run.laneName!, run.laneKey!), row);
        if (run.idempotencyKey !== undefined) pushTo(keys, place(run.environment, run.flow, run.idempotencyKey), row);
        append(row, [event]);
        return toRow(row);
      },
      appendEvents(runId, fromRunSeq, bodies) {
        const run = getRun(runId);
        if (fromRunSeq !== run.runSeq + 1)
          throw new Error(`Run ${runId} stands at ${run.runSeq}; events from ${fromRunSeq} do not follow.`);
        append(run, bodies);
        const replied = bodies.find((body) => body.type === 'reply-committed' && !body.path.includes('/'));
        if (replied?.type !== 'reply-committed' || run.reply !== undefined) return;
        const { status, body, headers } = replied;
        patch(run, { reply: copy({ status, body, ...(headers === undefined ? {} : { headers }) }) });
      },
      updateRun(runId, change) {
        const run = getRun(runId);
        if (change.state !== undefined && isFinal(run.state)) throw new Error(`Run ${runId} is final; it cannot become ${change.state}.`);
        const { laneReleased, ...columns } = change;
        const next: Partial<StoredRun> = {};
        for (const [name, value] of Object.entries(columns)) Object.assign(next, { [name]: value ?? undefined });
        if (change.state !== undefined && isFinal(change.state)) {
          next.inLane = false;
          open.delete(run);
          undo.push(() => open.add(run));
        }
        if (laneReleased === true) next.inLane = false;
        if ((laneReleased === true || next.inLane === false) && run.laneName !== undefined) leaveLane(run);
        patch(run, next);
      },
      intendEffect(effect) {
        set(effects, effect.effectKey, { ...copy(effect), state: 'intended' });
      },
      settleEffect(effectKey, settled) {
        const effect = effects.get(effectKey);
        if (effect === undefined) throw new Error(`There is no effect "${effectKey}" to settle.`);
        const { verdict: _verdict, ...columns } = settled;
        set(effects, effectKey, { ...effect, ...copy(columns) });
      },
      recordExchange(effect) {
        set(effects, effect.effectKey, copy(effect));
      },
      setTimer(timer) {
        set(timers, place(timer.runId, timer.path), timer);
      },
      clearTimer(runId, path) {
        remove(timers, place(runId, path));
      },
      openWait(wait) {
        set(waits, place(wait.runId, wait.path), copy(wait));
      },
      closeWait(runId, path) {
        remove(waits, place(runId, path));
      },
      raiseLaneSequence(environment, name, key, sequence) {
        const lane = place(environment, name, key);
        set(laneSequences, lane, Math.max(sequence, laneSequences.get(lane) ?? Number.NEGATIVE_INFINITY));
      },
      keepEvent(environment, event, expiresAt) {
        if (kept.some((other) => other.environment === environment && other.event.id === event.id && other.event.type === event.type))
          return;
        const before = kept;
        kept = [...kept, { environment, event: copy(event), expiresAt }];
        undo.push(() => {
          kept = before;
        });
      },
      takeKeptEvent(environment, type, correlation) {
        const at = now();
        const found = kept.find(
          (other) =>
            other.environment === environment &&
            other.event.type === type &&
            (other.event.subject ?? '') === correlation &&
            other.expiresAt > at,
        );
        if (found === undefined) return undefined;
        const before = kept;
        kept = kept.filter((other) => other !== found);
        undo.push(() => {
          kept = before;
        });
        return found.event;
      },
      insertException(exception) {
        set(exceptions, exception.exceptionId, copy(exception));
      },
      setWatermark(environment, flow, watermark) {
        set(watermarks, place(environment, flow), watermark);
      },
      keepOpenCircuit(circuit) {
        set(openCircuits, place(circuit.environment, circuit.connection, circuit.plant ?? ''), copy(circuit));
      },
      dropOpenCircuit({ environment, connection, plant = '' }) {
        remove(openCircuits, place(environment, connection, plant));
      },
      moveFlowWatermark(moved) {
        const id = place(moved.environment, moved.flow, moved.name, moved.key);
        set(flowWatermarks, id, copy({ ...flowWatermarks.get(id), ...moved }));
      },
      putGroup(group) {
        const open = groups.get(group.groupId) === undefined ? findOpenGroup(group) : undefined;
        if (open !== undefined) throw new Error(`Group ${open.groupId} is open already.`);
        set(groups, group.groupId, copy(group));
      },
      putMember(member) {
        set(members, place(member.groupId, member.memberId), copy(member));
      },
      takeGroup(groupId, at) {
        set(groups, groupId, { closedBy: 'time-out' as const, ...groups.get(groupId)!, takenAt: at });
        for (const [id, member] of members) {
          const { value: _value, ...kept } = member;
          if (member.groupId === groupId) set(members, id, kept);
        }
      },
      dropGroup,
      forgetGroups(before) {
        for (const { groupId, takenAt } of [...groups.values()]) if (takenAt !== undefined && takenAt <= before) dropGroup(groupId);
      },
      countDuplicate() {
        duplicates += 1;
        undo.push(() => {
          duplicates -= 1;
        });
      },
      noteOwnChange(change) {
        set(ownChanges, place(change.environment, change.type, change.key, change.version, change.effectKey), copy(change));
      },
      recordEcho(echo) {
        const key = place(echo.environment, echo.flow, echo.effectKey, echo.objectKey);
        if (echoes.has(key)) return false;
        set(echoes, key, copy(echo));
        return true;
      },
      noteShownState(shown) {
        set(shownStates, place(shown.environment, shown.flow, shown.type, shown.key, shown.message), copy(shown));
      },
      rememberMessage: () => undefined,
      rememberMilestone: () => undefined,
      putSealedValue: () => undefined,
    };
  }

  function leaveLane(run: StoredRun): void {
    const lane = place(run.environment, run.laneName!, run.laneKey!);
    const list = laneRuns.get(lane);
    const index = list?.indexOf(run) ?? -1;
    if (list === undefined || index === -1) return;
    list.splice(index, 1);
    undo.push(() => list.splice(index, 0, run));
  }

  function findOpenGroup({ environment, flow, step, key }: GroupPlace) {
    const name = place(environment, flow, step, key);
    return [...groups.values()].find((group) => group.closedBy === undefined && isAt(group, name));
  }

  function isAt({ environment, flow, step, key }: GroupPlace, name: string): boolean {
    return place(environment, flow, step, key) === name;
  }

  function dropGroup(groupId: string): void {
    remove(groups, groupId);
    for (const [id, member] of [...members]) if (member.groupId === groupId) remove(members, id);
  }

  const waitingGroups = () => [...groups.values()].filter(({ takenAt }) => takenAt === undefined);
  const membersOf = (groupId: string) =>
    [...members.values()].filter((member) => member.groupId === groupId).toSorted((a, b) => a.number - b.number);

  const reads: EngineReads = {
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
    findOpenGroup,
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

  function page(matches: (run: StoredRun) => boolean, after: number, limit: number): readonly RunRow[] {
    const found: RunRow[] = [];
    for (const run of [...open].sort((a, b) => a.acceptedSeq - b.acceptedSeq)) {
      if (run.acceptedSeq <= after || !matches(run)) continue;
      found.push(toRow(run));
      if (found.length === limit) break;
    }
    return found;
  }

  function openLife(clock: Clock): { readonly writer: Writer; readonly reads: EngineReads } {
    life += 1;
    const own = life;
    const listeners = new Set<Parameters<Writer['onCommitted']>[0]>();
    const tx = createTx(reads, () => new Date(clock.now()).toISOString());
    let queue: Unit[] = [];
    let scheduled = false;
    let drained: (() => void)[] = [];

    function commit(): void {
      scheduled = false;
      if (own !== life) return;
      const batch = queue;
      queue = [];
      const batchUndo: (() => void)[] = [];
      const outcomes: { readonly unit: Unit; readonly value?: unknown; readonly error?: unknown }[] = [];
      fresh = [];
      let lost: unknown;
      for (const unit of batch) {
        undo = [];
        try {
          outcomes.push({ unit, value: unit.apply(tx) });
          batchUndo.push(...undo);
        } catch (error) {
          for (const back of undo.reverse()) back();
          outcomes.push({ unit, error });
        }
      }
      try {
        if (full) throw new StorageError('disk-full', 'database or disk is full');
        hooks.before?.();
      } catch (error) {
        lost = error;
      }
      if (own !== life || lost !== undefined) {
        for (const back of batchUndo.reverse()) back();
        if (own === life) for (const { unit } of outcomes) unit.reject(lost);
      } else {
        const appended = fresh;
        hooks.after?.();
        if (own !== life) return;
        if (appended.length > 0) for (const listener of listeners) listener(appended);
        for (const { unit, value, error } of outcomes) {
          if (error === undefined) unit.resolve(value);
          else unit.reject(error);
        }
      }
      if (queue.length > 0) schedule();
      else for (const resolve of drained.splice(0)) resolve();
    }

    function schedule(): void {
      if (scheduled) return;
      scheduled = true;
      clock.after(0, commit);
    }

    const writer: Writer = {
      write: <T>(apply: (open: EngineTx) => T) =>
        new Promise<T>((resolve, reject) => {
          // The old process is dead: nobody answers it any more.
          if (own !== life) return;
          queue.push({ apply, resolve: resolve as (value: unknown) => void, reject });
          schedule();
        }),
      onCommitted(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      drain: () => (queue.length === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve))),
      whenWritable: () => (full ? new Promise((resolve) => waitingForSpace.push(resolve)) : Promise.resolve()),
    };
    drained = [];
    return { writer, reads };
  }

  const first = openLife(firstClock);
  return {
    ...first,
    runs,
    exceptions,
    timers,
    waits,
    get duplicates() {
      return duplicates;
    },
    eventsOf: (runId) => journal.get(runId) ?? [],
    effectsOf: (runId) => reads.listEffects(runId),
    crash() {
      life += 1;
      waitingForSpace = [];
    },
    open: openLife,
    fillDisk() {
      full = true;
    },
    free() {
      full = false;
      for (const resolve of waitingForSpace.splice(0)) resolve();
    },
    damage(runId) {
      damaged.add(runId);
    },
    get beforeCommit() {
      return hooks.before;
    },
    set beforeCommit(act) {
      hooks.before = act;
    },
    get afterCommit() {
      return hooks.after;
    },
    set afterCommit(act) {
      hooks.after = act;
    },
  };
}

function toRow(run: StoredRun): RunRow {
  const { inLane: _inLane, ...row } = run;
  return { ...row, state: row.state as RunState };
}

/** Rows are text: nothing of the engine's own objects lives on in them. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
