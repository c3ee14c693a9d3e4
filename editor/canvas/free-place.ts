/** Where something new can stand without covering what is there. Pure. */
import type { Place } from './canvas-types.ts';
import { cardHeight, cardWidth, GRID, type Sized } from './card-size.ts';

/** The place itself where nothing stands, else the next one further down that is free, in whole steps of the grid. */
export function freePlace(
  [x, y]: Place,
  [width, height]: readonly [width: number, height: number],
  drawn: readonly (Sized & { readonly position: Place })[],
): Place {
  const beside = drawn.filter((node) => node.position[0] < x + width && x < node.position[0] + cardWidth(node));
  let top = y;
  for (const node of beside.toSorted((a, b) => a.position[1] - b.position[1])) {
    const bottom = node.position[1] + cardHeight(node);
    if (node.position[1] < top + height && top < bottom) top = (Math.floor(bottom / GRID) + 1) * GRID;
  }
  return [x, top];
}
