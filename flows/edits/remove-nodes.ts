/** Nodes less, with their edges and places. What named them as compensation or container stands alone afterwards. */
import type { FlowDocument, FlowNode } from '../flow.ts';

export function removeNodes(flow: FlowDocument, nodeIds: readonly string[]): FlowDocument {
  const gone = new Set(nodeIds.filter((id) => Object.hasOwn(flow.nodes, id)));
  if (gone.size === 0) return flow;
  const nodes = Object.entries(flow.nodes).flatMap(([id, node]) => (gone.has(id) ? [] : [[id, forget(node, gone)] as const]));
  const { layout, ...rest } = flow;
  const places = Object.entries(layout ?? {}).filter(([id]) => !gone.has(id));
  return {
    ...rest,
    nodes: Object.fromEntries(nodes),
    edges: flow.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
    ...(layout === undefined ? {} : { layout: Object.fromEntries(places) }),
  };
}

function forget(node: FlowNode, gone: ReadonlySet<string>): FlowNode {
  const { compensate, parent, ...rest } = node;
  // The same node where it named none of them.
  if ((compensate === undefined || !gone.has(compensate)) && (parent === undefined || !gone.has(parent))) return node;
  return {
    ...rest,
    ...(compensate === undefined || gone.has(compensate) ? {} : { compensate }),
    ...(parent === undefined || gone.has(parent) ? {} : { parent }),
  };
}
