/** Edits that the canvas asks for, made of the flow's own edits. Pure. */
import { portsOf } from '#flows/derive-ports.ts';
import { addNode } from '#flows/edits/add-node.ts';
import { addNodes } from '#flows/edits/add-nodes.ts';
import { connect } from '#flows/edits/connect.ts';
import { disconnect } from '#flows/edits/disconnect.ts';
import { addNote, changeNotes, freeNoteId, removeNotes } from '#flows/edits/edit-notes.ts';
import { freeNodeId } from '#flows/edits/free-node-id.ts';
import { moveNodes } from '#flows/edits/move-nodes.ts';
import { removeNodes } from '#flows/edits/remove-nodes.ts';
import type { CanvasNote, FlowDocument, FlowEdge, FlowNode } from '#flows/flow.ts';
import { FLOW_LIMITS } from '#flows/flow-limits.ts';
import type { JsonObject } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import type { CanvasSelection, Place } from '../canvas/canvas-types.ts';
import { CARD_WIDTH, GRID } from '../canvas/card-size.ts';
import { drawnNoteId, edgeId, type Manifests, noteIdOf, placesOf } from '../canvas/draw-flow.ts';
import { LEAST_NOTE, MOST_NOTE } from '../canvas/note-size.ts';

export interface PlacedNode {
  readonly flow: FlowDocument;
  readonly nodeId: string;
}

export interface NodePlace {
  readonly at?: Place | undefined;
  /** Beside that node and joined to the way out, else to its first free one. */
  readonly after?: { readonly nodeId: string; readonly port?: string | undefined } | undefined;
  /** On that wire: between its ends. */
  readonly onEdge?: string | undefined;
  /** What it begins with instead of its defaults. */
  readonly filled?: { readonly label: string; readonly config: JsonObject } | undefined;
}

/** A node of the type, at the place or in free space, joined to what it was asked to follow. */
export function placeNode(
  flow: FlowDocument,
  manifest: NodeManifest,
  manifests: Manifests,
  { at, after, onEdge, filled }: NodePlace = {},
): PlacedNode {
  const nodeId = freeNodeId(flow, manifest.type);
  const places = placesOf(flow);
  const wire = flow.edges.find((edge) => edgeId(edge) === onEdge);
  // What follows a node of a loop stands in the loop too.
  const parent = flow.nodes[after?.nodeId ?? wire?.from ?? '']?.parent;
  const node = {
    type: manifest.type,
    version: manifest.version,
    label: filled?.label ?? manifest.label,
    config: { ...firstConfig(manifest), ...filled?.config },
    ...(parent === undefined || manifest.kind === 'trigger' ? {} : { parent }),
  };
  const beside = places.get(after?.nodeId ?? wire?.from ?? '');
  const added = addNode(flow, { id: nodeId, node, at: at ?? freePlace(places, beside) });
  if (manifest.kind === 'trigger') return { flow: added, nodeId };
  if (wire !== undefined) return { flow: splice(added, wire, nodeId, manifest), nodeId };
  const port = after === undefined ? undefined : (after.port ?? freePort(flow, after.nodeId, manifests));
  return { flow: after === undefined || port === undefined ? added : connect(added, { from: after.nodeId, port, to: nodeId }), nodeId };
}

/** The wire leads to the new node, and its first way out to where the wire led. */
function splice(flow: FlowDocument, wire: FlowEdge, nodeId: string, manifest: NodeManifest): FlowDocument {
  const first = portsOf(manifest, flow.nodes[nodeId]!).find(({ kind }) => kind !== 'error')?.name;
  const cut = connect(disconnect(flow, wire), { ...wire, to: nodeId });
  return first === undefined ? cut : connect(cut, { from: nodeId, port: first, to: wire.to });
}

/** Nodes and the wires between them, as they go through the clipboard. */
export interface CopiedNodes {
  readonly millrace: 'nodes';
  readonly nodes: FlowDocument['nodes'];
  readonly edges: readonly FlowEdge[];
  readonly layout: { readonly [nodeId: string]: Place };
  /** Free texts of the drawing. */
  readonly notes?: readonly CanvasNote[];
}

export function copyNodes(flow: FlowDocument, nodeIds: readonly string[]): CopiedNodes | undefined {
  const ids = nodeIds.filter((id) => flow.nodes[id] !== undefined);
  const notes = nodeIds.flatMap((id) => flow.notes?.[noteIdOf(id) ?? ''] ?? []);
  if (ids.length === 0 && notes.length === 0) return undefined;
  const among = new Set(ids);
  const places = placesOf(flow);
  return {
    millrace: 'nodes',
    nodes: Object.fromEntries(ids.map((id) => [id, flow.nodes[id]!])),
    edges: flow.edges.filter(({ from, to }) => among.has(from) && among.has(to)),
    layout: Object.fromEntries(ids.map((id) => [id, places.get(id) ?? [0, 0]])),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** What the clipboard holds, when it is nodes. */
export function readCopiedNodes(text: string): CopiedNodes | undefined {
  try {
    const value = JSON.parse(text) as Partial<CopiedNodes> | null;
    return value?.millrace === 'nodes' ? inShape(value) : undefined;
  } catch {
    return undefined;
  }
}

/** The text may come from anywhere: what is no node and no note stays out, or the draft could neither be drawn nor saved. */
function inShape({ nodes, edges, layout, notes }: Partial<CopiedNodes>): CopiedNodes | undefined {
  if (!isObject(nodes) || !Array.isArray(edges) || !isObject(layout)) return undefined;
  const isNode = (node: unknown) =>
    isObject(node) &&
    /^[^/]+\/[^/]+$/.test(String(node['type'])) &&
    Number.isInteger(node['version']) &&
    ['string', 'undefined'].includes(typeof node['label']) &&
    isObject(node['config']);
  const known = Object.entries(nodes).filter(([, node]) => isNode(node));
  const among = new Set(known.map(([id]) => id));
  const noted = Array.isArray(notes) ? (notes as readonly CanvasNote[]).filter(isNote) : [];
  return {
    millrace: 'nodes',
    nodes: Object.fromEntries(known),
    edges: (edges as readonly FlowEdge[]).filter((edge) => isObject(edge) && among.has(edge.from) && among.has(edge.to)),
    layout: Object.fromEntries(Object.entries(layout).filter(([, at]) => isPair(at))),
    ...(noted.length === 0 ? {} : { notes: noted }),
  };
}

function isNote(note: CanvasNote): boolean {
  return (
    isObject(note) && typeof note.text === 'string' && note.text.length <= FLOW_LIMITS.textLength && isPair(note.at) && isPair(note.size)
  );
}

function noteLength(length: number): number {
  return Math.min(MOST_NOTE, Math.max(LEAST_NOTE, length));
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** New nodes like the copied ones, a little aside; a second trigger stays out. Returns what came as it is called on the drawing. */
export function pasteNodes(
  flow: FlowDocument,
  copied: CopiedNodes,
  manifests: Manifests,
): { readonly flow: FlowDocument; readonly ids: readonly string[] } {
  const hasTrigger = Object.values(flow.nodes).some(({ type }) => manifests.get(type)?.kind === 'trigger');
  const taken: Record<string, FlowNode> = { ...flow.nodes };
  const ids = new Map<string, string>();
  for (const [id, node] of Object.entries(copied.nodes)) {
    if (hasTrigger && manifests.get(node.type)?.kind === 'trigger') continue;
    const newId = freeNodeId({ nodes: taken }, node.type);
    taken[newId] = node;
    ids.set(id, newId);
  }
  const added = [...ids].map(([id, newId]) => {
    const [x, y] = copied.layout[id] ?? [0, 0];
    return { id: newId, node: inItsContainer(copied.nodes[id]!, ids, flow), at: [x + 2 * GRID, y + 2 * GRID] as const };
  });
  const edges = copied.edges.flatMap((edge) => {
    const [from, to] = [ids.get(edge.from), ids.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ ...edge, from, to }];
  });
  let pasted = addNodes(flow, added, edges);
  const noteIds: string[] = [];
  for (const { text, at, size } of copied.notes ?? []) {
    const noteId = freeNoteId(pasted);
    pasted = addNote(pasted, noteId, { text, size: [noteLength(size[0]), noteLength(size[1])], at: [at[0] + 2 * GRID, at[1] + 2 * GRID] });
    noteIds.push(drawnNoteId(noteId));
  }
  return { flow: pasted, ids: [...ids.values(), ...noteIds] };
}

/** Nodes and notes at new places. */
export function moveOnDrawing(flow: FlowDocument, moves: readonly { readonly id: string; readonly position: Place }[]): FlowDocument {
  const notes = moves.flatMap(({ id, position }) => {
    const noteId = noteIdOf(id);
    return noteId === undefined ? [] : [[noteId, { at: position }] as const];
  });
  return changeNotes(moveNodes(flow, Object.fromEntries(moves.map(({ id, position }) => [id, position]))), Object.fromEntries(notes));
}

/** In the copy of the container that it stood in, else in that container where there is one. */
function inItsContainer(node: FlowNode, ids: ReadonlyMap<string, string>, flow: FlowDocument): FlowNode {
  const { parent, ...rest } = node;
  if (parent === undefined) return node;
  const stands = ids.get(parent) ?? (flow.nodes[parent] === undefined ? undefined : parent);
  return stands === undefined ? rest : { ...rest, parent: stands };
}

/** Nodes go with their edges. */
export function removeSelection(flow: FlowDocument, { nodes, edges }: CanvasSelection): FlowDocument {
  const cut = new Set(edges);
  const left = cut.size === 0 ? flow.edges : flow.edges.filter((edge) => !cut.has(edgeId(edge)));
  const noteIds = nodes.flatMap((id) => noteIdOf(id) ?? []);
  return removeNotes(removeNodes(left.length === flow.edges.length ? flow : { ...flow, edges: left }, nodes), noteIds);
}

function freePort(flow: FlowDocument, nodeId: string, manifests: Manifests): string | undefined {
  const node = flow.nodes[nodeId];
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  if (node === undefined || manifest === undefined) return undefined;
  const ports = portsOf(manifest, node);
  const used = new Set(flow.edges.flatMap((edge) => (edge.from === nodeId ? [edge.port ?? ports[0]?.name] : [])));
  const free = ports.filter(({ name }) => !used.has(name));
  // Where every other way leads somewhere, what comes next is what happens when it fails.
  return (free.find(({ kind }) => kind !== 'error') ?? free[0])?.name;
}

/** As high as most cards are. */
const CARD_HEIGHT = 64;

/** Right of the given place, else right of everything; further down while something stands there. */
function freePlace(places: ReadonlyMap<string, Place>, beside: Place | undefined): Place {
  const all = [...places.values()];
  const x = beside === undefined ? Math.max(0, ...all.map(([left]) => left + CARD_WIDTH + 3 * GRID)) : beside[0] + CARD_WIDTH + 3 * GRID;
  const taken = (top: number) => all.some(([left, other]) => Math.abs(left - x) < CARD_WIDTH && Math.abs(other - top) < CARD_HEIGHT + GRID);
  let y = beside?.[1] ?? 0;
  while (taken(y)) y += CARD_HEIGHT + 2 * GRID;
  return [x, y];
}

/** Required fields begin with their defaults; the rest stays out of the document. */
function firstConfig({ config }: NodeManifest): JsonObject {
  const properties = (config['properties'] ?? {}) as { readonly [name: string]: JsonObject };
  const required = Array.isArray(config['required']) ? (config['required'] as readonly string[]) : [];
  return Object.fromEntries(
    required.flatMap((name) => (properties[name]?.['default'] === undefined ? [] : [[name, properties[name]['default']]])),
  );
}
