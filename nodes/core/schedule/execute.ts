import type { JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { TriggerNode } from '../../node.ts';
import type { InboundEvent, PollContext, Polled } from '../../trigger.ts';
import { checkSchedule } from './check-schedule.ts';
import { dueSlots, nextSlot, ScheduleError } from './due-slots.ts';
import { type ScheduleConfig, scheduleManifest } from './manifest.ts';

/** Later than this, a time counts as missed. */
const LATE_MS = 60_000;
const MOST_MISSED = 100;
/** It looks at least so often, since somebody may set the clock. */
const LOOK_AGAIN_MS = 60_000;

/**
 * The last slot that was handled is the watermark: it is committed together with the runs, so every slot is handled once whatever
 * happens in between, and a clock that is put back finds nothing due a second time.
 */
export const coreSchedule: TriggerNode = {
  manifest: scheduleManifest,
  checkConfig: checkSchedule,
  trigger: { kind: 'poll', intervalMs: () => LOOK_AGAIN_MS, poll: async (context) => lookForSlots(context) },
};

export function lookForSlots({ config: given, watermark, now }: Pick<PollContext, 'config' | 'watermark' | 'now'>): Polled {
  const config = { missed: 'once', ...given } as unknown as ScheduleConfig;
  try {
    const handled = typeof watermark === 'string' ? watermark : now;
    const until = new Date(now);
    const { slots, more } = dueSlots(config, new Date(handled), until, MOST_MISSED);
    const next = nextSlot(config, until);
    return {
      events: chosen(config, slots, more ? 1 : 0, until),
      watermark: slots.at(-1)?.toISOString() ?? handled,
      more: false,
      ...(next === undefined ? {} : { nextAt: next.toISOString() }),
    };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new InvalidError(error.message, {
      code: 'schedule-unreadable',
      help: 'Correct the pattern or the time zone, then publish the flow again.',
    });
  }
}

/** `before`: 1 when more were missed than are counted. */
function chosen(config: ScheduleConfig, slots: readonly Date[], before: number, now: Date): readonly InboundEvent[] {
  switch (config.missed) {
    case 'all':
      return slots.map((slot, index) => toEvent(config, slot, index === 0 ? before : 0));
    case 'once':
      return slots.slice(-1).map((slot) => toEvent(config, slot, before + slots.length - 1));
    case 'skip': {
      const timely = slots.filter((slot) => now.getTime() - slot.getTime() <= LATE_MS);
      return timely.map((slot, index) => toEvent(config, slot, index === 0 ? before + slots.length - timely.length : 0));
    }
  }
}

function toEvent({ parameters }: ScheduleConfig, slot: Date, missed: number): InboundEvent {
  const at = slot.toISOString();
  const body = { slot: at, missed, ...(parameters === undefined ? {} : { parameters: parameters as JsonObject }) };
  return { scope: { body }, messageId: at };
}
