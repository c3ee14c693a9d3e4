import { ACCEPT } from '../bench-flows.mjs';
import { compare } from '../rounds.mjs';
import { costNote, runAgainstLimit } from './orders-against-limit.mjs';

/** Durable acknowledgements a second; ours also begins and ends the runs meanwhile. */
export const intake = {
  id: 'intake',
  async run() {
    const results = await runAgainstLimit({ connections: 50, flow: ACCEPT, path: 'accept', limitPath: 'accept', expect: 'accepted' });
    const compared = compare(results.map((rounds) => rounds.map(({ perSecond }) => perSecond)));
    return [{ ...compared, id: 'intake', unit: 'acks/s', target: 0.7, note: costNote(results, compared) }];
  },
};
