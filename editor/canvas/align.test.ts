import { describe, expect, test } from 'vitest';
import { alignWith } from './align.ts';

const card = (x: number, y: number, height = 64) => ({ x, y, width: 180, height });

describe('CAN-12: cards that are dragged', () => {
  test('are pulled into line with a card that stands off the grid, and no further than that', () => {
    expect(alignWith(card(300, 206), [card(0, 200)]).by).toEqual([0, -6]);
    expect(alignWith(card(300, 220), [card(0, 200)]).by).toEqual([0, 0]);
  });

  test('follow the nearest of several', () => {
    expect(alignWith(card(303, 0), [card(310, 500), card(305, 900)]).by[0]).toBe(2);
  });

  test('stand in line by their middles and bottoms as well', () => {
    const { by, guides } = alignWith(card(300, 20, 90), [card(0, 43)]);
    // Bottoms: 110 and 107; middles: 65 and 75.
    expect(by).toEqual([0, -3]);
    expect(guides).toEqual([{ axis: 'y', at: 107, from: 0, to: 480 }]);
  });

  test('show a line from the outermost card to the other', () => {
    const { guides } = alignWith(card(0, 400), [card(0, 0), card(0, 900), card(600, 100)]);
    expect(guides.filter(({ axis }) => axis === 'x')[0]).toEqual({ axis: 'x', at: 0, from: 0, to: 964 });
  });

  test('show nothing where nothing is in line', () => {
    expect(alignWith(card(0, 0), [card(431, 233)])).toEqual({ by: [0, 0], guides: [] });
    expect(alignWith(card(0, 0), [])).toEqual({ by: [0, 0], guides: [] });
  });
});
