import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const DEMO = fileURLToPath(new URL('../demo/run-demo.mjs', import.meta.url));

test('the show: an outage, two crashes and a bad change, and everything arrives once and in order', { timeout: 240_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [DEMO, '--changes', '60']);
  const result = JSON.parse(stdout.trim().split('\n').at(-1)!) as { readonly [count: string]: number };
  expect(result, stdout).toMatchObject({ accepted: 60, setAside: 1, lost: 0, doubled: 0, reordered: 0, crashes: 2 });
  const { applied = 0, noChange = 0, stale = 0, refused = 0, setAside = 0 } = result;
  expect(applied + noChange + stale + refused + setAside).toBe(60);
});
