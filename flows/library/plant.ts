/** Plants, their calendars and their clocks, as expressions ask for them. */
import { LibraryFault, type LibraryTables, shown } from './library-function.ts';
import { createPlantCalendar, isDay, type PlantCalendar } from './working-days.ts';
import { isTimeZone } from './zone-clock.ts';

/** Throws LibraryFault `plant-unknown`. */
export function calendarOf(plant: string, tables: LibraryTables): PlantCalendar {
  const { calendar } = requirePlant(plant, tables);
  return createPlantCalendar(calendar === undefined ? undefined : tables.table('calendar', calendar));
}

/** `where`: the code of a plant, or a time zone by its name (`Europe/Berlin`, `UTC`). Throws LibraryFault. */
export function zoneOf(where: string, tables: LibraryTables): string {
  if (where !== 'UTC' && !where.includes('/')) return requirePlant(where, tables).timeZone ?? 'UTC';
  if (isTimeZone(where)) return where;
  throw new LibraryFault('time-zone-unknown', `There is no time zone ${shown(where)}.`, 'Zones have names such as Europe/Berlin.');
}

function requirePlant(code: string, tables: LibraryTables): { readonly calendar?: string; readonly timeZone?: string } {
  const plant = tables.table('plant', code);
  if (plant !== undefined) return plant;
  const help = 'Add it under Plants with its calendar, or correct the code.';
  throw new LibraryFault('plant-unknown', `There is no plant ${shown(code)} in this environment.`, help);
}

/** Throws LibraryFault `date-malformed`. */
export function requireDay(value: string): string {
  if (isDay(value)) return value;
  const help = 'A day is written YYYY-MM-DD; $fromSapDate and $localDay make one of other forms.';
  throw new LibraryFault('date-malformed', `${shown(value)} is not a day.`, help);
}
