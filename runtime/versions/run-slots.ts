/** Times of a schedule run by hand (WAI-1): chosen by days of the plant's clock, each one once unless it is wanted again. */
import type { SlotsRun } from '#flows/api/environments.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { ScheduleError } from '#nodes/core/schedule/due-slots.ts';
import type { ScheduleConfig } from '#nodes/core/schedule/manifest.ts';
import { slotsBetween } from '#nodes/core/schedule/slots-between.ts';
import type { Engine, StartRequest } from '../engine/engine.ts';
import { ApiError } from '../http/api-error.ts';
import type { EngineReads } from '../store/engine-rows.ts';

export interface SlotsAsked {
  readonly environment: string;
  readonly flow: string;
  readonly major: number;
  readonly schedule: ScheduleConfig;
  /** The key by which the flow itself knows its messages, where it has one of its own. */
  readonly ownKey?: (body: Json) => string | undefined;
  readonly from: string;
  readonly to: string;
  readonly parameters?: JsonObject;
  readonly until?: string;
  /** Also those that have run. */
  readonly again: boolean;
  /** Only says what would be run. */
  readonly dryRun: boolean;
}

export interface RunSlotsParts {
  readonly engine: Pick<Engine, 'startMany'>;
  readonly reads: Pick<EngineReads, 'findByIdempotencyKey'>;
  readonly now: () => number;
}

const ALL_TIMES = '';

export async function runSlots({ engine, reads, now }: RunSlotsParts, asked: SlotsAsked): Promise<SlotsRun> {
  const { environment, flow, major, schedule, ownKey, again, dryRun } = asked;
  const found = findSlots(asked, new Date(now()));
  const parameters = { ...schedule.parameters, ...asked.parameters } as JsonObject;
  const bodyOf = (slot: string): Json => ({
    slot,
    missed: 0,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(asked.until === undefined ? {} : { until: asked.until }),
  });
  const views = found.map((slot) => {
    const at = slot.toISOString();
    // Whenever it ran: also one that is older than the time for which the flow refuses duplicates must not run twice.
    const known = reads.findByIdempotencyKey(environment, flow, ownKey?.(bodyOf(at)) ?? at, ALL_TIMES);
    return { slot: at, local: localTime(slot, schedule.timeZone), ...(known === undefined ? {} : { runId: known.runId }) };
  });
  const wanted = views.filter(({ runId }) => again || runId === undefined);
  if (dryRun || wanted.length === 0) return { timeZone: schedule.timeZone, slots: views, started: 0 };
  const requests = wanted.map(({ slot, runId }): StartRequest => {
    return {
      environment,
      flow,
      major,
      trigger: { body: bodyOf(slot) },
      source: 'manual',
      bodyMayDiffer: true,
      ...(runId === undefined ? { messageId: slot } : {}),
    };
  });
  const results = await engine.startMany(requests);
  const started = new Map<string, string>();
  for (const [index, result] of results.entries()) {
    if (result.kind === 'refused') throw new ApiError(result.status, result.code, result.message);
    if (result.kind === 'exception') throw new ApiError(422, 'kept-as-exception', result.message, `See exception ${result.exceptionId}.`);
    // The flow has a key of its own, by which it is known.
    if (!result.duplicate) started.set(wanted[index]!.slot, result.runId);
  }
  return {
    timeZone: schedule.timeZone,
    slots: views.map((view) => {
      const runId = started.get(view.slot);
      return runId === undefined ? view : { ...view, runId, started: true };
    }),
    started: started.size,
  };
}

function findSlots({ schedule, from, to }: SlotsAsked, now: Date): readonly Date[] {
  try {
    const found = slotsBetween(schedule, { from, to }, now);
    if (found.kind === 'slots') return found.slots;
    const errors = [{ path: `/${found.field}`, message: found.message }];
    throw new ApiError(400, 'range-invalid', found.message, 'Give two days YYYY-MM-DD of the plant’s calendar, or two instants.', {
      errors,
    });
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new ApiError(409, 'schedule-unreadable', error.message, 'Correct the pattern or the time zone, then publish the flow again.');
  }
}

/** As a clock on the wall of the plant shows it. */
function localTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }).format(at);
  return parts.replace(',', '');
}
