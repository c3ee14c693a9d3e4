/** A whole Millrace as a user starts it: the built program in a process of its own, with data folder, key file, ports and sandbox of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface StartOptions {
  readonly sandbox?: boolean;
  readonly examples?: boolean;
  readonly environment?: { readonly [name: string]: string };
  /** An earlier one's folder: start again on the same data. */
  readonly folder?: string;
  /** Left out: a free one. */
  readonly port?: number;
  /** Files that it may have open at a time; needs prlimit. */
  readonly descriptors?: number;
}

export interface StartedRuntime {
  readonly url: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly setupToken: string;
  readonly process: ChildProcess;
  /** Everything it printed. */
  output(): string;
  /** kill -9: what a crash is. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
  /** Stops it and its sandbox, and removes its folder. */
  close(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../dist/runtime/millrace.js', import.meta.url));
const START_MS = 60_000;
const SETUP_TOKEN = 'setup-token-of-this-test';

/** The program as a process, not waited for. */
export function spawnRuntime(
  options: StartOptions & { readonly folder: string },
): ChildProcess & { readonly stdout: Readable; readonly stderr: Readable } {
  const command = [
    ...(options.descriptors === undefined ? [] : ['prlimit', `--nofile=${options.descriptors}:${options.descriptors}`]),
    process.execPath,
    MAIN,
  ];
  return spawn(command[0]!, command.slice(1), {
    env: {
      PATH: process.env['PATH'],
      MILLRACE_PORT: String(options.port ?? 0),
      MILLRACE_SANDBOX: options.sandbox === false ? 'off' : 'on',
      MILLRACE_SANDBOX_PORT: '0',
      MILLRACE_SAMPLE_HISTORY: 'off',
      MILLRACE_EXAMPLES: options.examples === false ? 'off' : 'on',
      MILLRACE_DATA: join(options.folder, 'data'),
      MILLRACE_KEY_FILE: join(options.folder, 'master.key'),
      MILLRACE_SETUP_TOKEN: SETUP_TOKEN,
      MILLRACE_LOG: 'warn',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function startRuntime(options: StartOptions = {}): Promise<StartedRuntime> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'millrace-test-'));
  const dataFolder = join(folder, 'data');
  const child = spawnRuntime({ ...options, folder });
  let output = '';
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The runtime did not start within ${START_MS} ms. It said:\n${output}`)), START_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /listens on (http:\/\/[^\s]+)/.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`The runtime ended with ${code ?? signal} before it listened. It said:\n${output}`));
    });
  });

  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await gone;
  }
  async function stop(): Promise<number | null> {
    child.kill('SIGTERM');
    return gone;
  }
  return {
    url,
    folder,
    dataFolder,
    setupToken: SETUP_TOKEN,
    process: child,
    output: () => output,
    kill,
    stop,
    async close() {
      if (child.exitCode === null && child.signalCode === null) await stop();
      stopSandboxOf(dataFolder);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function stopSandboxOf(dataFolder: string): void {
  const file = join(dataFolder, 'sandbox', 'sandbox.json');
  if (!existsSync(file)) return;
  try {
    process.kill((JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
