/** How much a page does, told without a clock: calls of functions, which are the same on every machine. */
import type { Page } from 'playwright-core';

/** Of all scripts of the page while `work` goes on, and until what it drew stands. */
export async function callsWhile(page: Page, work: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  // What was counted until here is counted no more.
  await session.send('Profiler.takePreciseCoverage');
  await work();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const { result } = await session.send('Profiler.takePreciseCoverage');
  await session.detach();
  return result
    .filter(({ url }) => url.includes('/assets/'))
    .flatMap(({ functions }) => functions)
    .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
}
