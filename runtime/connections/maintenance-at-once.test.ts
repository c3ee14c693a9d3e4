/** Two people change the maintenance of one connection in the same turn of the loop: neither writes over the other. */
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { aDataFolder } from '../store/store-fixture.ts';
import { createConnectionMaintenance } from './connection-maintenance.ts';

const HOUR_MS = 3_600_000;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test('API-170 windows that are announced and taken back at the same time: none is lost and none comes back', async () => {
  const folder = aDataFolder();
  const store = openStore({ dataFolder: folder.path, now: () => new Date().toISOString() });
  closing.push(async () => {
    await store.close();
    folder.remove();
  });
  const { definitions } = store;
  const row = { environment: 'development', name: 'erp', type: 'http', settings: {}, limits: {}, hosts: [], sandbox: false };
  await definitions.putConnection(row, 0, [], { by: 'ada', action: 'tested', object: 'erp' });
  const service = createConnectionMaintenance({ definitions, limitsChanged: () => undefined, now: Date.now });
  const began = Date.now();
  const announce = (hours: number) => {
    const [from, to] = [hours, hours + 1].map((hour) => new Date(began + hour * HOUR_MS).toISOString()) as [string, string];
    return service.addMaintenance('development', 'erp', undefined, { from, to, reason: 'Support package' }, 'ada');
  };
  const gone = await announce(1);
  const kept = await announce(2);
  const [first, second] = await Promise.all([
    announce(3),
    announce(4),
    service.endMaintenance('development', 'erp', undefined, gone.windowId, 'ada'),
  ]);
  expect(service.maintenance('development', 'erp')).toEqual([kept, first, second]);
  await expect(service.endMaintenance('development', 'erp', undefined, gone.windowId, 'ada')).rejects.toMatchObject({ status: 404 });
});
