import { expect, test } from 'vitest';
import { environmentTone } from './environment-tone.ts';
import { readSearch, writeSearch } from './search-text.ts';
import { durationText, relativeText } from './time-text.ts';

test('what a page shows survives its address: values stay text', () => {
  const search = { env: 'test', key: '0000004711', state: 'parked,held' };
  expect(readSearch(writeSearch(search))).toEqual(search);
});

test('one state has one address: empty values leave it', () => {
  expect(writeSearch({ env: 'test', key: '', tab: undefined })).toBe('?env=test');
  expect(writeSearch({})).toBe('');
  expect(readSearch('?key=&env=test')).toEqual({ env: 'test' });
});

test('production is red whatever its place, the first environment grey', () => {
  const environments = [
    { name: 'dev', production: false },
    { name: 'qa', production: false },
    { name: 'live', production: true },
  ];
  expect(environments.map(({ name }) => environmentTone(environments, name))).toEqual(['development', 'test', 'production']);
});

test('times are said as people say them', () => {
  const now = Date.parse('2026-03-02T08:00:00.000Z');
  expect(relativeText('2026-03-02T07:57:00.000Z', now)).toBe('3 min. ago');
  expect(relativeText('2026-03-02T08:00:20.000Z', now)).toBe('in 20 sec.');
  expect([850, 3_200, 245_000, 7_800_000].map(durationText)).toEqual(['850 ms', '3.2 s', '4 min 5 s', '2 h 10 min']);
});
