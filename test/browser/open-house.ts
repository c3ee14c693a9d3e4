/** A built Millrace with its sandbox, a browser, and somebody signed in: what each file of browser tests begins with. */
import type { Browser, BrowserContext, Cookie } from 'playwright-core';
import { ADMIN, type Api, setUp } from '../support/api.ts';
import { type StartedRuntime, type StartOptions, startRuntime } from '../support/started-runtime.ts';
import { launchChromium } from './chromium.ts';
import { type WatchedPage, watchPage } from './watched-page.ts';

export interface PageOptions {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Of the browser; left out: `en-GB`. */
  readonly locale?: string;
  /** Who looks; left out: the administrator. `nobody` is not signed in. */
  readonly as?: { readonly email: string; readonly password: string } | 'nobody';
}

export interface House {
  readonly runtime: StartedRuntime;
  readonly browser: Browser;
  readonly url: string;
  /** The API with the administrator's rights. Not there before set-up (`setUp: false`). */
  readonly api: Api;
  /** A browser of one's own: nothing is shared with other pages. It shows nothing yet: go somewhere. */
  openPage(options?: PageOptions): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface HouseOptions extends StartOptions {
  /** false: the one-time link has not been used yet. */
  readonly setUp?: boolean;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const [runtime, browser] = await Promise.all([startRuntime(options), launchChromium()]);
  try {
    const api = options.setUp === false ? undefined : await setUp(runtime);
    const contexts: BrowserContext[] = [];
    const sessions = new Map<string, readonly Cookie[]>();
    return {
      runtime,
      browser,
      url: runtime.url,
      get api() {
        if (api === undefined) throw new Error('This house was opened before set-up: there is no administrator yet.');
        return api;
      },
      async openPage({ scheme = 'light', width = 1280, height = 800, locale = 'en-GB', as = ADMIN } = {}) {
        const context = await browser.newContext({
          baseURL: runtime.url,
          colorScheme: scheme,
          viewport: { width, height },
          // The layout is looked at, not its way there; it also keeps tests from clicking on what still moves.
          reducedMotion: 'reduce',
          locale,
          timezoneId: 'Europe/Berlin',
        });
        contexts.push(context);
        context.setDefaultTimeout(20_000);
        if (as !== 'nobody') await takeSession(context, runtime.url, as, sessions);
        return watchPage(await context.newPage());
      },
      async close() {
        for (const context of contexts) await context.close();
        await browser.close();
        await runtime.close();
      },
    };
  } catch (error) {
    await browser.close();
    await runtime.close();
    throw error;
  }
}

/** One session for each person in a house, as in one browser: a password is costly to check. Who signed out gets a new one. */
async function takeSession(
  context: BrowserContext,
  url: string,
  who: { readonly email: string; readonly password: string },
  sessions: Map<string, readonly Cookie[]>,
): Promise<void> {
  await context.addCookies([...(sessions.get(who.email) ?? [])]);
  if ((await context.request.get('/api/session')).ok()) return;
  await signIn(context, url, who);
  sessions.set(who.email, await context.cookies());
}

async function signIn(context: BrowserContext, url: string, who: { readonly email: string; readonly password: string }): Promise<void> {
  const answer = await context.request.post('/api/session', {
    data: { email: who.email, password: who.password },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`${who.email} was not signed in: ${answer.status()} ${await answer.text()}`);
}
