/** Other settings of a node: its config as a whole, and everything beside it but its type. */
import type { FlowDocument, FlowNode } from '../flow.ts';

/** `null` takes a field away; a field that is not named stays. */
export type NodeSettings = { readonly [K in Exclude<keyof FlowNode, 'type' | 'version' | 'config'>]?: FlowNode[K] | null } & {
  readonly config?: FlowNode['config'];
  /** When an upgrade lifted the config. */
  readonly version?: number;
};

/** Throws when there is no such node. */
export function configureNode(flow: FlowDocument, nodeId: string, settings: NodeSettings): FlowDocument {
  const node = Object.hasOwn(flow.nodes, nodeId) ? flow.nodes[nodeId] : undefined;
  if (node === undefined) throw new Error(`There is no node "${nodeId}".`);
  const kept = Object.entries({ ...node, ...settings }).filter(([, value]) => value !== null && value !== undefined);
  return { ...flow, nodes: { ...flow.nodes, [nodeId]: Object.fromEntries(kept) as unknown as FlowNode } };
}
