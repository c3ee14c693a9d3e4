import type { CanvasNode } from './canvas-types.ts';
import { cardHeight, cardWidth } from './card-size.ts';

/** Below this the words on a card cannot be read. */
const LEAST_ZOOM = 0.75;
/** Where one place is followed, the rest may lie outside. */
export const FOLLOWING_ZOOM = 0.8;
const MARGIN = 24;

/** Everything in the middle where it fits at a readable size; what is wider begins at its left, what is higher at its top. */
export function firstView(
  nodes: readonly Pick<CanvasNode, 'position' | 'ports' | 'note'>[],
  width: number,
  height: number,
  leastZoom = LEAST_ZOOM,
): { readonly x: number; readonly y: number; readonly zoom: number } {
  if (nodes.length === 0 || width === 0 || height === 0) return { x: MARGIN, y: MARGIN, zoom: 1 };
  const xs = nodes.map(({ position: [x] }) => x);
  const ys = nodes.map(({ position: [, y] }) => y);
  const bottoms = nodes.map((node) => node.position[1] + cardHeight(node));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(...nodes.map((node) => node.position[0] + cardWidth(node))) - left;
  const high = Math.max(...bottoms) - top;
  const zoom = Math.min(1, Math.max(leastZoom, Math.min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)));
  const place = (frame: number, start: number, length: number) =>
    (length * zoom + 2 * MARGIN > frame ? MARGIN : (frame - length * zoom) / 2) - start * zoom;
  return { x: place(width, left, wide), y: place(height, top, high), zoom };
}

/** Does the whole card stand inside the frame? */
export function isInSight(
  node: Pick<CanvasNode, 'position' | 'ports' | 'note'>,
  { x, y, zoom }: { readonly x: number; readonly y: number; readonly zoom: number },
  width: number,
  height: number,
): boolean {
  const [left, top] = node.position;
  const [fromX, fromY] = [left * zoom + x, top * zoom + y];
  return fromX >= 0 && fromY >= 0 && fromX + cardWidth(node) * zoom <= width && fromY + cardHeight(node) * zoom <= height;
}

/** Room beside a card for what can be added at its ways out. */
const BESIDE = 90;

/** How far the drawing has to be moved until the card stands inside the frame, in pixels of the frame; 0 where it does. */
export function wayIntoSight(
  node: Pick<CanvasNode, 'position' | 'ports' | 'note'>,
  { x, y, zoom }: { readonly x: number; readonly y: number; readonly zoom: number },
  width: number,
  height: number,
): readonly [number, number] {
  const [left, top] = node.position;
  const way = (from: number, length: number, within: number, after: number) => {
    if (from < 0) return MARGIN - from;
    // Never so far that its beginning leaves on the other side.
    return from + length <= within ? 0 : Math.max(within - after - from - length, MARGIN - from);
  };
  return [way(left * zoom + x, cardWidth(node) * zoom, width, BESIDE), way(top * zoom + y, cardHeight(node) * zoom, height, MARGIN)];
}
