/** The rows of the engine's storage in memory, and how each change of them is taken back. */
import type { Json } from '#flows/json.ts';
import type { RunState } from '#flows/run.ts';
import type { EffectRow, EmittedEvent, TraceEvent } from '#flows/trace.ts';
import type { AppendedEvents } from '#runtime/store/appended-events.ts';
import type {
  CollectGroupRow,
  CollectMemberRow,
  EchoRow,
  ExceptionRow,
  FlowWatermarkRow,
  GroupPlace,
  OpenCircuitRow,
  OwnChangeRow,
  RunRow,
  ShownStateRow,
  TimerRow,
  WaitRow,
} from '#runtime/store/engine-rows.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type StoredRun = Mutable<RunRow> & { inLane: boolean };
export interface StoredEffect extends Mutable<EffectRow> {
  objectType?: string;
  objectKey?: string;
}
export interface KeptEvent {
  readonly environment: string;
  readonly event: EmittedEvent;
  readonly expiresAt: string;
}

export class MemoryRows {
  readonly runs = new Map<string, StoredRun>();
  readonly journal = new Map<string, TraceEvent[]>();
  readonly effects = new Map<string, StoredEffect>();
  readonly timers = new Map<string, TimerRow>();
  readonly waits = new Map<string, WaitRow>();
  readonly laneRuns = new Map<string, StoredRun[]>();
  readonly laneSequences = new Map<string, number>();
  readonly keys = new Map<string, StoredRun[]>();
  readonly watermarks = new Map<string, Json>();
  readonly flowWatermarks = new Map<string, FlowWatermarkRow>();
  readonly openCircuits = new Map<string, OpenCircuitRow>();
  readonly groups = new Map<string, CollectGroupRow & { readonly takenAt?: string }>();
  readonly members = new Map<string, CollectMemberRow>();
  readonly ownChanges = new Map<string, OwnChangeRow>();
  readonly echoes = new Map<string, EchoRow>();
  readonly shownStates = new Map<string, ShownStateRow>();
  readonly exceptions = new Map<string, ExceptionRow>();
  readonly damaged = new Set<string>();
  readonly open = new Set<StoredRun>();
  kept: readonly KeptEvent[] = [];
  seq = 0;
  accepted = 0;
  duplicates = 0;
  /** Of the commit that is under way. */
  fresh: AppendedEvents[] = [];
  private undo: (() => void)[] = [];

  /** What was changed since the last call, to be called last first. */
  takeUndo(): (() => void)[] {
    return this.undo.splice(0);
  }

  undoLater(back: () => void): void {
    this.undo.push(back);
  }

  set<K, V>(map: Map<K, V>, key: K, value: V): void {
    const had = map.has(key);
    const before = map.get(key) as V;
    map.set(key, value);
    this.undo.push(() => (had ? map.set(key, before) : map.delete(key)));
  }

  remove<K, V>(map: Map<K, V>, key: K): void {
    if (!map.has(key)) return;
    const before = map.get(key) as V;
    map.delete(key);
    this.undo.push(() => map.set(key, before));
  }

  pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
    this.undo.push(() => map.get(key)!.pop());
  }

  patch<T extends object>(row: T, change: Partial<T>): void {
    const before: Partial<T> = {};
    for (const name of Object.keys(change) as (keyof T)[]) before[name] = row[name];
    Object.assign(row, change);
    this.undo.push(() => Object.assign(row, before));
  }

  getRun(runId: string): StoredRun {
    const run = this.runs.get(runId);
    if (run === undefined) throw new Error(`There is no run "${runId}".`);
    return run;
  }

  findOpenGroup({ environment, flow, step, key }: GroupPlace): CollectGroupRow | undefined {
    const name = place(environment, flow, step, key);
    return [...this.groups.values()].find((group) => group.closedBy === undefined && isAt(group, name));
  }
}

export function place(...parts: readonly string[]): string {
  return parts.join('\n');
}

export function isAt({ environment, flow, step, key }: GroupPlace, name: string): boolean {
  return place(environment, flow, step, key) === name;
}

export function toRow(run: StoredRun): RunRow {
  const { inLane: _inLane, ...row } = run;
  return { ...row, state: row.state as RunState };
}

/** Rows are text: nothing of the engine's own objects lives on in them. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
