/** A flow document as what the canvas draws. Pure. */
import { portsOf } from '#flows/derive-ports.ts';
import type { FlowDocument, FlowEdge, FlowNode, CanvasNote as FlowNote } from '#flows/flow.ts';
import { graphOf, topologicalOrder } from '#flows/graph.ts';
import type { NodeManifest, Port } from '#flows/node-manifest.ts';
import type { Problem } from '#flows/problem.ts';
import { portInOurLanguage } from '../server/node-type-words.ts';
import { t } from '../text.ts';
import type { CanvasEdge, CanvasNode } from './canvas-types.ts';
import { CARD_WIDTH } from './card-size.ts';

export type Manifests = ReadonlyMap<string, NodeManifest>;

/** From card to card where nobody placed them. */
const COLUMN = CARD_WIDTH + 100;
const ROW = 120;

const UNKNOWN_ICON =
  '<svg viewBox="0 0 24 24"><path fill="currentColor" d="M11 18h2v-2h-2zm1-16a10 10 0 1 0 0 20 10 10 0 0 0 0-20z"/></svg>';

export function drawNodes(flow: FlowDocument, manifests: Manifests, problems: readonly Problem[] = []): readonly CanvasNode[] {
  return createFlowDrawer().drawNodes(flow, manifests, problems);
}

export function drawEdges(flow: FlowDocument, manifests: Manifests): readonly CanvasEdge[] {
  return createFlowDrawer().drawEdges(flow, manifests);
}

/** Draws one flow again and again as it is edited: a card and a wire about which nothing changed is the same object as the last time. */
export interface FlowDrawer {
  drawNodes(flow: FlowDocument, manifests: Manifests, problems?: readonly Problem[]): readonly CanvasNode[];
  drawEdges(flow: FlowDocument, manifests: Manifests): readonly CanvasEdge[];
}

export function createFlowDrawer(): FlowDrawer {
  let cards = new Map<string, DrawnCard>();
  let notes = new Map<string, { readonly made: FlowNote; readonly card: CanvasNode }>();
  let wires = new Map<FlowEdge, DrawnWire>();
  let leaving: { readonly edges: FlowDocument['edges']; readonly byNode: ReadonlyMap<string, readonly FlowEdge[]> } | undefined;
  const leavingOf = (flow: FlowDocument) => {
    if (leaving?.edges !== flow.edges) leaving = { edges: flow.edges, byNode: edgesByNode(flow) };
    return leaving.byNode;
  };
  return {
    drawNodes(flow, manifests, problems = []) {
      const places = placesOf(flow);
      const byNode = leavingOf(flow);
      const found = problemsByNode(problems);
      const next = new Map<string, DrawnCard>();
      for (const [id, node] of Object.entries(flow.nodes)) {
        const made = {
          node,
          manifest: manifests.get(node.type),
          leaving: byNode.get(id) ?? NO_EDGES,
          place: places.get(id) ?? ([0, 0] as const),
          problems: found.get(id),
        };
        const old = cards.get(id);
        next.set(id, old !== undefined && isSameCard(old, made) ? old : { ...made, card: toCard(id, made) });
      }
      cards = next;
      const noted = new Map<string, { readonly made: FlowNote; readonly card: CanvasNode }>();
      for (const [id, made] of Object.entries(flow.notes ?? {})) {
        const old = notes.get(id);
        noted.set(id, old?.made === made ? old : { made, card: toNote(id, made) });
      }
      notes = noted;
      // Notes first: of two that overlap the card is above.
      return [...noted.values(), ...next.values()].map(({ card }) => card);
    },
    drawEdges(flow, manifests) {
      const byNode = leavingOf(flow);
      const known = new Map<string, readonly Port[]>();
      const next = new Map<FlowEdge, DrawnWire>();
      for (const edge of flow.edges) {
        const node = flow.nodes[edge.from];
        if (node === undefined || flow.nodes[edge.to] === undefined) continue;
        const manifest = manifests.get(node.type);
        const all = byNode.get(edge.from) ?? NO_EDGES;
        const old = wires.get(edge);
        if (old?.node === node && old.manifest === manifest && isSameList(old.leaving, all)) {
          next.set(edge, old);
          continue;
        }
        // Its card knows them, where it was drawn of the same.
        const card = cards.get(edge.from);
        const isOfCard = card?.node === node && card.manifest === manifest && isSameList(card.leaving, all);
        let ports = isOfCard ? card.card.ports : known.get(edge.from);
        if (ports === undefined) known.set(edge.from, (ports = portsOfNode(node, manifest, all)));
        next.set(edge, { node, manifest, leaving: all, wire: toWire(edge, ports) });
      }
      wires = next;
      return [...next.values()].map(({ wire }) => wire);
    },
  };
}

/** All that a card is made of. */
interface CardParts {
  readonly node: FlowNode;
  readonly manifest: NodeManifest | undefined;
  readonly leaving: readonly FlowEdge[];
  readonly place: readonly [x: number, y: number];
  readonly problems: CanvasNode['problems'] | undefined;
}

interface DrawnCard extends CardParts {
  readonly card: CanvasNode;
}

interface DrawnWire extends Pick<CardParts, 'node' | 'manifest' | 'leaving'> {
  readonly wire: CanvasEdge;
}

const NO_EDGES: readonly FlowEdge[] = [];

function isSameCard(a: CardParts, b: CardParts): boolean {
  return (
    a.node === b.node &&
    a.manifest === b.manifest &&
    a.place[0] === b.place[0] &&
    a.place[1] === b.place[1] &&
    a.problems?.errors === b.problems?.errors &&
    a.problems?.warnings === b.problems?.warnings &&
    isSameList(a.leaving, b.leaving)
  );
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((one, i) => one === b[i]));
}

function toCard(id: string, { node, manifest, leaving, place, problems }: CardParts): CanvasNode {
  const ports = portsOfNode(node, manifest, leaving);
  const used = new Set(leaving.map(({ port }) => port ?? ''));
  return {
    id,
    label: node.label ?? id,
    about: manifest?.label ?? node.type,
    icon: manifest?.icon ?? UNKNOWN_ICON,
    category: manifest?.category ?? '',
    trigger: manifest?.kind === 'trigger',
    ports,
    freePorts: ports.filter(({ name }, i) => !used.has(name) && !(i === 0 && used.has(''))).map(({ name }) => name),
    position: place,
    ...(node.parent === undefined ? {} : { within: node.parent }),
    ...(problems === undefined ? {} : { problems }),
  };
}

const NOTE_ICON =
  '<svg viewBox="0 0 24 24"><path fill="currentColor" d="M4 3h16a1 1 0 0 1 1 1v11l-6 6H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm1 2v14h8v-6h6V5zm10 10v3.2l3.2-3.2zM7 8h10v2H7zm0 4h5v2H7z"/></svg>';
/** What the names of notes begin with on the drawing: no node is called so. */
const NOTE = 'note:';

function toNote(id: string, { text, at, size }: FlowNote): CanvasNode {
  return {
    id: NOTE + id,
    label: noteTitle(text),
    about: t('note.about', 'Note'),
    icon: NOTE_ICON,
    category: 'note',
    trigger: false,
    ports: [],
    position: at,
    note: { text, size },
  };
}

/** Of what is selected on the drawing, the id of the note in the document; undefined for a node. */
export function noteIdOf(id: string): string | undefined {
  return id.startsWith(NOTE) ? id.slice(NOTE.length) : undefined;
}

export function drawnNoteId(noteId: string): string {
  return NOTE + noteId;
}

const MOST_TITLE = 60;

/** Its first line. */
export function noteTitle(text: string): string {
  const [line = ''] = text.trim().split('\n');
  if (line === '') return t('note.empty', 'Empty note');
  return line.length > MOST_TITLE ? `${line.slice(0, MOST_TITLE)}…` : line;
}

function toWire(edge: FlowEdge, ports: readonly Port[]): CanvasEdge {
  const port = edge.port ?? ports[0]?.name ?? 'out';
  const leaves = ports.find(({ name }) => name === port);
  return {
    id: edgeId(edge),
    from: edge.from,
    port,
    to: edge.to,
    kind: leaves?.kind ?? 'out',
    // "out" says nothing that the line does not.
    label: leaves?.kind === 'out' ? '' : (leaves?.label ?? port),
  };
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
  const ports = manifest === undefined ? [] : portsOf(manifest, node).map(portInOurLanguage);
  const named = new Set(leaving.flatMap(({ port }) => port ?? []));
  const gone = [...named].filter((name) => !ports.some((port) => port.name === name));
  const all = [...ports, ...gone.map((name): Port => ({ name, label: name, kind: 'business' }))];
  return all.length === 0 && leaving.length > 0 ? [{ name: 'out', label: '', kind: 'out' }] : all;
}

/** Where the document places nothing, nodes stand in columns by their distance from the start. */
export function placesOf(flow: Pick<FlowDocument, 'nodes' | 'edges' | 'layout'>): ReadonlyMap<string, readonly [number, number]> {
  const ids = Object.keys(flow.nodes);
  // As in every flow that was drawn by hand: nothing is looked up in the graph.
  if (ids.every((id) => flow.layout?.[id] !== undefined)) return new Map(ids.map((id) => [id, flow.layout![id]!]));
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
