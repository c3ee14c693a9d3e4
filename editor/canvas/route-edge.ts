/** The way of a wire: level and upright pieces from a way out to the way in of a card, round the cards that stand between. Pure. */
import type { Place } from './canvas-types.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WireEnds {
  readonly from: Place;
  readonly to: Place;
  /** Wires that leave one card upright stand beside one another: 0 is nearest to the card. */
  readonly rank: number;
  /** Kept free of upright pieces behind the way out: its label stands there. */
  readonly labelWidth?: number;
}

/** A wire leaves and reaches a card level, at least this far. */
const STUB = 14;
const BESIDE = 7;
/** Kept free round cards. */
const AIR = 7;
/** How far outside the ends' box a way round is looked for. */
const REACH = 320;

export function routeEdge({ from, to, rank, labelWidth = 0 }: WireEnds, cards: readonly Box[]): readonly Place[] {
  const [sx, sy] = from;
  const [tx, ty] = to;
  const near = cards.filter((card) => overlaps(card, surroundings(from, to)));
  if (sy === ty && tx > sx && isFree([from, to], near)) return [from, to];
  const into = tx - STUB;
  // Where there is no room for both, the upright piece passes behind the label.
  const stub = Math.max(STUB, Math.min(STUB + labelWidth, into - sx - rank * BESIDE));
  const out = sx + stub + rank * BESIDE;
  const upright = (x: number): readonly Place[] => [from, [x, sy], [x, ty], to];
  if (into >= out) {
    const places = [out, into, (sx + tx) / 2, ...near.flatMap(({ x, width }) => [x - STUB, x + width + STUB])];
    const way = places
      .filter((x) => x >= sx + stub && x <= into)
      .map(upright)
      .find((one) => isFree(one, near));
    if (way !== undefined) return way;
  }
  const level = (y: number): readonly Place[] => [from, [out, sy], [out, y], [into, y], [into, ty], to];
  const rows = near.flatMap(({ y, height }) => [y - AIR - STUB / 2 - rank * BESIDE, y + height + AIR + STUB / 2 + rank * BESIDE]);
  // The shortest first: to look at whether a way is free costs far more than to know how long it is.
  const ways = [...new Set([sy, ty, ...rows])].map(level).toSorted((a, b) => lengthOf(a) - lengthOf(b));
  const free = ways.find((one) => isFree(one, near));
  return tidied(free ?? (into >= out ? upright(out) : level((sy + ty) / 2)));
}

/** SVG path with rounded corners. */
export function pathOf(way: readonly Place[], radius = 6): string {
  let path = `M${way[0]![0]},${way[0]![1]}`;
  for (let i = 1; i < way.length - 1; i += 1) {
    const [before, corner, after] = [way[i - 1]!, way[i]!, way[i + 1]!];
    const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    const [a, b] = [towards(corner, before, r), towards(corner, after, r)];
    path += `L${a[0]},${a[1]}Q${corner[0]},${corner[1]} ${b[0]},${b[1]}`;
  }
  const last = way.at(-1)!;
  return `${path}L${last[0]},${last[1]}`;
}

function surroundings([ax, ay]: Place, [bx, by]: Place): Box {
  return {
    x: Math.min(ax, bx) - REACH,
    y: Math.min(ay, by) - REACH,
    width: Math.abs(ax - bx) + 2 * REACH,
    height: Math.abs(ay - by) + 2 * REACH,
  };
}

function isFree(way: readonly Place[], cards: readonly Box[]): boolean {
  const last = way.length - 1;
  return !cards.some((card) =>
    way.some((place, i) => {
      if (i === 0) return false;
      // The ends touch their own cards, which is what they are for: there only the inside counts.
      const air = i === 1 || i === last ? -1 : AIR;
      return overlaps(card, segment(way[i - 1]!, place, air));
    }),
  );
}

function segment([ax, ay]: Place, [bx, by]: Place, air: number): Box {
  return {
    x: Math.min(ax, bx) - air,
    y: Math.min(ay, by) - Math.max(air, 0),
    width: Math.abs(ax - bx) + 2 * air,
    height: Math.abs(ay - by) + 2 * Math.max(air, 0),
  };
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function lengthOf(way: readonly Place[]): number {
  let length = 0;
  for (let i = 1; i < way.length; i += 1) length += distance(way[i - 1]!, way[i]!);
  return length;
}

function distance([ax, ay]: Place, [bx, by]: Place): number {
  return Math.abs(ax - bx) + Math.abs(ay - by);
}

function towards([x, y]: Place, [tx, ty]: Place, by: number): Place {
  return [x + Math.sign(tx - x) * by, y + Math.sign(ty - y) * by];
}

/** Without corners where nothing turns. */
function tidied(way: readonly Place[]): readonly Place[] {
  return way.filter((place, i) => {
    const [before, after] = [way[i - 1], way[i + 1]];
    if (before === undefined || after === undefined) return true;
    const straight = (before[0] === place[0] && place[0] === after[0]) || (before[1] === place[1] && place[1] === after[1]);
    return !straight;
  });
}
