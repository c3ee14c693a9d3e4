import { expect, test } from 'vitest';
import { createEditorLimit, MOST_EDITORS } from './editor-limit.ts';

test('S18 so many people save one draft at a time; who comes then hears how long to wait', () => {
  let now = 0;
  const limit = createEditorLimit(() => now);
  for (let n = 0; n < MOST_EDITORS; n += 1) expect(limit.save('draft', `person ${n}`)).toBe(0);
  expect(limit.save('draft', 'one more')).toBe(300_000);
  expect(limit.save('another draft', 'one more')).toBe(0);
  now = 100_000;
  for (let n = 1; n < MOST_EDITORS; n += 1) expect(limit.save('draft', `person ${n}`)).toBe(0);
  expect(limit.save('draft', 'one more')).toBe(200_000);
  now = 300_000;
  expect(limit.save('draft', 'one more')).toBe(0);
  expect(limit.save('draft', 'person 0')).toBe(100_000);
});
