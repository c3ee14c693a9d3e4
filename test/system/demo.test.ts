import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runScript } from '../support/run-script.ts';

const DEMO = fileURLToPath(new URL('../demo/run-demo.mjs', import.meta.url));

test('the show: an outage, two crashes and a bad change, and everything arrives once and in order', { timeout: 240_000 }, async ({
  signal,
}) => {
  const { lastLine, output, code } = await runScript(signal, DEMO, '--changes', '60');
  expect(lastLine, output).toMatchObject({ accepted: 60, setAside: 1, lost: 0, doubled: 0, reordered: 0, crashes: 2 });
  const { applied = 0, noChange = 0, stale = 0, refused = 0, setAside = 0 } = lastLine as { readonly [count: string]: number };
  expect(applied + noChange + stale + refused + setAside, output).toBe(60);
  expect(code, output).toBe(0);
});
