/**
 * What the embedded engine needs from storage: rows, one group-committing writer, and small indexed reads on the same connection.
 * Everything here is synchronous inside the writer's transaction; lists and search belong to the reader worker (run-search.ts).
 */
import type { Json } from '#flows/json.ts';
import type { EffectState, RunError, RunState } from '#flows/run.ts';
import type { EffectRow, EmittedEvent, ProbeVerdict, TraceBody, TraceEvent, Wait } from '#flows/trace.ts';
import type { GroupClosing, GroupSum } from '../engine/collect-group.ts';
import type { DigestedChange, TakenState } from '../engine/find-notified-echo.ts';
import type { AppendedEvents } from './appended-events.ts';

export interface Writer {
  /**
   * Runs `apply` in the next group transaction (INT-1, STP-1): all that was asked for since the last commit shares one fsync.
   * Calls are applied in the order in which they were made. Resolves after the commit with what `apply` returned.
   * When `apply` throws, only its own rows are rolled back and only this promise rejects; after SQLITE_FULL or an I/O error the
   * whole batch counts as rolled back: every promise of it rejects with StorageError (`disk-full` | `io-error`), RES-5.
   */
  write<T>(apply: (tx: EngineTx) => T): Promise<T>;
  /** Called once after each commit with all events of it, in `seq` order (TRC-1: committed, then sent). */
  onCommitted(listener: (appended: readonly AppendedEvents[]) => void): () => void;
  /** Waits until everything asked for so far is committed. */
  drain(): Promise<void>;
  /** Resolves at once while commits go through, else when they do again (RES-5); rejects with StorageError when only a restart helps. */
  whenWritable(): Promise<void>;
}

/** An event with the instant at which it happened, which may lie before the commit that holds it; readers get it as `at`. */
export type TimedBody = TraceBody & { readonly at: string };

/** A run as the engine keeps it; the journal holds the rest. */
export interface RunRow {
  readonly runId: string;
  readonly environment: string;
  readonly flow: string;
  readonly version: number;
  readonly state: RunState;
  /** Order of acceptance, global; lanes run in this order. */
  readonly acceptedSeq: number;
  readonly laneName?: string;
  readonly laneKey?: string;
  /** Business sequence (INT-6): integer, or instant as epoch milliseconds. */
  readonly sequence?: number;
  readonly idempotencyKey?: string;
  /** SHA-256 of the canonical `trigger.body`, hex. */
  readonly bodyHash: string;
  readonly correlationId: string;
  readonly originRunId?: string;
  readonly plant?: string;
  /** Business keys of the object, searched by operators: `{ sapOrder: "0000004711" }`. */
  readonly keys: { readonly [name: string]: string };
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Number of events so far = next runSeq − 1. */
  readonly runSeq: number;
  /** Connection that a held run waits for. */
  readonly heldBy?: string;
  /** First error or park reason, short, for lists. */
  readonly error?: RunError;
  /** Path of the step that blocks (parked, held, waiting), for lists. */
  readonly blockedAt?: string;
  readonly synchronous: boolean;
  /**
   * Committed answer of the run (INT-2: replayed to duplicates): what its first `reply-committed` outside of called flows says.
   * Read with the run itself (`findRun`); rows that stand among others may be without.
   */
  readonly reply?: { readonly status: number; readonly body: Json; readonly headers?: { readonly [name: string]: string } };
  /** Made up at the first start (sample-history.ts): shown as such, never acted on, not counted. */
  readonly sample?: true;
}

export type NewRun = Omit<RunRow, 'acceptedSeq' | 'runSeq' | 'endedAt' | 'state' | 'sample' | 'reply'> & {
  /** Of sample history: the number that was kept free for it, before those of all real runs. */
  readonly sampleNumber?: number;
};

/** Writes and reads that see the transaction's own changes. */
export interface EngineTx {
  readonly reads: EngineReads;
  /** Inserts the run in state `accepted` with its `run-accepted` event; gives `acceptedSeq`. `text` is the event's JSON where somebody has made it. */
  insertRun(run: NewRun, accepted: TimedBody & { type: 'run-accepted' }, text?: string): RunRow;
  /** Appends gap-free: the first event gets `fromRunSeq`; a mismatch with the stored count throws (two writers on one run). Extends the run's hash chain (RES-4). `texts`: JSON of each event, as far as somebody has made it. */
  appendEvents(runId: string, fromRunSeq: number, events: readonly TimedBody[], texts?: readonly (string | undefined)[]): void;
  updateRun(runId: string, patch: RunPatch): void;
  /** INSERT of an `intended` row, or back to `intended` with a raised attempt when the key exists. */
  intendEffect(
    effect: Omit<EffectRow, 'state' | 'answer' | 'settledAt' | 'error'> & { readonly objectType?: string; readonly objectKey?: string },
  ): void;
  settleEffect(
    effectKey: string,
    settled: {
      readonly state: EffectState;
      readonly answer?: Json;
      readonly error?: RunError;
      readonly verdict?: ProbeVerdict;
      readonly settledAt: string;
      /** Of an unknown one: when the call was made that may still arrive. */
      readonly openSince?: string;
    },
  ): void;
  /** A read exchange, complete. */
  recordExchange(effect: EffectRow): void;
  setTimer(timer: TimerRow): void;
  clearTimer(runId: string, path: string): void;
  openWait(wait: WaitRow): void;
  closeWait(runId: string, path: string): void;
  /** Highest sequence of a completed run in the lane. */
  raiseLaneSequence(environment: string, name: string, key: string, sequence: number): void;
  keepEvent(environment: string, event: EmittedEvent, expiresAt: string): void;
  takeKeptEvent(environment: string, type: string, correlation: string): EmittedEvent | undefined;
  insertException(exception: ExceptionRow): void;
  setWatermark(environment: string, flow: string, watermark: Json): void;
  /** RTY-3: a person opened it; the same one again replaces it. */
  keepOpenCircuit(circuit: OpenCircuitRow): void;
  dropOpenCircuit(circuit: Pick<OpenCircuitRow, 'environment' | 'connection' | 'plant'>): void;
  /** How far the work of a flow has come (WAI-4); whoever calls has seen that it is further than before. What a person set stays beside it. */
  moveFlowWatermark(moved: MovedWatermark): void;
  /** WAI-5. All of the row; the same group again replaces it. */
  putGroup(group: CollectGroupRow): void;
  /** `holder`: the run that goes on with it, and so has what is sealed in it; `path`: where the member's value was computed. */
  putMember(member: CollectMemberRow & { readonly value: Json }, holder: string, path: string): void;
  /** It has gone on: its members are known for a while, their values are not kept. */
  takeGroup(groupId: string, at: string): void;
  dropGroup(groupId: string): void;
  /** Groups that went on before this instant. */
  forgetGroups(before: string): void;
  countDuplicate(environment: string, flow: string, runId: string): void;
  /** The state of an object that a confirmed write left; the same again changes nothing. */
  noteOwnChange(change: OwnChangeRow): void;
  /** Ties a message to the write that it shows, and counts it. False: another message was tied to what that write left of the object. */
  recordEcho(echo: EchoRow): boolean;
  /** What a flow was shown of an object; the same message again changes nothing. */
  noteShownState(shown: ShownStateRow): void;
  /** Of a signed message, which runs came of it (S17). */
  rememberMessage(
    message: { readonly sender: string; readonly messageId: string; readonly bodyHash: string; readonly at: string },
    runIds: readonly (string | undefined)[],
  ): void;
  rememberMilestone(environment: string, objectType: string, key: string, milestone: string, at: string, runId: string): void;
  /** Ciphertext of a tagged field (TRC-3); the same token again changes nothing but who has it. */
  putSealedValue(sealed: { readonly token: string; readonly keyId: string; readonly ciphertext: string }, owner: SealedOwner): void;
}

/** A run has it until it is removed; `kept`: for good; `passing`: for as long as an event is kept that nobody waits for. */
export type SealedOwner = { readonly runId: string } | 'kept' | 'passing';

export interface RunPatch {
  readonly state?: RunState;
  readonly endedAt?: string | null;
  readonly heldBy?: string | null;
  readonly error?: RunError | null;
  readonly blockedAt?: string | null;
  readonly keys?: { readonly [name: string]: string };
  /** Lane order is released before the run ends (LAN-4). */
  readonly laneReleased?: boolean;
}

/** A circuit that stays open until a person closes it. */
export interface OpenCircuitRow {
  readonly environment: string;
  readonly connection: string;
  /** Left out: the one for all plants that have none of their own. */
  readonly plant?: string;
  readonly by: string;
  readonly reason: string;
  readonly since: string;
}

export interface EngineReads {
  findRun(runId: string): RunRow | undefined;
  /** True when nothing happened to the run since `row` was read. Asks memory only: where that does not know, false. */
  isAsRead(row: Pick<RunRow, 'runId' | 'runSeq' | 'state'>): boolean;
  /** All events of a run in runSeq order; a broken hash chain throws DamagedError (RES-4). */
  readEvents(runId: string): readonly TraceEvent[];
  findByIdempotencyKey(
    environment: string,
    flow: string,
    key: string,
    notBefore: string,
  ): { readonly runId: string; readonly bodyHash: string; readonly correlationId: string } | undefined;
  /** First run in the lane that is neither final nor has released it, by acceptedSeq. */
  findLaneHead(environment: string, name: string, key: string): RunRow | undefined;
  /** Runs of the lane in state accepted, by acceptedSeq. */
  listWaitingInLane(environment: string, name: string, key: string): readonly RunRow[];
  findLaneSequence(environment: string, name: string, key: string): number | undefined;
  findEffect(effectKey: string): EffectRow | undefined;
  listEffects(runId: string): readonly EffectRow[];
  /**
   * Writes about objects of this type, or about this one, that may still say what they left: under way since `sentAfter`, or answered
   * after `answeredAfter` and their run goes on.
   */
  listWritesUnderWay(
    environment: string,
    objectType: string,
    objectKey: string | undefined,
    when: { readonly sentAfter: string; readonly answeredAfter: string },
  ): readonly { readonly effectKey: string; readonly runId: string }[];
  /** States that our writes left, the newest first, without those that are tied to a message of the flow already. */
  listOwnChanges(environment: string, flow: string, objectType: string, objectKey: string): readonly OwnChangeRow[];
  /** As `listOwnChanges`, those that are tied to a message, too. */
  listOwnStates(
    environment: string,
    flow: string,
    objectType: string,
    objectKey: string,
  ): readonly (OwnChangeRow & { readonly isTied: boolean })[];
  /** What a flow was shown of an object of late. */
  listShownStates(environment: string, flow: string, objectType: string, objectKey: string): readonly TakenState[];
  /** What was found out about a message of a flow. */
  findEcho(environment: string, flow: string, message: string): EchoRow | undefined;
  dueTimers(nowIso: string, limit: number): readonly TimerRow[];
  nextTimerAt(): string | undefined;
  hasTimer(runId: string, path: string): boolean;
  findWait(tokenHash: string): WaitRow | undefined;
  findApprovalWait(approvalId: string): WaitRow | undefined;
  findEventWait(environment: string, event: string, correlation: string): WaitRow | undefined;
  /** Oldest first; paged so that draining 10,000 held runs stays flat in memory. */
  listHeld(environment: string, connection: string, afterAcceptedSeq: number, limit: number): readonly RunRow[];
  /** Every run that is not final, accepted order, paged: recovery. */
  listOpenRuns(afterAcceptedSeq: number, limit: number): readonly RunRow[];
  /** Runs accepted but not started, oldest first, that head their lane or have none; paged. */
  listReadyToStart(afterAcceptedSeq: number, limit: number): readonly RunRow[];
  countOpenRuns(): number;
  countOpenOf(environment: string, flow: string): number;
  countRunning(environment: string, flow: string): number;
  watermark(environment: string, flow: string): Json;
  /** Of every environment. */
  listOpenCircuits(): readonly OpenCircuitRow[];
  findFlowWatermark(place: WatermarkPlace): FlowWatermarkRow | undefined;
  countFlowWatermarks(environment: string, flow: string): number;
  /** The one that takes members. */
  findOpenGroup(place: GroupPlace): CollectGroupRow | undefined;
  /** That has not gone on, of the run that waits at the path. */
  findGroupOf(runId: string, path: string): CollectGroupRow | undefined;
  listGroupsOf(runId: string): readonly CollectGroupRow[];
  /** That has not gone on. */
  findGroup(groupId: string): CollectGroupRow | undefined;
  /** The last that went on after `since`; with `memberId`: that had this member. */
  findTakenGroup(place: GroupPlace, since: string, memberId?: string): CollectGroupRow | undefined;
  hasMember(groupId: string, memberId: string): boolean;
  /** In the order in which they came. */
  listMembers(groupId: string): readonly CollectMemberRow[];
}

export interface GroupPlace {
  readonly environment: string;
  readonly flow: string;
  /** Path of the step without iterations. */
  readonly step: string;
  readonly key: string;
}

/** What is collected under a key (WAI-5), with the run that waits for it. */
export interface CollectGroupRow extends GroupPlace, GroupSum {
  readonly groupId: string;
  readonly runId: string;
  readonly path: string;
  readonly openedAt: string;
  readonly lastAt: string;
  readonly dueAt: string;
  /** It takes no more members: its run goes on at once. */
  readonly closedBy?: GroupClosing;
  readonly closer?: { readonly by: string; readonly reason: string };
}

export interface CollectMemberRow {
  readonly groupId: string;
  /** From 1, as they came. */
  readonly number: number;
  readonly memberId: string;
  readonly order?: string | number;
  /** Gone when the group has gone on. */
  readonly value?: Json;
  readonly runId: string;
  readonly at: string;
}

export interface WatermarkPlace {
  readonly environment: string;
  readonly flow: string;
  readonly name: string;
  /** Plant, object or whatever the work is divided by; empty when it is not. */
  readonly key: string;
}

export interface MovedWatermark extends WatermarkPlace {
  readonly value: Json;
  /** Ids that were done within the overlap. */
  readonly seen: readonly string[];
  readonly at: string;
  readonly runId: string;
}

export interface FlowWatermarkRow extends WatermarkPlace {
  /** Null: a person set it to nothing. */
  readonly value: Json;
  readonly seen: readonly string[];
  readonly at: string;
  /** The run that moved it last. */
  readonly runId?: string;
  /** When, by whom and why it was last set by hand. */
  readonly set?: { readonly at: string; readonly by: string; readonly reason: string };
}

/** STP-5: what a write left in the other system. */
export interface OwnChangeRow extends DigestedChange {
  readonly environment: string;
  readonly effectKey: string;
  readonly runId: string;
  readonly at: string;
}

export interface ShownStateRow extends TakenState {
  readonly environment: string;
  readonly flow: string;
  readonly type: string;
  readonly key: string;
  readonly at: string;
}

export interface EchoRow {
  readonly environment: string;
  readonly flow: string;
  readonly effectKey: string;
  /** Which of the objects that the write left. */
  readonly objectKey: string;
  readonly message: string;
  readonly runId: string;
  /** False: let through, because nobody could say in time; the write explains no other message. */
  readonly dropped: boolean;
  readonly at: string;
}

export interface TimerRow {
  readonly runId: string;
  readonly path: string;
  readonly dueAt: string;
  readonly kind: 'retry' | 'delay' | 'again' | 'wait-timeout' | 'deadline' | 'debounce';
}

export interface WaitRow {
  readonly runId: string;
  readonly path: string;
  readonly environment: string;
  readonly wait: Wait;
  readonly openedAt: string;
}

export interface ExceptionRow {
  readonly exceptionId: string;
  readonly environment: string;
  readonly flow: string;
  readonly runId?: string;
  /** Of the step that raises it. Not kept: its event says it. */
  readonly path?: string;
  readonly title: string;
  readonly owner: string;
  readonly detail?: Json;
  readonly key?: string;
  readonly dueAt?: string;
  readonly runbook?: string;
  readonly raisedAt: string;
  readonly state: 'open' | 'taken' | 'closed';
  /** Raised by a run of sample history. */
  readonly sample?: true;
}

/** `disk-full` pauses and goes on by itself; `io-error` stops intake; both mean: nobody in the batch gets a 2xx. */
export class StorageError extends Error {
  readonly code: 'disk-full' | 'io-error' | 'constraint' | 'busy';
  constructor(code: StorageError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}

export class DamagedError extends Error {
  readonly runId: string;
  constructor(runId: string, message: string) {
    super(message);
    this.name = 'DamagedError';
    this.runId = runId;
  }
}
