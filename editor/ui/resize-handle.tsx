/** The line between the page and a panel at its right: drawn with the mouse, moved with the arrow keys, remembered. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react';

export interface PanelWidth {
  readonly width: number;
  readonly change: (width: number) => void;
}

const LEAST = 280;
const MOST = 900;
const STEP = 20;

export function usePanelWidth(name: string, first: number): PanelWidth {
  const key = `millrace.width.${name}`;
  const [width, setWidth] = useState(() => bounded(Number(readKept(key)) || first));
  function change(next: number): void {
    setWidth(bounded(next));
    try {
      localStorage.setItem(key, String(bounded(next)));
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
  }
  return { width, change };
}

export function ResizeHandle({ label, panel: { width, change } }: { readonly label: string; readonly panel: PanelWidth }) {
  function press(event: KeyboardEvent): void {
    const by = event.key === 'ArrowLeft' ? STEP : event.key === 'ArrowRight' ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    change(width + by);
  }
  function drag(event: PointerEvent<HTMLElement>): void {
    if (event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId)) change(width - event.movementX);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      className="resize-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}

function bounded(width: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, width)));
}

function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
