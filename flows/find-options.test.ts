import { expect, test } from 'vitest';
import type { OfferedOption } from './connection-manifest.ts';
import { findOptions } from './find-options.ts';

test('API-180 a longer list than is shown says that there is more', () => {
  const options = Array.from({ length: 200 }, (_, index): OfferedOption => ({ value: `FIELD_${index}`, label: `Field number ${index}` }));
  expect(findOptions(options, '', 100)).toMatchObject({ more: true, options: { length: 100 } });
  expect(findOptions(options, 'number 199', 100)).toEqual({ more: false, options: [options[199]] });
  expect(findOptions([{ value: 'ITEM_FIELD' }, ...options], 'field', 1).options).toEqual([options[0]]);
});
