import { expect, test } from 'vitest';
import { inSlices } from './in-slices.ts';

test('all of it is done, and others come in between', async () => {
  const order: string[] = [];
  const ended = new Promise<void>((resolve) => {
    let left = 3;
    inSlices(() => {
      const until = performance.now() + 10;
      while (performance.now() < until);
      order.push('part');
      left -= 1;
      if (left === 0) resolve();
      return left > 0;
    });
  });
  const other = () => {
    order.push('other');
    if (order.filter((one) => one === 'part').length < 3) setTimeout(other);
  };
  setTimeout(other);
  await ended;
  expect(order.filter((one) => one === 'part')).toHaveLength(3);
  expect(order.lastIndexOf('other')).toBeGreaterThan(order.indexOf('part'));
});

test('nothing more is done once it was ended', async () => {
  let done = 0;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = inSlices(() => {
      done += 1;
      const until = performance.now() + 10;
      while (performance.now() < until);
      // Behind the slice that would come next.
      setTimeout(() => setTimeout(resolve));
      end();
      return true;
    });
  });
  await ended;
  expect(done).toBe(1);
});
