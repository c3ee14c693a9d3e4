import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MasterSet } from '#nodes/step.ts';
import type { AuditDraft } from './audit-definitions.ts';
import { openStore, type Store } from './open-store.ts';
import { aDataFolder, type DataFolder } from './store-fixture.ts';

let folder: DataFolder;
let store: Store;
beforeEach(() => {
  folder = aDataFolder();
  store = openStore({ dataFolder: folder.path, now: () => '2026-11-24T08:00:00.000Z' });
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const audit: AuditDraft = {
  by: 'flow master-data-sync',
  action: 'master-data-published',
  object: 'unit production',
  detail: { run: 'r1' },
};
const unit = (name: string, baseUnit = 'PC') => ({ name, value: { baseUnit, units: [] } });
const set = (values: MasterSet['values'], more: Partial<MasterSet> = {}): MasterSet => ({
  kind: 'unit',
  values,
  removed: [],
  complete: false,
  kept: [],
  mostRemovedPercent: 50,
  ...more,
});
const publish = (what: MasterSet, key: string) => store.definitions.publishMaster('production', what, key, audit);
const audited = () => store.definitions.listAudit(undefined, 10).filter(({ action }) => action === audit.action);

describe('MST-3 a set becomes valid as one', () => {
  test('at one number of the environment: what began before sees nothing of it, what begins after it sees all', async () => {
    await publish(set([unit('A'), unit('B')]), 'k1');
    const data = store.referenceData;
    const before = data.revision('production');
    const second = await publish(set([unit('A', 'KG'), unit('C')], { removed: ['B'] }), 'k2');
    expect(second).toEqual({ created: 1, changed: 1, removed: 1, unchanged: 0, revision: before + 1 });
    expect(data.revision('production')).toBe(before + 1);
    const at = (revision: number) => ['A', 'B', 'C'].map((name) => data.master('production', revision, 'unit', name)?.['baseUnit']);
    expect(at(before)).toEqual(['PC', 'PC', undefined]);
    expect(at(before + 1)).toEqual(['KG', undefined, 'PC']);
  });

  test('one row in the audit log, with what became of it; nothing new is no new number, whatever the order of the fields', async () => {
    await publish(set([unit('A'), unit('B')]), 'k1');
    const again = await publish(set([{ name: 'A', value: { units: [], baseUnit: 'PC' } }, unit('B')]), 'k2');
    expect(again).toEqual({ created: 0, changed: 0, removed: 0, unchanged: 2, revision: 1 });
    expect(store.definitions.findReference('production', 'unit', 'A')?.revision).toBe(1);
    expect(audited().map(({ detail }) => detail)).toEqual([
      expect.objectContaining({ run: 'r1', unchanged: 2 }),
      expect.objectContaining({ run: 'r1', created: 2, revision: 1 }),
    ]);
  });
});

test('MST-2 more would go than is allowed: nothing is changed, nothing is said to have been', async () => {
  await publish(set([unit('A'), unit('B'), unit('C')]), 'k1');
  const shrunk = await publish(set([unit('A', 'KG')], { complete: true, mostRemovedPercent: 50 }), 'k2');
  expect(shrunk).toEqual({ shrinks: { present: 3, gone: 2 } });
  expect(store.definitions.listReferences('production', 'unit')).toHaveLength(3);
  expect(store.definitions.findReference('production', 'unit', 'A')?.value).toMatchObject({ baseUnit: 'PC' });
  expect(audited()).toHaveLength(1);
  expect(store.definitions.findPublication('production', 'unit', 'k2')).toBeUndefined();
});

test('MST-4 the store knows what came of a key, after a restart and when somebody has changed a value since', async () => {
  const made = await publish(set([unit('A'), unit('B')]), 'k1');
  await store.definitions.putReference('production', 'unit', 'A', { baseUnit: 'M', units: [] }, 1, audit);
  await store.close();
  store = openStore({ dataFolder: folder.path, now: () => '2026-11-24T09:00:00.000Z' });
  expect(store.definitions.findPublication('production', 'unit', 'k1')).toEqual(made);
  expect(store.definitions.findPublication('production', 'unit', 'k2')).toBeUndefined();
  expect(store.definitions.findPublication('production', 'work-centre', 'k1')).toBeUndefined();
});
