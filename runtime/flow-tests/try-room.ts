/** How many tries go on at once (S18): each is an engine of its own with all its rows in memory, and really asks other systems. */
import { ApiError } from '../http/api-error.ts';

const MOST_AT_ONCE = 8;
const MOST_OF_ONE = 3;
const RETRY_AFTER_S = 2;

export interface TryRoom {
  /** Does it while there is room; else throws ApiError 429 `too-many-tries`. */
  within<T>(userId: string, act: () => Promise<T>): Promise<T>;
}

export function createTryRoom(mostAtOnce = MOST_AT_ONCE, mostOfOne = MOST_OF_ONE): TryRoom {
  const going = new Map<string, number>();
  let all = 0;
  return {
    async within(userId, act) {
      const own = going.get(userId) ?? 0;
      if (own >= mostOfOne) throw full(`${own} of your tries go on already.`);
      if (all >= mostAtOnce) throw full(`${all} drafts are tried at this moment.`);
      going.set(userId, own + 1);
      all += 1;
      try {
        return await act();
      } finally {
        all -= 1;
        const left = going.get(userId)! - 1;
        if (left === 0) going.delete(userId);
        else going.set(userId, left);
      }
    },
  };
}

function full(message: string): ApiError {
  return new ApiError(
    429,
    'too-many-tries',
    message,
    'Wait until one of them has ended; one that waits for a slow system ends with its time-out.',
    {},
    {
      'Retry-After': String(RETRY_AFTER_S),
    },
  );
}
