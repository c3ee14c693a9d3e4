/** A new node, at a place on the canvas. */
import type { FlowDocument, FlowNode } from '../flow.ts';

export interface NewNode {
  /** From `freeNodeId`. */
  readonly id: string;
  readonly node: FlowNode;
  readonly at?: readonly [x: number, y: number];
}

/** Throws when the id is taken: ask `freeNodeId` first. */
export function addNode(flow: FlowDocument, { id, node, at }: NewNode): FlowDocument {
  if (Object.hasOwn(flow.nodes, id)) throw new Error(`There is a node "${id}" already.`);
  const layout = at === undefined ? {} : { layout: { ...flow.layout, [id]: [Math.round(at[0]), Math.round(at[1])] as const } };
  return { ...flow, nodes: { ...flow.nodes, [id]: node }, ...layout };
}
