import { describe, expect, test } from 'vitest';
import { holdsFields, toComparable } from './records.ts';

describe('does a record hold what was written', () => {
  test('an instant comes back cut to whole seconds: the same', () => {
    expect(holdsFields({ At__c: '2026-11-24T14:32:03.000+0000' }, { At__c: '2026-11-24T14:32:03.955Z' })).toBe(true);
    expect(holdsFields({ At__c: '2026-11-24T14:32:04.000+0000' }, { At__c: '2026-11-24T14:32:03.955Z' })).toBe(false);
  });

  test('an empty text comes back as null, a number as a number', () => {
    expect(holdsFields({ Text__c: null, Count__c: 3 }, { Text__c: '', Count__c: '3.0' })).toBe(true);
    expect(holdsFields({ Text__c: 'a' }, { Text__c: '' })).toBe(false);
  });

  test('a text comes back without the blanks at its ends', () => {
    expect(holdsFields({ Text__c: 'partly-confirmed;' }, { Text__c: 'partly-confirmed; ' })).toBe(true);
    expect(holdsFields({ Text__c: null }, { Text__c: '  ' })).toBe(true);
    expect(holdsFields({ Text__c: 'partly' }, { Text__c: 'partly-confirmed; ' })).toBe(false);
  });
});

test.each([
  ['0000004711', '0000004711'],
  [3, '3'],
  ['3.0', '3'],
  ['2.50', '2.5'],
  ['10', '10'],
  [' x ', 'x'],
  ['', ''],
  [null, ''],
  [false, 'false'],
  ['a\r\nb', 'a\nb'],
  ['2026-11-24T08:00:00.700+0000', '2026-11-24T08:00:00.000Z'],
  ['2026-11-24', '2026-11-24'],
])('STP-5: %j is compared as %j', (value, text) => {
  expect(toComparable(value)).toBe(text);
});
