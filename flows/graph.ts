/**
 * Pure walks over a flow: who comes before, who after, who is certain to have run. All answers are node ids; ids that edges name
 * but no node has are left out, so that a half-drawn flow can be asked too.
 */
import type { FlowDocument, FlowEdge } from './flow.ts';

export interface FlowGraph {
  readonly nodeIds: readonly string[];
  /** Edges whose two ends exist, by their source, in document order. */
  readonly outgoing: ReadonlyMap<string, readonly FlowEdge[]>;
  readonly incoming: ReadonlyMap<string, readonly FlowEdge[]>;
}

/** Nodes and edges are all a graph needs. */
export type Drawn = Pick<FlowDocument, 'nodes' | 'edges'>;

export function graphOf({ nodes, edges }: Drawn): FlowGraph {
  const nodeIds = Object.keys(nodes);
  const outgoing = new Map<string, FlowEdge[]>(nodeIds.map((id) => [id, []]));
  const incoming = new Map<string, FlowEdge[]>(nodeIds.map((id) => [id, []]));
  for (const edge of edges) {
    if (!outgoing.has(edge.from) || !incoming.has(edge.to)) continue;
    outgoing.get(edge.from)!.push(edge);
    incoming.get(edge.to)!.push(edge);
  }
  return { nodeIds, outgoing, incoming };
}

export function previousNodes(graph: FlowGraph, nodeId: string): readonly string[] {
  return unique((graph.incoming.get(nodeId) ?? []).map(({ from }) => from));
}

/** Everything that can be reached from `start`, itself included. */
export function reachableFrom(graph: FlowGraph, start: string): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) for (const { to } of graph.outgoing.get(id) ?? []) found.add(to);
  return found;
}

/** Everything that may have run before `nodeId`, itself not included (unless it stands in a cycle). */
export function upstreamOf(graph: FlowGraph, nodeId: string): ReadonlySet<string> {
  const found = new Set((graph.incoming.get(nodeId) ?? []).map(({ from }) => from));
  for (const id of found) for (const { from } of graph.incoming.get(id)!) found.add(from);
  return found;
}

/** Sources before targets; nodes in or behind a cycle are left out. Ties keep document order, so the result is stable. */
export function topologicalOrder(graph: FlowGraph): readonly string[] {
  const missing = new Map(graph.nodeIds.map((id) => [id, graph.incoming.get(id)!.length]));
  const ready = graph.nodeIds.filter((id) => missing.get(id) === 0);
  const order: string[] = [];
  for (let i = 0; i < ready.length; i++) {
    const id = ready[i]!;
    order.push(id);
    for (const { to } of graph.outgoing.get(id)!) {
      const left = missing.get(to)! - 1;
      missing.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return order;
}

/** Groups of nodes that lead back to themselves, each in document order; none in a flow that can run. */
export function findCycles(graph: FlowGraph): readonly (readonly string[])[] {
  const ordered = new Set(topologicalOrder(graph));
  const suspects = graph.nodeIds.filter((id) => !ordered.has(id));
  const cycles: string[][] = [];
  const placed = new Set<string>();
  for (const id of suspects) {
    if (placed.has(id)) continue;
    const before = upstreamOf(graph, id);
    if (!before.has(id)) continue;
    const after = reachableFrom(graph, id);
    const cycle = suspects.filter((other) => before.has(other) && after.has(other));
    for (const other of cycle) placed.add(other);
    cycles.push(cycle);
  }
  return cycles;
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
