/** Ways that were found for wires: found anew only when the ends or a card near them stand elsewhere than any time before. Pure. */
import type { Place } from './canvas-types.ts';
import type { Box, CardTiles } from './card-tiles.ts';
import { routeEdge, surroundings, type WireEnds } from './route-edge.ts';

export interface EarlierWay {
  readonly ends: WireEnds;
  readonly near: readonly Box[];
  readonly way: readonly Place[];
}

export interface FoundWay extends EarlierWay {
  /** Among which cards; the ways of all wires change with these only. */
  readonly tiles: CardTiles;
}

/** `known` and `earlier`: the way is one of these where its ends and all cards near it stand as they stood then. */
export function findWay(ends: WireEnds, tiles: CardTiles, known: FoundWay | undefined, earlier: EarlierWay | undefined): FoundWay {
  if (known?.tiles === tiles && isSameWire(known.ends, ends)) return known;
  const near = tiles.near(surroundings(ends.from, ends.to));
  const isStill = (one: EarlierWay | undefined) => one !== undefined && isSameWire(one.ends, ends) && isSameBoxes(one.near, near);
  const way = isStill(known) ? known!.way : isStill(earlier) ? earlier!.way : routeEdge(ends, near);
  return { ends, tiles, near, way };
}

/** Of each wire the way it had before the one it has, also when it is gone: what is undone, or panned back to, is as it was. */
export interface EarlierWays {
  get(edgeId: string): EarlierWay | undefined;
  keep(edgeId: string, way: EarlierWay): void;
}

const MOST = 1_000;

export function createEarlierWays(most = MOST): EarlierWays {
  const ways = new Map<string, EarlierWay>();
  return {
    get: (edgeId) => ways.get(edgeId),
    keep(edgeId, { ends, near, way }) {
      ways.delete(edgeId);
      // Without its tiles: they hold all cards of that time.
      ways.set(edgeId, { ends, near, way });
      // The one that was kept first.
      if (ways.size > most) ways.delete(ways.keys().next().value!);
    },
  };
}

function isSameWire(a: WireEnds, b: WireEnds): boolean {
  return (
    a.from[0] === b.from[0] &&
    a.from[1] === b.from[1] &&
    a.to[0] === b.to[0] &&
    a.to[1] === b.to[1] &&
    a.rank === b.rank &&
    a.labelWidth === b.labelWidth
  );
}

/** Cards are equally wide. */
export function isSameBoxes(a: readonly Box[], b: readonly Box[]): boolean {
  return a.length === b.length && a.every(({ x, y, height }, i) => b[i]!.x === x && b[i]!.y === y && b[i]!.height === height);
}
