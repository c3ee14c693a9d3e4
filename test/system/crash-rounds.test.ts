import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROUNDS = fileURLToPath(new URL('../faults/crash-rounds.mjs', import.meta.url));

test('F1: kill -9 again and again under traffic loses, doubles, reorders and changes nothing', { timeout: 280_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [ROUNDS, '--rounds', '6', '--seed', '1']);
  const none = { lost: 0, ghost: 0, doubled: 0, reordered: 0, changed: 0, stuck: 0 };
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!), stdout).toMatchObject({ rounds: 6, ...none });
});
