/** What the sandbox answers with: the JSON of its control port and of its systems' views, as far as pages show it. */
import type { JsonObject } from '#flows/json.ts';
import { ApiFailure, callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';

export const SYSTEMS = ['sap', 'crm', 'scheduler'] as const;
export type SandboxSystem = (typeof SYSTEMS)[number];
/** With the plant that has a folder and no port. */
export const PARTS = [...SYSTEMS, 'plant'] as const;
export type SandboxPart = (typeof PARTS)[number];

export interface ArmedFault {
  readonly id: string;
  readonly system: SandboxPart;
  readonly kind: string;
  readonly struck: number;
  readonly operation?: string;
  readonly key?: string;
  readonly times?: number;
  readonly probability?: number;
  readonly milliseconds?: number;
  readonly retryAfter?: string;
}

export interface TrafficStatus {
  readonly running: boolean;
  readonly options?: { readonly ratePerSecond: number; readonly count?: number };
  readonly entered: number;
  readonly duplicates: number;
  readonly startedAt?: string;
  readonly problem?: string;
}

export interface SandboxView {
  readonly running: boolean;
  readonly systems: readonly { readonly system: SandboxSystem; readonly url: string; readonly listening: boolean }[];
  readonly faults: readonly ArmedFault[];
  readonly traffic?: TrafficStatus;
  readonly deliveries?: { readonly waiting: number; readonly delivered: number; readonly refused: number; readonly dropped: number };
  readonly recordSeq?: number;
}

export interface RecordEntry {
  readonly seq: number;
  readonly at: string;
  readonly system: SandboxPart;
  readonly operation: string;
  readonly object: string;
  readonly key: string;
  readonly idempotencyKey?: string;
  readonly sequence?: number;
  readonly applied: boolean;
  readonly refusal?: string;
  readonly fault?: string;
  readonly detail?: JsonObject;
}

/** Systems change under the eyes of whoever looks; there is no socket for them. */
const WATCH_MS = 2_000;
const WATCHED = { refetchInterval: WATCH_MS };

/** The one environment whose connections lead into the sandbox. */
export const SANDBOX_ENVIRONMENT = 'development';

export const useSandbox = () => useResource<SandboxView>('sandbox', '/api/sandbox', {}, WATCHED);

/** What a system holds at `path`; undefined: not asked. */
export function useSystemView<T>(system: SandboxPart, path: string | undefined, everyMs = WATCH_MS) {
  return useResource<T>(
    'sandbox',
    `/api/sandbox/view/${system}/${encodeURIComponent(path ?? '')}`,
    {},
    { refetchInterval: everyMs, enabled: path !== undefined },
  );
}

/** The system has nothing of that name. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiFailure && error.problem.status === 404;
}

/** What was written into a system about one business key or order, oldest first. */
export const useRecordAbout = (system: SandboxSystem, about: string) =>
  useResource<readonly RecordEntry[]>('sandbox', '/api/sandbox/record', { system, about, limit: 500 }, WATCHED);

/** Does something in the sandbox and asks again for all that it shows. */
export async function actInSandbox<T>(method: 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  try {
    return await callApi<T>(method, `/api/sandbox/${path}`, body === undefined ? {} : { body });
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['sandbox'] });
  }
}
