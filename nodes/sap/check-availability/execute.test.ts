import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { fromBaseUnits, toBaseUnits } from '#flows/library/unit-factor.ts';
import { problemsAgainst } from '../../../test/support/canonical.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, outputOf } from '../../../test/support/sap-system.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { sapCheckAvailability } from './execute.ts';
import { toPromiseLine } from './promise-lines.ts';

const { landscape } = createSapSystem();
const goods = landscape.materials.filter((one) => one.type === 'FERT');
const plantOf = (material: (typeof goods)[number] | undefined): string => material?.plants[0]?.plant ?? '';

const ask = (items: readonly JsonObject[], checkingRule = 'A', ledger = new MemoryLedger()) => {
  const system = createSapSystem();
  return sapCheckAvailability.execute(createStep({ config: { items, checkingRule, reuseMs: 0 }, connection: system.connection, ledger }));
};

describe('sap/check-availability', () => {
  test('answers a promise request in the shared words, one recorded exchange per line', async () => {
    const items = goods.slice(0, 2).map((one, index) => ({
      line: `0000${index + 1}0`,
      material: one.material,
      plant: plantOf(one),
      quantity: '1.000',
      unit: one.salesUnits[0]?.sapUnit ?? '',
      requestedDate: '2027-06-30',
    }));
    const ledger = new MemoryLedger();

    const { binding, asOf, items: lines, supply } = outputOf(await ask(items, 'A', ledger));

    expect(problemsAgainst('schemas/promise-answer.json', { binding, asOf, items: lines } as JsonObject)).toEqual([]);
    expect(lines).toMatchObject([{ line: '000010' }, { line: '000020' }]);
    for (const { timeline, baseUnit } of supply as unknown as { timeline: { from: string }[]; baseUnit: string }[]) {
      expect(baseUnit).not.toBe('');
      expect(timeline.map(({ from }) => from)).toEqual(timeline.map(({ from }) => from).toSorted());
    }
    expect(ledger.effects).toHaveLength(2);
  });

  test('converts units by the factors of the material', async () => {
    const packed = goods.find((one) => one.salesUnits.some((unit) => unit.numerator > 1));
    const unit = packed?.salesUnits.find((one) => one.numerator > 1);
    const of = { material: packed?.material ?? '', plant: plantOf(packed), requestedDate: '2027-06-30' };
    const [pieces] = outputOf(await ask([{ ...of, quantity: '99999' }]))['items'] as readonly JsonObject[];
    const [boxes] = outputOf(await ask([{ ...of, quantity: '99999', unit: unit?.unit ?? '' }]))['items'] as readonly JsonObject[];
    const most = (line: JsonObject | undefined) => Number(((line?.['lines'] ?? []) as readonly JsonObject[])[0]?.['quantity'] ?? 0);
    expect(most(boxes) * (unit?.numerator ?? 0)).toBeLessThanOrEqual(most(pieces));
    expect(outputOf(await ask([{ ...of, quantity: '1', unit: 'XYZ' }]))['items']).toMatchObject([
      { verdict: 'unknown', lines: [], reason: expect.stringContaining('has no unit XYZ') },
    ]);
  });

  test('a line that SAP refuses is unknown in the words of SAP; the others are answered', async () => {
    const good = { material: goods[0]?.material ?? '', plant: plantOf(goods[0]), quantity: '1', requestedDate: '2027-06-30' };
    const { items, allAvailable, supply } = outputOf(await ask([{ material: 'NONE', plant: '1010', quantity: '1' }, good]));
    expect(items).toMatchObject([
      { line: '000010', verdict: 'unknown', source: 'unknown', lines: [], reason: expect.stringContaining('NONE') },
      { line: '000020', verdict: 'available' },
    ]);
    expect(allAvailable).toBe(false);
    expect(supply).toHaveLength(1);
    expect(outputOf(await ask([good], 'ZZ'))['items']).toMatchObject([{ verdict: 'unknown', reason: expect.stringContaining('ZZ') }]);
  });

  test('an answer is taken again only as long as it may be, and says how old it is', async () => {
    const system = createSapSystem();
    const item = { material: goods[0]?.material ?? '', plant: plantOf(goods[0]), quantity: '1', requestedDate: '2027-06-30' };
    const at = async (startedAt: string, reuseMs: number) => {
      const config = { items: [item], checkingRule: 'A', reuseMs };
      return outputOf(await sapCheckAvailability.execute(createStep({ config, connection: system.connection, startedAt })))['asOf'];
    };
    expect(await at('2026-11-24T08:00:00.000Z', 5_000)).toBe('2026-11-24T08:00:00.000Z');
    const asked = system.http.requests.length;
    expect(await at('2026-11-24T08:00:04.000Z', 5_000)).toBe('2026-11-24T08:00:00.000Z');
    expect(system.http.requests).toHaveLength(asked);
    expect(await at('2026-11-24T08:00:04.500Z', 0)).toBe('2026-11-24T08:00:04.500Z');
    expect(await at('2026-11-24T08:00:09.000Z', 5_000)).toBe('2026-11-24T08:00:09.000Z');
  });

  test.each([{ quantity: 'five' }, { requestedDate: 'tomorrow' }])('%j is not sent', async (wrong) => {
    await expect(ask([{ material: 'FG-1002', plant: '1010', quantity: '1', ...wrong }])).rejects.toMatchObject({ class: 'invalid' });
  });
});

describe('the verdict on a line', () => {
  const timeline = [
    { from: '2026-11-24', quantity: '4.000' },
    { from: '2026-12-01', quantity: '10.000' },
  ];
  const judge = (quantity: string, requestedDate: string, supply = timeline) =>
    toPromiseLine({ line: '10', plant: '1010', unit: 'PC', quantity, requestedDate }, supply, { numerator: '1', denominator: '1' });
  const portion = (quantity: string, date: string) => ({ quantity, unit: 'PC', date, plant: '1010' });

  test.each([
    ['available from stock', '4', '2026-11-30', { verdict: 'available', source: 'stock', lines: [portion('4', '2026-11-30')] }],
    ['available from a receipt', '9', '2026-12-01', { verdict: 'available', source: 'receipt', lines: [portion('9', '2026-12-01')] }],
    [
      'partly now, the rest later',
      '9',
      '2026-11-30',
      { verdict: 'partly-available', source: 'stock', lines: [portion('4.000', '2026-11-30'), portion('5.000', '2026-12-01')] },
    ],
    ['partly for good', '11', '2026-12-24', { verdict: 'partly-available', source: 'receipt', lines: [portion('10.000', '2026-12-24')] }],
  ])('%s', (_name, quantity, date, expected) => {
    expect(judge(quantity, date)).toMatchObject(expected);
  });

  test('later, and not at all', () => {
    const empty = [{ from: '2026-11-24', quantity: '0.000' }];
    expect(judge('5', '2026-11-25', [...empty, { from: '2026-12-01', quantity: '5.000' }])).toMatchObject({
      verdict: 'later',
      lines: [portion('5', '2026-12-01')],
    });
    expect(judge('5', '2026-11-25', empty)).toMatchObject({ verdict: 'not-available', source: 'unknown', lines: [] });
    expect(judge('5', '2026-11-25', [])).toMatchObject({ verdict: 'not-available' });
  });

  test('units are exact decimals: demands round up, promises down', () => {
    const third = { numerator: '1', denominator: '3' };
    expect(toBaseUnits('1', third)).toBe('0.334');
    expect(fromBaseUnits('1', third)).toBe('3.000');
    expect(fromBaseUnits('10', { numerator: '3', denominator: '1' })).toBe('3.333');
    expect(fromBaseUnits('20', { numerator: '3', denominator: '1' })).toBe('6.666');
    expect(toBaseUnits('2.5', { numerator: '12', denominator: '1' })).toBe('30.000');
  });
});
