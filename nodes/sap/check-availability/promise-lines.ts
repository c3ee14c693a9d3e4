/** From what is there over time to an answer per line, in the words of `flows/schemas/promise-answer.json`. Pure. */
import { compareDecimals, subtractDecimals } from '#flows/library/decimal.ts';
import { fromBaseUnits, toBaseUnits, type UnitFactor } from '#flows/library/unit-factor.ts';

/** From this day on so much, in base units; sorted by day, the first is today. */
export type Period = { readonly from: string; readonly quantity: string };

export type Asked = {
  readonly line: string;
  readonly plant: string;
  readonly quantity: string;
  readonly unit: string;
  readonly requestedDate: string;
};

export type PromiseLine = {
  readonly line: string;
  readonly verdict: 'available' | 'partly-available' | 'later' | 'not-available' | 'unknown';
  readonly source: 'stock' | 'receipt' | 'unknown';
  readonly lines: readonly { readonly quantity: string; readonly unit: string; readonly date: string; readonly plant: string }[];
  /** Why nothing is known. */
  readonly reason?: string;
};

export function toPromiseLine(asked: Asked, timeline: readonly Period[], factor: UnitFactor): PromiseLine {
  const { line, plant, quantity, unit, requestedDate } = asked;
  const wanted = toBaseUnits(quantity, factor);
  const onDay = timeline.findLast(({ from }) => from <= requestedDate)?.quantity ?? '0.000';
  const whole = timeline.find((period) => compareDecimals(period.quantity, wanted) >= 0);
  const portion = (amount: string, date: string) => ({ quantity: amount, unit, date, plant });
  if (whole !== undefined && whole.from <= requestedDate) {
    return { line, verdict: 'available', source: sourceOf(whole, timeline), lines: [portion(quantity, requestedDate)] };
  }
  const part = fromBaseUnits(onDay, factor);
  if (compareDecimals(part, '0') > 0) {
    const rest = whole === undefined ? [] : [portion(subtractDecimals(quantity, part), whole.from)];
    const source = sourceOf(
      timeline.find((period) => compareDecimals(period.quantity, onDay) >= 0),
      timeline,
    );
    return { line, verdict: 'partly-available', source, lines: [portion(part, requestedDate), ...rest] };
  }
  if (whole !== undefined) return { line, verdict: 'later', source: 'receipt', lines: [portion(quantity, whole.from)] };
  const most = timeline.at(-1);
  const later = most === undefined ? '0.000' : fromBaseUnits(most.quantity, factor);
  if (most === undefined || compareDecimals(later, '0') <= 0) return { line, verdict: 'not-available', source: 'unknown', lines: [] };
  return { line, verdict: 'partly-available', source: 'receipt', lines: [portion(later, most.from)] };
}

/** What is there today is stock; what comes later was received. */
function sourceOf(period: Period | undefined, timeline: readonly Period[]): PromiseLine['source'] {
  if (period === undefined) return 'unknown';
  return period === timeline[0] ? 'stock' : 'receipt';
}
