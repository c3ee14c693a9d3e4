/** A token bucket as data (RTY-3): filled by the clock that comes in, never above its size. */
export interface Bucket {
  readonly tokens: number;
  /** Epoch ms of the last look. */
  readonly at: number;
}

export interface BucketSize {
  readonly ratePerSecond: number;
  readonly burst: number;
}

export function fullBucket({ burst }: BucketSize, now: number): Bucket {
  return { tokens: burst, at: now };
}

/** Takes one token, or says in how many ms there will be one. A clock that steps back gives nothing and takes nothing. */
export function takeToken(
  bucket: Bucket,
  { ratePerSecond, burst }: BucketSize,
  now: number,
): { readonly bucket: Bucket; readonly waitMs: number } {
  const grown = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) * ratePerSecond) / 1_000);
  if (grown >= 1) return { bucket: { tokens: grown - 1, at: now }, waitMs: 0 };
  return { bucket: { tokens: grown, at: now }, waitMs: Math.ceil(((1 - grown) * 1_000) / ratePerSecond) };
}
