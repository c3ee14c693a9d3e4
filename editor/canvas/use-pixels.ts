/** A canvas element that has as many pixels as it covers, painted at most once a frame. */
import { type RefObject, useCallback, useEffect, useRef } from 'react';

export type Paint = (context: CanvasRenderingContext2D, size: { readonly width: number; readonly height: number }) => void;

/** Gives the function that asks for the next frame; `paint` is told the size in CSS pixels. */
export function usePixels(element: RefObject<HTMLCanvasElement | null>, paint: Paint): () => void {
  const latest = useRef(paint);
  latest.current = paint;
  const asked = useRef<number>(undefined);
  useEffect(
    () => () => {
      if (asked.current !== undefined) cancelAnimationFrame(asked.current);
      asked.current = undefined;
    },
    [],
  );
  const ask = useCallback(() => {
    asked.current ??= requestAnimationFrame(() => {
      asked.current = undefined;
      const canvas = element.current;
      const context = canvas?.getContext('2d');
      if (canvas === null || context === null || context === undefined) return;
      const { clientWidth: width, clientHeight: height } = canvas;
      const ratio = devicePixelRatio;
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      latest.current(context, { width, height });
    });
  }, [element]);
  useEffect(() => {
    // Also when it comes to be seen: nothing can be painted on an element without a size.
    const sizes = new ResizeObserver(ask);
    if (element.current !== null) sizes.observe(element.current);
    return () => sizes.disconnect();
  }, [element, ask]);
  return ask;
}
