/** Where the drawing is looked at: first its beginning, then what somebody goes to, or where a run stands. */
import { getViewportForBounds, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { useStable } from '../ui/use-stable.ts';
import type { CanvasNode } from './canvas-types.ts';
import { cardHeight, cardWidth } from './card-size.ts';
import { FOLLOWING_ZOOM, firstView, isInSight, wayIntoSight } from './first-view.ts';
import { boundsOf } from './paint-overview.ts';

export const LEAST_ZOOM = 0.04;
export const MOST_ZOOM = 1.5;
const READABLE_ZOOM = 0.6;
const NEAR_ZOOM = 0.8;
const PAN_MS = 120;
const MARGIN = 0.08;
/** A line below that grows by a mark moves nothing; in pixels. */
const LEAST_SHIFT = 10;

export interface CanvasView {
  /** The whole flow where it stays readable, else its beginning, or where it is followed. */
  showFromStart(): void;
  /** These cards, all of them where none is named. */
  fit(nodeIds?: readonly string[]): void;
  /** One card in the middle; `near`: not smaller than it can be read. Resolves when the drawing stands. */
  center(nodeId: string, near?: boolean): Promise<void>;
  /** Somebody moved the drawing: nothing is followed any more. */
  hold(): void;
}

export function useCanvasView(
  frame: RefObject<HTMLDivElement | null>,
  nodes: readonly CanvasNode[],
  focus: string | undefined,
  follow: string | undefined,
): CanvasView {
  const { setCenter, setViewport, getViewport, getZoom } = useReactFlow();
  const store = useStoreApi();
  const places = useRef(nodes);
  places.current = nodes;
  const movedByHand = useRef(false);
  const sizeOfFrame = () => frame.current?.getBoundingClientRect() ?? { width: 0, height: 0 };

  async function center(nodeId: string, near = false): Promise<void> {
    const node = places.current.find(({ id }) => id === nodeId);
    if (node === undefined) return;
    const [x, y] = node.position;
    const zoom = near && getZoom() < READABLE_ZOOM ? NEAR_ZOOM : getZoom();
    await setCenter(x + cardWidth(node) / 2, y + cardHeight(node) / 2, { zoom, duration: PAN_MS });
  }

  function goToFocus(): void {
    if (focus === undefined) return;
    const node = places.current.find(({ id }) => id === focus);
    if (node === undefined) return;
    // What is seen already stays where it is.
    const { width, height } = sizeOfFrame();
    const at = getViewport();
    if (at.zoom < READABLE_ZOOM) return void center(node.id, true);
    const [dx, dy] = wayIntoSight(node, at, width, height);
    // Beside what is seen it comes in at the edge, so that what it hangs on stays; from far away it comes into the middle.
    if (Math.abs(dx) > width / 2 || Math.abs(dy) > height / 2) void center(node.id, true);
    else if (dx !== 0 || dy !== 0) void setViewport({ x: at.x + dx, y: at.y + dy, zoom: at.zoom }, { duration: PAN_MS });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another focus moves the drawing
  useEffect(goToFocus, [focus]);

  function keepInSight(): void {
    // To ask for a size lays the page out.
    if (follow === undefined) return;
    const node = places.current.find(({ id }) => id === follow);
    const { width, height } = sizeOfFrame();
    if (node === undefined || movedByHand.current || width === 0 || isInSight(node, getViewport(), width, height)) return;
    const [x, y] = node.position;
    void setCenter(x + cardWidth(node) / 2, y + cardHeight(node) / 2, { zoom: getZoom() });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another place moves the drawing
  useEffect(keepInSight, [follow]);

  /** Where the drawing was put at its start and how many cards it had, and the frame it was last seen in. */
  const start = useRef<Viewport & { readonly cards: number }>(undefined);
  const size = useRef({ width: 0, height: 0 });

  function showFromStart(): void {
    const { width, height } = sizeOfFrame();
    const view = firstView(places.current, width, height, follow === undefined ? undefined : FOLLOWING_ZOOM);
    start.current = { ...view, cards: places.current.length };
    void setViewport(view).then(() => {
      keepInSight();
      // The focus was there before the drawing was.
      goToFocus();
    });
  }

  /** A panel came or went: what nobody has moved begins anew, what somebody looks at stays in the middle. */
  const keepMiddle = useStable(() => {
    const [was, { width, height }] = [size.current, sizeOfFrame()];
    size.current = { width, height };
    const [dx, dy] = [(width - was.width) / 2, (height - was.height) / 2];
    if (start.current === undefined || was.width === 0 || width === 0 || (Math.abs(dx) < LEAST_SHIFT && Math.abs(dy) < LEAST_SHIFT)) return;
    const { x, y, zoom } = getViewport();
    const { cards, ...first } = start.current;
    // Whoever has put a card on it has begun to work: nothing jumps under the hands.
    const isUntouched = cards === places.current.length && x === first.x && y === first.y && zoom === first.zoom;
    if (isUntouched) showFromStart();
    else void setViewport({ x: x + dx, y: y + dy, zoom });
  });
  useEffect(() => {
    if (frame.current === null) return;
    const observer = new ResizeObserver(keepMiddle);
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame, keepMiddle]);

  return {
    center,
    showFromStart,
    fit(nodeIds = []) {
      const wanted = new Set(nodeIds);
      const chosen = places.current.filter(({ id }) => wanted.has(id));
      const bounds = boundsOf(chosen.length === 0 ? places.current : chosen, ({ position }) => position);
      const { width, height } = store.getState();
      if (bounds === undefined) return;
      void setViewport(getViewportForBounds(bounds, width, height, LEAST_ZOOM, 1, MARGIN), { duration: PAN_MS });
    },
    hold() {
      movedByHand.current = true;
    },
  };
}
