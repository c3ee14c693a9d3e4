/** A report that a browser can take (S18): values beyond what it may hold are left out, the largest first, and it says how much that is. */
import type { TriedStep, TryReport } from '#flows/api/flow-tests.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { EffectRow, TraceEvent } from '#flows/trace.ts';
import { changePayloads } from '../secrets/seal-events.ts';

export const MOST_REPORT_BYTES = 8_000_000;
/** Whatever is larger goes, until the rest fits. */
const STEPS_DOWN = [1_000_000, 250_000, 60_000, 15_000, 4_000, 1_000, 100];
/** Of a loop over very many items; the first ones tell the story. */
const MOST_ENTRIES = 5_000;

/** Stands where a value was. */
export interface LeftOut {
  /** Bytes of its JSON text. */
  readonly $leftOut: number;
}

export function boundReport(report: TryReport, mostBytes = MOST_REPORT_BYTES): TryReport {
  let bounded = report;
  const whole = sizeOf(report);
  if (whole <= mostBytes) return report;
  for (const largest of STEPS_DOWN) {
    bounded = withoutLarger(report, largest);
    if (sizeOf(bounded) <= mostBytes) return { ...bounded, leftOutBytes: whole - sizeOf(bounded) };
  }
  for (let entries = MOST_ENTRIES; entries >= 1; entries = Math.floor(entries / 2)) {
    bounded = { ...bounded, steps: bounded.steps.slice(0, entries), events: bounded.events.slice(0, entries) };
    if (sizeOf(bounded) <= mostBytes) break;
  }
  return { ...bounded, leftOutBytes: whole - sizeOf(bounded) };
}

function withoutLarger(report: TryReport, largest: number): TryReport {
  const cut = (value: Json): Json => {
    const size = sizeOf(value);
    return size > largest ? ({ $leftOut: size } satisfies LeftOut) : value;
  };
  const cutAt = <T extends object>(object: T, names: readonly (keyof T & string)[]): T => {
    const cuts = names.flatMap((name) => (object[name] === undefined ? [] : [[name, cut(object[name] as Json)]]));
    return { ...object, ...Object.fromEntries(cuts) };
  };
  const cutExchange = (exchange: EffectRow) => cutAt(exchange, ['request', 'answer', 'before']);
  return {
    ...cutAt(report, ['input', 'output']),
    steps: report.steps.map((step): TriedStep => ({ ...cutAt(step, ['input', 'output']), exchanges: step.exchanges.map(cutExchange) })),
    events: report.events.map((event) => changePayloads(event as unknown as JsonObject, cut) as unknown as TraceEvent),
  };
}

function sizeOf(value: object | Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}
