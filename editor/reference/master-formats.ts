/** Master data as rows of a spreadsheet, there and back; what is wrong is said by line. Pure. */
import { t } from '../text.ts';
import {
  type CalendarValue,
  type CustomerValue,
  isTimeZone,
  type PlantValue,
  type Shift,
  type UnitFactor,
  type UnitValue,
  type WorkCentreValue,
} from './master-data.ts';

export type MasterKind = 'plants' | 'calendars' | 'units' | 'work-centres' | 'customers';

export interface LineProblem {
  /** As the spreadsheet counts, the header is line 1. */
  readonly line: number;
  /** Of the plant, calendar or material; '' where even that is missing. */
  readonly name: string;
  readonly message: string;
}

export interface CsvLine {
  readonly line: number;
  cell(column: string): string;
}

export interface MasterFormat<V> {
  readonly columns: readonly string[];
  /** Columns without which nothing can be read. */
  readonly required: readonly string[];
  toRows(name: string, value: V): readonly (readonly string[])[];
  /** All lines of one name. `before`: what is stored, whose further members are kept. */
  fromLines(
    lines: readonly CsvLine[],
    before: V | undefined,
  ): { readonly value: V } | { readonly problems: readonly Omit<LineProblem, 'name'>[] };
}

type Problems = Omit<LineProblem, 'name'>[];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Names of things in Millrace, as the API takes them. */
const NAME_COLUMNS = {
  plants: 'plant',
  calendars: 'calendar',
  units: 'material',
  'work-centres': 'workCentre',
  customers: 'customer',
} as const;

export const nameColumnOf = (kind: MasterKind): string => NAME_COLUMNS[kind];

const plants: MasterFormat<PlantValue> = {
  columns: ['plant', 'label', 'timeZone', 'calendar', 'pickPackDays', 'transitDays', 'connections'],
  required: ['plant', 'label', 'timeZone'],
  toRows: (name, { label, timeZone, calendar = '', pickPackDays, transitDays, connections = {} }) => [
    [
      name,
      label,
      timeZone,
      calendar,
      daysText(pickPackDays),
      daysText(transitDays),
      Object.entries(connections)
        .map(([role, to]) => `${role}=${to}`)
        .join(' '),
    ],
  ],
  fromLines(lines, before) {
    const [first, ...more] = lines;
    const problems: Problems = more.map(({ line }) => ({ line, message: t('master.twice', 'It stands in an earlier line already.') }));
    const { line } = first!;
    const zone = first!.cell('timeZone');
    const label = first!.cell('label');
    const calendar = first!.cell('calendar');
    if (label === '') problems.push({ line, message: t('master.no-label', 'The label is missing.') });
    if (!isTimeZone(zone)) problems.push({ line, message: zoneProblem(zone) });
    const pickPackDays = readDays(first!, 'pickPackDays', problems);
    const transitDays = readDays(first!, 'transitDays', problems);
    const connections = readConnections(first!, problems);
    if (problems.length > 0) return { problems };
    return {
      value: {
        ...(before?.units === undefined ? {} : { units: before.units }),
        label,
        timeZone: zone,
        ...(calendar === '' ? {} : { calendar }),
        ...(pickPackDays === undefined ? {} : { pickPackDays }),
        ...(transitDays === undefined ? {} : { transitDays }),
        ...(Object.keys(connections).length === 0 ? {} : { connections }),
      },
    };
  },
};

const calendars: MasterFormat<CalendarValue> = {
  columns: ['calendar', 'timeZone', 'weekdays', 'start', 'end', 'holiday'],
  required: ['calendar', 'timeZone'],
  toRows: (name, { timeZone, shifts = [], holidays = [] }) => [
    ...shifts.map(({ weekdays, start, end }) => [name, timeZone, weekdays.join(' '), start, end, '']),
    ...holidays.map((day) => [name, timeZone, '', '', '', day]),
    ...(shifts.length + holidays.length === 0 ? [[name, timeZone, '', '', '', '']] : []),
  ],
  fromLines(lines) {
    const problems: Problems = [];
    const timeZone = lines[0]!.cell('timeZone');
    const shifts: Shift[] = [];
    const holidays = new Set<string>();
    if (!isTimeZone(timeZone)) problems.push({ line: lines[0]!.line, message: zoneProblem(timeZone) });
    for (const line of lines) {
      const [days, start, end, holiday, zone] = ['weekdays', 'start', 'end', 'holiday', 'timeZone'].map((column) => line.cell(column)) as [
        string,
        string,
        string,
        string,
        string,
      ];
      const say = (message: string) => problems.push({ line: line.line, message });
      if (zone !== '' && zone !== timeZone)
        say(t('master.two-zones', 'The calendar has another time zone in an earlier line: {zone}.', { zone: timeZone }));
      if (holiday !== '') {
        if (!isDay(holiday)) say(t('master.no-day', '"{text}" is not a day: 2026-12-24.', { text: holiday }));
        else holidays.add(holiday);
      }
      if (days === '' && start === '' && end === '') continue;
      const weekdays = [
        ...new Set(
          days
            .split(/[\s,]+/)
            .filter((part) => part !== '')
            .map(Number),
        ),
      ].sort();
      if (weekdays.length === 0 || weekdays.some((weekday) => !Number.isInteger(weekday) || weekday < 1 || weekday > 7))
        say(t('master.no-weekdays', '"{text}" are not weekdays: 1 (Monday) to 7, with blanks between.', { text: days }));
      else if (!TIME.test(start) || !TIME.test(end))
        say(t('master.no-time', '"{text}" is not a time from – to: 06:00 and 14:00.', { text: `${start} ${end}` }));
      else if (start >= end) say(t('master.backwards', 'The shift ends before it begins; one that goes over midnight is two.'));
      else shifts.push({ weekdays, start, end });
    }
    return problems.length > 0 ? { problems } : { value: { timeZone, shifts, holidays: [...holidays].sort() } };
  },
};

const units: MasterFormat<UnitValue> = {
  columns: ['material', 'baseUnit', 'decimals', 'unit', 'numerator', 'denominator'],
  required: ['material', 'baseUnit'],
  toRows: (name, { baseUnit, decimals, units: factors }) =>
    factors.length === 0
      ? [[name, baseUnit, daysText(decimals), '', '', '']]
      : factors.map(({ unit, numerator, denominator }) => [
          name,
          baseUnit,
          daysText(decimals),
          unit,
          String(numerator),
          String(denominator),
        ]),
  fromLines(lines) {
    const problems: Problems = [];
    const baseUnit = lines[0]!.cell('baseUnit');
    const places = lines[0]!.cell('decimals');
    const factors: UnitFactor[] = [];
    if (baseUnit === '') problems.push({ line: lines[0]!.line, message: t('master.no-base', 'The base unit is missing.') });
    if (places !== '' && !/^[0-3]$/.test(places))
      problems.push({ line: lines[0]!.line, message: t('master.no-places', '"{text}" are not decimals: 0 to 3.', { text: places }) });
    for (const line of lines) {
      const [unit, numerator, denominator, base] = ['unit', 'numerator', 'denominator', 'baseUnit'].map((column) => line.cell(column)) as [
        string,
        string,
        string,
        string,
      ];
      const say = (message: string) => problems.push({ line: line.line, message });
      if (base !== baseUnit)
        say(t('master.two-bases', 'The material has another base unit in an earlier line: {unit}.', { unit: baseUnit }));
      if (unit === '' && numerator === '' && denominator === '') continue;
      if (unit === '') say(t('master.no-unit', 'The unit is missing.'));
      else if (factors.some((factor) => factor.unit === unit) || unit === baseUnit)
        say(t('master.unit-twice', 'The unit {unit} is there already.', { unit }));
      else if (!isFactor(numerator) || !isFactor(denominator))
        say(
          t('master.no-factor', '"{text}" is not a fraction of whole numbers above 0: 1 {unit} is numerator / denominator {base}.', {
            text: `${numerator}/${denominator}`,
            unit,
            base: baseUnit,
          }),
        );
      else factors.push({ unit, numerator: Number(numerator), denominator: Number(denominator) });
    }
    return problems.length > 0
      ? { problems }
      : { value: { baseUnit, ...(places === '' ? {} : { decimals: Number(places) }), units: factors } };
  },
};

const workCentres: MasterFormat<WorkCentreValue> = {
  columns: ['workCentre', 'label', 'plant', 'calendar', 'capacity'],
  required: ['workCentre', 'label', 'plant', 'calendar'],
  toRows: (name, { label, plant, calendar, capacity }) => [[name, label, plant, calendar, daysText(capacity)]],
  fromLines(lines) {
    const { first, problems } = onlyLine(lines);
    const [label, plant, calendar] = ['label', 'plant', 'calendar'].map((column) => neededCell(first, column, problems));
    const text = first.cell('capacity');
    const isFit = text === '' || (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 10_000);
    if (!isFit) problems.push({ line: first.line, message: t('master.no-capacity', '"{text}" are not machines: 1 to 10000.', { text }) });
    if (problems.length > 0) return { problems };
    return { value: { label: label!, plant: plant!, calendar: calendar!, ...(text === '' ? {} : { capacity: Number(text) }) } };
  },
};

const customers: MasterFormat<CustomerValue> = {
  columns: ['customer', 'label', 'class', 'country', 'parent'],
  required: ['customer', 'label'],
  toRows: (name, { label, class: group = '', country = '', parent = '' }) => [[name, label, group, country, parent]],
  fromLines(lines) {
    const { first, problems } = onlyLine(lines);
    const label = neededCell(first, 'label', problems);
    const [group, country, parent] = ['class', 'country', 'parent'].map((column) => first.cell(column)) as [string, string, string];
    if (!['', 'A', 'B', 'C'].includes(group))
      problems.push({ line: first.line, message: t('master.no-class', '"{text}" is not a class: A, B or C.', { text: group }) });
    if (country.length > 3)
      problems.push({
        line: first.line,
        message: t('master.no-country', '"{text}" is not a country code, such as DE.', { text: country }),
      });
    if (problems.length > 0) return { problems };
    return {
      value: {
        label,
        ...(group === '' ? {} : { class: group }),
        ...(country === '' ? {} : { country }),
        ...(parent === '' ? {} : { parent }),
      },
    };
  },
};

export const MASTER_FORMATS = { plants, calendars, units, 'work-centres': workCentres, customers } as const;

function onlyLine([first, ...more]: readonly CsvLine[]): { readonly first: CsvLine; readonly problems: Problems } {
  const problems: Problems = more.map(({ line }) => ({ line, message: t('master.twice', 'It stands in an earlier line already.') }));
  return { first: first!, problems };
}

function neededCell(line: CsvLine, column: string, problems: Problems): string {
  const text = line.cell(column);
  if (text === '') problems.push({ line: line.line, message: t('master.no-cell', 'The column {column} is empty.', { column }) });
  return text;
}

function daysText(days: number | undefined): string {
  return days === undefined ? '' : String(days);
}

function readDays(line: CsvLine, column: string, problems: Problems): number | undefined {
  const text = line.cell(column);
  if (text === '') return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) <= 365) return Number(text);
  problems.push({
    line: line.line,
    message: t('master.no-days', '"{text}" in {column} is not a number of days: 0 to 365.', { text, column }),
  });
  return undefined;
}

function readConnections(line: CsvLine, problems: Problems): { readonly [role: string]: string } {
  const pairs = line
    .cell('connections')
    .split(/\s+/)
    .filter((part) => part !== '');
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const [role = '', to = ''] = pair.split('=');
      if (role !== '' && to !== '') return [[role, to]];
      problems.push({
        line: line.line,
        message: t('master.no-connection', '"{text}" is not role=connection, such as sap=sap-main.', { text: pair }),
      });
      return [];
    }),
  );
}

function zoneProblem(zone: string): string {
  return t('master.no-zone', '"{zone}" is not a time zone, such as Europe/Berlin.', { zone });
}

/** Not the 30th of February either. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

function isFactor(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text);
}
