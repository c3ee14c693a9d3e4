import { expect, test } from 'vitest';
import { formatLocaleOf, localeOf } from './locale.ts';

test('the first language of the browser that we speak is taken, unless one was chosen', () => {
  expect(localeOf('system', ['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(localeOf('system', ['en-US', 'de'])).toBe('en');
  expect(localeOf('system', ['fr'])).toBe('en');
  expect(localeOf('system', [])).toBe('en');
  expect(localeOf('en', ['de'])).toBe('en');
});

test('numbers and times are written as in the region that the browser names for the language', () => {
  expect(formatLocaleOf('de', ['de', 'en-US', 'de-AT'])).toBe('de-AT');
  expect(formatLocaleOf('en', ['de-DE', 'en-US'])).toBe('en-US');
  expect(formatLocaleOf('de', ['en-US'])).toBe('de-DE');
  expect(formatLocaleOf('en', [])).toBe('en-GB');
});
