/** Which part of a drawing the canvas library is given: what stands in the tiles that the view touches, and what leads there. Pure. */
import type { CanvasEdge, CanvasNode, Place } from './canvas-types.ts';
import { CARD_WIDTH, cardHeight, cardWidth } from './card-size.ts';

/** In units of the drawing, whole tiles. */
export interface CanvasWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface CanvasView {
  /** Of the frame on the screen; 0 before it was measured. */
  readonly width: number;
  readonly height: number;
  readonly transform: readonly [x: number, y: number, zoom: number];
}

/** A step over the edge of a tile changes what is drawn: small ones keep little, and far away they would change all the time. */
const TILE = 120;
const SMALL_ZOOM = 0.7;
/** So many cards cost nothing, and whoever looks for one finds it on the page. */
export const MOST_WHOLE = 150;
const FIRST_WIDTH = 1280;
const FIRST_HEIGHT = 720;

/** The same text as long as the view stays in its tiles. */
export function windowKey({ width, height, transform: [x, y, zoom] }: CanvasView): string {
  const tile = zoom < SMALL_ZOOM ? 4 * TILE : TILE;
  const low = (offset: number) => Math.floor(-offset / zoom / tile) * tile;
  const high = (offset: number, length: number) => Math.ceil((length - offset) / zoom / tile) * tile;
  return [low(x), low(y), high(x, width || FIRST_WIDTH), high(y, height || FIRST_HEIGHT)].join(' ');
}

export function readWindow(key: string): CanvasWindow {
  const [left = 0, top = 0, right = 0, bottom = 0] = key.split(' ').map(Number);
  return { left, top, right, bottom };
}

export interface Drawing {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly byId: ReadonlyMap<string, CanvasNode>;
}

const NO_ENDS: ReadonlySet<string> = new Set();

export interface Parts extends Pick<Drawing, 'nodes' | 'edges'> {
  /** Of these nodes nobody sees more than that a wire comes from them. */
  readonly ends: ReadonlySet<string>;
}

/** Left, top, right, bottom of each node and of each edge, one behind the other; an edge without both ends has NaN, which touches nothing. */
export interface Boxes {
  readonly nodes: Float64Array;
  readonly edges: Float64Array;
}

/** Read once for a drawing: every window asks all of it. */
export function boxesOf({ nodes, edges, byId }: Drawing, placeOf: (node: CanvasNode) => Place): Boxes {
  const boxes = { nodes: new Float64Array(4 * nodes.length), edges: new Float64Array(4 * edges.length).fill(Number.NaN) };
  if (nodes.length <= MOST_WHOLE) return boxes;
  nodes.forEach((node, i) => {
    const [x, y] = placeOf(node);
    boxes.nodes.set([x, y, x + cardWidth(node), y + cardHeight(node)], 4 * i);
  });
  edges.forEach(({ from, to }, i) => {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (source === undefined || target === undefined) return;
    const [[ax, ay], [bx, by]] = [placeOf(source), placeOf(target)];
    const bottom = Math.max(ay + cardHeight(source), by + cardHeight(target));
    boxes.edges.set([Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx) + CARD_WIDTH, bottom], 4 * i);
  });
  return boxes;
}

/**
 * The nodes in the window and those in `kept`; the edges that touch it, also those that only cross it; and the ends of these, because
 * an edge is drawn between two nodes.
 */
export function partsIn(window: CanvasWindow, { nodes, edges, byId }: Drawing, boxes: Boxes, kept: ReadonlySet<string>): Parts {
  if (nodes.length <= MOST_WHOLE) return { nodes, edges, ends: NO_ENDS };
  const inside = new Set<string>();
  for (const [i, { id }] of nodes.entries()) if (kept.has(id) || touches(window, boxes.nodes, i)) inside.add(id);
  const touching = edges.filter(({ from, to }, i) =>
    inside.has(from) || inside.has(to) ? byId.has(from) && byId.has(to) : touches(window, boxes.edges, i),
  );
  const ends = new Set(touching.flatMap(({ from, to }) => [from, to]).filter((id) => !inside.has(id)));
  return { nodes: nodes.filter(({ id }) => inside.has(id) || ends.has(id)), edges: touching, ends };
}

function touches(window: CanvasWindow, boxes: Float64Array, index: number): boolean {
  const at = 4 * index;
  return boxes[at]! < window.right && boxes[at + 2]! > window.left && boxes[at + 1]! < window.bottom && boxes[at + 3]! > window.top;
}

/** Below the first the drawing is an overview, above the second it is one of cards again: between them it stays what it was. */
const FAR_BELOW = 0.34;
const NEAR_ABOVE = 0.38;

export function isFarAway(wasFar: boolean, zoom: number): boolean {
  return wasFar ? zoom <= NEAR_ABOVE : zoom < FAR_BELOW;
}
