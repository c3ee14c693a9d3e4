/** The two ways in which a runtime ends, and what the next start finds. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { ConnectionCheckView, ConnectionView } from '#flows/api/connections.ts';
import type { Page } from '#flows/api/page.ts';
import type { SandboxConnection } from '#flows/api/sandbox.ts';
import { createApi, setUp } from '../support/api.ts';
import { type StartedRuntime, startRuntime } from '../support/started-runtime.ts';

let runtime: StartedRuntime | undefined;
afterEach(() => runtime?.close());

const sandboxFile = ({ dataFolder }: StartedRuntime) => join(dataFolder, 'sandbox', 'sandbox.json');
const readSandboxPid = (started: StartedRuntime) => (JSON.parse(readFileSync(sandboxFile(started), 'utf8')) as { pid: number }).pid;

test('a stop closes everything: the log is folded into the store, the sandbox ends', async () => {
  runtime = await startRuntime();
  const pid = readSandboxPid(runtime);
  expect(await runtime.stop()).toBe(0);
  const log = join(runtime.dataFolder, 'millrace.db-wal');
  expect(existsSync(log) ? statSync(log).size : 0).toBe(0);
  await ended(pid);
  expect(existsSync(sandboxFile(runtime))).toBe(false);
});

test('a crash leaves the sandbox alone, and the next start adopts it', async () => {
  const crashed = await startRuntime();
  const pid = readSandboxPid(crashed);
  await crashed.kill();
  runtime = await startRuntime({ folder: crashed.folder });
  expect(readSandboxPid(runtime)).toBe(pid);
});

test('EXA-2: connections that people made to the sandbox follow it to other ports, in any environment', async () => {
  const first = await startRuntime();
  const api = await setUp(first);
  const { items } = await api.get<Page<SandboxConnection>>('/api/sandbox/connections');
  const { type, settings } = items.find(({ name }) => name === 'scheduler')!;
  const at = '/api/environments/test/connections/planner';
  const made = await api.send<ConnectionView>('PUT', at, { type, settings }, { 'if-match': '0' });
  await first.stop();
  runtime = await startRuntime({ folder: first.folder });
  const again = createApi(runtime.url, api.token);
  const followed = await again.get<ConnectionView>(at);
  // Free ports are taken anew by each start of the sandbox.
  expect(followed.hosts).not.toEqual(made.hosts);
  expect(await again.send<ConnectionCheckView>('POST', `${at}/check`)).toMatchObject({ ok: true });
});

async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
