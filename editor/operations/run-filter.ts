/** The filter of the runs list, read off the page's address and turned into what the API is asked. */
import { FINAL_RUN_STATES, type RunState } from '#flows/run.ts';

export const RUN_STATES: readonly RunState[] = ['accepted', 'running', 'waiting', 'held', 'parked', ...FINAL_RUN_STATES];

export interface RunFilter {
  readonly flow?: string;
  readonly states: readonly RunState[];
  readonly key?: string;
  readonly error?: string;
  /** Runs that one message from outside set going. */
  readonly correlation?: string;
}

/** Shorter beginnings of a key would match half of all runs; the API refuses them. */
export const SHORTEST_KEY = 3;

/** Values nobody knows are dropped: an old link still opens. */
export function readRunFilter(search: { readonly [name: string]: string | undefined }): RunFilter {
  const { flow, state, key, error, correlation } = search;
  const named = state?.split(',') ?? [];
  return {
    states: RUN_STATES.filter((known) => named.includes(known)),
    ...(flow === undefined ? {} : { flow }),
    ...(key === undefined ? {} : { key }),
    ...(error === undefined ? {} : { error }),
    ...(correlation === undefined ? {} : { correlation }),
  };
}

export function hidesRuns({ flow, states, key, error, correlation }: RunFilter): boolean {
  const searched = key !== undefined && key.trim().length >= SHORTEST_KEY;
  return flow !== undefined || states.length > 0 || error !== undefined || correlation !== undefined || searched;
}

/** Query of GET /api/runs; a key that is still too short to search for is left out. */
export function toRunQuery(
  environment: string,
  { flow, states, key, error, correlation }: RunFilter,
): { readonly [name: string]: string | undefined } {
  const searched = key?.trim() ?? '';
  return {
    environment,
    flow,
    state: states.length === 0 ? undefined : states.join(','),
    key: searched.length < SHORTEST_KEY ? undefined : searched,
    error: error?.trim() || undefined,
    correlationId: correlation,
  };
}
