import { CONTAINED } from '../bench-flows.mjs';
import { compare } from '../rounds.mjs';
import { costNote, runAgainstLimit } from './orders-against-limit.mjs';

/** The same with a mapping that a child process computes: what the few expressions cost that are not compiled. Asked for by name. */
export const runsContained = {
  id: 'runs-contained',
  onlyByName: true,
  async run() {
    const results = await runAgainstLimit({ connections: 50, flow: CONTAINED, path: 'contained' });
    const compared = compare(results.map((rounds) => rounds.map(({ perSecond }) => perSecond)));
    return [{ ...compared, id: 'runs-contained', unit: 'runs/s', target: 0.5, note: costNote(results, compared) }];
  },
};
