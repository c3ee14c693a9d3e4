import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFrameClock, nextBeat, passedMs } from './frame-clock.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('all who wait for the same moment have their turn in it, and who took it back has none', () => {
  const at = createFrameClock();
  const begun = passedMs();
  const turns: string[] = [];
  at(begun + 48, () => turns.push('one'));
  vi.advanceTimersByTime(7);
  const takeBack = at(begun + 48, () => turns.push('two'));
  at(begun + 48, () => turns.push('three'));
  at(begun + 16, () => turns.push('first'));
  takeBack();
  expect(vi.getTimerCount()).toBe(2);
  vi.advanceTimersByTime(40);
  expect(turns).toEqual(['first']);
  vi.advanceTimersByTime(1);
  expect(turns).toEqual(['first', 'one', 'three']);
  takeBack();
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  [0, 48],
  [31, 48],
  [32, 96],
  [48, 96],
  [95, 144],
])('after %i ms the next beat of 48, at least 16 away, is at %i', (now, beat) => {
  expect(nextBeat(now, 48, 16)).toBe(beat);
});
