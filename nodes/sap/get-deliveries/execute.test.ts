import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { createSapSystem } from '../../../test/support/sap-system.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { sapGetDeliveries } from './execute.ts';

describe('sap/get-deliveries', () => {
  const system = createSapSystem();
  const read = (config: JsonObject) =>
    sapGetDeliveries.execute(createStep({ config: { maxRows: 500, ...config }, connection: system.connection }));

  test('none is an outcome', async () => {
    expect(await read({ salesOrder: system.order('open').salesOrder })).toMatchObject({
      port: 'none',
      output: { deliveries: [], count: 0 },
    });
    expect(await read({ delivery: '80000001' })).toMatchObject({ port: 'none' });
  });

  test('a question without any condition is refused before SAP is asked', async () => {
    await expect(read({})).rejects.toMatchObject({ class: 'invalid', options: { code: 'question-empty' } });
    await expect(read({ delivery: 'A1' })).rejects.toMatchObject({ options: { code: 'delivery-malformed' } });
  });
});
