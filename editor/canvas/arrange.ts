/** Selected cards in one line, or at equal distances. Pure. */
import type { Place } from './canvas-types.ts';
import type { Box } from './card-tiles.ts';

export type Arrangement = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom' | 'across' | 'down';

export interface Arranged extends Box {
  readonly id: string;
}

/** How far each one is moved, by id; who stays is not named. Equal distances take three at least: the outermost stay. */
export function arrange(cards: readonly Arranged[], how: Arrangement): ReadonlyMap<string, Place> {
  const moves = how === 'across' || how === 'down' ? spread(cards, how) : inLine(cards, how);
  return new Map(moves.filter(([, [dx, dy]]) => dx !== 0 || dy !== 0));
}

type Move = readonly [id: string, by: Place];

function inLine(cards: readonly Arranged[], how: Exclude<Arrangement, 'across' | 'down'>): readonly Move[] {
  const [left, top] = [Math.min(...cards.map(({ x }) => x)), Math.min(...cards.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...cards.map(({ x, width }) => x + width)), Math.max(...cards.map(({ y, height }) => y + height))];
  const to = ({ x, y, width, height }: Arranged): Place => {
    switch (how) {
      case 'left':
        return [left - x, 0];
      case 'right':
        return [right - width - x, 0];
      case 'center':
        return [Math.round((left + right - width) / 2) - x, 0];
      case 'top':
        return [0, top - y];
      case 'bottom':
        return [0, bottom - height - y];
      case 'middle':
        return [0, Math.round((top + bottom - height) / 2) - y];
    }
  };
  return cards.map((card) => [card.id, to(card)]);
}

function spread(cards: readonly Arranged[], how: 'across' | 'down'): readonly Move[] {
  if (cards.length < 3) return [];
  const start = ({ x, y }: Box) => (how === 'across' ? x : y);
  const size = ({ width, height }: Box) => (how === 'across' ? width : height);
  const sorted = cards.toSorted((a, b) => start(a) - start(b));
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const free = start(last) + size(last) - start(first) - sorted.reduce((sum, card) => sum + size(card), 0);
  const between = free / (sorted.length - 1);
  let at = start(first);
  return sorted.map((card, i): Move => {
    // The last one stays to the point, whatever rounding did on the way.
    const by = i === sorted.length - 1 ? 0 : Math.round(at) - start(card);
    at += size(card) + between;
    return [card.id, how === 'across' ? [by, 0] : [0, by]];
  });
}
