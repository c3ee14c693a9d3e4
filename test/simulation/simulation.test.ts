/**
 * Thousands of histories of the planner, lanes, retries, timers, circuits and the ledger under faults and crashes. A failure names the
 * seed; `MILLRACE_SIMULATION_SEED=<seed> MILLRACE_SIMULATION_ROUNDS=1` plays that one history again, the same in every step.
 */
import { expect, test } from 'vitest';
import { runHistory } from './history.ts';

const ROUNDS = Number(process.env['MILLRACE_SIMULATION_ROUNDS'] ?? 2_000);
const FIRST = Number(process.env['MILLRACE_SIMULATION_SEED'] ?? 1);

test(`RES-1, LAN-1, LAN-2, STP-3, WAI-4, WAI-5: ${ROUNDS} histories from seed ${FIRST}: nothing lost, doubled, reordered, crowded, stuck or changed`, {
  timeout: 600_000,
}, async () => {
  const sums = { runs: 0, applied: 0, ends: {} as Record<string, number> };
  const failures: string[] = [];
  for (let seed = FIRST; seed < FIRST + ROUNDS && failures.length < 5; seed += 1) {
    const verdict = await runHistory(seed);
    sums.runs += verdict.runs;
    sums.applied += verdict.applied;
    for (const [state, count] of Object.entries(verdict.ends)) sums.ends[state] = (sums.ends[state] ?? 0) + count;
    if (verdict.violations.length > 0) failures.push(`seed ${seed}:\n  ${verdict.violations.slice(0, 10).join('\n  ')}`);
  }
  expect(failures.join('\n')).toBe('');
  // The histories have to reach what they judge.
  if (ROUNDS >= 1_000) {
    for (const state of ['completed', 'failed', 'superseded', 'stale', 'set-aside', 'cancelled'])
      expect(sums.ends[state], state).toBeGreaterThan(20);
    expect(sums.applied).toBeGreaterThan(ROUNDS * 5);
  }
});
