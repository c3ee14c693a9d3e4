/**
 * The sandbox is a process of its own that outlives a runtime crash: a start adopts the living one and only starts another when
 * none answers, or when the one that lives is of another build: what came with an upgrade needs the systems that came with it. What is
 * known about it (pid, ports, build) lies beside its data.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxCredentials } from './credentials.ts';

export interface SandboxPorts {
  readonly sap: number;
  readonly crm: number;
  readonly scheduler: number;
  readonly control: number;
}

export interface RunningSandbox {
  readonly ports: SandboxPorts;
  readonly pid: number;
  readonly adopted: boolean;
}

export interface SandboxProcessOptions {
  readonly folder: string;
  readonly firstPort: number;
  readonly seed: number;
  readonly credentialsFile: string;
  readonly credentials: SandboxCredentials;
  readonly authoritiesFile: string | undefined;
}

const START_MS = 20_000;
const POLL_MS = 50;
/** A loaded machine may keep it from answering for a while. */
const BUSY_MS = 20_000;

export async function startSandbox(options: SandboxProcessOptions): Promise<RunningSandbox> {
  const stateFile = join(options.folder, 'sandbox.json');
  const build = readBuild();
  const living = await findLiving(stateFile, options.credentials);
  if (living === 'busy') throw new Error(`The sandbox of ${options.folder} lives but has not answered for ${BUSY_MS / 1_000} s.`);
  if (living !== undefined && (living.build ?? UNKNOWN) === build) return { ...living, adopted: true };
  if (living !== undefined) await replaceOther(stateFile, living.pid, options.credentials);
  mkdirSync(options.folder, { recursive: true });
  rmSync(stateFile, { force: true });
  const log = openSync(join(options.folder, 'sandbox.log'), 'a', 0o600);
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../nodes/sandbox/main.js', import.meta.url))], {
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env['PATH'],
      MILLRACE_SANDBOX_FOLDER: options.folder,
      MILLRACE_SANDBOX_PORT: String(options.firstPort),
      MILLRACE_SANDBOX_SEED: String(options.seed),
      MILLRACE_SANDBOX_CREDENTIALS: options.credentialsFile,
      MILLRACE_SANDBOX_BUILD: build,
      ...(options.authoritiesFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: options.authoritiesFile }),
    },
  });
  child.unref();
  let exit: number | null | undefined;
  child.once('exit', (code) => {
    exit = code;
  });
  for (let waited = 0; waited < START_MS; waited += POLL_MS) {
    const started = await findLiving(stateFile, options.credentials);
    if (started !== undefined && started !== 'busy') return { ...started, adopted: false };
    if (exit !== undefined) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const tail = readFileSync(join(options.folder, 'sandbox.log'), 'utf8').trim().split('\n').slice(-3).join('\n');
  throw new Error(`The sandbox did not start${exit === undefined ? '' : ` (exit ${exit})`}. It said:\n${tail}`);
}

interface LivingSandbox {
  readonly ports: SandboxPorts;
  readonly pid: number;
  /** Left out by those of before builds were told apart. */
  readonly build?: string;
}

const UNKNOWN = 'unknown';

/** Of the sources that were built, unknown where they run as they are. */
function readBuild(): string {
  try {
    return readFileSync(new URL('../../.stamp', import.meta.url), 'utf8');
  } catch {
    return UNKNOWN;
  }
}

/** It keeps what its systems know; the next one goes on with it. */
async function replaceOther(stateFile: string, pid: number, credentials: SandboxCredentials): Promise<void> {
  stopSandbox(pid);
  for (let waited = 0; waited < START_MS; waited += POLL_MS) {
    if ((await findLiving(stateFile, credentials)) === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`The sandbox of another build (process ${pid}) does not end. End it, then start again.`);
}

/** Ends the sandbox that this state file names, if it lives. */
export function stopSandbox(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * `busy`: somebody listens there and says nothing for so long. A second sandbox on the same folder would be worse than none, so only
 * a port that refuses counts as nobody's.
 */
async function findLiving(stateFile: string, credentials: SandboxCredentials): Promise<LivingSandbox | 'busy' | undefined> {
  try {
    const state = JSON.parse(readFileSync(stateFile, 'utf8')) as LivingSandbox;
    const answer = await fetch(`http://127.0.0.1:${state.ports.control}/health`, {
      headers: { authorization: `Bearer ${credentials.control.token}` },
      signal: AbortSignal.timeout(BUSY_MS),
    });
    return answer.ok ? state : undefined;
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'busy' : undefined;
  }
}
