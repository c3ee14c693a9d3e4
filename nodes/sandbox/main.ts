/** The sandbox as a process of its own. Says on standard output, and in `sandbox.json` beside its data, where it listens. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readCredentials } from './credentials.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { readSettings } from './settings.ts';

async function main(): Promise<void> {
  const { credentialsFile, ...settings } = readSettings(process.env);
  const credentials = readCredentials(credentialsFile);
  const stateFile = join(settings.folder, 'sandbox.json');
  const living = await findLiving(stateFile, credentials.control.token);
  if (living !== undefined) throw new Error(`A sandbox (process ${living}) runs on ${settings.folder} already.`);
  const sandbox = await createSandbox({ ...settings, credentials });
  const build = process.env['MILLRACE_SANDBOX_BUILD'];
  const text = JSON.stringify({ ports: sandbox.ports, pid: process.pid, ...(build === undefined ? {} : { build }) });
  // Written whole or not at all: others wait for it.
  const handle = openSync(`${stateFile}.tmp`, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${stateFile}.tmp`, stateFile);
  console.log(text);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end(sandbox, stateFile));
}

async function end(sandbox: Sandbox, stateFile: string): Promise<void> {
  rmSync(stateFile, { force: true });
  await sandbox.close();
  process.exit(0);
}

/** The process id of a sandbox that answers where the state file says. */
async function findLiving(stateFile: string, token: string): Promise<number | undefined> {
  try {
    const { ports, pid } = JSON.parse(readFileSync(stateFile, 'utf8')) as {
      readonly ports: { readonly control: number };
      readonly pid: number;
    };
    const answer = await fetch(`http://127.0.0.1:${ports.control}/health`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(2_000),
    });
    return answer.ok ? pid : undefined;
  } catch {
    return undefined;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
