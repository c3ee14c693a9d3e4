import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createReadApart } from './read-apart.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In the place of the real one: does what the test wants with the text that it is given. */
function aReader(name: string, code: string): URL {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `import { parentPort, workerData } from 'node:worker_threads';\n${code}`);
  return pathToFileURL(file);
}
const echo = aReader('echo', 'parentPort.postMessage({ problems: [], path: workerData.text + (workerData.path ?? "") });');
const limits = { mostMs: 60_000, memoryMb: 64, mostWaiting: 2 };

test('SVC-11 each is read in a thread of its own, one after the other, with nothing of our surroundings', async () => {
  const read = createReadApart(echo, limits);
  expect(await Promise.all([read('a', '/x'), read('b')])).toMatchObject([{ path: 'a/x' }, { path: 'b' }]);
  const bare = aReader('bare', 'parentPort.postMessage({ problems: [], path: JSON.stringify(process.env) });');
  expect(await createReadApart(bare, limits)('a')).toMatchObject({ path: '{}' });
});

test('SVC-11 what takes too long is ended and said, and the next one is read', async () => {
  const endless = aReader('endless', 'if (workerData.text === "bad") for (;;); parentPort.postMessage({ problems: [] });');
  const read = createReadApart(endless, { ...limits, mostMs: 500 });
  const [bad, good] = await Promise.all([read('bad'), read('good')]);
  expect(bad).toMatchObject({ problems: [{ code: 'description-too-complex', message: expect.stringContaining('0.5 s') }] });
  expect(good).toEqual({ problems: [] });
});

test('SVC-11 what takes too much memory, or breaks the reader, is a problem of the description', async () => {
  const greedy = aReader('greedy', 'const all = []; for (;;) all.push(new Array(100_000).fill(Math.random()));');
  expect(await createReadApart(greedy, limits)('x')).toMatchObject({ problems: [{ code: 'description-too-complex' }] });
  const broken = aReader('broken', 'throw new Error("no");');
  expect(await createReadApart(broken, limits)('x')).toMatchObject({ problems: [{ code: 'description-too-complex' }] });
});

test('SVC-11 more than may wait are told to come later', async () => {
  const read = createReadApart(echo, limits);
  const both = [read('a'), read('b')];
  await expect(read('c')).rejects.toMatchObject({ status: 429, code: 'too-many-readings', headers: { 'Retry-After': '5' } });
  expect(await Promise.all(both)).toHaveLength(2);
  expect(await read('c')).toMatchObject({ path: 'c' });
});

test('SVC-11 where no thread can be had one is refused for now, and the next one is read', async () => {
  // No thread is started from such an address; by the second reading it is the one of a file.
  const main = new URL('http://127.0.0.1/reader.mjs');
  const read = createReadApart(main, limits);
  await expect(read('a')).rejects.toMatchObject({ status: 503, code: 'reader-missing', headers: { 'Retry-After': '5' } });
  main.href = echo.href;
  expect(await read('b')).toMatchObject({ path: 'b' });
});
