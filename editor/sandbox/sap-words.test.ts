import { describe, expect, test } from 'vitest';
import { daysLate, deliveryWords, loggedField } from './sap-words.ts';

describe("SAP's names in words", () => {
  test('a field of the change log says where it is and what it means', () => {
    expect(loggedField('item 10 line 2 ConfirmedDeliveryDate')).toEqual({
      place: 'item 10, line 2',
      words: 'confirmed date',
      name: 'ConfirmedDeliveryDate',
    });
    expect(loggedField('TotalNetAmount')).toMatchObject({ place: '', words: 'net value of the order' });
  });

  test('what nobody has listed shows its own name', () => {
    expect(loggedField('item 10 SomeNewField')).toMatchObject({ place: 'item 10', words: 'SomeNewField' });
    expect(loggedField('text 0 TX01 EN')).toMatchObject({ place: '', words: 'text 0 TX01 EN' });
    expect(deliveryWords('Z')).toBe('Z');
  });

  test('a confirmed date after the requested one is late by days', () => {
    expect(daysLate('2026-12-28', '2027-01-02')).toBe(5);
    expect(daysLate('2026-12-28', '2026-12-28')).toBe(0);
    expect(daysLate('2026-12-28', null)).toBeUndefined();
  });
});
