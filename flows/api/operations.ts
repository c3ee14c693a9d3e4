/** What waits, fails and is late; how a business object stands. */
import type { Json } from '../json.ts';
import type { EffectState, RunState } from '../run.ts';
import type { RunSummary } from './runs.ts';

/** GET /api/environments/{env}/lanes → Page<LaneView>. */
export interface LaneView {
  readonly name: string;
  readonly key: string;
  readonly depth: number;
  readonly head: RunSummary;
  readonly oldestAt: string;
  readonly reason: string;
  readonly waiting: readonly RunSummary[];
}

export interface ApprovalView {
  readonly approvalId: string;
  readonly runId: string;
  readonly path: string;
  readonly flowId: string;
  readonly environment: string;
  readonly role: string;
  readonly title: string;
  readonly detail?: Json;
  readonly choices: readonly string[];
  readonly openedAt: string;
  readonly dueAt?: string;
  readonly keys: { readonly [name: string]: string };
  /** May you decide it? */
  readonly mayDecide?: boolean;
  /** Of sample history: no run waits for it. */
  readonly sample?: boolean;
}

/** POST /api/approvals/{id}/decide. */
export interface ApprovalDecided {
  readonly runId: string;
}

export interface ExceptionView {
  readonly exceptionId: string;
  readonly environment: string;
  readonly flowId: string;
  readonly runId?: string;
  readonly title: string;
  readonly owner: string;
  readonly detail?: Json;
  readonly key?: string;
  readonly dueAt?: string;
  readonly runbook?: string;
  readonly raisedAt: string;
  readonly state: 'open' | 'taken' | 'closed';
  readonly takenBy?: string;
  /** Raised by a run of sample history. */
  readonly sample?: boolean;
}

/** GET /api/metrics?environment=&minutes=, or &sample=only for sample history alone. */
export interface FlowMetrics {
  readonly flowId: string;
  readonly state: { readonly [S in RunState]?: number };
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  readonly duplicates: number;
  readonly echoes: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
}

/** GET /api/environments/{env}/objects/{type}/{key}. */
export interface ObjectTimeline {
  readonly type: string;
  readonly key: string;
  readonly milestones: readonly { readonly milestone: string; readonly at: string; readonly runId: string }[];
  readonly runs: readonly RunSummary[];
  /** What these runs have written, into whatever system, oldest first; the payloads are in the effect ledger. */
  readonly writes: readonly WriteSummary[];
}

export interface WriteSummary {
  readonly effectKey: string;
  readonly runId: string;
  readonly path: string;
  readonly operation: string;
  readonly connection: string;
  readonly state: EffectState;
  readonly intendedAt: string;
  readonly settledAt?: string;
}
