import { expect, test } from 'vitest';
import type { OfferedOption } from '#flows/connection-manifest.ts';
import { createOptionLists } from './option-lists.ts';

test('API-180 a list is kept for a minute, a failure for nobody', async () => {
  let now = 0;
  let asked = 0;
  const lists = createOptionLists(() => now);
  const get = (answer: () => Promise<readonly OfferedOption[]>) =>
    lists.get('sap', 'plants', () => {
      asked++;
      return answer();
    })!;
  await expect(get(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await get(async () => [{ value: '1010' }])).toEqual({ options: [{ value: '1010' }], askedAt: 0 });
  now = 59_999;
  expect((await get(async () => [])).options).toEqual([{ value: '1010' }]);
  now = 60_000;
  expect(await get(async () => [{ value: '1020' }])).toEqual({ options: [{ value: '1020' }], askedAt: 60_000 });
  expect(asked).toBe(3);
});

test('API-180 lists that nobody asks for any more make room; one that is under way is answered all the same', async () => {
  const lists = createOptionLists(() => 0);
  let give: (options: readonly OfferedOption[]) => void = () => {};
  const slow = lists.get('sap', 'slow', () => new Promise((resolve) => (give = resolve)));
  for (let index = 0; index < 150; index++) await lists.get('crm', `list ${index}`, async () => []);
  give([{ value: '1010' }]);
  expect((await slow!).options).toEqual([{ value: '1010' }]);
});
