/** Names of steps for lists that know only their paths: labels of the flow's own nodes, read off the versions that are listed. */
import { useQueries } from '@tanstack/react-query';
import type { RunSummary, VersionView } from '#flows/api.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { withoutIteration } from '#flows/step-views.ts';
import { apiPath, callApi } from '../server/api-client.ts';

type Ran = Pick<RunSummary, 'flowId' | 'version'>;

/** `nameOf(run, 'read/read')` → `Order in SAP › read`; deeper steps of called flows keep their ids. */
export function useStepNames(runs: readonly Ran[]): (run: Ran, path: string) => string {
  const versions = [...new Map(runs.map(({ flowId, version }) => [`${flowId} ${version}`, { flowId, version }])).values()];
  const documents = useQueries({
    queries: versions.map(({ flowId, version }) => ({
      queryKey: ['versions', flowId, version],
      queryFn: () => callApi<VersionView>('GET', apiPath`/api/flows/${flowId}/versions/${version}`),
      // A version never changes.
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => new Map(results.map(({ data }, i) => [keyOf(versions[i]!), data?.document])),
  });
  return (run, path) => stepName(documents.get(keyOf(run)), path);
}

function keyOf({ flowId, version }: Ran): string {
  return `${flowId} ${version}`;
}

export function stepName(document: Pick<FlowDocument, 'nodes'> | undefined, path: string): string {
  const [first = '', ...rest] = path.split('/');
  return [document?.nodes[withoutIteration(first)]?.label ?? first, ...rest].join(' › ');
}
