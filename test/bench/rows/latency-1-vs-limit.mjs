import { compare } from '../rounds.mjs';
import { costNote, runAgainstLimit } from './orders-against-limit.mjs';

/** The middle answer time of a single caller. */
export const latency1VsLimit = {
  id: 'latency-1-vs-limit',
  async run() {
    const results = await runAgainstLimit({ connections: 1 });
    const compared = compare(results.map((rounds) => rounds.map(({ p50 }) => p50)));
    return [{ ...compared, id: 'latency-1-vs-limit', unit: 'ms', target: 1.4, better: 'lower', note: costNote(results, compared) }];
  },
};
