import { ORDERS } from '../bench-flows.mjs';
import { listTree, settledMb } from '../processes.mjs';
import { startDownstream, startLimit, startMillrace, startMillraceWith, stopAll } from '../programs.mjs';
import { median } from '../rounds.mjs';
import { firstAnswerMs } from './start.mjs';

const PAIRS = 3;
/** Expression children end after half a minute without work. */
const IDLE_MS = 50_000;

/** Resident memory of the process and its children when nobody has asked for a while. */
export const memoryIdle = {
  id: 'memory-idle',
  async run() {
    const downstream = await startDownstream();
    const started = [];
    try {
      for (let pair = 0; pair < PAIRS; pair += 1) {
        // What setting up and deploying takes is over once it is started again.
        const deployed = await startMillraceWith([ORDERS], downstream);
        await deployed.stop();
        started.push(await startMillrace([downstream.port], deployed.folder), await startLimit(downstream));
        for (const program of started.slice(-2)) await firstAnswerMs(program);
      }
      const resident = await Promise.all(started.map(({ pid }) => settledMb(pid, IDLE_MS)));
      const ours = resident.filter((_, index) => index % 2 === 0);
      const reference = resident.filter((_, index) => index % 2 === 1);
      const processes = listTree(started[0].pid).length;
      return [
        {
          id: 'memory-idle',
          ours: median(ours),
          reference: median(reference),
          unit: 'MB',
          target: 1.6,
          better: 'lower',
          note: `${IDLE_MS / 1000} s after the last answer; ${processes} process${processes === 1 ? '' : 'es'}`,
        },
      ];
    } finally {
      for (const program of started) await program.close();
      await stopAll();
    }
  },
};
