/** Published flows of layer system, found once for each version: checking asks with every key press. */
import type { FlowDocument } from '#flows/flow.ts';
import type { SystemApi } from '#flows/waivers/system-apis.ts';
import type { FlowDefinitions } from '../store/definitions.ts';

export function createSystemApiIndex(
  definitions: Pick<FlowDefinitions, 'listFlowIds' | 'latestVersion' | 'findVersion'>,
  connectionTypes: (document: FlowDocument) => readonly string[],
): () => readonly SystemApi[] {
  const known = new Map<string, { readonly version: number; readonly api: SystemApi | undefined }>();
  function read(flowId: string, version: number): SystemApi | undefined {
    const document = definitions.findVersion(flowId, version)?.document;
    if (document?.layer !== 'system') return undefined;
    return { flowId, name: document.name, major: document.contract.major, connectionTypes: connectionTypes(document) };
  }
  return () =>
    definitions.listFlowIds().flatMap((flowId) => {
      const version = definitions.latestVersion(flowId);
      if (version === undefined) return [];
      const before = known.get(flowId);
      if (before?.version === version) return before.api ?? [];
      const api = read(flowId, version);
      known.set(flowId, { version, api });
      return api ?? [];
    });
}
