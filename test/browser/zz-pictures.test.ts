import { mkdirSync } from 'node:fs';
import { test } from 'vitest';
import { openHouse } from './open-house.ts';

const FLOWS = [
  'master-data-sync',
  'schedule-to-fulfillment',
  'ship-order',
  'shop-floor-confirmation',
  'stock-reconciliation',
  'sap-delivery',
  'sap-production-order',
  'crm-order',
  'order-status',
  'plant-board',
  'sap-master-data',
];
test('pictures', async () => {
  mkdirSync('/tmp/pics', { recursive: true });
  const house = await openHouse();
  try {
    const page = await house.openPage({ width: 1900, height: 900 });
    for (const flow of FLOWS) {
      await page.page.goto(`/flows/${flow}`);
      await page.page.waitForSelector('.react-flow__node');
      await new Promise((r) => setTimeout(r, 800));
      await page.page.screenshot({ path: `/tmp/pics/${flow}.png` });
    }
  } finally {
    await house.close();
  }
}, 240_000);
