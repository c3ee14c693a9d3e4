/** A flow document as what the canvas draws. Pure. */
import { portsOf } from '#flows/derive-ports.ts';
import type { FlowDocument, FlowEdge, FlowNode } from '#flows/flow.ts';
import { graphOf, topologicalOrder } from '#flows/graph.ts';
import type { NodeManifest, Port } from '#flows/node-manifest.ts';
import type { Problem } from '#flows/problem.ts';
import type { CanvasEdge, CanvasNode } from './canvas-types.ts';
import { CARD_WIDTH } from './card-size.ts';

export type Manifests = ReadonlyMap<string, NodeManifest>;

/** From card to card where nobody placed them. */
const COLUMN = CARD_WIDTH + 100;
const ROW = 120;

const UNKNOWN_ICON =
  '<svg viewBox="0 0 24 24"><path fill="currentColor" d="M11 18h2v-2h-2zm1-16a10 10 0 1 0 0 20 10 10 0 0 0 0-20z"/></svg>';

export function drawNodes(flow: FlowDocument, manifests: Manifests, problems: readonly Problem[] = []): readonly CanvasNode[] {
  const places = placesOf(flow);
  const used = new Set(flow.edges.map(({ from, port }) => `${from} ${port ?? ''}`));
  return Object.entries(flow.nodes).map(([id, node]) => {
    const manifest = manifests.get(node.type);
    const own = problems.filter(({ nodeId }) => nodeId === id);
    const ports = portsOfNode(flow, id, node, manifest);
    return {
      id,
      label: node.label ?? id,
      about: manifest?.label ?? node.type,
      icon: manifest?.icon ?? UNKNOWN_ICON,
      category: manifest?.category ?? '',
      trigger: manifest?.kind === 'trigger',
      ports,
      freePorts: ports.filter(({ name }, i) => !used.has(`${id} ${name}`) && !(i === 0 && used.has(`${id} `))).map(({ name }) => name),
      position: places.get(id) ?? [0, 0],
      ...(node.parent === undefined ? {} : { within: node.parent }),
      ...(own.length === 0
        ? {}
        : {
            problems: {
              errors: own.filter(({ severity }) => severity === 'error').length,
              warnings: own.filter(({ severity }) => severity === 'warning').length,
            },
          }),
    };
  });
}

export function drawEdges(flow: FlowDocument, manifests: Manifests): readonly CanvasEdge[] {
  return flow.edges.flatMap((edge) => {
    const node = flow.nodes[edge.from];
    if (node === undefined || flow.nodes[edge.to] === undefined) return [];
    const ports = portsOfNode(flow, edge.from, node, manifests.get(node.type));
    const port = edge.port ?? ports[0]?.name ?? 'out';
    const known = ports.find(({ name }) => name === port);
    // "out" says nothing that the line does not.
    return [
      {
        id: edgeId(edge),
        from: edge.from,
        port,
        to: edge.to,
        kind: known?.kind ?? 'out',
        label: known?.kind === 'out' ? '' : (known?.label ?? port),
      },
    ];
  });
}

export function edgeId({ from, port, to }: FlowEdge): string {
  return `${from}:${port ?? ''}:${to}`;
}

/** The manifest's ports, and those that edges name though the node has them no more: the drawing never hides an edge. */
function portsOfNode(flow: FlowDocument, id: string, node: FlowNode, manifest: NodeManifest | undefined): readonly Port[] {
  const ports = manifest === undefined ? [] : portsOf(manifest, node);
  const named = new Set(flow.edges.flatMap((edge) => (edge.from === id && edge.port !== undefined ? [edge.port] : [])));
  const gone = [...named].filter((name) => !ports.some((port) => port.name === name));
  const all = [...ports, ...gone.map((name): Port => ({ name, label: name, kind: 'business' }))];
  return all.length === 0 && flow.edges.some(({ from }) => from === id) ? [{ name: 'out', label: '', kind: 'out' }] : all;
}

/** Where the document places nothing, nodes stand in columns by their distance from the start. */
export function placesOf(flow: Pick<FlowDocument, 'nodes' | 'edges' | 'layout'>): ReadonlyMap<string, readonly [number, number]> {
  const graph = graphOf(flow);
  const column = new Map<string, number>();
  for (const id of topologicalOrder(graph)) {
    const before = (graph.incoming.get(id) ?? []).map(({ from }) => column.get(from) ?? 0);
    column.set(id, before.length === 0 ? 0 : Math.max(...before) + 1);
  }
  const rows = new Map<number, number>();
  const places = new Map<string, readonly [number, number]>();
  for (const id of graph.nodeIds) {
    const placed = flow.layout?.[id];
    if (placed !== undefined) {
      places.set(id, placed);
      continue;
    }
    const x = column.get(id) ?? 0;
    const row = rows.get(x) ?? 0;
    rows.set(x, row + 1);
    places.set(id, [x * COLUMN, row * ROW]);
  }
  return places;
}
