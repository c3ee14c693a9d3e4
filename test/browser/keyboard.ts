/** Hands that have no mouse: everything is reached with Tab, as a person would. */
import type { Locator, Page } from 'playwright-core';

/** More than any page has stops before what is wanted. */
const MOST_STOPS = 150;

/** Tabs on (or back) until `target` has the focus; throws with where it has been when it cannot be reached. */
export async function tabTo(page: Page, target: Locator, way: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  // Not seen by everybody: a radio button may lie below what stands for it.
  await target.waitFor({ state: 'attached' });
  const passed: string[] = [];
  while (passed.length < MOST_STOPS) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press(way);
    passed.push(
      await page.evaluate(() => {
        const { tagName = 'nothing', textContent } = document.activeElement ?? {};
        return `${tagName.toLowerCase()} "${document.activeElement?.getAttribute('aria-label') ?? textContent?.trim().slice(0, 30) ?? ''}"`;
      }),
    );
  }
  throw new Error(`${target} is not reached by ${way}. It went over ${passed.join(', ')}.`);
}

export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
