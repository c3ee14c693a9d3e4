import { expect, test } from 'vitest';
import { watermarkOf, watermarkText } from './watermark-text.ts';

test('WAI-4 a watermark is written as it is read, of the kind that it was', () => {
  for (const value of ['2026-11-24T04:00:00Z', '0000000999', 17, -1.5]) expect(watermarkOf(watermarkText(value), value)).toBe(value);
  expect(watermarkOf('17', '0000000016')).toBe('17');
  expect([watermarkOf('17', null), watermarkOf('0017', null), watermarkOf(' ', 5)]).toEqual([17, '0017', null]);
});
