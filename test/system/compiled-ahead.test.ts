/** What the build compiled ahead is taken when it is of this program and whole, and never otherwise: V8 itself would run what is not. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'dist', 'runtime');
const { heapFlags } = (await import(join(root, 'runtime', 'heap-flags.mjs'))) as { heapFlags(bytes: number): readonly string[] };
let folder: string;
let compiled: Buffer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-compiled-'));
  for (const file of ['program.js', 'program.cjs']) copyFileSync(join(built, file), join(folder, file));
  symlinkSync(resolve(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'ask.js'), "import { readProgram } from './program.js';\nconsole.log(readProgram().wasCompiled);\n");
  compiled = readFileSync(join(built, 'program.cjs.compiled'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isTaken(content: Buffer | undefined, flags: readonly string[] = []): boolean {
  const file = join(folder, 'program.cjs.compiled');
  if (content === undefined) rmSync(file, { force: true });
  else writeFileSync(file, content);
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, join(folder, 'ask.js')], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trim() === 'true';
}

test('the program is plain ASCII: it is read a byte a sign, and every other sign in its texts would be said as two or three', () => {
  expect(readFileSync(join(built, 'program.cjs')).findIndex((byte) => byte > 127)).toBe(-1);
});

test('it is taken as it was built', () => {
  expect(isTaken(compiled)).toBe(true);
});

test.each([100, 5_000, 2_000_000])('it is not taken when the disk has changed its byte %i', (at) => {
  const changed = Buffer.from(compiled);
  changed[at] = changed[at]! ^ 0x10;
  expect(isTaken(changed)).toBe(false);
});

test('it is not taken when half of it is there, nothing of it, or no file', () => {
  expect(isTaken(Buffer.concat([compiled.subarray(0, compiled.length >> 1), compiled.subarray(-64)]))).toBe(false);
  expect(isTaken(Buffer.alloc(0))).toBe(false);
  expect(isTaken(undefined)).toBe(false);
});

test('it is taken with the heap that `npm start` asks for, which a small machine does not get', () => {
  const flags = heapFlags(8 * 1024 ** 3);
  expect(isTaken(compiled, flags)).toBe(true);
  const limit = (given: readonly string[]) =>
    Number(spawnSync(process.execPath, [...given, '-p', 'v8.getHeapStatistics().heap_size_limit'], { encoding: 'utf8' }).stdout);
  expect(limit(flags)).toBeGreaterThan(limit([]));
  expect(heapFlags(1024 ** 3)).toEqual([]);
});

test('it is not taken under flags that it was not compiled with', () => {
  expect(isTaken(compiled, ['--max-old-space-size=300'])).toBe(false);
});

test('it is not taken by the program of another build, whose text is as long', () => {
  const file = join(folder, 'program.cjs');
  const program = readFileSync(file, 'latin1');
  writeFileSync(file, program.slice(0, -64) + '0'.repeat(64), 'latin1');
  try {
    expect(isTaken(compiled)).toBe(false);
  } finally {
    writeFileSync(file, program, 'latin1');
  }
});

test('with source maps the program starts from its text, and stacks name the sources', () => {
  writeFileSync(
    join(folder, 'stack.mjs'),
    `console.log = () => {
      process.stdout.write(new Error('listens').stack);
      process.exit(0);
    };
    const { readProgram } = await import(${JSON.stringify(join(built, 'program.js'))});
    readProgram().run();`,
  );
  const { stdout } = spawnSync(process.execPath, ['--enable-source-maps', join(folder, 'stack.mjs')], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      MILLRACE_PORT: '0',
      MILLRACE_SANDBOX: 'off',
      MILLRACE_DATA: join(folder, 'data'),
      MILLRACE_KEY_FILE: join(folder, 'key'),
      MILLRACE_LOG: 'error',
    },
  });
  expect(stdout).toMatch(/at start .*\/runtime\/serve\.ts:\d+/);
});
