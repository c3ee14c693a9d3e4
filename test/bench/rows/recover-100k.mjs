import { deployFlows, LANES } from '../bench-flows.mjs';
import { judgeLanes } from '../judge-lanes.mjs';
import { fill, startDownstream, startMillrace, stopAll } from '../programs.mjs';

const LANE_COUNT = 1_000;
const PLACES = 100;

/** 100,000 accepted runs in 1,000 lanes while the receiver answers nobody, kill -9, start: when does work go on, and is it all there? */
export const recover100k = {
  id: 'recover-100k',
  async run() {
    const receiver = await startDownstream('./lane-downstream.mjs');
    const ask = async (path) => (await fetch(receiver.url + path)).json();
    const millrace = await startMillrace([receiver.port]);
    try {
      await deployFlows(millrace.base, [LANES], { lanes: receiver.port });
      const filled = await fill({ url: millrace.address('lanes'), lanes: LANE_COUNT, places: PLACES });
      await millrace.stop();
      await ask('/answer');
      const killedAt = Date.now();
      const again = await startMillrace([receiver.port], millrace.folder);
      const total = LANE_COUNT * PLACES;
      const state = await untilAll(ask, total);
      const drainSeconds = (state.lastAt - state.firstAt) / 1000;
      const judged = judgeLanes(await ask('/arrivals'), { lanes: LANE_COUNT, places: PLACES });
      await again.stop();
      const note = `accepted at ${(total / filled.seconds).toFixed(0)}/s, drained at ${(total / drainSeconds).toFixed(0)}/s`;
      const first = {
        id: 'recover-100k',
        ours: (state.firstAt - killedAt) / 1000,
        unit: 's',
        target: 10,
        judge: 'ours',
        better: 'lower',
        note,
      };
      const counts = Object.entries(judged).map(([what, count]) => ({
        id: `recover-100k/${what}`,
        ours: count,
        unit: 'runs',
        target: 0,
        judge: 'ours',
        better: 'lower',
      }));
      return [first, ...counts];
    } finally {
      await millrace.close();
      await stopAll();
    }
  },
};

/** Until all have arrived and nothing more comes, or none has come for half a minute: then the rest is lost. */
async function untilAll(ask, total) {
  let state = await ask('/count');
  for (let quietSince = Date.now(); Date.now() - quietSince < (state.count < total ? 30_000 : 2_000); ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const next = await ask('/count');
    if (next.count > state.count) quietSince = Date.now();
    state = next;
  }
  return state;
}
