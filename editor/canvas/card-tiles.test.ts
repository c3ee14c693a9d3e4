import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTiles, overlaps } from './card-tiles.ts';

const box = fc.record({
  x: fc.integer({ min: -3_000, max: 3_000 }),
  y: fc.integer({ min: -3_000, max: 3_000 }),
  width: fc.integer({ min: 1, max: 900 }),
  height: fc.integer({ min: 1, max: 900 }),
});

test('what stands near is what a look at every card finds, in their order', () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 60 }), box, (boxes, area) => {
      expect(inTiles(boxes).near(area)).toEqual(boxes.filter((one) => overlaps(one, area)));
    }),
  );
});
