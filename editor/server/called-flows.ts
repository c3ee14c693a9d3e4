/** The flows that a flow calls, by the path of the calling step: newest version with the contract that is called, as a test takes it. */
import type { VersionSummary, VersionView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { apiPath, callApi } from './api-client.ts';
import { queryClient } from './query-client.ts';

export type CalledFlows = { readonly [path: string]: FlowDocument };

const DEEPEST = 6;

/** What cannot be read (no version yet, no right) is left out: its steps keep their ids. */
export async function readCalledFlows(document: FlowDocument, prefix = '', depth = 0): Promise<CalledFlows> {
  if (depth > DEEPEST) return {};
  const calls = Object.entries(document.nodes).filter(([, { type }]) => type === 'core/call-flow');
  const found = await Promise.all(
    calls.map(async ([nodeId, { config }]) => {
      const called = await readNewest(String(config['flow']), Number(config['major'])).catch(() => undefined);
      if (called === undefined) return {};
      const path = `${prefix}${nodeId}`;
      return { [path]: called, ...(await readCalledFlows(called, `${path}/`, depth + 1)) };
    }),
  );
  return Object.assign({}, ...found) as CalledFlows;
}

/** The newest version with this contract; undefined where there is none. */
export async function readNewest(flowId: string, major: number): Promise<FlowDocument | undefined> {
  const path = apiPath`/api/flows/${flowId}/versions`;
  const { items } = await queryClient.fetchQuery({
    queryKey: ['flows', path, {}],
    queryFn: () => callApi<Page<VersionSummary>>('GET', path),
    staleTime: 60_000,
  });
  const newest = items.find((version) => version.major === major);
  if (newest === undefined) return undefined;
  const view = await queryClient.fetchQuery({
    queryKey: ['versions', flowId, newest.version],
    queryFn: () => callApi<VersionView>('GET', apiPath`/api/flows/${flowId}/versions/${newest.version}`),
    // A version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return view.document;
}
