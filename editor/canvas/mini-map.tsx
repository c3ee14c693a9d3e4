/** The whole flow small, and where the view stands in it. Painted by the far view's painter, again only when the flow changes, behind the cards. */
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { memo, type PointerEvent, useEffect, useRef } from 'react';
import { useAfterPaint } from '../flow/use-after-paint.ts';
import { t } from '../text.ts';
import type { Place } from './canvas-types.ts';
import { boundsOf, type OverviewPicture, paintOverview } from './paint-overview.ts';
import { usePixels } from './use-pixels.ts';

const WIDTH = 160;
const HEIGHT = 90;
const MARGIN = 4;

export interface MiniMapProps {
  readonly picture: OverviewPicture;
  readonly onStatus: (hear: () => void) => () => void;
}

/** Whoever opens a flow or edits it waits for its cards: thousands of boxes are painted behind their frame. */
export const MiniMap = memo(function MiniMap({ picture, onStatus }: MiniMapProps) {
  const painted = useAfterPaint<OverviewPicture | null>(picture, Object.is, null);
  return painted === null ? null : <PaintedMap picture={painted} onStatus={onStatus} />;
});

const PaintedMap = memo(function PaintedMap({ picture, onStatus }: MiniMapProps) {
  const element = useRef<HTMLCanvasElement>(null);
  const { setCenter, getZoom } = useReactFlow();
  const bounds = boundsOf(picture.nodes, picture.placeOf) ?? { x: 0, y: 0, width: 1, height: 1 };
  const zoom = Math.min((WIDTH - 2 * MARGIN) / bounds.width, (HEIGHT - 2 * MARGIN) / bounds.height);
  const [left, top] = [(WIDTH - bounds.width * zoom) / 2 - bounds.x * zoom, (HEIGHT - bounds.height * zoom) / 2 - bounds.y * zoom];
  const paint = usePixels(element, (context, size) => paintOverview(context, picture, { x: left, y: top, zoom, ...size }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is painted
  useEffect(paint, [picture]);
  useEffect(() => onStatus(paint), [onStatus, paint]);

  function show(event: PointerEvent<HTMLElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y]: Place = [(event.clientX - box.left - left) / zoom, (event.clientY - box.top - top) / zoom];
    void setCenter(x, y, { zoom: getZoom() });
  }

  return (
    <Panel position="bottom-right" className="mini-map">
      <div
        role="img"
        aria-label={t('canvas.mini-map', 'Mini-map')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          show(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) show(event);
        }}
      >
        <canvas ref={element} style={{ width: WIDTH, height: HEIGHT }} aria-hidden />
        <ViewBox left={left} top={top} zoom={zoom} />
      </div>
    </Panel>
  );
});

/** By itself, so that panning draws one box and not the map. */
function ViewBox({ left, top, zoom }: { readonly left: number; readonly top: number; readonly zoom: number }) {
  const [x, y, scale] = useStore(({ transform }) => transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const at = (offset: number, start: number) => (-offset / scale) * zoom + start;
  return (
    <div
      className="mini-view"
      style={{ left: at(x, left), top: at(y, top), width: (width / scale) * zoom, height: (height / scale) * zoom }}
    />
  );
}
