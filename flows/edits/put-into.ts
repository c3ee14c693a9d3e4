/** A node goes into a container, or out of it: edges that would cross the border fall away. */
import { containersAround } from '../check/container-problems.ts';
import type { FlowDocument, FlowNode } from '../flow.ts';
import { configureNode } from './configure-node.ts';

/** `container` undefined: out into the flow itself. Throws when there is no such node. */
export function putInto(flow: FlowDocument, nodeId: string, container: string | undefined): FlowDocument {
  const moved = configureNode(flow, nodeId, { parent: container ?? null });
  return { ...moved, edges: moved.edges.filter(({ from, to }) => parentOf(moved, from) === parentOf(moved, to)) };
}

/** Ids of the containers that the node may stand in: not itself, nor one that stands in it. */
export function containersFor(flow: FlowDocument, nodeId: string, isContainer: (node: FlowNode) => boolean): readonly string[] {
  const others = Object.keys(flow.nodes).filter((id) => id !== nodeId && isContainer(flow.nodes[id]!));
  // As in most flows: nothing of all its nodes is gone through a second time.
  if (others.length === 0) return [];
  const nodes = new Map(Object.entries(flow.nodes).map(([id, node]) => [id, { id, node }]));
  return others.filter((id) => !containersAround(id, { nodes }).some((around) => around.id === nodeId));
}

function parentOf({ nodes }: FlowDocument, id: string): string | undefined {
  return nodes[id]?.parent;
}
