/**
 * Names of steps for lists that know only their paths: the labels of the versions that are listed, and of the flows that they call. Of a
 * called flow it is the newest version with that contract; where the run followed an older one, a label may have changed since.
 */
import { useQueries } from '@tanstack/react-query';
import type { VersionView } from '#flows/api/flows.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { stepTitle } from '../run/step-title.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { type CalledFlows, readCalledFlows } from '../server/called-flows.ts';

type Ran = Pick<RunSummary, 'flowId' | 'version'>;

interface NamedFlow {
  readonly document: FlowDocument;
  readonly called: CalledFlows;
}

/** `nameOf(run, 'read/read')` → `Order in SAP › Read order`. Until the flow is read, and where it may not be, the path itself. */
export function useStepNames(runs: readonly Ran[]): (run: Ran, path: string) => string {
  const versions = [...new Map(runs.map((run) => [keyOf(run), { flowId: run.flowId, version: run.version }])).values()];
  const flows = useQueries({
    queries: versions.map(({ flowId, version }) => ({
      queryKey: ['versions', flowId, version, 'with-called'],
      queryFn: () => readNamedFlow(flowId, version),
      staleTime: 300_000,
    })),
    combine: (results) => new Map(results.map(({ data }, i) => [keyOf(versions[i]!), data])),
  });
  return (run, path) => {
    const flow = flows.get(keyOf(run));
    return flow === undefined ? path : stepTitle(flow, path);
  };
}

async function readNamedFlow(flowId: string, version: number): Promise<NamedFlow> {
  const { document } = await callApi<VersionView>('GET', apiPath`/api/flows/${flowId}/versions/${version}`);
  return { document, called: await readCalledFlows(document) };
}

function keyOf({ flowId, version }: Ran): string {
  return `${flowId} ${version}`;
}
