import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { createSapSystem, type SapSystem } from '../../../test/support/sap-system.ts';
import { loseAnswer } from '../../../test/support/simulator-http-client.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import { sapReleaseProductionOrder } from './execute.ts';

interface Held extends JsonObject {
  readonly ManufacturingOrder: string;
  readonly OrderIsReleased: string;
}

const ordersOf = (system: SapSystem) => system.simulator.view('/production-orders') as unknown as readonly Held[];
const heldIn = (system: SapSystem, number: string) => ordersOf(system).find((one) => one.ManufacturingOrder === number)!;
const anOrder = (system: SapSystem) => ordersOf(system).find((one) => one.OrderIsReleased === '')!;
const applied = (system: SapSystem) => system.host.records.filter((entry) => entry.applied && entry.object === 'production-order');

describe('sap/release-production-order', () => {
  const release = (system: SapSystem, order: Held) =>
    runAttempts(sapReleaseProductionOrder, {
      config: { productionOrder: order.ManufacturingOrder },
      connection: system.connection,
      ledger: new MemoryLedger(),
    });

  test('STP-3 releases once; released already is no change', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    expect(await release(system, order)).toMatchObject({ port: 'released', output: { order: { status: 'released' } } });
    expect(heldIn(system, order.ManufacturingOrder).OrderIsReleased).toBe('X');
    expect(await release(system, order)).toMatchObject({ port: 'no-change' });
    expect(applied(system)).toHaveLength(1);
  });

  test('STP-4 when the answer is lost, the order is asked, and it is released once', async () => {
    const system = createSapSystem();
    const order = anOrder(system);
    system.http.disturbNext(({ url }) => url.includes('ReleaseOrder'), loseAnswer);
    expect(await release(system, order)).toMatchObject({ port: 'released' });
    expect(applied(system)).toHaveLength(1);
  });
});
