import { describe, expect, test } from 'vitest';
import type { FieldUsesOfFlow } from '#flows/api/flows.ts';
import { addressOfUse, rowsOfUses } from './use-rows.ts';

const use = (pointer: string, nodeId?: string): FieldUsesOfFlow['uses'][number] => ({
  ...(nodeId === undefined ? {} : { nodeId }),
  pointer,
  place: { offset: 2, length: 5 },
  source: { kind: 'trigger', nodeId: 'start', nodeType: 'core/webhook' },
  field: 'items.quantity',
  whole: false,
  canonical: [],
});
const rows = rowsOfUses(
  [
    {
      flowId: 'a',
      name: 'A',
      version: 3,
      liveIn: ['production'],
      uses: [use('/nodes/map/config/rows/0/expression', 'map'), use('/lane/key')],
    },
    { flowId: 'a', name: 'A', draftId: 'd1', liveIn: [], uses: [use('/nodes/x/config/a~1b', 'x')] },
  ],
  'quantity',
);

describe('places where a field is used', () => {
  test('are said as people read them, the flow once', () => {
    expect(rows.map(({ place, isFirst, reads }) => [place, isFirst, reads])).toEqual([
      ['rows 1 · expression', true, 'trigger.body.items.quantity'],
      ['lane · key', false, 'trigger.body.items.quantity'],
      ['a/b', false, 'trigger.body.items.quantity'],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  });

  test('tell what has the field in it and is read as a whole from what reads it by name, here or in a canonical object', () => {
    const read = (field: string, canonical: FieldUsesOfFlow['uses'][number]['canonical'] = []) =>
      rowsOfUses([{ flowId: 'a', name: 'A', liveIn: [], uses: [{ ...use('/plant'), field, canonical }] }], 'plant')[0]!.whole;
    expect(read('order')).toBe(true);
    expect(read('order.plant')).toBe(false);
    expect(read('order.Werks', [{ schema: 'schemas/sales-order.json', field: 'plant' }])).toBe(false);
  });

  test('have the address of the version or the draft, with the field', () => {
    expect(rows.map(addressOfUse)).toEqual([
      { to: '/flows/a', search: { at: '/nodes/map/config/rows/0/expression', node: 'map', version: '3' } },
      { to: '/flows/a', search: { at: '/lane/key', version: '3' } },
      { to: '/flows/a/drafts/d1', search: { at: '/nodes/x/config/a~1b', node: 'x' } },
    ]);
  });
});
