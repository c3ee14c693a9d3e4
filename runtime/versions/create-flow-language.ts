/** Wires the language's functions to what is installed and live here. */
import { createHash } from 'node:crypto';
import { collectSchemas } from '#flows/schema-refs.ts';
import { checkFlow, isFlowDocument } from '#flows/validate-flow.ts';
import type { NodeType } from '#nodes/node.ts';
import type { FlowDefinitions } from '../store/definitions.ts';
import type { FlowLanguage } from './flow-language.ts';

export interface FlowLanguageParts {
  readonly nodeTypes: readonly NodeType[];
  readonly definitions: Pick<FlowDefinitions, 'latestVersion' | 'findVersion'>;
}

export function createFlowLanguage({ nodeTypes, definitions }: FlowLanguageParts): FlowLanguage {
  const manifests = new Map(nodeTypes.map(({ manifest }) => [manifest.type, manifest]));
  const context = {
    nodeTypes: (type: string) => manifests.get(type),
    flows: (flowId: string, major: number) => findContract(definitions, flowId, major),
  };
  return {
    upgrade(document) {
      return isFlowDocument(document) ? { document } : { problems: checkFlow(document, context) };
    },
    check: (document) => checkFlow(document, context),
    meaningHash: (document, schemas) =>
      createHash('sha256')
        .update(JSON.stringify([document, schemas]))
        .digest('hex'),
    collectSchemas,
    diff: () => ({}),
  };
}

/** Contract and lane of the newest version with this major. */
function findContract(definitions: FlowLanguageParts['definitions'], flowId: string, major: number) {
  for (let version = definitions.latestVersion(flowId) ?? 0; version > 0; version -= 1) {
    const row = definitions.findVersion(flowId, version);
    if (row?.major !== major) continue;
    const { contract, lane } = row.document;
    return { contract, ...(lane === undefined ? {} : { lane: lane.name }) };
  }
  return undefined;
}
