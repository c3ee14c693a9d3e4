/** Nodes go into a container and out of it, and the wires that crossed its border now lead to it and from it. Pure. */
import { portsOf } from '#flows/derive-ports.ts';
import { configureNode } from '#flows/edits/configure-node.ts';
import { removeNodes } from '#flows/edits/remove-nodes.ts';
import type { FlowDocument, FlowEdge } from '#flows/flow.ts';
import type { Manifests } from '../canvas/draw-flow.ts';
import { placeNode } from './edit-selection.ts';

const SCOPE = 'core/scope';

export interface Grouped {
  readonly flow: FlowDocument;
  readonly containerId: string;
}

/**
 * The nodes into the container among them, else into a new scope round them. Undefined where it cannot be: they stand in different
 * containers, or only a trigger is selected.
 */
export function groupNodes(flow: FlowDocument, nodeIds: readonly string[], manifests: Manifests): Grouped | undefined {
  const kindOf = (id: string) => manifests.get(flow.nodes[id]?.type ?? '')?.kind;
  const ids = nodeIds.filter((id) => flow.nodes[id] !== undefined && kindOf(id) !== 'trigger');
  const containers = ids.filter((id) => kindOf(id) === 'container');
  const [chosen] = containers.length === 1 && ids.length > 1 ? containers : [];
  const inside = ids.filter((id) => id !== chosen);
  const parents = new Set(ids.map((id) => flow.nodes[id]!.parent));
  if (inside.length === 0 || parents.size !== 1) return undefined;
  const [parent] = parents;
  if (chosen !== undefined) return { flow: enclose(flow, inside, chosen, manifests), containerId: chosen };
  const manifest = manifests.get(SCOPE);
  if (manifest === undefined) return undefined;
  const xs = inside.map((id) => flow.layout?.[id]?.[0] ?? 0);
  const ys = inside.map((id) => flow.layout?.[id]?.[1] ?? 0);
  const placed = placeNode(flow, manifest, manifests, { at: [Math.min(...xs), Math.min(...ys) - ABOVE] });
  const scoped = configureNode(placed.flow, placed.nodeId, { parent: parent ?? null });
  return { flow: enclose(scoped, inside, placed.nodeId, manifests), containerId: placed.nodeId };
}

/** Of a container over what stands in it: its card, the frame's name. */
const ABOVE = 140;

function enclose(flow: FlowDocument, ids: readonly string[], container: string, manifests: Manifests): FlowDocument {
  const within = new Set(ids);
  let next = flow;
  for (const id of ids) next = configureNode(next, id, { parent: container });
  const out = firstPort(flow, container, manifests);
  const edges = next.edges.flatMap((edge): readonly FlowEdge[] => {
    if (within.has(edge.from) === within.has(edge.to)) return [edge];
    if (edge.from === container || edge.to === container) return [];
    if (within.has(edge.to)) return [{ ...edge, to: container }];
    return out === undefined ? [] : [{ from: container, port: out, to: edge.to }];
  });
  return { ...next, edges: withoutDoubles(edges) };
}

/** Out of what they stand in; a container gives free what stands in it and goes. */
export function ungroupNodes(flow: FlowDocument, nodeIds: readonly string[], manifests: Manifests): FlowDocument {
  let next = flow;
  for (const id of nodeIds) {
    if (next.nodes[id] === undefined) continue;
    const inside = Object.keys(next.nodes).filter((other) => next.nodes[other]!.parent === id);
    if (inside.length > 0) next = dissolve(next, id, inside, manifests);
    else if (next.nodes[id].parent !== undefined) next = takeOut(next, id);
  }
  return next;
}

function takeOut(flow: FlowDocument, id: string): FlowDocument {
  const container = flow.nodes[id]!.parent!;
  const moved = configureNode(flow, id, { parent: flow.nodes[container]?.parent ?? null });
  return { ...moved, edges: moved.edges.filter(({ from, to }) => moved.nodes[from]?.parent === moved.nodes[to]?.parent) };
}

/** What led to the container leads to what began in it; what followed it follows what ended in it. */
function dissolve(flow: FlowDocument, container: string, inside: readonly string[], manifests: Manifests): FlowDocument {
  const begins = inside.filter((id) => !flow.edges.some(({ to, from }) => to === id && inside.includes(from)));
  const ends = inside.filter((id) => !flow.edges.some(({ from, to }) => from === id && inside.includes(to)));
  const out = firstPort(flow, container, manifests);
  const { parent } = flow.nodes[container]!;
  let next = flow;
  for (const id of inside) next = configureNode(next, id, { parent: parent ?? null });
  const edges = next.edges.flatMap((edge): readonly FlowEdge[] => {
    if (edge.to === container) return begins.map((to) => ({ ...edge, to }));
    if (edge.from !== container) return [edge];
    if ((edge.port ?? out) !== out) return [];
    return ends.flatMap((from) => {
      const port = firstPort(flow, from, manifests);
      return port === undefined ? [] : [{ from, port, to: edge.to }];
    });
  });
  return removeNodes({ ...next, edges: withoutDoubles(edges) }, [container]);
}

function firstPort(flow: FlowDocument, id: string, manifests: Manifests): string | undefined {
  const node = flow.nodes[id];
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  return node === undefined || manifest === undefined ? undefined : portsOf(manifest, node).find(({ kind }) => kind !== 'error')?.name;
}

function withoutDoubles(edges: readonly FlowEdge[]): readonly FlowEdge[] {
  const seen = new Set<string>();
  return edges.filter(({ from, port, to }) => {
    const key = `${from} ${port ?? ''} ${to}`;
    return !seen.has(key) && seen.add(key);
  });
}
