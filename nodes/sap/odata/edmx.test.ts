import { describe, expect, test } from 'vitest';
import type { EdmModel, EdmProperty } from './edm.ts';
import { readEdmx } from './read-edmx.ts';
import { writeEdmx } from './write-edmx.ts';

const property = (name: string, more: Partial<EdmProperty> = {}): EdmProperty => ({
  name,
  type: 'Edm.String',
  nullable: true,
  creatable: true,
  updatable: true,
  concurrencyToken: false,
  ...more,
});

const MODEL: EdmModel = {
  namespace: 'API_X_SRV',
  entityTypes: [
    {
      name: 'A_OrderType',
      key: ['Order'],
      properties: [
        property('Order', { nullable: false, maxLength: 10 }),
        property('Amount', { type: 'Edm.Decimal', precision: 16, scale: 3, unitProperty: 'Currency', creatable: false, updatable: false }),
        property('LastChangeDateTime', { type: 'Edm.DateTimeOffset', concurrencyToken: true, precision: 7 }),
      ],
      navigations: [{ name: 'to_Item', target: 'A_ItemType', many: true, on: [['Order', 'Order']] }],
    },
    {
      name: 'A_ItemType',
      key: ['Order', 'Item'],
      properties: [property('Order', { nullable: false }), property('Item', { nullable: false, displayFormat: 'NonNegative' })],
      navigations: [{ name: 'to_Order', target: 'A_OrderType', many: false, on: [['Order', 'Order']] }],
    },
  ],
  complexTypes: [{ name: 'Result', properties: [property('Success', { type: 'Edm.Boolean' })] }],
  entitySets: [
    { name: 'A_Order', entityType: 'A_OrderType', creatable: true, updatable: true, deletable: false },
    { name: 'A_Item', entityType: 'A_ItemType', creatable: false, updatable: true, deletable: true },
  ],
  functionImports: [
    { name: 'release', httpMethod: 'POST', returns: 'Result', returnsMany: false, parameters: [property('Order', { nullable: false })] },
    { name: 'list', httpMethod: 'GET', returns: 'A_ItemType', returnsMany: true, parameters: [] },
  ],
};

describe('EDMX', () => {
  test('says after reading what was written', () => {
    expect(readEdmx(writeEdmx(MODEL))).toEqual(MODEL);
  });
  test('that is none is refused with a sentence', () => {
    expect(readEdmx('<html>')).toMatch(/no well-formed XML/);
    expect(readEdmx('<a/>')).toBe('The metadata contain no schema.');
  });
});
