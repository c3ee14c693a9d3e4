/** Requests per minute of each consumer, as token buckets in memory. */
export interface Quotas {
  /** 0 = go on; else milliseconds until the next request may come. */
  take(consumerId: string): number;
  set(consumerId: string, perMinute: number): void;
  remove(consumerId: string): void;
}

export function createQuotas(now: () => number): Quotas {
  const buckets = new Map<string, { readonly perMinute: number; tokens: number; at: number }>();
  return {
    set(consumerId, perMinute) {
      buckets.set(consumerId, { perMinute, tokens: perMinute, at: now() });
    },
    remove: (consumerId) => void buckets.delete(consumerId),
    take(consumerId) {
      const bucket = buckets.get(consumerId);
      if (bucket === undefined) return 0;
      const perMs = bucket.perMinute / 60_000;
      const at = now();
      bucket.tokens = Math.min(bucket.perMinute, bucket.tokens + (at - bucket.at) * perMs);
      bucket.at = at;
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
      }
      return Math.ceil((1 - bucket.tokens) / perMs);
    },
  };
}
