/** What a message must fit before a flow begins with it. */
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import type { NodeType } from '#nodes/node.ts';

/** What a message must fit to be taken at all; undefined where the sender cannot correct it, so that the flow has to look for itself. */
export function takenContract(nodeTypes: readonly NodeType[], { nodes, contract }: FlowDocument): JsonSchema | undefined {
  for (const node of Object.values(nodes)) {
    const type = nodeTypes.find(({ manifest }) => manifest.type === node.type);
    if (type === undefined || !('trigger' in type)) continue;
    if (type.trigger.kind !== 'http') return contract.input;
    return type.trigger.checksBody === true ? ((node.config['body'] as JsonSchema | undefined) ?? contract.input) : undefined;
  }
  return undefined;
}
