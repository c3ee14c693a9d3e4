import type { JsonObject } from '#flows/json.ts';
import {
  addDays,
  addWorkingDays,
  createPlantCalendar,
  customerDays,
  isDay,
  type PlantCalendar,
  toWorkingDay,
} from '#flows/library/working-days.ts';
import { InvalidError } from '../../errors.ts';
import { orInvalid } from '../../library-faults.ts';
import type { StepNode } from '../../node.ts';
import type { StepLookup } from '../../step.ts';
import { type DeliveryDatesConfig, deliveryDatesManifest } from './manifest.ts';

export const coreDeliveryDates: StepNode = {
  manifest: deliveryDatesManifest,
  execute: (step) => {
    const { direction, dates, pickPackDays, transitDays } = step.config as DeliveryDatesConfig;
    const shippings = new Map<string, Shipping>();
    const found: { [key: string]: JsonObject } = {};
    for (const { key, plant, date } of dates) {
      if (!isDay(date)) throw new InvalidError(`${JSON.stringify(date)} is not a day YYYY-MM-DD`, { code: 'date-malformed', target: key });
      let shipping = shippings.get(plant);
      if (shipping === undefined) shippings.set(plant, (shipping = shippingOf(plant, step.lookup)));
      const known = {
        ...shipping,
        ...(typeof pickPackDays === 'number' ? { pickPackDays } : {}),
        ...(typeof transitDays === 'number' ? { transitDays } : {}),
      };
      found[key] = orInvalid(() => (direction === 'back' ? scheduleBack(date, known) : scheduleForward(date, known)), key);
    }
    return { kind: 'done', port: 'out', output: { dates: found } };
  },
};

interface Shipping {
  readonly calendar: PlantCalendar;
  readonly pickPackDays: number;
  readonly transitDays: number;
}

function shippingOf(code: string, lookup: StepLookup): Shipping {
  const plant = lookup.master('plant', code);
  if (plant === undefined) {
    throw new InvalidError(`There is no plant "${code}" in this environment`, {
      code: 'plant-unknown',
      help: 'Add it under Plants with its calendar and lead times, then retry.',
      target: code,
    });
  }
  const { calendar, pickPackDays = 0, transitDays = 0 } = plant as { calendar?: string; pickPackDays?: number; transitDays?: number };
  return {
    calendar: createPlantCalendar(calendar === undefined ? undefined : lookup.master('calendar', calendar)),
    pickPackDays,
    transitDays,
  };
}

/** From the day at the customer to the last day on which goods may come into stock. */
export function scheduleBack(deliveryDate: string, { calendar, pickPackDays, transitDays }: Shipping): JsonObject {
  const goodsIssueDate = toWorkingDay(calendar, addDays(deliveryDate, -transitDays), -1);
  return { availableDate: addWorkingDays(calendar, goodsIssueDate, pickPackDays, -1), goodsIssueDate, deliveryDate };
}

/** From the day on which goods come into stock to the first one at the customer. */
export function scheduleForward(availableDate: string, { calendar, pickPackDays, transitDays }: Shipping): JsonObject {
  const goodsIssueDate = addWorkingDays(calendar, availableDate, pickPackDays, 1);
  return { availableDate, goodsIssueDate, deliveryDate: toWorkingDay(customerDays, addDays(goodsIssueDate, transitDays), 1) };
}
