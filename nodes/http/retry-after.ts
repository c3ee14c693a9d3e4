/** Longest pause that a system may ask of us; beyond it the circuit and the operator decide. */
export const RETRY_AFTER_CAP_MS = 15 * 60_000;

/**
 * `Retry-After` in seconds or as an HTTP date, as milliseconds from now, capped (RTY-2). A date is measured against the answer's
 * own `Date`, so clocks that differ do no harm. Undefined when absent or unreadable.
 */
export function readRetryAfterMs(headers: { readonly [name: string]: string }, nowMs: number = Date.now()): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : httpDateMs(value) - (httpDateMs(headers['date'] ?? '') || nowMs);
  if (Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(0, Math.ceil(wait)), RETRY_AFTER_CAP_MS);
}

/** NaN for what is no HTTP date: `Date.parse` itself takes nearly everything for one. */
function httpDateMs(text: string): number {
  return /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[, ]/.test(text) ? Date.parse(text) : Number.NaN;
}
