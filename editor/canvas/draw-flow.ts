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
  const leaving = edgesByNode(flow);
  const found = problemsByNode(problems);
  return Object.entries(flow.nodes).map(([id, node]) => {
    const manifest = manifests.get(node.type);
    const ports = portsOfNode(node, manifest, leaving.get(id) ?? []);
    const used = new Set((leaving.get(id) ?? []).map(({ port }) => port ?? ''));
    const own = found.get(id);
    return {
      id,
      label: node.label ?? id,
      about: manifest?.label ?? node.type,
      icon: manifest?.icon ?? UNKNOWN_ICON,
      category: manifest?.category ?? '',
      trigger: manifest?.kind === 'trigger',
      ports,
      freePorts: ports.filter(({ name }, i) => !used.has(name) && !(i === 0 && used.has(''))).map(({ name }) => name),
      position: places.get(id) ?? [0, 0],
      ...(node.parent === undefined ? {} : { within: node.parent }),
      ...(own === undefined ? {} : { problems: own }),
    };
  });
}

export function drawEdges(flow: FlowDocument, manifests: Manifests): readonly CanvasEdge[] {
  const leaving = edgesByNode(flow);
  const known = new Map<string, readonly Port[]>();
  return flow.edges.flatMap((edge) => {
    const node = flow.nodes[edge.from];
    if (node === undefined || flow.nodes[edge.to] === undefined) return [];
    let ports = known.get(edge.from);
    if (ports === undefined) known.set(edge.from, (ports = portsOfNode(node, manifests.get(node.type), leaving.get(edge.from) ?? [])));
    const port = edge.port ?? ports[0]?.name ?? 'out';
    const leaves = ports.find(({ name }) => name === port);
    // "out" says nothing that the line does not.
    return [
      {
        id: edgeId(edge),
        from: edge.from,
        port,
        to: edge.to,
        kind: leaves?.kind ?? 'out',
        label: leaves?.kind === 'out' ? '' : (leaves?.label ?? port),
      },
    ];
  });
}

function edgesByNode({ edges }: Pick<FlowDocument, 'edges'>): ReadonlyMap<string, readonly FlowEdge[]> {
  const leaving = new Map<string, FlowEdge[]>();
  for (const edge of edges) {
    const known = leaving.get(edge.from);
    if (known === undefined) leaving.set(edge.from, [edge]);
    else known.push(edge);
  }
  return leaving;
}

function problemsByNode(problems: readonly Problem[]): ReadonlyMap<string, NonNullable<CanvasNode['problems']>> {
  const found = new Map<string, { errors: number; warnings: number }>();
  for (const { nodeId, severity } of problems) {
    if (nodeId === undefined) continue;
    const counted = found.get(nodeId) ?? { errors: 0, warnings: 0 };
    found.set(nodeId, counted);
    if (severity === 'error') counted.errors += 1;
    else if (severity === 'warning') counted.warnings += 1;
  }
  return found;
}

export function edgeId({ from, port, to }: FlowEdge): string {
  return `${from}:${port ?? ''}:${to}`;
}

/** The manifest's ports, and those that edges name though the node has them no more: the drawing never hides an edge. */
function portsOfNode(node: FlowNode, manifest: NodeManifest | undefined, leaving: readonly FlowEdge[]): readonly Port[] {
  const ports = manifest === undefined ? [] : portsOf(manifest, node);
  const named = new Set(leaving.flatMap(({ port }) => port ?? []));
  const gone = [...named].filter((name) => !ports.some((port) => port.name === name));
  const all = [...ports, ...gone.map((name): Port => ({ name, label: name, kind: 'business' }))];
  return all.length === 0 && leaving.length > 0 ? [{ name: 'out', label: '', kind: 'out' }] : all;
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
