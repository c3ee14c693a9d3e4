/**
 * Which flows were drawn with an operation of a service, and what a newer description of it does to them. A version never changes and a
 * draft has a revision: each document is looked through once, however often it is asked about.
 */
import type { ServiceUse } from '#flows/api/services.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { compareOperation } from '#flows/services/compare-services.ts';
import { drawnWith, type ServiceOperation } from '#flows/services/service.ts';
import type { DraftRow, FlowDefinitions } from '../store/flow-definitions.ts';

type Reads = Pick<
  FlowDefinitions,
  'listFlowIds' | 'latestVersion' | 'findVersion' | 'listDeployments' | 'listDraftRevisions' | 'findDraft'
>;

export interface ServiceUses {
  /** Live and newest versions first, then drafts, flow by flow; of those that the caller may read. */
  of(service: string, operations: readonly ServiceOperation[], mayRead: (folder: string) => boolean): readonly ServiceUse[];
  /** Of the flows that use it, whoever may read them. */
  foldersThatUse(service: string): ReadonlySet<string>;
}

/** What is kept of a document. */
interface Drawn {
  readonly name: string;
  readonly owner: string;
  readonly nodes: readonly {
    readonly nodeId: string;
    readonly label: string;
    readonly service: string;
    readonly operation: string;
    readonly config: JsonObject;
  }[];
}

interface Which {
  readonly drawn: Drawn;
  readonly version?: number;
  readonly draftId?: string;
  readonly liveIn: readonly string[];
}

export function createServiceUses(definitions: Reads): ServiceUses {
  let known = new Map<string, Drawn>();

  function documents(): readonly (Which & { readonly flowId: string })[] {
    // What is asked for now is kept, so that nothing of removed flows and older drafts stays.
    const kept = new Map<string, Drawn>();
    const look = (key: string, read: () => FlowDocument | undefined): readonly Drawn[] => {
      let drawn = kept.get(key) ?? known.get(key);
      if (drawn === undefined) {
        const document = read();
        if (document === undefined) return [];
        drawn = toDrawn(document);
      }
      kept.set(key, drawn);
      return [drawn];
    };
    const live = byFlow(definitions.listDeployments());
    const drafts = byFlow(definitions.listDraftRevisions());
    const found = definitions.listFlowIds().flatMap((flowId) => {
      const latest = definitions.latestVersion(flowId);
      const deployed = live.get(flowId) ?? [];
      const versions = [...new Set([...deployed.map(({ version }) => version), ...(latest === undefined ? [] : [latest])])];
      const published = versions
        .toSorted((a, b) => b - a)
        .flatMap((version) => {
          const liveIn = deployed.filter((deployment) => deployment.version === version).map(({ environment }) => environment);
          return look(`${flowId} ${version}`, () => definitions.findVersion(flowId, version)?.document).map((drawn) => ({
            flowId,
            drawn,
            version,
            liveIn,
          }));
        });
      const drawnNow = (drafts.get(flowId) ?? []).flatMap(({ draftId, revision }) =>
        look(`${draftId} r${revision}`, () => documentOf(definitions.findDraft(draftId))).map((drawn) => ({
          flowId,
          drawn,
          draftId,
          liveIn: [],
        })),
      );
      return [...published, ...drawnNow];
    });
    known = kept;
    return found;
  }

  return {
    of(service, operations, mayRead) {
      const byId = new Map(operations.map((operation) => [operation.id, operation]));
      return documents().flatMap(({ flowId, drawn: { name, owner, nodes }, ...which }) =>
        nodes
          .filter((node) => node.service === service && mayRead(owner))
          .map(({ nodeId, label, operation, config }): ServiceUse => {
            const change = compareOperation(operation, config, byId.get(operation)?.config);
            const standing = change === undefined ? 'same' : change.breaks ? 'breaks' : 'differs';
            return { flowId, name, ...which, nodeId, label, operation, standing, reasons: change?.reasons ?? [] };
          }),
      );
    },
    foldersThatUse: (service) =>
      new Set(documents().flatMap(({ drawn: { owner, nodes } }) => (nodes.some((node) => node.service === service) ? [owner] : []))),
  };
}

function byFlow<T extends { readonly flowId: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(row.flowId, [...(found.get(row.flowId) ?? []), row]);
  return found;
}

function documentOf(draft: DraftRow | undefined): FlowDocument | undefined {
  return draft?.document;
}

function toDrawn({ name, owner, nodes }: FlowDocument): Drawn {
  return {
    name,
    owner,
    nodes: Object.entries(nodes).flatMap(([nodeId, { type, config, label = nodeId }]) => {
      const drawn = drawnWith(type, config);
      return drawn === undefined ? [] : [{ nodeId, label, ...drawn, config }];
    }),
  };
}
