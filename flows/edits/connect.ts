/** An edge between two nodes, and whether it may be drawn. */
import type { CheckContext } from '../check/checked-flow.ts';
import { portsOf } from '../derive-ports.ts';
import type { FlowDocument, FlowEdge } from '../flow.ts';
import { graphOf, reachableFrom } from '../graph.ts';

/** The same edge drawn again changes nothing. */
export function connect(flow: FlowDocument, { from, port, to }: FlowEdge): FlowDocument {
  if (flow.edges.some((edge) => edge.from === from && edge.port === port && edge.to === to)) return flow;
  return { ...flow, edges: [...flow.edges, port === undefined ? { from, to } : { from, port, to }] };
}

/** Why this edge cannot be drawn, in one sentence; undefined when it can. */
export function whyNotConnect(
  flow: FlowDocument,
  { from, port, to }: FlowEdge,
  { nodeTypes }: Pick<CheckContext, 'nodeTypes'>,
): string | undefined {
  const [source, target] = [flow.nodes[from], flow.nodes[to]];
  if (source === undefined || target === undefined) return 'One of the nodes is not there.';
  if (from === to) return 'A node cannot lead to itself.';
  if (nodeTypes(target.type)?.kind === 'trigger') return 'Nothing leads into a trigger.';
  if (source.parent !== target.parent) return 'An edge cannot leave or enter a container.';
  if (Object.values(flow.nodes).some(({ compensate }) => compensate === to)) return 'A compensation runs by itself; nothing leads to it.';
  const manifest = nodeTypes(source.type);
  const ports = manifest === undefined ? undefined : portsOf(manifest, source).map(({ name }) => name);
  const leaves = port ?? ports?.[0];
  if (ports !== undefined && (leaves === undefined || !ports.includes(leaves))) return 'The node has no such port.';
  if (flow.edges.some((edge) => edge.from === from && edge.to === to && (edge.port ?? ports?.[0]) === leaves))
    return 'They are connected already.';
  if (reachableFrom(graphOf(flow), to).has(from)) return 'The flow would lead back to itself.';
  return undefined;
}
