import { describe, expect, test } from 'vitest';
import { type Arrangement, arrange } from './arrange.ts';

const cards = [
  { id: 'a', x: 0, y: 0, width: 180, height: 64 },
  { id: 'b', x: 40, y: 100, width: 180, height: 64 },
  { id: 'c', x: 200, y: 300, width: 180, height: 90 },
];
const places = (how: Arrangement, of = cards) => {
  const moves = arrange(of, how);
  return of.map(({ id, x, y }) => [x + (moves.get(id)?.[0] ?? 0), y + (moves.get(id)?.[1] ?? 0)]);
};

describe('CAN-12: selected cards', () => {
  test.each([
    ['left', [[0, 0], [0, 100], [0, 300]]], // biome-ignore format: a table
    ['right', [[200, 0], [200, 100], [200, 300]]], // biome-ignore format: a table
    ['center', [[100, 0], [100, 100], [100, 300]]], // biome-ignore format: a table
    ['top', [[0, 0], [40, 0], [200, 0]]], // biome-ignore format: a table
    ['bottom', [[0, 326], [40, 326], [200, 300]]], // biome-ignore format: a table
    ['middle', [[0, 163], [40, 163], [200, 150]]], // biome-ignore format: a table
  ] as const)('stand in one line: %s', (how, expected) => {
    expect(places(how)).toEqual(expected);
  });

  test('stand at equal distances between the outermost, which stay', () => {
    // 390 high in all, 218 of it cards: 86 between them.
    expect(places('down')).toEqual([
      [0, 0],
      [40, 150],
      [200, 300],
    ]);
    expect(places('across')[1]).toEqual([100, 100]);
  });

  test('two have one distance, whatever it is', () => {
    expect(arrange(cards.slice(0, 2), 'down').size).toBe(0);
  });

  test('that stand there already are not moved', () => {
    expect([...arrange(cards, 'top').keys()]).toEqual(['b', 'c']);
  });
});
