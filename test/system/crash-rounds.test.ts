import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runScript } from '../support/run-script.ts';

const ROUNDS = fileURLToPath(new URL('../faults/crash-rounds.mjs', import.meta.url));

// Two installations at once: most of a round is waiting, for the moment of the crash or for a start.
test.concurrent.for([1, 2])(
  'F1, RES-1: fifty crashes under traffic lose, double, reorder and change nothing (seed %i)',
  { timeout: 900_000 },
  async (seed, { signal }) => {
    const { lastLine, output, code } = await runScript(signal, ROUNDS, '--rounds', '50', '--seed', String(seed));
    const none = { lost: 0, ghost: 0, doubled: 0, reordered: 0, changed: 0, stuck: 0 };
    expect(lastLine, output).toMatchObject({ rounds: 50, ...none, seed });
    expect(code, output).toBe(0);
  },
);
