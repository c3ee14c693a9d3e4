import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployFlows } from '../bench-flows.mjs';
import { FILE_FLOW, judgeBigFile, refuseStopped, writeBigFile } from '../file-flow.mjs';
import { peakMb } from '../processes.mjs';
import { startMillrace, stopAll } from '../programs.mjs';

/** A smaller file on a machine that others use as well, and a heap to match. */
const FILE_MB = Number(process.env.BENCH_FILE_MB ?? 1_000);
const HEAP_MB = Number(process.env.BENCH_HEAP_MB ?? 256);
const LOOK_MS = 200;
/** Of the looks one in so many asks for the run as well: its answers are work for the process that is measured. */
const ASK_EVERY = 10;

/** A big CSV through split → map → collect at a fixed heap: the most memory that the process ever had. */
export const file1g = {
  id: 'file-1g',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
    const share = join(folder, 'share');
    mkdirSync(join(share, 'in'), { recursive: true });
    const millrace = await startMillrace([], folder, [`--max-old-space-size=${HEAP_MB}`], { MILLRACE_FILE_ROOTS: share });
    try {
      const token = await deployFlows(millrace.base, [FILE_FLOW], {}, { plant: { type: 'files', settings: { root: share } } });
      const records = await writeBigFile(join(share, 'in', 'big.csv.tmp'), FILE_MB);
      const startedAt = performance.now();
      renameSync(join(share, 'in', 'big.csv.tmp'), join(share, 'in', 'big.csv'));
      const out = join(share, 'out', 'big.csv');
      for (let looks = 1; !existsSync(out); looks += 1) {
        if (existsSync(join(share, 'error'))) throw new Error('The file was refused.');
        if (millrace.child.exitCode !== null || millrace.child.signalCode !== null)
          throw new Error(`Millrace ended:\n${millrace.output()}`);
        if (looks % ASK_EVERY === 0) await refuseStopped(millrace.base, token);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      const seconds = (performance.now() - startedAt) / 1_000;
      const peak = peakMb(millrace.pid);
      await judgeBigFile(out, records);
      return [
        {
          id: FILE_MB === 1_000 ? 'file-1g' : `file-1g/${FILE_MB}-mb`,
          ours: peak,
          unit: 'MB',
          target: 400,
          judge: 'ours',
          better: 'lower',
          note: `${records} records in ${seconds.toFixed(0)} s, heap ${HEAP_MB} MB, every record compared`,
        },
      ];
    } finally {
      await millrace.close();
      await stopAll();
    }
  },
};
