/** strace on a living process, where it is installed and may attach. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Why it cannot be used here; undefined when it can. */
export function whyNoStrace(): string | undefined {
  const { status } = spawnSync('strace', ['-V'], { stdio: 'ignore' });
  if (status !== 0) return 'strace is not installed.';
  // A process of our own is enough to see whether tracing is allowed at all.
  const traced = spawnSync('strace', ['-o', '/dev/null', process.execPath, '-e', ''], { stdio: 'ignore' });
  return traced.status === 0 ? undefined : 'strace may not trace processes here.';
}

export interface Trace {
  /** Detaches and gives every line: pid, call, result. */
  stop(): Promise<readonly string[]>;
}

/** Attaches to the process with all its threads; resolves when it is attached. */
export async function attachStrace(pid: number, file: string, ...options: readonly string[]): Promise<Trace> {
  const strace = spawn('strace', ['-f', '-yy', '-s', '16', '-o', file, ...options, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise((resolve) => strace.once('exit', resolve));
  await attached(strace);
  return {
    async stop() {
      strace.kill('SIGINT');
      await gone;
      return readFileSync(file, 'utf8').split('\n');
    },
  };
}

function attached(strace: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    strace.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(' attached')) resolve();
    });
    strace.once('exit', () => reject(new Error(`strace did not attach: ${said}`)));
  });
}
