import { ORDERS } from '../bench-flows.mjs';
import { listTree, residentMb, settledMb } from '../processes.mjs';
import { startDownstream, startLimit, startMillrace, startMillraceWith, stopAll } from '../programs.mjs';
import { alternate, compare } from '../rounds.mjs';
import { firstAnswerMs } from './start.mjs';

/** Resident memory of the process and its children, four seconds after the first answer. */
export const memoryIdle = {
  id: 'memory-idle',
  async run() {
    const downstream = await startDownstream();
    const deployed = await startMillraceWith([ORDERS], downstream);
    await deployed.stop();
    let alone = 0;
    let processes = 0;
    try {
      const measure = async (isOurs) => {
        const program = isOurs ? await startMillrace([downstream.port], deployed.folder) : await startLimit(downstream);
        await firstAnswerMs(program);
        const mb = await settledMb(program.pid);
        if (!isOurs) {
          await program.close();
          return mb;
        }
        const tree = listTree(program.pid);
        processes = tree.length;
        alone = mb - tree.slice(1).reduce((sum, pid) => sum + residentMb(pid), 0);
        await program.stop();
        return mb;
      };
      const compared = compare(await alternate([true, false], measure, 3));
      const note = `${processes} processes, summed; the runtime's own process ${alone.toFixed(0)} MB`;
      return [{ ...compared, id: 'memory-idle', unit: 'MB', target: 1.6, better: 'lower', note }];
    } finally {
      await deployed.close();
      await stopAll();
    }
  },
};
