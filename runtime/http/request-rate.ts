/** How fast one session or token may ask (S18): a token bucket each, forgotten when it is full again. */
export interface RequestRate {
  /** 0 = go on; else milliseconds until the next request may come. */
  take(who: string): number;
}

/** Seconds' worth of requests that may come at once: a page asks for a lot when it opens. */
const BURST_SECONDS = 5;
const SWEEP_ABOVE = 10_000;

/** `perSecond` 0 = no limit. */
export function createRequestRate(perSecond: number, now: () => number): RequestRate {
  const most = perSecond * BURST_SECONDS;
  const perMs = perSecond / 1_000;
  const buckets = new Map<string, { left: number; at: number }>();

  function sweep(at: number): void {
    for (const [who, bucket] of buckets) if (bucket.left + (at - bucket.at) * perMs >= most) buckets.delete(who);
  }

  return {
    take(who) {
      if (perSecond === 0) return 0;
      const at = now();
      let bucket = buckets.get(who);
      if (bucket === undefined) {
        if (buckets.size >= SWEEP_ABOVE) sweep(at);
        buckets.set(who, (bucket = { left: most, at }));
      }
      bucket.left = Math.min(most, bucket.left + Math.max(0, at - bucket.at) * perMs);
      bucket.at = at;
      if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perMs);
      bucket.left -= 1;
      return 0;
    },
  };
}
