import { describe, expect, test } from 'vitest';
import type { Place } from './canvas-types.ts';
import type { Box } from './card-tiles.ts';
import { pathOf, routeEdge } from './route-edge.ts';

const card = (x: number, y: number): Box => ({ x, y, width: 180, height: 64 });
const crosses = (way: readonly Place[], { x, y, width, height }: Box) =>
  way.some(([bx, by], i) => {
    const [ax, ay] = way[i - 1] ?? [bx, by];
    return Math.min(ax, bx) < x + width && Math.max(ax, bx) > x && Math.min(ay, by) < y + height && Math.max(ay, by) > y;
  });

describe('the way of a wire', () => {
  test('is straight where nothing stands between', () => {
    expect(routeEdge({ from: [180, 32], to: [240, 32], rank: 0 }, [card(0, 0), card(240, 0)])).toEqual([
      [180, 32],
      [240, 32],
    ]);
  });

  test('turns twice to reach another row', () => {
    const way = routeEdge({ from: [180, 45], to: [240, 192], rank: 0 }, [card(0, 0), card(240, 0), card(240, 160)]);
    expect(way).toHaveLength(4);
    expect(crosses(way, card(240, 0))).toBe(false);
  });

  test('goes round a card between, however high it must climb', () => {
    const between = card(240, 0);
    const way = routeEdge({ from: [180, 32], to: [480, 32], rank: 0 }, [card(0, 0), between, card(480, 0)]);
    expect(crosses(way, between)).toBe(false);
    expect(way[0]).toEqual([180, 32]);
    expect(way.at(-1)).toEqual([480, 32]);
  });

  test('comes back to a card that stands to the left', () => {
    const way = routeEdge({ from: [660, 32], to: [0, 32], rank: 0 }, [card(480, 0), card(240, 0), card(0, 0)]);
    for (const box of [card(480, 0), card(240, 0), card(0, 0)]) expect(crosses(way.slice(1, -1), box)).toBe(false);
  });

  test('wires of one card stand beside one another', () => {
    const cards = [card(0, 0), card(240, 160), card(240, 320)];
    const [first, second] = [0, 1].map((rank) => routeEdge({ from: [180, 45 - rank * 13], to: [240, 192 + rank * 160], rank }, cards));
    expect(first![1]![0]).toBeLessThan(second![1]![0]);
  });

  test('turns behind the label of its way out, and where there is no room for both, before the card it leads to', () => {
    const turnsAt = (x: number) => routeEdge({ from: [180, 45], to: [x, 192], rank: 0, labelWidth: 60 }, [card(0, 0), card(x, 160)])[1]![0];
    expect(turnsAt(400)).toBeGreaterThanOrEqual(180 + 60);
    expect(turnsAt(240)).toBe(240 - 14);
  });

  test('is drawn with rounded corners', () => {
    const way: readonly Place[] = [
      [0, 0],
      [20, 0],
      [20, 100],
      [40, 100],
    ];
    expect(pathOf(way)).toBe('M0,0L14,0Q20,0 20,6L20,94Q20,100 26,100L40,100');
  });
});
