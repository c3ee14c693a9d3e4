/** Pictures of pages for people to look at: `.cache/pictures/{name}-{scheme}-{width}.png` when MILLRACE_PICTURES is set, else none. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const FOLDER = fileURLToPath(new URL('../../.cache/pictures/', import.meta.url));
const WIDTHS = [1280, 1920] as const;

/** Takes the page as it stands, in both colour schemes and at both widths, and leaves it as it was. */
export async function takePictures(page: Page, name: string): Promise<void> {
  if (process.env['MILLRACE_PICTURES'] === undefined) return;
  mkdirSync(FOLDER, { recursive: true });
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 });
      // Two frames: the layout and what measures it.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await page.screenshot({ path: join(FOLDER, `${name}-${scheme}-${width}.png`), animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(size);
}
