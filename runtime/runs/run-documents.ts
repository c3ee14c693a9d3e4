/** The documents that a run executes: its own version and, by calling path, the versions of called flows that it fixed when it was accepted. */
import type { FlowDocument } from '#flows/flow.ts';
import type { TraceEvent } from '#flows/trace.ts';
import type { DeployedFlows } from '../engine/deployed-flows.ts';
import type { RunRow } from '../store/engine-rows.ts';
import type { RunDocuments } from './run-view.ts';

/** Called flows may call flows; a circle cannot be published, this only bounds a damaged one. */
const DEEPEST = 8;

export function collectRunDocuments(
  run: Pick<RunRow, 'flow' | 'version'>,
  accepted: TraceEvent | undefined,
  flows: Pick<DeployedFlows, 'getVersion'>,
): RunDocuments {
  const document = flows.getVersion(run.flow, run.version).document;
  const callees = accepted?.type === 'run-accepted' ? accepted.callees : {};
  const called: Record<string, FlowDocument> = {};
  collect(document, '', 0);
  return { document, called };

  function collect(owner: FlowDocument, prefix: string, depth: number): void {
    if (depth > DEEPEST) return;
    for (const [nodeId, node] of Object.entries(owner.nodes)) {
      if (node.type !== 'core/call-flow') continue;
      const { flow, major } = node.config as { readonly flow?: string; readonly major?: number };
      const version = flow === undefined ? undefined : callees[`${flow}/${major}`];
      if (flow === undefined || version === undefined) continue;
      const path = prefix === '' ? nodeId : `${prefix}/${nodeId}`;
      called[path] = flows.getVersion(flow, version).document;
      collect(called[path], path, depth + 1);
    }
  }
}
