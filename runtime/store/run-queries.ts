/** Lists and search over runs: answered by the reader worker on a connection of its own, so they never hold up the writer. */
import type { CollectedGroup } from '#flows/api/environments.ts';
import type { ApprovalView, ExceptionView, FlowMetrics, LaneView, ObjectTimeline } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { EffectRow } from '#flows/trace.ts';

export interface RunFilter {
  readonly environment?: string;
  readonly flow?: string;
  /** One, or several separated by commas. */
  readonly state?: string;
  /** Business key, exact or a prefix of at least three characters, of any name. */
  readonly key?: string;
  readonly correlationId?: string;
  /** Error class or code. */
  readonly error?: string;
  readonly lane?: { readonly name: string; readonly key: string };
  readonly from?: string;
  readonly to?: string;
  /** Left out: sample history and real runs. */
  readonly sample?: 'only' | 'none';
  readonly cursor?: string;
  readonly limit: number;
}

export interface RunQueries {
  listRuns(filter: RunFilter): Promise<Page<RunSummary>>;
  listLanes(environment: string, cursor: string | undefined, limit: number): Promise<Page<LaneView>>;
  findLane(environment: string, name: string, key: string): Promise<LaneView | undefined>;
  listApprovals(environment: string | undefined): Promise<readonly ApprovalView[]>;
  /** That wait, the oldest first. */
  listGroups(filter: {
    readonly environment: string;
    readonly flow: string | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  }): Promise<Page<CollectedGroup>>;
  listExceptions(environment: string, cursor: string | undefined, limit: number, states?: readonly string[]): Promise<Page<ExceptionView>>;
  findException(environment: string, exceptionId: string): Promise<ExceptionView | undefined>;
  listEffects(filter: {
    readonly effectKey?: string;
    readonly objectKey?: string;
    readonly environment: string;
    readonly limit: number;
  }): Promise<readonly EffectRow[]>;
  objectTimeline(environment: string, type: string, key: string): Promise<ObjectTimeline>;
  /** Of real runs. */
  metrics(environment: string, sinceIso: string): Promise<readonly FlowMetrics[]>;
  /** Of sample history, all of it. */
  sampleMetrics(environment: string): Promise<readonly FlowMetrics[]>;
  /** `VACUUM INTO`. */
  backup(file: string): Promise<void>;
}
