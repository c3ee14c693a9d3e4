/** Lines from the source to the rows that read it, between the two lists: faint, and strong for the row that is looked at. */
import { useSyncExternalStore } from 'react';
import { drawnLines, type LinesAsked } from './drawn-lines.ts';
import type { ListView } from './list-view.ts';

export interface MapperLinesProps {
  readonly asked: LinesAsked;
  readonly left: ListView;
  readonly right: ListView;
}

export const GUTTER = 44;

/** Drawn anew with every frame of scrolling, alone. */
export function MapperLines({ asked, left, right }: MapperLinesProps) {
  const lines = drawnLines(asked, useSyncExternalStore(left.subscribe, left.shown), useSyncExternalStore(right.subscribe, right.shown));
  return (
    <svg className="mapper-gutter" width={GUTTER} aria-hidden>
      {lines.map(({ key, from, to, isStrong }) => (
        <path
          key={key}
          d={`M0 ${from} C ${GUTTER / 2} ${from}, ${GUTTER / 2} ${to}, ${GUTTER} ${to}`}
          data-strong={isStrong || undefined}
        />
      ))}
    </svg>
  );
}
