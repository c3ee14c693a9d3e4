import { chainFlow, deployFlows, ORDERS } from '../bench-flows.mjs';
import { cpuMs } from '../processes.mjs';
import { fill, load, runTool, startDownstream, startMillrace, startMillraceWith, stopAll } from '../programs.mjs';
import { median } from '../rounds.mjs';

const NODES = [10, 100, 500];
const FLOWS = [1, 100, 10_000];
const ROUNDS = 5;
/** Steps of a round, so that each takes about as long. */
const STEPS = 40_000;
/** A long run is compiled for longer than a short one. */
const WARM_UP = 2;
const SECONDS = 3;

/** What a run costs the processor as its flow grows, and as more flows are deployed beside it. */
export const growth = {
  id: 'growth',
  onlyByName: true,
  async run() {
    return [...(await growByNodes()), ...(await growByFlows())];
  },
};

async function growByNodes() {
  const millrace = await startMillrace([]);
  try {
    const token = await deployFlows(millrace.base, NODES.map(chainFlow), {});
    const perNode = new Map(NODES.map((nodes) => [nodes, []]));
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1)
      for (const nodes of NODES) {
        const runs = Math.max(20, Math.round(STEPS / nodes));
        const before = cpuMs(millrace.pid);
        await fill({ url: millrace.address(`chain-${nodes}`), lanes: 20, places: Math.ceil(runs / 20), connections: 20 });
        await untilIdle(millrace.base, token);
        const count = 20 * Math.ceil(runs / 20);
        if (round >= WARM_UP) perNode.get(nodes).push(((cpuMs(millrace.pid) - before) * 1_000) / count / nodes);
      }
    const [small, middle, large] = NODES.map((nodes) => median(perNode.get(nodes)));
    const note = `µs of processor a node: ${small.toFixed(0)} at 10, ${middle.toFixed(0)} at 100, ${large.toFixed(0)} at 500`;
    return [{ id: 'growth/nodes', ours: large, reference: middle, unit: 'µs', target: 1.1, better: 'lower', note }];
  } finally {
    await millrace.close();
    await stopAll();
  }
}

async function growByFlows() {
  const downstream = await startDownstream();
  const started = [];
  try {
    for (const flows of FLOWS) {
      const first = await startMillraceWith([ORDERS], downstream);
      if (flows > 1) {
        await first.stop();
        await runTool('./fill-flows.mjs', { dataFolder: `${first.folder}/data`, flows: flows - 1 });
      }
      started.push(flows === 1 ? first : await startMillrace([downstream.port], first.folder));
    }
    const perRun = started.map(() => []);
    let next = 0;
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1)
      for (const [index, millrace] of started.entries()) {
        const before = cpuMs(millrace.pid);
        const result = await load({ url: millrace.address('orders'), connections: 20, seconds: SECONDS, first: next });
        next = result.next;
        if (round >= WARM_UP) perRun[index].push((cpuMs(millrace.pid) - before) / result.count);
      }
    const [one, hundred, many] = perRun.map(median);
    const note = `ms of processor a run: ${one.toFixed(2)} with 1, ${hundred.toFixed(2)} with 100, ${many.toFixed(2)} with 10,000`;
    return [{ id: 'growth/flows', ours: many, reference: one, unit: 'ms', target: 1.1, better: 'lower', note }];
  } finally {
    for (const millrace of started) await millrace.close();
    await stopAll();
  }
}

async function untilIdle(base, token) {
  for (;;) {
    const answer = await fetch(`${base}/api/runs?environment=development&state=accepted,running&limit=1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if ((await answer.json()).items.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
