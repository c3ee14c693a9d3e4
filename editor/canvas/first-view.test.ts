import { describe, expect, test } from 'vitest';
import { cardWidth } from './card-size.ts';
import { isInSight, wayIntoSight } from './first-view.ts';

const FRAME = [600, 400] as const;
const HERE = { x: 0, y: 0, zoom: 1 };
const cardAt = (x: number, y: number) => ({ position: [x, y], ports: [] }) as const;

describe('a card that is gone to', () => {
  test('stays where it is seen whole', () => {
    expect(wayIntoSight(cardAt(40, 40), HERE, ...FRAME)).toEqual([0, 0]);
  });

  test('comes in at the edge at which it stands outside, and then is in sight', () => {
    for (const card of [cardAt(560, 100), cardAt(-120, 100), cardAt(100, 390), cardAt(100, -30), cardAt(590, -10)]) {
      expect(isInSight(card, HERE, ...FRAME)).toBe(false);
      const [x, y] = wayIntoSight(card, HERE, ...FRAME);
      expect(isInSight(card, { x, y, zoom: 1 }, ...FRAME)).toBe(true);
    }
  });

  test('has room beside it for what is added next, but its beginning stays in a frame that is too small for both', () => {
    const card = cardAt(560, 100);
    const [x] = wayIntoSight(card, HERE, ...FRAME);
    expect(FRAME[0] - (560 + x + cardWidth(card))).toBe(90);
    const [narrow] = wayIntoSight(card, HERE, cardWidth(card) + 30, 400);
    expect(560 + narrow).toBeGreaterThan(0);
  });
});
