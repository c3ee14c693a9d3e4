/** Removes finished runs once they are older than they are to be kept: looked after every hour, a slice at a time. */
import type { Log } from './log.ts';
import type { Retention } from './store/retention.ts';

export interface RetentionKeeper {
  close(): void;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** @param keepDays 0 = for ever */
export function createRetentionKeeper(
  retention: Pick<Retention, 'removeRunsBefore'>,
  keepDays: number,
  log: Log,
  now: () => number,
): RetentionKeeper {
  if (keepDays === 0) return { close() {} };
  let running = false;
  const look = async () => {
    if (running) return;
    running = true;
    try {
      const endedBefore = new Date(now() - keepDays * DAY_MS).toISOString();
      const removed = await retention.removeRunsBefore(endedBefore);
      if (removed > 0) log.info('finished runs removed', { removed, endedBefore });
    } catch (error) {
      log.error('finished runs could not be removed; tried again in an hour', error);
    } finally {
      running = false;
    }
  };
  void look();
  const hourly = setInterval(() => void look(), HOUR_MS);
  hourly.unref();
  return { close: () => clearInterval(hourly) };
}
