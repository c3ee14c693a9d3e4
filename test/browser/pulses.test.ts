/** Work that moves along the wires of the live page, and stands still for whoever asked for less motion. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type House, openHouse } from './open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ examples: false });
  await deploy(
    house.api,
    smallFlow({ id: 'slow-steps', nodes: { wait: { type: 'core/delay', config: { durationMs: 1_500 } } }, edges: ['start > wait'] }),
  );
});
afterAll(() => house?.close());

/** Every wire along which something moved from now on. */
async function countPulses(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(window, { pulses: 0 });
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if ((node as Element).classList?.contains('wire-pulse')) (window as unknown as { pulses: number }).pulses += 1;
    }).observe(document.querySelector('.canvas')!, { subtree: true, childList: true });
  });
  return () => page.evaluate(() => (window as unknown as { pulses: number }).pulses);
}

async function startRun(): Promise<string> {
  const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'slow-steps',
    input: {},
  });
  return runId;
}

test.each([
  ['no-preference', 1],
  ['reduce', 0],
] as const)(
  'CAN-15: with motion “%s” %i dot moves to the step where a run arrives, and the card says it in any case',
  async (motion, expected) => {
    const { page, go, hear } = await house.openPage();
    await page.emulateMedia({ reducedMotion: motion });
    await go('/flows/slow-steps/live?env=development');
    await page.locator('.react-flow__node[data-id="wait"]').waitFor();
    await page.getByText('live', { exact: true }).first().waitFor();
    const pulses = await countPulses(page);
    const runId = await startRun();
    await page.locator('.react-flow__node[data-id="wait"] .card-counts').waitFor();
    await runReaches(house.api, runId, 'completed');
    expect(await pulses()).toBe(expected);
    await expect.poll(() => page.locator('.wire-pulse').count()).toBe(0);
    expect(hear()).toEqual([]);
  },
);
