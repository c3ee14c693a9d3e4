/** Milliseconds as a number with a unit, and back. Pure. */

export type DurationUnit = 'ms' | 's' | 'min' | 'h' | 'd';

export const UNIT_MS: { readonly [unit in DurationUnit]: number } = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** The largest unit that gives a whole number. */
export function unitOf(ms: number): DurationUnit {
  if (ms === 0) return 's';
  return (['d', 'h', 'min', 's'] as const).find((unit) => ms % UNIT_MS[unit] === 0) ?? 'ms';
}

/** `7 d`, `90 s`, `1.5 s` is written `1500 ms`. */
export function durationOf(ms: number): { readonly amount: number; readonly unit: DurationUnit } {
  const unit = unitOf(ms);
  return { amount: ms / UNIT_MS[unit], unit };
}
