/** Several new nodes at once with the edges between them: one by one would copy the flow for each. */
import type { FlowDocument, FlowEdge } from '../flow.ts';
import type { NewNode } from './add-node.ts';

/** Throws when an id is taken. An edge that is there already is passed over. */
export function addNodes(flow: FlowDocument, added: readonly NewNode[], edges: readonly FlowEdge[] = []): FlowDocument {
  if (added.length === 0 && edges.length === 0) return flow;
  const nodes: Record<string, FlowDocument['nodes'][string]> = { ...flow.nodes };
  const layout: Record<string, readonly [x: number, y: number]> = { ...flow.layout };
  for (const { id, node, at } of added) {
    if (Object.hasOwn(nodes, id)) throw new Error(`There is a node "${id}" already.`);
    nodes[id] = node;
    if (at !== undefined) layout[id] = [Math.round(at[0]), Math.round(at[1])];
  }
  const known = new Set(flow.edges.map(keyOf));
  const fresh = edges.filter((edge) => !known.has(keyOf(edge)) && known.add(keyOf(edge)));
  return {
    ...flow,
    nodes,
    edges: fresh.length === 0 ? flow.edges : [...flow.edges, ...fresh],
    ...(flow.layout === undefined && Object.keys(layout).length === 0 ? {} : { layout }),
  };
}

function keyOf({ from, port, to }: FlowEdge): string {
  return JSON.stringify([from, port ?? null, to]);
}
