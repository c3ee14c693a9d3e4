import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { delayManifest } from './manifest.ts';

/** Counted from the recorded start of the step, so a restart does not begin the wait anew (WAI-1). */
export const coreDelay: StepNode = {
  manifest: delayManifest,
  execute: (step) => {
    const untilMs = dueAtMs(step.config as JsonObject, step.startedAt);
    if (step.resume?.by === 'timer' || untilMs <= Date.parse(step.startedAt)) {
      return { kind: 'done', port: 'out', output: { until: new Date(untilMs).toISOString() } };
    }
    return { kind: 'wait', for: { kind: 'delay', untilMs } };
  },
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function dueAtMs({ durationMs, until }: JsonObject, startedAt: string): number {
  if (typeof until !== 'string') return Date.parse(startedAt) + Number(durationMs ?? 0);
  const at = INSTANT.test(until) ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new InvalidError(`${JSON.stringify(until)} is not an instant`, {
      code: 'instant-malformed',
      help: 'Give date, time and time zone, e.g. 2026-12-01T06:00:00+01:00.',
    });
  }
  return at;
}
