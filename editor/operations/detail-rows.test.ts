import { describe, expect, test } from 'vitest';
import { toDetailParts } from './detail-rows.ts';

describe('detail of an exception or approval', () => {
  test('plain values and shallow objects become one list of fields', () => {
    expect(toDetailParts({ order: { number: '4711', blocked: true }, value: 12.5, note: null })).toEqual([
      {
        kind: 'fields',
        fields: [
          { name: 'order.number', text: '4711' },
          { name: 'order.blocked', text: 'true' },
          { name: 'value', text: '12.5' },
          { name: 'note', text: '–' },
        ],
      },
    ]);
  });

  test('items become a table, also when some lack a column', () => {
    expect(toDetailParts({ items: [{ number: '10', quantity: '5' }, { number: '20' }] })).toEqual([
      { kind: 'table', name: 'items', columns: ['number', 'quantity'], rows: [{ number: '10', quantity: '5' }, { number: '20' }] },
    ]);
  });

  test('a list of words is a field', () => {
    expect(toDetailParts({ plants: ['1010', '1020'] })).toEqual([{ kind: 'fields', fields: [{ name: 'plants', text: '1010, 1020' }] }]);
  });

  test('what is too deep for a table stays JSON rather than being lost', () => {
    const items = [{ number: '10', lines: [{ date: '2026-05-01' }] }];
    expect(toDetailParts({ items })).toEqual([{ kind: 'json', name: 'items', value: items }]);
    expect(toDetailParts({ a: { b: { c: 1 } } })).toEqual([{ kind: 'json', name: 'a.b', value: { c: 1 } }]);
  });

  test('a detail that is only a text is shown as it is', () => {
    expect(toDetailParts('Customer asks to wait')).toEqual([{ kind: 'fields', fields: [{ name: '', text: 'Customer asks to wait' }] }]);
    expect(toDetailParts({})).toEqual([]);
  });
});
