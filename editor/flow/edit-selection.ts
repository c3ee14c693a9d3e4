/** Edits that the canvas asks for, made of the flow's own edits. Pure. */
import { portsOf } from '#flows/derive-ports.ts';
import { addNode } from '#flows/edits/add-node.ts';
import { connect } from '#flows/edits/connect.ts';
import { freeNodeId } from '#flows/edits/free-node-id.ts';
import { removeNodes } from '#flows/edits/remove-nodes.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import type { NodeManifest } from '#flows/node-manifest.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CanvasSelection, GRID } from '../canvas/canvas-types.ts';
import { edgeId, type Manifests, placesOf } from '../canvas/draw-flow.ts';

type Place = readonly [x: number, y: number];

export interface PlacedNode {
  readonly flow: FlowDocument;
  readonly nodeId: string;
}

/** A node of the type, at the place or in free space; with `after` beside that node and joined to its first free port. */
export function placeNode(
  flow: FlowDocument,
  manifest: NodeManifest,
  manifests: Manifests,
  { at, after }: { readonly at?: Place; readonly after?: string | undefined },
): PlacedNode {
  const nodeId = freeNodeId(flow, manifest.type);
  const places = placesOf(flow);
  const node = { type: manifest.type, version: manifest.version, label: manifest.label, config: firstConfig(manifest) };
  const added = addNode(flow, { id: nodeId, node, at: at ?? freePlace(places, after === undefined ? undefined : places.get(after)) });
  const port = after === undefined || manifest.kind === 'trigger' ? undefined : freePort(flow, after, manifests);
  return { flow: after === undefined || port === undefined ? added : connect(added, { from: after, port, to: nodeId }), nodeId };
}

/** Nodes go with their edges. */
export function removeSelection(flow: FlowDocument, { nodes, edges }: CanvasSelection): FlowDocument {
  const left = flow.edges.filter((edge) => !edges.includes(edgeId(edge)));
  return removeNodes(left.length === flow.edges.length ? flow : { ...flow, edges: left }, nodes);
}

function freePort(flow: FlowDocument, nodeId: string, manifests: Manifests): string | undefined {
  const node = flow.nodes[nodeId];
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  if (node === undefined || manifest === undefined) return undefined;
  const ports = portsOf(manifest, node);
  const used = new Set(flow.edges.flatMap((edge) => (edge.from === nodeId ? [edge.port ?? ports[0]?.name] : [])));
  return ports.find(({ name, kind }) => kind !== 'error' && !used.has(name))?.name;
}

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
