import { expect, test } from 'vitest';
import { collectInSlices } from './collect-in-slices.ts';

test('SVC-11 what takes long lets others have their turn, and loses nothing', async () => {
  let turns = 0;
  let over = false;
  const others = (async () => {
    for (; !over; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  })();
  function* pieces() {
    for (let index = 0; index < 20; index += 1) {
      for (const until = performance.now() + 5; performance.now() < until; );
      yield index % 2 === 0 ? index : undefined;
    }
  }
  expect(await collectInSlices(pieces())).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
  over = true;
  await others;
  // Two pieces of 5 ms fill a slice of 8.
  expect(turns).toBeGreaterThanOrEqual(9);
});
