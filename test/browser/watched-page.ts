/** A page whose complaints are heard: console errors, uncaught errors, breaches of the content security policy. */
import type { Page } from 'playwright-core';

export interface WatchedPage {
  readonly page: Page;
  /** What was heard since the page was opened, or since it was last heard. */
  hear(): readonly string[];
  /** A complaint that this story provokes on purpose, such as the answer 401 of an ended session. */
  allow(complaint: RegExp): void;
  /** Goes there and waits until the page stands. */
  go(path: string): Promise<void>;
  close(): Promise<void>;
}

export async function watchPage(page: Page): Promise<WatchedPage> {
  const complaints: string[] = [];
  const allowed: RegExp[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  await page.exposeFunction('millraceHeardViolation', (text: string) => {
    complaints.push(`content security policy: ${text}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (violation) => {
      const { millraceHeardViolation } = window as unknown as { millraceHeardViolation(text: string): void };
      millraceHeardViolation(
        `${violation.violatedDirective} refused ${violation.blockedURI} in ${violation.sourceFile}:${violation.lineNumber}`,
      );
    });
  });
  return {
    page,
    hear() {
      const heard = complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
      complaints.length = 0;
      return heard;
    },
    allow: (complaint) => void allowed.push(complaint),
    async go(path) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      await settled(page);
    },
    close: () => page.context().close(),
  };
}

/** Nothing is loading any more: no skeleton stands and two frames have been drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]') === null);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
