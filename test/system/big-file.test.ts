/** A file whose rows would not fit into the heap goes through it, part by part: the bench's own row, with a small heap and a judge of every record. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const BENCH = fileURLToPath(new URL('../bench/run-bench.mjs', import.meta.url));
/** As rows they are 200 MB and more. */
const FILE_MB = 30;
const HEAP_MB = 96;

test('F36 FILE-15 a file goes through a heap that could not keep it', async () => {
  const environment = { PATH: process.env['PATH'], BENCH_FILE_MB: String(FILE_MB), BENCH_HEAP_MB: String(HEAP_MB) };
  const { stdout } = await promisify(execFile)(process.execPath, [BENCH, 'file-1g'], { env: environment, timeout: 240_000 });
  expect(JSON.parse(stdout)).toMatchObject({ id: `file-1g/${FILE_MB}-mb`, unit: 'MB', met: true });
}, 260_000);
