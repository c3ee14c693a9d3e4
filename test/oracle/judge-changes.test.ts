import { describe, expect, test } from 'vitest';
// @ts-expect-error Plain JavaScript, so that scripts run it without a build.
import { judgeChanges, judgeDemands } from './judge-changes.mjs';

const items = [{ number: '000010', quantity: '12', unit: 'PC', requestedDate: '2026-12-07' }];
const change = (id: string, revision: number, more: object = {}) => ({
  id,
  order: '0000004711',
  revision,
  nature: 'change',
  items,
  outOfOrder: false,
  duplicates: 0,
  ...more,
});
const run = (changeRequest: string, state = 'completed') => ({ state, keys: { changeRequest, sapOrder: '0000004711' } });
const inSap = (seq: number, sequence: number | undefined, quantity = '12.000') => ({
  seq,
  system: 'sap',
  operation: 'change-sales-order',
  key: '0000004711',
  applied: true,
  ...(sequence === undefined ? {} : { sequence }),
  detail: { held: { items: [{ item: '000010', quantity }] } },
});
const told = (seq: number, key: string, status = 'In_ERP_commitment_pending') => ({
  seq,
  system: 'crm',
  operation: 'update-Order_Change_Request__c',
  key,
  applied: true,
  detail: { status },
});

const good = {
  truth: [
    change('a', 1, { duplicates: 2 }),
    change('b', 2, { nature: 'no-change' }),
    change('d', 4),
    change('c', 3),
    change('e', 5, { nature: 'invalid' }),
  ],
  runs: [run('a'), run('b'), run('c', 'stale'), run('d'), run('e')],
  record: [
    inSap(1, 1),
    told(2, 'a'),
    told(3, 'b', 'No_Change'),
    inSap(4, 4),
    inSap(5, undefined, '7'),
    told(6, 'd'),
    told(7, 'e', 'Rejected'),
  ],
};
const none = { lost: [], ghost: [], doubled: [], reordered: [], changed: [], stuck: [] };

describe('the judge of order changes', () => {
  test('counts every change once by how it ended, duplicates apart', () => {
    expect(judgeChanges(good)).toEqual({
      counts: { accepted: 5, duplicates: 2, applied: 2, noChange: 1, stale: 1, refused: 1, setAside: 0 },
      faults: none,
      closes: true,
    });
  });

  test('set aside is an end of its own, which CRM need not hear of', () => {
    const judged = judgeChanges({ truth: [change('a', 1)], runs: [run('a', 'set-aside')], record: [] });
    expect(judged).toMatchObject({ counts: { setAside: 1 }, faults: none, closes: true });
  });

  test.each([
    ['lost: no run', { ...good, runs: good.runs.slice(1) }, 'lost'],
    ['lost: CRM was not told', { ...good, record: good.record.filter(({ seq }) => seq !== 2) }, 'lost'],
    ['lost: SAP never got it', { ...good, record: good.record.filter(({ seq }) => seq !== 1) }, 'lost'],
    ['lost: ended as failed', { ...good, runs: [run('a', 'failed'), ...good.runs.slice(1)] }, 'lost'],
    ['lost: stale without a younger one', { truth: [change('a', 1)], runs: [run('a', 'stale')], record: [] }, 'lost'],
    ['ghost: nobody asked', { ...good, record: [...good.record, inSap(8, 9)] }, 'ghost'],
    [
      'ghost: stale, yet applied',
      { ...good, record: [inSap(0, 1), ...good.record.slice(1, 3), inSap(3.5, 3), ...good.record.slice(3)] },
      'ghost',
    ],
    ['doubled in SAP', { ...good, record: [inSap(0, 1), ...good.record] }, 'doubled'],
    ['doubled runs', { ...good, runs: [...good.runs, run('a')] }, 'doubled'],
    ['reordered', { ...good, record: [inSap(0, 4), ...good.record.filter(({ seq }) => seq !== 4)] }, 'reordered'],
    ['changed on the way', { ...good, record: [inSap(1, 1, '13.000'), ...good.record.slice(1)] }, 'changed'],
    ['stuck', { ...good, runs: [run('a', 'waiting'), ...good.runs.slice(1)] }, 'stuck'],
  ] as const)('finds what is %s', (_, world, kind) => {
    const { faults } = judgeChanges(world) as { faults: Record<string, readonly string[]> };
    expect(faults[kind]).not.toEqual([]);
    for (const [other, found] of Object.entries(faults)) if (other !== kind) expect([other, found]).toEqual([other, []]);
  });

  test('does not close while a change has not ended', () => {
    expect(judgeChanges({ ...good, runs: [run('a', 'parked'), ...good.runs.slice(1)] }).closes).toBe(false);
  });
});

describe('the judge of demands', () => {
  const demand = (seq: number, sequence: number) => ({
    seq,
    sequence,
    system: 'scheduler',
    operation: 'upsert-demand',
    key: '0000004711',
    applied: true,
  });
  const judged = (...demands: readonly object[]) => judgeDemands({ record: [inSap(1, 1), inSap(2, 2), inSap(3, 3), ...demands] });

  test('takes superseded revisions for left out, as long as the youngest arrives', () => {
    expect(judged(demand(4, 1), demand(5, 3))).toEqual({ lost: [], doubled: [], reordered: [] });
  });

  test('finds what is missing, told twice, or told after a younger one', () => {
    expect(judged(demand(4, 2)).lost).toHaveLength(1);
    expect(judged().lost).toHaveLength(1);
    expect(judged(demand(4, 3), demand(5, 3)).doubled).toHaveLength(1);
    expect(judged(demand(4, 3), demand(5, 2), demand(6, 3)).reordered).toHaveLength(1);
  });
});
