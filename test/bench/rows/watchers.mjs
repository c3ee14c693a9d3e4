import { ORDERS } from '../bench-flows.mjs';
import { load, startDownstream, startMillraceWith, startWatchers, stopAll } from '../programs.mjs';
import { alternate, compare } from '../rounds.mjs';
import { everyRunSeen } from './orders-against-limit.mjs';

const WATCHERS = 10;
const SECONDS = 4;

/** What ten people who watch the same flow cost. */
export const watchers = {
  id: 'watchers',
  async run() {
    const downstream = await startDownstream();
    const millrace = await startMillraceWith([ORDERS], downstream);
    try {
      let next = 0;
      const measure = async (count) => {
        const watching = count === 0 ? undefined : await startWatchers(millrace, ORDERS.id, count);
        const result = await load({ url: millrace.address('orders'), connections: 50, seconds: SECONDS, first: next });
        next = result.next;
        if (watching !== undefined) {
          await everyRunSeen(watching, result.count);
          await watching.stop();
        }
        return result.perSecond;
      };
      await measure(0);
      const compared = compare(await alternate([WATCHERS, 0], measure));
      const [low, high] = compared.spread;
      const note = `${WATCHERS} over none; ratio ${low.toFixed(2)}–${high.toFixed(2)}; every watcher saw every run`;
      return [{ ...compared, id: 'watchers', unit: 'runs/s', target: 0.93, note }];
    } finally {
      await millrace.close();
      await stopAll();
    }
  },
};
