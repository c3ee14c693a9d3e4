import { DIRECT } from '../bench-flows.mjs';
import { compare } from '../rounds.mjs';
import { costNote, runAgainstLimit } from './orders-against-limit.mjs';

/** The same with a mapping of direct expressions: what compiled mappings will bring. Asked for by name. */
export const runsDirect = {
  id: 'runs-direct',
  onlyByName: true,
  async run() {
    const results = await runAgainstLimit({ connections: 50, flow: DIRECT, path: 'direct', order: 'mapped' });
    const compared = compare(results.map((rounds) => rounds.map(({ perSecond }) => perSecond)));
    return [{ ...compared, id: 'runs-direct', unit: 'runs/s', target: 0.8, note: costNote(results, compared) }];
  },
};
