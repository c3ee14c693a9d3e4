import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runScript } from '../support/run-script.ts';

const ROUNDS = fileURLToPath(new URL('../faults/crash-rounds.mjs', import.meta.url));

test('F1, RES-1: a hundred crashes under traffic lose, double, reorder and change nothing', { timeout: 900_000 }, async ({ signal }) => {
  const { lastLine, output, code } = await runScript(signal, ROUNDS, '--rounds', '100', '--seed', '1');
  const none = { lost: 0, ghost: 0, doubled: 0, reordered: 0, changed: 0, stuck: 0 };
  expect(lastLine, output).toMatchObject({ rounds: 100, ...none, seed: 1 });
  expect(code, output).toBe(0);
});
