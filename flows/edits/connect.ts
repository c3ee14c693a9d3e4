/** An edge between two nodes, whether it may be drawn, and which other one means the same. */
import type { CheckContext } from '../check/checked-flow.ts';
import { containersAround } from '../check/container-problems.ts';
import { portsOf } from '../derive-ports.ts';
import type { FlowDocument, FlowEdge } from '../flow.ts';
import { graphOf, upstreamOf } from '../graph.ts';
import type { Port } from '../node-manifest.ts';

type NodeTypes = Pick<CheckContext, 'nodeTypes'>;

/** The same edge drawn again changes nothing. */
export function connect(flow: FlowDocument, { from, port, to }: FlowEdge): FlowDocument {
  if (flow.edges.some((edge) => edge.from === from && edge.port === port && edge.to === to)) return flow;
  return { ...flow, edges: [...flow.edges, port === undefined ? { from, to } : { from, port, to }] };
}

/** Why this edge cannot be drawn, in one sentence; undefined when it can. */
export function whyNotConnect(flow: FlowDocument, { to, ...way }: FlowEdge, context: NodeTypes): string | undefined {
  return whyNotLead(flow, way, context)(to);
}

/** The same asked of many targets of one way out: what is the same for all of them is worked out once. */
export function whyNotLead(
  flow: FlowDocument,
  { from, port }: Omit<FlowEdge, 'to'>,
  { nodeTypes }: NodeTypes,
): (to: string) => string | undefined {
  const source = flow.nodes[from];
  const manifest = source === undefined ? undefined : nodeTypes(source.type);
  const ports = source === undefined || manifest === undefined ? undefined : portsOf(manifest, source).map(({ name }) => name);
  const leaves = port ?? ports?.[0];
  const compensations = new Set(Object.values(flow.nodes).map(({ compensate }) => compensate));
  const connected = new Set(flow.edges.filter((edge) => edge.from === from && (edge.port ?? ports?.[0]) === leaves).map(({ to }) => to));
  const before = source === undefined ? new Set() : upstreamOf(graphOf(flow), from);
  return (to) => {
    const target = flow.nodes[to];
    if (source === undefined || target === undefined) return 'One of the nodes is not there.';
    if (from === to) return 'A node cannot lead to itself.';
    if (nodeTypes(target.type)?.kind === 'trigger') return 'Nothing leads into a trigger.';
    if (source.parent !== target.parent) return 'An edge cannot leave or enter a container.';
    if (compensations.has(to)) return 'A compensation runs by itself; nothing leads to it.';
    if (ports !== undefined && (leaves === undefined || !ports.includes(leaves))) return 'The node has no such port.';
    if (connected.has(to)) return 'They are connected already.';
    if (before.has(to)) return 'The flow would lead back to itself.';
    return undefined;
  };
}

/**
 * The edge that may be drawn in place of one that may not, and gives the order that was wanted: to or from the container at whose border
 * it would end, or from a trigger to the step. Undefined where there is none, or where the edge itself fits.
 */
export function connectInstead(flow: FlowDocument, edge: FlowEdge, context: NodeTypes): FlowEdge | undefined {
  const { from, to } = edge;
  const [source, target] = [flow.nodes[from], flow.nodes[to]];
  if (source === undefined || target === undefined || from === to) return undefined;
  if (context.nodeTypes(target.type)?.kind === 'trigger') return fitting(flow, { from: to, to: from }, undefined, context);
  if (source.parent === target.parent) return undefined;
  const toChain = chainOf(flow, to);
  for (const leaves of chainOf(flow, from)) {
    // The two that stand side by side, one round each end.
    const enters = toChain.find((id) => flow.nodes[id]!.parent === flow.nodes[leaves]!.parent);
    if (enters === undefined) continue;
    if (leaves === from) return fitting(flow, { ...edge, to: enters }, undefined, context);
    const kind = waysOut(flow, from, context).find(({ name }) => name === edge.port)?.kind;
    return fitting(flow, { from: leaves, to: enters }, kind, context);
  }
  return undefined;
}

/** The node and what it stands in, from the inside to the outside. */
function chainOf(flow: FlowDocument, id: string): readonly string[] {
  const nodes = new Map(Object.entries(flow.nodes).map(([key, node]) => [key, { id: key, node }]));
  return [id, ...containersAround(id, { nodes }).map((around) => around.id)];
}

function waysOut(flow: FlowDocument, id: string, { nodeTypes }: NodeTypes): readonly Port[] {
  const node = flow.nodes[id]!;
  const manifest = nodeTypes(node.type);
  return manifest === undefined ? [] : portsOf(manifest, node);
}

/** From the first way out of this kind, where none is named; undefined when it may not be drawn. */
function fitting(flow: FlowDocument, edge: FlowEdge, kind: Port['kind'] | undefined, context: NodeTypes): FlowEdge | undefined {
  const ways = waysOut(flow, edge.from, context);
  const port = edge.port ?? (ways.find((way) => way.kind === kind) ?? ways[0])?.name;
  const named = port === undefined ? edge : { ...edge, port };
  return whyNotConnect(flow, named, context) === undefined ? named : undefined;
}
