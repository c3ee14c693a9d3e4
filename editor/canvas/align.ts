/** Where cards that are dragged come into line with others: by their left sides, tops, middles or bottoms. Pure. */
import type { Place } from './canvas-types.ts';
import type { Box } from './card-tiles.ts';

/** A line through what stands in line, in units of the drawing. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Aligned {
  /** How far what is dragged is still moved so that it stands in line. */
  readonly by: Place;
  readonly guides: readonly Guide[];
}

/** From here on a line pulls; less than half the grid, so that every place on the grid can be had. */
const PULL = 8;

interface Axis {
  readonly axis: Guide['axis'];
  readonly start: (box: Box) => number;
  readonly size: (box: Box) => number;
  readonly side: (box: Box) => number;
  readonly sideSize: (box: Box) => number;
}

const ACROSS: Axis = { axis: 'x', start: ({ x }) => x, size: ({ width }) => width, side: ({ y }) => y, sideSize: ({ height }) => height };
const DOWN: Axis = { axis: 'y', start: ({ y }) => y, size: ({ height }) => height, side: ({ x }) => x, sideSize: ({ width }) => width };

/** `box`: round what is dragged; `others`: what it can stand in line with. */
export function alignWith(box: Box, others: readonly Box[]): Aligned {
  const [across, down] = [pulled(ACROSS, box, others), pulled(DOWN, box, others)];
  const moved = { ...box, x: box.x + across, y: box.y + down };
  return { by: [across, down], guides: [...guidesOf(ACROSS, moved, others), ...guidesOf(DOWN, moved, others)] };
}

/** Start, middle, end. */
const PARTS = [0, 0.5, 1];

function pulled({ start, size }: Axis, box: Box, others: readonly Box[]): number {
  let best: number | undefined;
  for (const other of others)
    for (const part of PARTS) {
      const way = start(other) + part * size(other) - (start(box) + part * size(box));
      if (Math.abs(way) <= PULL && (best === undefined || Math.abs(way) < Math.abs(best))) best = way;
    }
  return best ?? 0;
}

/** One line for each part that is in line with some: from the outermost of them to the other. */
function guidesOf({ axis, start, size, side, sideSize }: Axis, box: Box, others: readonly Box[]): readonly Guide[] {
  return PARTS.flatMap((part): readonly Guide[] => {
    const at = start(box) + part * size(box);
    const inLine = others.filter((other) => Math.abs(start(other) + part * size(other) - at) < 0.5);
    if (inLine.length === 0) return [];
    const all = [box, ...inLine];
    return [{ axis, at, from: Math.min(...all.map(side)), to: Math.max(...all.map((one) => side(one) + sideSize(one))) }];
  });
}
