/** A whole flow on one canvas element: every card a box in its state's colour, every wire a straight line. For the far view and the mini-map. */
import { lookOf } from '../ui/states.ts';
import type { CanvasEdge, CanvasNode, CanvasSelection, CanvasStatus, Place } from './canvas-types.ts';
import { CARD_WIDTH, cardHeight, cardWidth, FIRST_PORT_TOP } from './card-size.ts';

export interface OverviewPicture {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly byId: ReadonlyMap<string, CanvasNode>;
  readonly placeOf: (node: CanvasNode) => Place;
  readonly statusOf: (node: CanvasNode) => CanvasStatus | undefined;
  readonly selection: CanvasSelection;
  readonly dark: boolean;
}

/** In pixels of the element. */
export interface OverviewView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** Smaller cards have no room for a word. */
const WORDS_FROM_ZOOM = 0.2;
const MOST_WORDS = 400;
const LEAST_MARK = 4;

const LIGHT = {
  card: '#fff',
  note: '#fff3bf',
  line: '#868e96',
  wire: '#adb5bd',
  text: '#212529',
  taken: '#2b8a3e',
  chosen: '#1971c2',
  error: '#c92a2a',
};
const DARK: typeof LIGHT = {
  card: '#25262b',
  note: '#4a4120',
  line: '#909296',
  wire: '#5c5f66',
  text: '#e9ecef',
  taken: '#69db7c',
  chosen: '#74c0fc',
  error: '#ff8787',
};
const STATE_COLOURS: { readonly [colour: string]: string } = {
  blue: '#228be6',
  green: '#2f9e44',
  yellow: '#f08c00',
  orange: '#e8590c',
  grape: '#ae3ec9',
  red: '#e03131',
  cyan: '#1098ad',
  gray: '#868e96',
};
/** What the colour says, for those who do not tell colours apart. */
const STATE_SIGNS: { readonly [colour: string]: string } = { red: '×', yellow: '↻', orange: '‖', grape: 'P', green: '✓', blue: '▸' };

export function paintOverview(context: CanvasRenderingContext2D, picture: OverviewPicture, view: OverviewView): void {
  const colours = picture.dark ? DARK : LIGHT;
  context.clearRect(0, 0, view.width, view.height);
  paintWires(context, picture, view, colours);
  const seen = picture.nodes.flatMap((node) => {
    const [x, y] = picture.placeOf(node);
    const box = {
      x: x * view.zoom + view.x,
      y: y * view.zoom + view.y,
      width: cardWidth(node) * view.zoom,
      height: cardHeight(node) * view.zoom,
    };
    return box.x < view.width && box.y < view.height && box.x + box.width > 0 && box.y + box.height > 0 ? [{ node, ...box }] : [];
  });
  const chosen = new Set(picture.selection.nodes);
  const words = view.zoom >= WORDS_FROM_ZOOM && seen.length <= MOST_WORDS;
  context.textBaseline = 'middle';
  for (const { node, x, y, width, height } of seen) {
    const status = picture.statusOf(node);
    const colour = status === undefined ? undefined : lookOf(status.state).color;
    context.fillStyle =
      colour === undefined ? (node.note === undefined ? colours.card : colours.note) : (STATE_COLOURS[colour] ?? STATE_COLOURS['gray']!);
    context.fillRect(x, y, width, height);
    context.lineWidth = chosen.has(node.id) ? 2.5 : 1;
    context.strokeStyle = chosen.has(node.id) ? colours.chosen : colours.line;
    context.strokeRect(x, y, width, height);
    if ((node.problems?.errors ?? 0) > 0) paintCorner(context, x + width, y, Math.max(LEAST_MARK, height / 2), colours.error);
    if (!words) continue;
    context.fillStyle = colour === undefined ? colours.text : '#fff';
    context.font = '10px system-ui, sans-serif';
    context.fillText(shortened(`${STATE_SIGNS[colour ?? ''] ?? ''} ${node.label}`.trim(), width), x + 3, y + height / 2);
  }
}

type Colours = typeof LIGHT;

function paintWires(context: CanvasRenderingContext2D, picture: OverviewPicture, view: OverviewView, colours: Colours): void {
  for (const taken of [false, true]) {
    context.beginPath();
    for (const edge of picture.edges) {
      if ((edge.taken === true) !== taken) continue;
      const [source, target] = [picture.byId.get(edge.from), picture.byId.get(edge.to)];
      if (source === undefined || target === undefined) continue;
      const [[ax, ay], [bx, by]] = [picture.placeOf(source), picture.placeOf(target)];
      context.moveTo((ax + CARD_WIDTH) * view.zoom + view.x, (ay + FIRST_PORT_TOP) * view.zoom + view.y);
      context.lineTo(bx * view.zoom + view.x, (by + FIRST_PORT_TOP) * view.zoom + view.y);
    }
    context.lineWidth = taken ? 2 : 1;
    context.strokeStyle = taken ? colours.taken : colours.wire;
    context.stroke();
  }
}

function paintCorner(context: CanvasRenderingContext2D, right: number, top: number, size: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(right - size, top);
  context.lineTo(right, top);
  context.lineTo(right, top + size);
  context.fill();
}

/** Letters of this font are about so wide: measuring two thousand words a frame costs more than it gives. */
const LETTER = 5.4;

function shortened(text: string, width: number): string {
  const most = Math.floor((width - 6) / LETTER);
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}

/** What stands at a place of the drawing; of two the one that is painted last. */
export function nodeAt(
  picture: Pick<OverviewPicture, 'nodes' | 'placeOf'>,
  [px, py]: Place,
  counts: (node: CanvasNode) => boolean = () => true,
): string | undefined {
  return picture.nodes.findLast((node) => {
    if (!counts(node)) return false;
    const [x, y] = picture.placeOf(node);
    return px >= x && px <= x + cardWidth(node) && py >= y && py <= y + cardHeight(node);
  })?.id;
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Round these cards; undefined where there are none. */
export function boundsOf(nodes: readonly CanvasNode[], placeOf: (node: CanvasNode) => Place): Bounds | undefined {
  if (nodes.length === 0) return undefined;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const [x, y] = placeOf(node);
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + cardWidth(node));
    bottom = Math.max(bottom, y + cardHeight(node));
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
