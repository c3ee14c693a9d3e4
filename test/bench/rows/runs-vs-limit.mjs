import { compare } from '../rounds.mjs';
import { costNote, runAgainstLimit } from './orders-against-limit.mjs';

/** Durable runs a second with one compiled mapping in each run. */
export const runsVsLimit = {
  id: 'runs-vs-limit',
  async run() {
    const results = await runAgainstLimit({ connections: 50 });
    const compared = compare(results.map((rounds) => rounds.map(({ perSecond }) => perSecond)));
    return [{ ...compared, id: 'runs-vs-limit', unit: 'runs/s', target: 0.8, note: costNote(results, compared) }];
  },
};
