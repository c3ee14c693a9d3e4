import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { sapCheckAvailability } from './execute.ts';

const ask = (items: readonly JsonObject[], checkingRule = 'A', ledger = new MemoryLedger()) => {
  const system = createSapSystem();
  return sapCheckAvailability.execute(createStep({ config: { items, checkingRule }, connection: system.connection, ledger }));
};

describe('sap/check-availability', () => {
  test('says for each material how much is there by the day, and from when on all of it', async () => {
    const { landscape } = createSapSystem();
    const goods = landscape.materials.filter((one) => one.type === 'FERT').slice(0, 2);
    const items = goods.map(({ material, plants }) => ({ material, plant: plants[0]?.plant ?? '', quantity: 1, date: '2027-06-30' }));
    const ledger = new MemoryLedger();

    const output = outputOf(await ask(items, 'A', ledger));

    expect(output).toMatchObject({ asOf: '2026-11-24T08:00:00.000Z', binding: false });
    const answers = output['items'] as readonly JsonObject[];
    expect(answers.map(({ material }) => material)).toEqual(goods.map(({ material }) => material));
    for (const answer of answers) {
      const timeline = answer['timeline'] as readonly { from: string; quantity: string }[];
      expect(answer['baseUnit']).not.toBe('');
      expect(timeline.map(({ from }) => from)).toEqual(timeline.map(({ from }) => from).toSorted());
      expect(answer['available']).toBe(Number(answer['availableQuantity']) >= 1);
    }
    expect(ledger.effects).toHaveLength(2);
  });

  test('more than there will ever be has no day, and never more than asked is called available', async () => {
    const { landscape } = createSapSystem();
    const { material, plants } = landscape.materials.find((one) => one.type === 'FERT') ?? { material: '', plants: [] };
    const output = outputOf(await ask([{ material, plant: plants[0]?.plant ?? '', quantity: '9999999', date: '2027-06-30' }]));
    expect(output).toMatchObject({ allAvailable: false, items: [{ available: false, availableFrom: null }] });
  });

  test('a material that the plant does not have is refused in SAP’s words; so is an unknown checking rule', async () => {
    await expect(ask([{ material: 'NONE', plant: '1010', quantity: '1' }])).rejects.toMatchObject({
      class: 'rejected',
      options: { code: 'V1/382' },
    });
    const { landscape } = createSapSystem();
    const { material, plants } = landscape.materials[0] ?? { material: '', plants: [] };
    await expect(ask([{ material, plant: plants[0]?.plant ?? '', quantity: '1' }], 'ZZ')).rejects.toMatchObject({ class: 'rejected' });
  });

  test.each([{ quantity: 'five' }, { date: 'tomorrow' }])('%j is not sent', async (wrong) => {
    await expect(ask([{ material: 'FG-1002', plant: '1010', quantity: '1', ...wrong }])).rejects.toMatchObject({ class: 'invalid' });
  });
});
