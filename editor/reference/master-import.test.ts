import { describe, expect, test } from 'vitest';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { Json } from '#flows/json.ts';
import type { MasterKind } from './master-formats.ts';
import { exportRows, planImport } from './master-import.ts';

const stored = (name: string, value: object, revision = 3): ReferenceView => ({
  name,
  value: value as Json,
  revision,
  changedAt: '2026-11-27T10:00:00Z',
});

const PLANT = stored('1010', {
  label: 'Hamburg, north',
  timeZone: 'Europe/Berlin',
  calendar: 'DE-2',
  units: { weight: 'KG' },
  connections: { sap: 'sap-main', scheduler: 'plan' },
  pickPackDays: 1,
  transitDays: 0,
});
const CALENDAR = stored('DE-2', {
  timeZone: 'Europe/Berlin',
  shifts: [
    { weekdays: [1, 2, 3, 4, 5], start: '06:00', end: '14:00' },
    { weekdays: [6], start: '06:00', end: '10:00' },
  ],
  holidays: ['2026-12-25', '2026-12-26'],
});
const UNIT = stored('FG-1007', { baseUnit: 'PC', decimals: 0, units: [{ unit: 'KG', numerator: 10, denominator: 7 }] });

describe('a spreadsheet of master data', () => {
  test.each<[MasterKind, ReferenceView]>([
    ['plants', PLANT],
    ['calendars', CALENDAR],
    ['units', UNIT],
    ['units', stored('RM-1', { baseUnit: 'KG', units: [] })],
    ['work-centres', stored('1010-H-MIL01', { label: 'Milling', plant: '1010', calendar: 'DE-2', capacity: 2 })],
    ['customers', stored('0017100006', { label: 'Papierfabrik', class: 'B', country: 'AT', parent: '0017100001' })],
    ['customers', stored('0017100007', { label: 'Werft' })],
    ['calendars', stored('NONE', { timeZone: 'UTC', shifts: [], holidays: [] })],
  ])('%s that were exported and are imported again change nothing', (kind, row) => {
    expect(planImport(kind, exportRows(kind, [row]), [row])).toEqual({
      problems: [],
      rows: [{ name: row.name, value: row.value, what: 'same', revision: 3 }],
    });
  });

  test('says of each what is new and what changes, and keeps what the file has no column for', () => {
    const text = 'plant;label;timeZone;pickPackDays\n1010;Hamburg;Europe/Berlin;2\n1020;Chicago;America/Chicago;\n';
    expect(planImport('plants', text, [PLANT])).toEqual({
      problems: [],
      rows: [
        {
          name: '1010',
          what: 'changed',
          revision: 3,
          value: { units: { weight: 'KG' }, label: 'Hamburg', timeZone: 'Europe/Berlin', pickPackDays: 2 },
        },
        { name: '1020', what: 'new', revision: 0, value: { label: 'Chicago', timeZone: 'America/Chicago' } },
      ],
    });
  });

  test('every wrong line is named, and only what it belongs to is left out', () => {
    const text = [
      'material,baseUnit,decimals,unit,numerator,denominator',
      'FG-1,PC,0,CAR,12,1',
      'FG-1,PC,0,PAL,1.5,1',
      'FG-2,PC,0,CAR,12,1',
      'FG 3,PC,0,CAR,12,1',
      'FG-4,,9,,,',
    ].join('\n');
    const { rows, problems } = planImport('units', text, []);
    expect(rows.map(({ name }) => name)).toEqual(['FG-2']);
    expect(problems.map(({ line, name, message }) => `${line} ${name}: ${message}`)).toEqual([
      '3 FG-1: "1.5/1" is not a fraction of whole numbers above 0: 1 PAL is numerator / denominator PC.',
      '5 FG 3: "FG 3" in material is no name: letters, digits, dot, dash.',
      '6 FG-4: The base unit is missing.',
      '6 FG-4: "9" are not decimals: 0 to 3.',
    ]);
  });

  test.each([
    ['a zone nobody knows', 'C,Europe/Hamburg,,,,', /time zone/],
    ['a day that is not there', 'C,UTC,,,,2026-02-30', /not a day/],
    ['weekdays by name', 'C,UTC,Mon,06:00,14:00,', /not weekdays/],
    ['a time without minutes', 'C,UTC,1,6,14,', /not a time/],
    ['a shift over midnight', 'C,UTC,1,22:00,06:00,', /over midnight is two/],
  ])('a calendar with %s is refused by line', (_what, line, message) => {
    const { rows, problems } = planImport('calendars', `calendar,timeZone,weekdays,start,end,holiday\n${line}\n`, []);
    expect(rows).toEqual([]);
    expect(problems).toEqual([{ line: 2, name: 'C', message: expect.stringMatching(message) }]);
  });

  test.each([
    ['without its columns', 'plant,name\n1010,Hamburg', /lacks label, timeZone/],
    ['with columns nobody knows', 'plant,label,timeZone,colour\n1010,a,UTC,red', /has colour/],
    ['with an open quotation mark', 'plant,label,timeZone\n"1010,a,UTC', /not closed/],
    ['without rows', 'plant,label,timeZone\n', /no entries/],
  ])('a file %s stores nothing', (_what, text, message) => {
    expect(planImport('plants', text, [])).toEqual({
      rows: [],
      problems: [{ line: 1, name: '', message: expect.stringMatching(message) }],
    });
  });

  test.each<[MasterKind, string, RegExp]>([
    ['work-centres', 'workCentre,label,plant,calendar,capacity\n1010-A,Mill,,DE-2,1\n', /plant is empty/],
    ['work-centres', 'workCentre,label,plant,calendar,capacity\n1010-A,Mill,1010,DE-2,none\n', /"none" are not machines/],
    ['customers', 'customer,label,class\n17,Werft,D\n', /"D" is not a class/],
    ['customers', 'customer,label,country\n17,Werft,Germany\n', /"Germany" is not a country/],
  ])('%s: a row that the API would refuse is named by its line', (kind, text, message) => {
    const { rows, problems } = planImport(kind, text, []);
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ line: 2, message: expect.stringMatching(message) }]);
  });

  test('the same plant twice is a problem of the second line', () => {
    const { rows, problems } = planImport('plants', 'plant,label,timeZone\n1010,a,UTC\n1010,b,UTC\n', []);
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ line: 3, name: '1010' }]);
  });
});
