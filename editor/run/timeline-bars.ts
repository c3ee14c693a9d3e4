import type { StepView } from '#flows/api.ts';

export interface TimelineBar {
  readonly step: StepView;
  /** Per cent of the whole. */
  readonly left: number;
  readonly width: number;
  readonly durationMs: number;
}

/** Bars between the run's start and `until`; steps that have not begun have none. Even the shortest can be seen. */
export function barsOf(
  steps: readonly StepView[],
  startedAt: string,
  until: string,
): { readonly bars: readonly TimelineBar[]; readonly totalMs: number } {
  const start = Date.parse(startedAt);
  const totalMs = Math.max(1, Date.parse(until) - start);
  const bars = steps
    .flatMap((step) => (step.startedAt === undefined ? [] : [{ step, startedAt: step.startedAt }]))
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
    .map(({ step, startedAt }) => {
      const from = Math.max(0, Date.parse(startedAt) - start);
      const durationMs = Math.max(0, Date.parse(step.endedAt ?? until) - Date.parse(startedAt));
      const width = Math.max(0.5, Math.min(100, (durationMs / totalMs) * 100));
      return { step, left: Math.min((from / totalMs) * 100, 100 - width), width, durationMs };
    });
  return { bars, totalMs };
}
