import { describe, expect, test } from 'vitest';
import { readDescriptorLimit, roomWithin } from './socket-room.ts';

describe('F38 room for sockets', () => {
  test('the store and other systems keep descriptors, however few there are', () => {
    expect(roomWithin(20_000)).toEqual({ held: 9_960, told: 14_940 });
    const few = roomWithin(160);
    expect(few.held).toBe(40);
    expect(few.told).toBeLessThan(160 - 80);
    expect(roomWithin(Number.POSITIVE_INFINITY).held).toBe(Number.POSITIVE_INFINITY);
  });

  test('the limit is the soft one; a system that does not say has none', () => {
    const limits =
      'Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 4096                 files\n';
    expect(readDescriptorLimit(() => limits)).toBe(1_024);
    expect(readDescriptorLimit(() => 'Max open files            unlimited            unlimited            files')).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(
      readDescriptorLimit(() => {
        throw new Error('no /proc here');
      }),
    ).toBe(Number.POSITIVE_INFINITY);
  });
});
