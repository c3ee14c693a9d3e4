import { expect, test } from 'vitest';
import { freePlace } from './free-place.ts';

const card = (x: number, y: number) => ({ position: [x, y] as const, ports: [] });

test('CAN-14 a new note covers nothing: it goes below what stands where it was wanted', () => {
  const size = [220, 120] as const;
  expect(freePlace([0, 0], size, [])).toEqual([0, 0]);
  expect(freePlace([0, 0], size, [card(400, 0), card(0, 300)])).toEqual([0, 0]);
  expect(freePlace([0, 0], size, [card(100, 60)])).toEqual([0, 140]);
  // Between two cards is not room enough: below both.
  expect(freePlace([0, 0], size, [card(0, 160), card(20, 40)])).toEqual([0, 240]);
  // A note in the way counts with its own size.
  expect(freePlace([0, 0], size, [{ ...card(-400, 0), note: { size: [500, 500] } }])).toEqual([0, 520]);
});
