/** Layers of published flows, and those of layer system as APIs: found once for each version, since checking asks with every key press. */
import type { FlowDocument } from '#flows/flow.ts';
import type { SystemApi } from '#flows/waivers/system-apis.ts';
import type { FlowDefinitions } from '../store/flow-definitions.ts';

interface Published {
  readonly version: number;
  readonly layer: FlowDocument['layer'] | undefined;
  /** Undefined for another layer. */
  readonly api: SystemApi | undefined;
}

export interface SystemApiIndex {
  systemApis(): readonly SystemApi[];
  /** Of the newest version. */
  layerOf(flowId: string): FlowDocument['layer'] | undefined;
}

export function createSystemApiIndex(
  definitions: Pick<FlowDefinitions, 'listFlowIds' | 'latestVersion' | 'findVersion'>,
  wrapped: (document: FlowDocument) => Pick<SystemApi, 'connections' | 'connectionTypes'>,
): SystemApiIndex {
  const known = new Map<string, Published>();
  function read(flowId: string, version: number): Published {
    const document = definitions.findVersion(flowId, version)?.document;
    if (document?.layer !== 'system') return { version, layer: document?.layer, api: undefined };
    const { name, contract } = document;
    return { version, layer: 'system', api: { flowId, name, major: contract.major, ...wrapped(document) } };
  }
  function published(flowId: string): Published | undefined {
    const version = definitions.latestVersion(flowId);
    if (version === undefined) return undefined;
    const before = known.get(flowId);
    if (before?.version === version) return before;
    const now = read(flowId, version);
    known.set(flowId, now);
    return now;
  }
  return {
    systemApis: () => definitions.listFlowIds().flatMap((flowId) => published(flowId)?.api ?? []),
    layerOf: (flowId) => published(flowId)?.layer,
  };
}
