import type { ConfigFinding } from '#flows/check/checked-flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { createPlantCalendar } from '#flows/library/working-days.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepLookup } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { isTimeZone } from '../schedule/check-schedule.ts';
import { type DailyWindow, findWindow } from './find-window.ts';
import { type BatchWindowConfig, batchWindowManifest } from './manifest.ts';

export const coreBatchWindow: StepNode = {
  manifest: batchWindowManifest,
  checkConfig,
  execute: ({ config: given, startedAt, lookup }) => {
    const config = given as unknown as BatchWindowConfig;
    const now = new Date(startedAt);
    if (typeof config.until === 'string') return untilThen(config.until, now);
    const found = findWindow(windowOf(config, lookup), now);
    if (found === undefined)
      throw new InvalidError('The calendar opens no window within 400 days.', {
        code: 'calendar-without-working-days',
        help: 'Correct the shifts and holidays of the calendar.',
      });
    return ended(found.open, found.from, found.to);
  },
};

function checkConfig({ timeZone, plant }: JsonObject): readonly ConfigFinding[] {
  if (timeZone === undefined && plant === undefined)
    return [{ path: ['plant'], message: 'Neither a plant nor a time zone says whose clock counts.', help: 'Give one of them.' }];
  if (timeZone === undefined || isTimeZone(String(timeZone))) return [];
  return [
    {
      path: ['timeZone'],
      message: `"${String(timeZone)}" is no time zone.`,
      help: 'Give the name that the IANA list has, e.g. Europe/Berlin.',
    },
  ];
}

function untilThen(until: string, now: Date): StepOutcome {
  const to = new Date(until);
  if (Number.isNaN(to.getTime()))
    throw new InvalidError(`${JSON.stringify(until)} is no instant`, {
      code: 'instant-malformed',
      help: 'Give an ISO instant with its zone, e.g. 2026-11-24T04:00:00Z.',
    });
  return ended(to > now, now, to);
}

function ended(open: boolean, from: Date, to: Date): StepOutcome {
  return { kind: 'done', port: open ? 'out' : 'closed', output: { open, from: from.toISOString(), to: to.toISOString() } };
}

function windowOf({ plant: code, timeZone, from, to, days }: BatchWindowConfig, lookup: StepLookup): DailyWindow {
  const plant = typeof code === 'string' ? plantOf(code, lookup) : undefined;
  const zone = plant?.timeZone ?? timeZone;
  if (zone === undefined)
    throw new InvalidError('Neither a plant nor a time zone says whose clock counts', {
      code: 'time-zone-missing',
      help: 'Give the step a plant or a time zone.',
    });
  if (days === 'every') return { from, to, timeZone: zone, calendar: undefined };
  const kept = plant?.calendar === undefined ? undefined : lookup.master('calendar', plant.calendar);
  return { from, to, timeZone: zone, calendar: createPlantCalendar(kept) };
}

function plantOf(code: string, lookup: StepLookup): { readonly timeZone?: string; readonly calendar?: string } {
  const plant = lookup.master('plant', code);
  if (plant !== undefined) return plant;
  throw new InvalidError(`There is no plant "${code}" in this environment`, {
    code: 'plant-unknown',
    help: 'Add it under Plants with its time zone and calendar, then retry.',
    target: code,
  });
}
