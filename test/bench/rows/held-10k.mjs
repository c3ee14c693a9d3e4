import { deployFlows, HELD, ORDERS } from '../bench-flows.mjs';
import { keptMb } from '../processes.mjs';
import { fill, load, startDownstream, startMillrace, stopAll } from '../programs.mjs';
import { alternate, compare } from '../rounds.mjs';

const HELD_RUNS = 10_000;
const SECONDS = 4;

/** 10,000 runs wait for a system that is down: what they take of the memory, and of the rate of a flow that does not need it. */
export const held10k = {
  id: 'held-10k',
  async run() {
    const downstream = await startDownstream();
    const down = await startDownstream();
    await down.stop();
    const [busy, free] = [await startReady(downstream, down), await startReady(downstream, down)];
    try {
      let next = 0;
      const measure = async (millrace) => {
        const result = await load({ url: millrace.address('orders'), connections: 50, seconds: SECONDS, first: next });
        next = result.next;
        return result.perSecond;
      };
      // The first runs compile; memory is compared after that.
      for (const millrace of [busy, free]) await measure(millrace);
      await fill({ url: busy.address('held'), lanes: 200, places: 1 });
      const before = await keptMb(busy);
      await fill({ url: busy.address('held'), lanes: HELD_RUNS - 200, places: 1 });
      await untilHeld(busy, HELD_RUNS);
      const after = await keptMb(busy);
      const compared = compare(await alternate([busy, free], measure));
      const held = await countHeld(busy);
      if (held !== HELD_RUNS) throw new Error(`${held} runs are held, not ${HELD_RUNS}.`);
      const [low, high] = compared.spread;
      return [
        {
          id: 'held-10k',
          ours: Math.max(0, after - before),
          unit: 'MB',
          target: 50,
          judge: 'ours',
          better: 'lower',
          note: `${before.toFixed(0)} → ${after.toFixed(0)} MB resident, garbage collected`,
        },
        {
          ...compared,
          id: 'held-10k/bystander',
          unit: 'runs/s',
          target: 0.95,
          note: `over the same without held runs; ratio ${low.toFixed(2)}–${high.toFixed(2)}`,
        },
      ];
    } finally {
      await busy.close();
      await free.close();
      await stopAll();
    }
  },
};

async function startReady(downstream, down) {
  const millrace = await startMillrace([downstream.port, down.port], undefined, ['--inspect=127.0.0.1:0']);
  const token = await deployFlows(millrace.base, [ORDERS, HELD], { downstream: downstream.port, down: down.port });
  return { ...millrace, token };
}

async function countHeld({ base, token }) {
  const answer = await fetch(`${base}/api/environments/development/circuits`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const { items } = await answer.json();
  return items.find(({ connection }) => connection === 'down')?.held ?? 0;
}

async function untilHeld(millrace, count) {
  for (let held = 0; held < count; held = await countHeld(millrace)) await new Promise((resolve) => setTimeout(resolve, 200));
}
