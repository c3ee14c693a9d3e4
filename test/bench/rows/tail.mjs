import { median } from '../rounds.mjs';
import { runAgainstLimit } from './orders-against-limit.mjs';

/** How much longer than the middle one the slowest hundredth of answers takes. */
export const tail = {
  id: 'tail',
  async run() {
    const [ours, limit] = await runAgainstLimit({ connections: 50 });
    const tailOf = (rounds) => median(rounds.map(({ p99, p50 }) => p99 / p50)).toFixed(1);
    return [
      {
        id: 'tail',
        ours: median(ours.map(({ p99 }) => p99)),
        reference: median(ours.map(({ p50 }) => p50)),
        unit: 'ms',
        target: 2.5,
        better: 'lower',
        note: `p99 over own p50; median of rounds ${tailOf(ours)}, the limit program's ${tailOf(limit)}`,
      },
    ];
  },
};
