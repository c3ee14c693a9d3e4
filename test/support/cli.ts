/** The built command line as a user calls it: a process of its own, its output and exit code. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/runtime/cli/main.js', import.meta.url));

export interface CliAnswer {
  readonly code: number;
  readonly out: string;
  /** What it complained. */
  readonly complaint: string;
}

export function callCli(
  args: readonly string[],
  environment: { readonly [name: string]: string } = {},
  input?: string,
): Promise<CliAnswer> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [CLI, ...args],
      { env: { PATH: process.env['PATH'], ...environment } },
      (error, out, complaint) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, complaint });
      },
    );
    if (input !== undefined) child.stdin?.end(input);
  });
}
