/** Plants of the landscape: when they work, on what, and what a change of set-up takes. Does not depend on the seed. */
import type { Plant, SetUpChange, WorkCalendar, WorkCentre } from './landscape-model.ts';

export const PLANTS: readonly Plant[] = [
  { code: '1010', name: 'Hamburg', timeZone: 'Europe/Berlin', country: 'DE', calendar: 'DE-2S', storageLocation: '101A' },
  { code: '1020', name: 'Charlotte', timeZone: 'America/New_York', country: 'US', calendar: 'US-2S', storageLocation: '102A' },
];

const WORKDAYS = [1, 2, 3, 4, 5];

/** `years`: for which holidays are listed. */
export function calendars(years: readonly number[]): readonly WorkCalendar[] {
  const on = (days: readonly string[]) => years.flatMap((year) => days.map((day) => `${year}-${day}`));
  const twoShifts = [
    { weekdays: WORKDAYS, start: '06:00', end: '14:00' },
    { weekdays: WORKDAYS, start: '14:00', end: '22:00' },
  ];
  const german = on(['01-01', '05-01', '10-03', '12-25', '12-26']);
  const american = on(['01-01', '07-04', '12-25']);
  return [
    { code: 'DE-2S', sapCode: 'D2', timeZone: 'Europe/Berlin', shifts: twoShifts, holidays: german },
    {
      code: 'DE-1S',
      sapCode: 'D1',
      timeZone: 'Europe/Berlin',
      shifts: [{ weekdays: WORKDAYS, start: '06:00', end: '14:00' }],
      holidays: german,
    },
    { code: 'US-2S', sapCode: 'U2', timeZone: 'America/New_York', shifts: twoShifts, holidays: american },
    {
      code: 'US-3S',
      sapCode: 'U3',
      timeZone: 'America/New_York',
      shifts: [...twoShifts, { weekdays: [6], start: '06:00', end: '14:00' }],
      holidays: american,
    },
  ];
}

export const WORK_CENTRES: readonly WorkCentre[] = [
  { workCentre: 'H-CUT01', plant: '1010', description: 'Saw and deburr', calendar: 'DE-2S', capacity: 1 },
  { workCentre: 'H-MIL01', plant: '1010', description: 'Machining centre 1', calendar: 'DE-2S', capacity: 1 },
  { workCentre: 'H-MIL02', plant: '1010', description: 'Machining centre 2', calendar: 'DE-2S', capacity: 1 },
  { workCentre: 'H-ASM01', plant: '1010', description: 'Assembly and test', calendar: 'DE-1S', capacity: 2 },
  { workCentre: 'C-CUT01', plant: '1020', description: 'Saw and deburr', calendar: 'US-2S', capacity: 1 },
  { workCentre: 'C-MIL01', plant: '1020', description: 'Machining centre', calendar: 'US-3S', capacity: 1 },
  { workCentre: 'C-ASM01', plant: '1020', description: 'Assembly and test', calendar: 'US-2S', capacity: 2 },
];

const SET_UP_GROUPS = ['VALVE', 'PUMP', 'COUPLING'] as const;
export type SetUpGroup = (typeof SET_UP_GROUPS)[number];

export const SET_UP_MATRIX: readonly SetUpChange[] = SET_UP_GROUPS.flatMap((from) =>
  SET_UP_GROUPS.filter((to) => to !== from).map((to) => ({ from, to, minutes: from === 'PUMP' || to === 'PUMP' ? 45 : 30 })),
);
