import { expect, test } from 'vitest';
import { findUnknownSettings, unknownSettingSentence } from './unknown-settings.ts';

test.each([
  ['MILLRACE_PROT', 'MILLRACE_PORT'],
  ['MILLRACE_PUBLIC_ULR', 'MILLRACE_PUBLIC_URL'],
  ['MILLRACE_MAX_OPENRUNS', 'MILLRACE_MAX_OPEN_RUNS'],
  ['MILLRACE_DATA_FOLDER', undefined],
  ['MILLRACE_WATERWHEEL', undefined],
])('%s: the nearest setting is %s', (name, nearest) => {
  expect(findUnknownSettings({ [name]: '1' })).toEqual([{ name, nearest }]);
});

test('settings, what the command line reads, and what is not ours are nothing to warn of', () => {
  expect(findUnknownSettings({ MILLRACE_PORT: '1', MILLRACE_TOKEN: 'x', PATH: '/bin', millrace: '1' })).toEqual([]);
});

test('the sentence says what is meant', () => {
  const [first] = findUnknownSettings({ MILLRACE_PROT: '1' });
  expect(unknownSettingSentence(first!)).toBe('MILLRACE_PROT is not a setting and has no effect. Is MILLRACE_PORT meant?');
});
