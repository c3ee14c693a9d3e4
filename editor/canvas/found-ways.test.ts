import { describe, expect, test } from 'vitest';
import { inTiles } from './card-tiles.ts';
import { createEarlierWays, type EarlierWay, findWay } from './found-ways.ts';

const card = (x: number, y: number) => ({ x, y, width: 180, height: 64 });
const ENDS = { from: [180, 32], to: [560, 32], rank: 0, labelWidth: 0 } as const;
const free = () => inTiles([card(0, 0), card(560, 0)]);
const crossed = () => inTiles([card(0, 0), card(560, 0), card(280, 0)]);

describe('CAN-13: the way of a wire', () => {
  test('is the one of before where a card came between and went again', () => {
    const first = findWay(ENDS, free(), undefined, undefined);
    const round = findWay(ENDS, crossed(), first, undefined);
    expect(round.way).not.toEqual(first.way);
    expect(findWay(ENDS, free(), round, first).way).toBe(first.way);
  });

  test('is looked for among the cards of now, whatever is known of others', () => {
    const first = findWay(ENDS, free(), undefined, undefined);
    const round = findWay(ENDS, crossed(), first, undefined);
    const fresh = findWay(ENDS, inTiles([card(0, 0), card(560, 0), card(280, 20)]), first, round);
    expect([first.way, round.way]).not.toContain(fresh.way);
    const moved = findWay({ ...ENDS, to: [560, 192] }, free(), first, round);
    expect(moved.way.at(-1)).toEqual([560, 192]);
  });

  test('is kept for so many wires only, those that were kept last, and without all the cards of that time', () => {
    const ways = createEarlierWays(2);
    const { tiles, ...found } = findWay(ENDS, free(), undefined, undefined);
    const other = { ...found, way: [...found.way].reverse() };
    for (const id of ['a', 'b', 'c']) ways.keep(id, { ...found, tiles } as EarlierWay);
    ways.keep('b', other);
    ways.keep('d', { ...found, tiles } as EarlierWay);
    expect(['a', 'b', 'c', 'd'].map(ways.get)).toEqual([undefined, other, undefined, found]);
  });
});
