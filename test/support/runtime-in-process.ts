/** A whole runtime inside the test's process: the same parts, port and data folder of its own, no build needed. Its sandbox is off. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#runtime/config.ts';
import type { Log } from '#runtime/log.ts';
import { startRuntime } from '#runtime/runtime.ts';
import { ADMIN, type Api, createApi, setUp } from './api.ts';

export interface InProcessRuntime {
  /** As others reach it: the public address where one is set. */
  readonly url: string;
  readonly localUrl: string;
  readonly dataFolder: string;
  readonly folder: string;
  readonly setupToken: string;
  /** Moves the clock of sessions, tokens, quotas and signatures. */
  passTime(ms: number): void;
  /** Everything it logged, as text: what a secret must not stand in. */
  logged(): string;
  /** What SIGHUP does. */
  renewCertificate(): void;
  /** Ends it and removes its folder; `keep` leaves the folder for a next start. */
  close(keep?: 'keep'): Promise<void>;
}

export interface InProcessOptions {
  readonly environment?: { readonly [name: string]: string };
  /** An earlier one's folder. */
  readonly folder?: string;
  /** How often sockets are looked after. */
  readonly pingMs?: number;
  /** Of sample history, where it is on. */
  readonly mostSampleStories?: number;
}

/** Enough to be the same algorithm; the real cost would make every test person take half a second. */
const PASSWORD_COST = 2 ** 10;

export async function startInProcess({
  environment = {},
  folder: given,
  pingMs,
  mostSampleStories,
}: InProcessOptions = {}): Promise<InProcessRuntime> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'millrace-api-'));
  const dataFolder = join(folder, 'data');
  const setupToken = 'setup-token-of-this-test';
  const lines: string[] = [];
  const note = (...parts: readonly unknown[]) => void lines.push(parts.map(toText).join(' '));
  const log: Log = { info: note, warn: note, error: note };
  let ahead = 0;
  const runtime = await startRuntime(
    readConfig(
      {
        MILLRACE_PORT: '0',
        MILLRACE_SANDBOX: 'off',
        MILLRACE_EXAMPLES: 'off',
        MILLRACE_SAMPLE_HISTORY: 'off',
        MILLRACE_DATA: dataFolder,
        MILLRACE_KEY_FILE: join(folder, 'master.key'),
        MILLRACE_SETUP_TOKEN: setupToken,
        ...environment,
      },
      [],
    ),
    log,
    {
      now: () => Date.now() + ahead,
      passwordCost: PASSWORD_COST,
      ...(pingMs === undefined ? {} : { pingMs }),
      ...(mostSampleStories === undefined ? {} : { mostSampleStories }),
    },
  );
  return {
    url: runtime.url,
    localUrl: `http://127.0.0.1:${runtime.port}`,
    dataFolder,
    folder,
    setupToken,
    passTime(ms) {
      ahead += ms;
    },
    logged: () => lines.join('\n'),
    renewCertificate: runtime.renewCertificate,
    async close(keep) {
      await runtime.close();
      if (keep === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

/** Started, with its first administrator. */
export async function startWithAdmin(options?: InProcessOptions): Promise<{ readonly runtime: InProcessRuntime; readonly admin: Api }> {
  const runtime = await startInProcess(options);
  return { runtime, admin: await setUp(runtime) };
}

export type Grant = { readonly role: string; readonly environment: string; readonly folder: string; readonly plants?: readonly string[] };
export const everywhere = (role: string): Grant => ({ role, environment: '*', folder: '*' });

let people = 0;
/** A person of these rights, as a program: signed in by cookie once, then with a token of their own. */
export async function addPerson(admin: Api, name: string, grants: readonly Grant[]): Promise<Api & { readonly userId: string }> {
  people += 1;
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${people}@plant.example`;
  const password = `${ADMIN.password} ${people}`;
  const { userId } = await admin.send<{ userId: string }>('POST', '/api/users', { email, name, password, grants });
  const cookie = await signIn(admin.url, email, password);
  const { secret } = await createApi(admin.url, '').send<{ secret: string }>(
    'POST',
    '/api/tokens',
    { name: 'test', grants },
    { cookie, origin: admin.url },
  );
  return { ...createApi(admin.url, secret), userId };
}

/** Gives the cookie header. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const answer = await createApi(url, '').raw('POST', '/api/session', { email, password });
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}

function toText(part: unknown): string {
  if (part instanceof Error) return `${part.stack} ${toText(part.cause ?? '')} ${JSON.stringify(part)}`;
  return typeof part === 'string' ? part : (JSON.stringify(part) ?? '');
}
