/**
 * Runs one of the project's own scripts to its end and keeps everything it said, so that a failing test can show it. A test whose time is
 * over ends the script too, which ends what it started, and shows how far it came.
 */
import { spawn } from 'node:child_process';

export interface ScriptResult {
  readonly code: number | null;
  /** Both streams, in the order in which they came. */
  readonly output: string;
  /** The last line, read as JSON; undefined when it is none. */
  readonly lastLine: unknown;
}

export async function runScript(signal: AbortSignal, path: string, ...args: readonly string[]): Promise<ScriptResult> {
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  signal.addEventListener('abort', () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    console.error(output);
    child.kill('SIGTERM');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, lastLine: readJson(output.trim().split('\n').at(-1) ?? '') };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
