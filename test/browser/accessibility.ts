/** What axe finds wrong with a page, one line each; empty is what every page owes its readers. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Long lists repeat themselves: what is right in the first rows is right in all. */
const REPEATED = ['tbody > tr:nth-of-type(n + 8)', '.story > li:nth-of-type(n + 6)', '.gantt-lane > :nth-child(n + 4)'];

/** What stands when nothing moves any more. `colours`: the same page in its other colour scheme, where nothing else can differ. */
export async function accessibilityProblems(page: Page, what: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    // What is taken away while it moves will not finish.
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  // Without frames the quicker way is as good: it opens no second page.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  for (const selector of REPEATED) axe.exclude(selector);
  if (what === 'colours') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').slice(1, 3).join(' ').trim() ?? '';
      return `${id} (${impact ?? 'unknown'}): ${help} at ${target.join(' ')}: ${why}`;
    }),
  );
}
