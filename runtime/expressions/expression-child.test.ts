import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type ChildAnswer, childFlags, type ExpressionChild, startExpressionChild } from './expression-child.ts';

interface Talk {
  readonly child: ExpressionChild;
  readonly ready: Promise<void>;
  next(): Promise<ChildAnswer>;
  readonly exited: Promise<void>;
}

function start(): Talk {
  const answers: ChildAnswer[] = [];
  const waiting: ((answer: ChildAnswer) => void)[] = [];
  let ready = () => {};
  let exited = () => {};
  const isReady = new Promise<void>((resolve) => (ready = resolve));
  const hasExited = new Promise<void>((resolve) => (exited = resolve));
  const child = startExpressionChild(
    () => ready(),
    (answer) => {
      const taker = waiting.shift();
      if (taker === undefined) answers.push(answer);
      else taker(answer);
    },
    () => exited(),
  );
  child.keepAlive(true);
  return {
    child,
    ready: isReady,
    exited: hasExited,
    next: () => {
      const answer = answers.shift();
      return answer === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(answer);
    },
  };
}

const request = { texts: [1], write: { 1: '1 + 1' }, at: 0, seed: 's', deadlineMs: 1000 };

test('S23 a child has an empty environment and may read nothing but its own code', async (context) => {
  if (platform() !== 'linux') return context.skip('Reads /proc.');
  const { child, ready, exited } = start();
  await ready;
  expect(readFileSync(`/proc/${child.pid}/environ`, 'utf8')).toBe('');
  const flags = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8').split('\0');
  expect(flags).toContain('--max-old-space-size=128');
  expect(flags).toContain('--disable-proto=delete');
  expect(flags).toContain('--frozen-intrinsics');
  expect(flags.some((flag) => flag === '--permission' || flag === '--experimental-permission')).toBe(true);
  expect(
    flags.some((flag) => flag.startsWith('--allow-fs-write') || flag.startsWith('--allow-child') || flag.startsWith('--allow-worker')),
  ).toBe(false);
  const folders = flags
    .filter((flag) => flag.startsWith('--allow-fs-read='))
    .map((flag) => flag.replace(/^.*(expressions|node_modules)\//, '$1/'));
  expect(folders.sort()).toEqual([
    'expressions/',
    'node_modules/@jitl/quickjs-ffi-types/',
    'node_modules/@jitl/quickjs-wasmfile-release-sync/',
    'node_modules/ajv-formats/',
    'node_modules/ajv/',
    'node_modules/fast-deep-equal/',
    'node_modules/fast-uri/',
    'node_modules/json-schema-traverse/',
    'node_modules/jsonata/',
    'node_modules/quickjs-emscripten-core/',
    'node_modules/re2js/',
  ]);
  child.kill();
  await exited;
});

test('requests in one turn and payloads with any characters come through whole', async () => {
  const { child, next, exited } = start();
  const text = 'line\nbreak \u2028 ünïcödé 🚚 "quoted"';
  for (let id = 1; id <= 20; id += 1) child.send({ ...request, id, write: { 1: 't & n' } }, JSON.stringify({ t: text, n: id }), id === 1);
  for (let id = 1; id <= 20; id += 1) expect(await next()).toEqual({ id, values: [[`${text}${id}`]] });
  child.kill();
  await exited;
});

test('large input and output come through in pieces', async () => {
  const { child, next, exited } = start();
  const list = Array.from({ length: 100_000 }, (_, index) => `item ${index}`);
  child.send({ ...request, id: 1, write: { 1: 'list' } }, JSON.stringify({ list }), true);
  expect((await next()).values).toEqual([[list]]);
  child.kill();
  await exited;
});

test('S23 a child works where node_modules is a link, and may read no more than elsewhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-linked-'));
  try {
    const here = join(folder, 'runtime', 'expressions');
    cpSync(fileURLToPath(new URL('.', import.meta.url)), here, { recursive: true });
    symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'), 'dir');
    const entry = join(here, 'child.mjs');
    const flags = childFlags(entry);
    const child = spawn(process.execPath, [...flags, entry], { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
    const schema = { schema: { type: 'string', format: 'date' }, schemas: {} };
    const asked = [
      [{ ...request, id: 1 }, {}],
      [{ ...request, id: 2, task: 'code', texts: [2], write: { 2: 'return input.a' } }, { a: 7 }],
      [{ ...request, id: 3, task: 'check-schema', texts: [3], write: { 3: 'schema' } }, schema],
    ];
    for (const [question, scope] of asked) child.stdin.write(`${JSON.stringify(question)}\n${JSON.stringify(scope)}\n`);
    const answers: ChildAnswer[] = [];
    for await (const line of createInterface(child.stdout)) if (answers.push(JSON.parse(line) as ChildAnswer) > asked.length) break;
    child.kill('SIGKILL');
    expect(answers.slice(1)).toEqual([
      { id: 1, values: [[2]] },
      { id: 2, values: [[7], [[]]] },
      { id: 3, values: [] },
    ]);
    const read = flags.filter((flag) => flag.startsWith('--allow-fs-read=')).map((flag) => flag.slice('--allow-fs-read='.length));
    expect(read.every((path) => path === `${here}/` || /\/node_modules\/(@[\w-]+\/)?[\w-]+\/$/.test(path))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
