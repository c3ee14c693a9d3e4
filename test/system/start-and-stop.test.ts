/** The two ways in which a runtime ends, and what the next start finds. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
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
