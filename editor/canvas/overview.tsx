/** The far view: the whole flow painted on one canvas element, while the library keeps only pan and zoom. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { t } from '../text.ts';
import { type OverviewPicture, paintOverview } from './paint-overview.ts';
import { usePixels } from './use-pixels.ts';

export interface OverviewProps {
  readonly picture: OverviewPicture;
  /** Hears of every change of a status; gives back how to stop. */
  readonly onStatus: (hear: () => void) => () => void;
}

export function Overview({ picture, onStatus }: OverviewProps) {
  const element = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const current = useRef(picture);
  current.current = picture;
  const paint = usePixels(element, (context, size) => {
    const [x, y, zoom] = store.getState().transform;
    paintOverview(context, current.current, { x, y, zoom, ...size });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is painted
  useEffect(paint, [picture]);
  useEffect(() => {
    let [width, height] = [0, 0];
    let { transform } = store.getState();
    const stop = store.subscribe((state) => {
      if (state.transform === transform && state.width === width && state.height === height) return;
      ({ transform, width, height } = state);
      paint();
    });
    const deaf = onStatus(paint);
    return () => {
      stop();
      deaf();
    };
  }, [store, paint, onStatus]);
  return (
    <canvas
      ref={element}
      className="overview"
      tabIndex={0}
      role="img"
      aria-label={t('canvas.overview', 'Overview of {count, plural, one {# node} other {# nodes}}. Enter shows the cards.', {
        count: picture.nodes.length,
      })}
    />
  );
}
