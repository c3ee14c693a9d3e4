// Millrace and the limit program side by side under the same load: what several rows measure.
import { ORDERS } from '../bench-flows.mjs';
import { cpuMs } from '../processes.mjs';
import { load, startDownstream, startLimit, startMillraceWith, startWatchers, stopAll } from '../programs.mjs';
import { alternate } from '../rounds.mjs';

const WARM_SECONDS = 4;
const ROUND_SECONDS = 4;

/**
 * Gives the load tool's results of each round, `[ours, limit]`, with the CPU milliseconds that one run cost. The live trace is on:
 * one watcher follows the flow and must have seen every run in the end.
 */
export async function runAgainstLimit({ connections, flow = ORDERS, path = 'orders', limitPath = 'orders', order, expect, rounds }) {
  const downstream = await startDownstream();
  const limit = await startLimit(downstream);
  const millrace = await startMillraceWith([flow], downstream);
  const watchers = await startWatchers(millrace, flow.id, 1);
  try {
    let next = 0;
    let runs = 0;
    const measure = async (target, seconds) => {
      const isOurs = target === millrace;
      const cpuBefore = cpuMs(target.pid);
      const url = target.address(isOurs ? path : limitPath);
      const result = await load({ url, connections, seconds, first: next, order, expect });
      next = result.next;
      if (isOurs) runs += result.count;
      return { ...result, cpuPerRun: (cpuMs(target.pid) - cpuBefore) / result.count };
    };
    for (const target of [millrace, limit]) await measure(target, WARM_SECONDS);
    const results = await alternate([millrace, limit], (target) => measure(target, ROUND_SECONDS), rounds);
    await everyRunSeen(watchers, runs);
    return results;
  } finally {
    await millrace.close();
    await limit.close();
    await stopAll();
  }
}

/** Late ones may still be on their way. */
export async function everyRunSeen(watchers, runs) {
  for (let tries = 0; tries < 100; tries += 1) {
    const seen = await watchers.count();
    if (seen.every((count) => count >= runs)) {
      if (seen.some((count) => count > runs))
        throw new Error(`A watcher saw ${Math.max(...seen)} ended runs, but only ${runs} were answered.`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Watchers saw ${await watchers.count()} of ${runs} runs.`);
}

/** For the table: CPU time of one run, which noise on the machine does not change much. */
export function costNote([ours, limit], { spread: [low, high] }) {
  const cost = (results) =>
    results
      .map(({ cpuPerRun }) => cpuPerRun)
      .sort((a, b) => a - b)
      [Math.floor(results.length / 2)].toFixed(2);
  return `ratio ${low.toFixed(2)}–${high.toFixed(2)} in ${ours.length} rounds; CPU ms a run ${cost(ours)} over ${cost(limit)}`;
}
