import { describe, expect, test } from 'vitest';
import { holdsFields } from './records.ts';

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
