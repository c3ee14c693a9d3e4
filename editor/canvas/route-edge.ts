/** The way of a wire: level and upright pieces from a way out to the way in of a card, round the cards that stand between. Pure. */
import type { Place } from './canvas-types.ts';
import type { Box } from './card-tiles.ts';

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

/** `near`: the cards in its surroundings; others are none of its business. */
export function routeEdge({ from, to, rank, labelWidth = 0 }: WireEnds, near: readonly Box[]): readonly Place[] {
  const [sx, sy] = from;
  const [tx, ty] = to;
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
  const last = (): readonly Place[] => tidied(into >= out ? upright(out) : level((sy + ty) / 2));
  // All ways round begin and end alike: where a card stands on that, none of them is looked at.
  if (isCrossed(from, [out, sy], -1, near) || isCrossed([into, ty], to, -1, near)) return last();
  const rows = near.flatMap(({ y, height }) => [y - AIR - STUB / 2 - rank * BESIDE, y + height + AIR + STUB / 2 + rank * BESIDE]);
  // The shortest first: all are equally long but for the climb. Most ways are never made.
  const climb = (y: number) => Math.abs(y - sy) + Math.abs(ty - y);
  const shortest = [...new Set([sy, ty, ...rows])].sort((a, b) => climb(a) - climb(b));
  const free = shortest.find((y) => isFree(level(y), near));
  return free === undefined ? last() : tidied(level(free));
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

/** Where a way between these ends is looked for. */
export function surroundings([ax, ay]: Place, [bx, by]: Place): Box {
  return {
    x: Math.min(ax, bx) - REACH,
    y: Math.min(ay, by) - REACH,
    width: Math.abs(ax - bx) + 2 * REACH,
    height: Math.abs(ay - by) + 2 * REACH,
  };
}

function isFree(way: readonly Place[], cards: readonly Box[]): boolean {
  for (let i = 1; i < way.length; i += 1) {
    // The ends touch their own cards, which is what they are for: there only the inside counts.
    const air = i === 1 || i === way.length - 1 ? -1 : AIR;
    if (isCrossed(way[i - 1]!, way[i]!, air, cards)) return false;
  }
  return true;
}

/** Asked so often that nothing is made for it. */
function isCrossed([ax, ay]: Place, [bx, by]: Place, air: number, cards: readonly Box[]): boolean {
  const aside = Math.max(air, 0);
  const [left, right] = [Math.min(ax, bx) - air, Math.max(ax, bx) + air];
  const [top, bottom] = [Math.min(ay, by) - aside, Math.max(ay, by) + aside];
  for (const { x, y, width, height } of cards) if (left < x + width && x < right && top < y + height && y < bottom) return true;
  return false;
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
