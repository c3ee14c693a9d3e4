/** What a run of a flow takes when somebody starts it: what the trigger asks for, else the contract. Pure. */
import { outputOf } from '#flows/derive.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonSchema } from '#flows/json.ts';
import { isDerived } from '#flows/node-manifest.ts';
import type { NodeType } from '#nodes/node.ts';
import type { FlowTrigger } from './deployed-flow-registry.ts';

/** Undefined: anything. */
export function inputSchemaOf(
  { contract }: FlowDocument,
  trigger: FlowTrigger | undefined,
  nodeTypes: readonly NodeType[],
): JsonSchema | undefined {
  const manifest = nodeTypes.find((type) => type.manifest.type === trigger?.triggerNode.type)?.manifest;
  if (trigger === undefined || manifest === undefined) return contract.input;
  // What another system sends is given by hand in parts, too: there the contract alone says what must be.
  const isAskedFor = isDerived(manifest.output) || manifest.type === 'core/schedule';
  return isAskedFor ? outputOf(manifest, trigger.triggerNode, { contract }) : contract.input;
}
