import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { toDetailSections, wordsOf } from './detail-sections.ts';

describe('detail of an exception or approval', () => {
  test('plain values stand at the top, each object is a section of its own', () => {
    expect(toDetailSections({ order: { number: '4711', blocked: true }, value: 12.5, note: null })).toEqual([
      {
        title: '',
        fields: [
          { name: 'Value', text: '12.5' },
          { name: 'Note', text: '–' },
        ],
        tables: [],
      },
      {
        title: 'Order',
        fields: [
          { name: 'Number', text: '4711' },
          { name: 'Blocked', text: 'yes' },
        ],
        tables: [],
      },
    ]);
  });

  test('beside a currency amounts have its places, by region; what has more, and what is no amount, stays as it is written', () => {
    const fields = (object: JsonObject) => toDetailSections({ simulation: object })[0]!.fields.map(({ text }) => text);
    const credit = { limit: '60000.000', exceeded: true, note: '1.500 t' };
    expect(fields({ netAmount: '746557.500', currency: 'USD', credit })).toEqual(['746,557.50', 'USD', '60,000.00', 'yes', '1.500 t']);
    expect(fields({ netAmount: '-1200.000', currency: 'JPY' })).toEqual(['-1,200', 'JPY']);
    expect(fields({ netAmount: '0.125', days: 3, order: '0000004711', currency: 'EUR' })).toEqual(['0.125', '3', '0000004711', 'EUR']);
    expect(fields({ quantity: '12.000', unit: 'PC' })).toEqual(['12.000', 'PC']);
    expect(fields({ amount: '123456789012345.670', currency: 'EUR' })).toEqual(['123,456,789,012,345.67', 'EUR']);
  });

  test('items become a table, also when some lack a column', () => {
    expect(toDetailSections({ items: [{ number: '10', quantity: '5' }, { number: '20' }] })[0]?.tables).toEqual([
      {
        name: 'Items',
        columns: ['Number', 'Quantity'],
        parts: [undefined, undefined],
        rows: [
          [['10'], ['5']],
          [['20'], ['–']],
        ],
      },
    ]);
  });

  test('things within a row are short lines, of which many are counted', () => {
    const lines = ['01', '02', '03', '04', '05', '06'].map((day) => ({ date: `2026-05-${day}`, quantity: '1' }));
    const [section] = toDetailSections({ items: [{ number: '10', lines }] });
    expect(section?.tables[0]?.rows[0]?.[1]).toEqual([
      '2026-05-01 · 1',
      '2026-05-02 · 1',
      '2026-05-03 · 1',
      '2026-05-04 · 1',
      'and 2 more',
    ]);
  });

  test('the head of a column names the parts of its lines, and equal parts keep their places', () => {
    const line = { line: '0001', quantity: '108', confirmedQuantity: '108' };
    const [section] = toDetailSections({ items: [{ number: '10', lines: [line] }, { number: '20' }] });
    expect(section?.tables[0]?.parts).toEqual([undefined, 'Line · Quantity · Confirmed quantity']);
    expect(section?.tables[0]?.rows[0]?.[1]).toEqual(['0001 · 108 · 108']);
    const [unlike] = toDetailSections({ items: [{ number: '10', lines: [line, { line: '0002' }] }] });
    expect(unlike?.tables[0]?.parts).toEqual([undefined, undefined]);
    expect(unlike?.tables[0]?.rows[0]?.[1]).toEqual(['0001 · 108', '0002']);
  });

  test('a shallow object within a section lends its name to its fields; empty lists say nothing', () => {
    expect(toDetailSections({ simulation: { credit: { limit: '100', exceeded: false }, messages: [] } })).toEqual([
      {
        title: 'Simulation',
        fields: [
          { name: 'Credit: limit', text: '100' },
          { name: 'Credit: exceeded', text: 'no' },
        ],
        tables: [],
      },
    ]);
  });

  test('a detail that is only a text or a list is shown as it is', () => {
    expect(toDetailSections('Customer asks to wait')[0]?.fields).toEqual([{ name: '', text: 'Customer asks to wait' }]);
    expect(toDetailSections(['1010', '1020'])[0]?.fields).toEqual([{ name: '', text: '1010, 1020' }]);
    expect(toDetailSections({})).toEqual([]);
  });

  test('names of fields become words, those of other systems stay', () => {
    expect(wordsOf('largestDateShiftDays')).toBe('Largest date shift days');
    expect(wordsOf('ERP_Order_Number__c')).toBe('ERP_Order_Number__c');
  });
});
