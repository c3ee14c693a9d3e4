/** What pages ask the server for, as hooks. Keys begin with the resource, so that a change can drop all that depends on it. */
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { CircuitState, ConnectionView } from '#flows/api/connections.ts';
import type { EnvironmentView } from '#flows/api/environments.ts';
import type { DraftView, FlowSummary, VersionSummary, VersionView } from '#flows/api/flows.ts';
import type { ConnectionTypesView, NodeTypesView } from '#flows/api/node-types.ts';
import type { ApprovalView, ExceptionView, FlowMetrics } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { SessionView } from '#flows/api/people.ts';
import type { PromotionView } from '#flows/api/promotions.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { SandboxConnection } from '#flows/api/sandbox.ts';
import { loadSpoken } from '../spoken.ts';
import { apiPath, callApi } from './api-client.ts';
import { connectionTypeInOurLanguage, nodeTypeInOurLanguage } from './node-type-words.ts';
import { queryClient } from './query-client.ts';

type Options = Partial<Pick<UseQueryOptions, 'enabled' | 'refetchInterval' | 'staleTime'>>;

/** GET a resource; the key is its path and query. */
export function useResource<T>(
  resource: string,
  path: string,
  query: { readonly [name: string]: string | number | undefined } = {},
  options: Options = {},
) {
  return useQuery({ ...resourceQuery<T>(resource, path, query), ...(options as object) });
}

function resourceQuery<T>(resource: string, path: string, query: { readonly [name: string]: string | number | undefined } = {}) {
  return {
    queryKey: [resource, path, query],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => callApi<T>('GET', path, { query, signal }),
  };
}

/** A list that is wanted whole: read page by page. */
function useAll<T>(resource: string, path: string) {
  return useQuery({
    queryKey: [resource, path, 'all'],
    async queryFn({ signal }): Promise<Page<T>> {
      const items: T[] = [];
      let cursor: string | undefined;
      do {
        const page: Page<T> = await callApi('GET', path, { query: { limit: 200, cursor }, signal });
        items.push(...page.items);
        cursor = page.next;
      } while (cursor !== undefined);
      return { items };
    },
  });
}

const SELDOM = { staleTime: 300_000 };
const WATCHED = { refetchInterval: 10_000 };

export const useSession = () => useResource<SessionView>('session', '/api/session', {}, { staleTime: 60_000 });
export const useEnvironments = () => useResource<Page<EnvironmentView>>('environments', '/api/environments', {}, SELDOM);
const NODE_TYPES = {
  queryKey: ['node-types', '/api/node-types', {}],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<NodeTypesView> => {
    const { nodeTypes } = await callApi<NodeTypesView>('GET', '/api/node-types', { signal });
    return { nodeTypes: nodeTypes.map(nodeTypeInOurLanguage) };
  },
  ...SELDOM,
};
export const useNodeTypes = () => useQuery(NODE_TYPES);
export const useConnectionTypes = () =>
  useQuery({
    queryKey: ['connection-types', '/api/connection-types', {}],
    queryFn: async ({ signal }): Promise<ConnectionTypesView> => {
      const { connectionTypes } = await callApi<ConnectionTypesView>('GET', '/api/connection-types', { signal });
      return { connectionTypes: connectionTypes.map(connectionTypeInOurLanguage) };
    },
    ...SELDOM,
  });

/** Never read again under one's hands: once it is there the editor has the document. */
export const draftQuery = (flowId: string, draftId: string) => ({
  ...resourceQuery<DraftView>('draft', apiPath`/api/flows/${flowId}/drafts/${draftId}`),
  staleTime: Number.POSITIVE_INFINITY,
});

/** As somebody goes to a draft, while the page for it loads. Whatever fails is asked again and said by the page. */
export function askForDraft(flowId: string, draftId: string): void {
  void loadSpoken().then(() => queryClient.prefetchQuery(NODE_TYPES));
  void queryClient.prefetchQuery(draftQuery(flowId, draftId));
}

export const useFlows = () => useAll<FlowSummary>('flows', '/api/flows');
export const useFlow = (flowId: string) => useResource<FlowSummary>('flows', apiPath`/api/flows/${flowId}`);
export const useVersions = (flowId: string) => useResource<Page<VersionSummary>>('flows', apiPath`/api/flows/${flowId}/versions`);
export const useVersion = (flowId: string, version: number | undefined) =>
  useResource<VersionView>(
    'versions',
    apiPath`/api/flows/${flowId}/versions/${version ?? 0}`,
    {},
    { ...SELDOM, enabled: version !== undefined },
  );
const inEnvironment = (environment: string, what: string) => `${apiPath`/api/environments/${environment}`}/${what}`;
const when = (environment: string, options: Options = {}): Options => ({ ...options, enabled: environment !== '' });

/** How connections to the sandbox's systems look; none where it is off. */
export const useSandboxConnections = () =>
  useResource<Page<SandboxConnection>>('sandbox-connections', '/api/sandbox/connections', {}, SELDOM);
export const useConnections = (environment: string) =>
  useResource<Page<ConnectionView>>('connections', inEnvironment(environment, 'connections'), {}, when(environment, WATCHED));
export const useCircuits = (environment: string) =>
  useResource<Page<CircuitState>>('circuits', inEnvironment(environment, 'circuits'), {}, when(environment, WATCHED));
export const useExceptions = (environment: string) =>
  useResource<Page<ExceptionView>>(
    'exceptions',
    inEnvironment(environment, 'exceptions'),
    { state: 'open,taken', limit: 200 },
    when(environment, WATCHED),
  );
export const useApprovals = (environment: string) =>
  useResource<Page<ApprovalView>>('approvals', '/api/approvals', { environment }, when(environment, WATCHED));
export const usePromotions = () => useResource<Page<PromotionView>>('promotions', '/api/promotions', { limit: 100 }, WATCHED);
export const useMetrics = (environment: string, minutes: number) =>
  useResource<Page<FlowMetrics>>('metrics', '/api/metrics', { environment, minutes }, when(environment, WATCHED));
/** What sample history holds, all of it. */
export const useSampleMetrics = (environment: string) =>
  useResource<Page<FlowMetrics>>('metrics', '/api/metrics', { environment, sample: 'only' }, when(environment));
export const useRuns = (filter: { readonly [name: string]: string | number | undefined }) =>
  useResource<Page<RunSummary>>('runs', '/api/runs', filter, WATCHED);
