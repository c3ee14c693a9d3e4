/** What every resource of the organisation works with: rows, sessions, the lent host and who is calling. */
import type { SimulatorHost } from '../../sandbox/simulator.ts';
import type { BulkJobs } from './bulk-jobs.ts';
import type { SalesforceSimulatorOptions } from './options.ts';
import type { QueryCursors } from './query-cursors.ts';
import type { RecordStore } from './record-store.ts';
import type { Sessions } from './sessions.ts';

export interface Organization {
  readonly host: SimulatorHost;
  readonly options: SalesforceSimulatorOptions;
  readonly store: RecordStore;
  readonly sessions: Sessions;
  readonly cursors: QueryCursors;
  readonly bulkJobs: BulkJobs;
}

/** Who calls, as far as what is written depends on it. */
export interface Caller {
  readonly userId: string;
  /** From `Sforce-Call-Options: client=…`. */
  readonly client: string | undefined;
  /** `X-Request-ID`; the platform ignores it, the record keeps it. */
  readonly requestId: string | undefined;
  /** `v62.0`. */
  readonly version: string;
  /** Changes only what was not touched since: `If-Unmodified-Since`; NaN when that is no date. */
  readonly unmodifiedSince: number | undefined;
}
