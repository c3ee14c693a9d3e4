/** Which flows were drawn with an operation of a service, and what a newer description of it does to them. */
import type { ServiceUse } from '#flows/api.ts';
import type { FlowDocument } from '#flows/flow.ts';
import { compareOperation } from '#flows/services/compare-services.ts';
import { drawnWith, type ServiceOperation } from '#flows/services/service.ts';
import type { FlowDefinitions } from '../store/definitions.ts';

type Reads = Pick<FlowDefinitions, 'listFlowIds' | 'latestVersion' | 'findVersion' | 'listDeployments' | 'listDrafts'>;

/** Live and newest versions first, then drafts, flow by flow. */
export function findServiceUses(
  definitions: Reads,
  service: string,
  operations: readonly ServiceOperation[],
  mayRead: (document: FlowDocument) => boolean,
): readonly ServiceUse[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  return definitions.listFlowIds().flatMap((flowId) =>
    documentsOf(definitions, flowId)
      .filter(({ document }) => mayRead(document))
      .flatMap(({ document, ...which }) =>
        Object.entries(document.nodes).flatMap(([nodeId, { type, config, label }]): ServiceUse[] => {
          const drawn = drawnWith(type, config);
          if (drawn?.service !== service) return [];
          const { operation } = drawn;
          const change = compareOperation(operation, config, byId.get(operation)?.config);
          const standing = change === undefined ? 'same' : change.breaks ? 'breaks' : 'differs';
          const at = { nodeId, label: label ?? nodeId, operation };
          return [{ flowId, name: document.name, ...which, ...at, standing, reasons: change?.reasons ?? [] }];
        }),
      ),
  );
}

interface Which {
  readonly document: FlowDocument;
  readonly version?: number;
  readonly draftId?: string;
  readonly liveIn: readonly string[];
}

function documentsOf(definitions: Reads, flowId: string): readonly Which[] {
  const latest = definitions.latestVersion(flowId);
  const live = definitions.listDeployments().filter((deployment) => deployment.flowId === flowId);
  const versions = [...new Set([...live.map(({ version }) => version), ...(latest === undefined ? [] : [latest])])];
  return [
    ...versions
      .toSorted((a, b) => b - a)
      .flatMap((version): Which[] => {
        const document = definitions.findVersion(flowId, version)?.document;
        const liveIn = live.filter((deployment) => deployment.version === version).map(({ environment }) => environment);
        return document === undefined ? [] : [{ document, version, liveIn }];
      }),
    ...definitions.listDrafts(flowId).map(({ draftId, document }): Which => ({ document, draftId, liveIn: [] })),
  ];
}
