import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { coreValueMap } from './execute.ts';

const tables: { readonly [name: string]: JsonObject } = { uom: { PC: 'ST', '10': 'TEN', none: null } };
const translate = (config: JsonObject) =>
  coreValueMap.execute(createStep({ config: { onMissing: 'error', ...config }, lookup: { valueMap: (name) => tables[name] } }));

describe('core/value-map', () => {
  test('translates text and numbers; null in the table is a value', () => {
    expect(translate({ map: 'uom', key: 'PC' })).toEqual({ kind: 'done', port: 'out', output: { value: 'ST', found: true } });
    expect(translate({ map: 'uom', key: 10 })).toMatchObject({ output: { value: 'TEN', found: true } });
    expect(translate({ map: 'uom', key: 'none' })).toMatchObject({ output: { value: null, found: true } });
  });

  test('what is missing is an error, the default, or passed on', () => {
    expect(() => translate({ map: 'uom', key: 'XX' })).toThrow('"XX" is not in the value map "uom"');
    expect(translate({ map: 'uom', key: 'XX', onMissing: 'default', default: 'ST' })).toMatchObject({
      output: { value: 'ST', found: false },
    });
    expect(translate({ map: 'uom', key: 'XX', onMissing: 'pass' })).toMatchObject({ output: { value: 'XX', found: false } });
  });

  test('names of the language itself are keys like any other', () => {
    expect(() => translate({ map: 'uom', key: 'constructor' })).toThrow('is not in the value map');
    expect(() => translate({ map: 'uom' })).toThrow('null is not in the value map');
  });

  test('an unknown table says what to do', () => {
    expect(() => translate({ map: 'plants', key: '1' })).toThrow('no value map "plants"');
  });
});
