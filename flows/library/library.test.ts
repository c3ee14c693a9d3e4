import { describe, expect, test } from 'vitest';
import { compileOrThrow, testWorld } from '../../test/support/compare-with-reference.ts';
import { BUILTINS } from '../expressions/compiled/builtins.ts';
import type { Json } from '../json.ts';
import { exampleTables } from './example-tables.ts';
import { LIBRARY } from './library.ts';
import { dayIn, instantIn, timeIn } from './zone-clock.ts';

const world = { ...testWorld, table: exampleTables.table };

function answerTo(expression: string, given: Json = null): Json | undefined {
  return compileOrThrow(expression).evaluate(given, world);
}

function failureOf(expression: string, given: Json): unknown {
  try {
    return answerTo(expression, given);
  } catch (error) {
    return error;
  }
}

describe('LIB-1: every function', () => {
  test.each(LIBRARY.flatMap((definition) => definition.examples.map((example) => ({ name: definition.name, ...example }))))(
    '$name: $expression',
    ({ expression, given, result }) => {
      expect(answerTo(expression, given)).toEqual(result);
    },
  );

  test.each(LIBRARY)('$name shows itself in its examples, and describes each parameter of its signature', (definition) => {
    const { name, parameters, signature, examples } = definition;
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.some(({ expression }) => expression.includes(`$${name}(`))).toBe(true);
    const known = BUILTINS.get(name)!.signature.parameters;
    expect(
      known.map(({ repeat }) => repeat === '?'),
      signature,
    ).toEqual(parameters.map(({ optional }) => optional === true));
  });

  test.each(LIBRARY)('$name gives nothing when its first argument is missing', ({ name, parameters }) => {
    const rest = parameters.slice(1).map(() => ', missing');
    expect(answerTo(`$${name}(missing${rest.join('')})`, {})).toBeUndefined();
  });

  test('has a name of its own', () => {
    expect(new Set(LIBRARY.map(({ name }) => name)).size).toBe(LIBRARY.length);
  });
});

describe('LIB-2: what cannot be done is an error that says why', () => {
  test.each([
    ['$addDecimals("1,5", "2")', 'decimal-malformed', '"1,5" is not a decimal'],
    ['$addDecimals(1e30, "2")', 'decimal-malformed', '1e+30 is not a decimal'],
    ['$sumDecimals([{ "toString": 1, "valueOf": 1 }])', 'decimal-malformed', 'is not a decimal'],
    ['$divideDecimals("1", "0.00", 2)', 'division-by-zero', 'divided by zero'],
    ['$roundDecimal("1", 2.5)', 'places-malformed', '2.5 is not a number of places'],
    ['$roundDecimal("1", 2, "banker")', 'rounding-unknown', 'nearest, up, down'],
    ['$parseDecimal("12,5", ".")', 'decimal-malformed', 'groups of three'],
    ['$parseDecimal("-5-", ".")', 'decimal-malformed', 'not a decimal'],
    ['$parseDecimal("5", ";")', 'sign-unknown', '"," or "."'],
    ['$addDays("2026-02-30", 1)', 'date-malformed', 'not a day'],
    ['$addDays("15.12.2026", 1)', 'date-malformed', 'YYYY-MM-DD'],
    ['$addDays("2026-12-15", 1.5)', 'count-malformed', 'whole number'],
    ['$addWorkingDays("2026-12-15", 1000000, "1010")', 'count-malformed', 'are not counted'],
    ['$isWorkingDay("2026-12-15", "4711")', 'plant-unknown', 'no plant "4711"'],
    ['$localDay("2026-12-15T10:00:00", "1010")', 'instant-malformed', 'with its zone'],
    ['$localDay("2026-12-15T10:00:00Z", "Europe/Hamburg")', 'time-zone-unknown', 'no time zone'],
    ['$localInstant("2026-12-15", "6:00", "1010")', 'time-malformed', 'HH:MM'],
    ['$alphaIn("12345678901", 10)', 'key-too-long', 'more than 10 characters'],
    ['$alphaIn("1", 0)', 'length-malformed', 'not a length'],
    ['$fromSapDate("20261332")', 'date-malformed', 'YYYYMMDD'],
    ['$addDays("9999-12-31", 1)', 'day-out-of-range', 'no day of the years'],
    ['$addDays("0000-01-01", -1)', 'day-out-of-range', 'no day of the years'],
    ['$addWorkingDays("9999-12-31", 1, "1010")', 'day-out-of-range', 'no day of the years'],
    ['$fromSapDate("/Date(99999999999999999)/")', 'date-malformed', 'not a date'],
    ['$localDay("9999-12-31T23:30:00Z", "Europe/Berlin")', 'day-out-of-range', 'no day of the years'],
    ['$fromSapDate("00001301")', 'date-malformed', 'YYYYMMDD'],
    ['$fromSapDecimal("-5-")', 'decimal-malformed', 'not a decimal'],
    ['$fromSapDecimal("-")', 'decimal-malformed', 'not a decimal'],
    ['$alphaIn(10.5, 6)', 'key-malformed', 'whole number'],
    ['$alphaIn(-5, 6)', 'key-malformed', 'whole number'],
    ['$alphaIn(12345678901234567890, 20)', 'key-malformed', 'at most 15 digits'],
    ['$formatDecimal("1234", ",", "0")', 'group-malformed', 'between thousands'],
    ['$fromSapTime("256100")', 'time-malformed', 'HHMMSS'],
    ['$fromSapDecimal("1.234,50")', 'decimal-malformed', 'not a decimal'],
    ['$fromSapFlag("Y")', 'flag-malformed', '"X" or empty'],
    ['$convertUnit("1", "KG", "PC", "FG-1001")', 'unit-unknown', 'It has PC, CAR, PAL'],
    ['$baseUnit("NONE")', 'material-unknown', 'table of material units'],
    ['$roundMoney("1", "EURO")', 'currency-unknown', 'no currency'],
    ['$indexBy([{"item": "10"}, {"item": 10}], "item")', 'key-twice', 'Two rows have item "10"'],
    ['$valueMap("plants", "1")', 'value-map-missing', 'no value map "plants"'],
    ['$addDays(20261215, 1)', 'T0410', ''],
  ])('%s', (expression, code, message) => {
    let error: unknown;
    try {
      answerTo(expression);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code });
    expect((error as Error).message).toContain(message);
  });
});

test('LIB-2: a message shows no more than the beginning of a long text', () => {
  const long = 'x'.repeat(2_000_000);
  for (const call of ['$fromSapDate', '$baseUnit', '$fromSapDecimal', '$toSapDate', '$valueMap'])
    expect(() => answerTo(`${call}(text)`, { text: long })).toThrow(/^.{20,300}$/);
});

describe('LIB-8: what a call takes is paid for', () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => ({ n }));

  test.each([
    ['a century of working days, again and again', '$count([1..2000].$addWorkingDays("2026-01-01", 36000, "1010"))'],
    ['the same, counted', '$count([1..2000].$workingDaysBetween("2026-01-01", "2125-12-31", "1010"))'],
    ['a list walked by one field after another', '$count([1..2000].$findBy($$.rows, $string($), 1))'],
    ['the clocks of a zone', '$count([1..20000].$localInstant("2026-01-01", "06:00", "1010"))'],
  ])('%s ends at the limit of steps', (_what, expression) => {
    expect(failureOf(expression, { rows })).toMatchObject({ code: 'D1012' });
  });

  test('a text of zeros that is no number is read once, not once for each of them', () => {
    // Once for each would take a quarter of an hour.
    expect(failureOf('$alphaIn(key, 10)', { key: `${'0'.repeat(3_000_000)}x` })).toMatchObject({ code: 'key-too-long' });
  });
});

describe('LIB-3: decimals', () => {
  test('keep every digit', () => {
    expect(answerTo('$sumDecimals(["99999999999999999999.99", "0.01"])')).toBe('100000000000000000000.00');
    expect(answerTo('$subtractDecimals("-5", -5)')).toBe('0');
    expect(answerTo('$sumDecimals([])')).toBe('0');
    expect(answerTo('$sumDecimals("2.50")')).toBe('2.50');
  });

  test('are rounded to both sides of zero', () => {
    expect(['nearest', 'up', 'down'].map((way) => answerTo(`$roundDecimal("-2.5", 0, "${way}")`))).toEqual(['-3', '-2', '-3']);
    expect(['nearest', 'up', 'down'].map((way) => answerTo(`$roundDecimal("2.4", 0, "${way}")`))).toEqual(['2', '3', '2']);
  });
});

describe('LIB-3: formats of SAP', () => {
  test.each<[string, Json | undefined]>([
    ['$fromSapDecimal("123.45-")', '-123.45'],
    ['$fromSapDecimal("0.00-")', '0.00'],
    ['$fromSapDecimal("-0")', '0'],
    ['$fromSapDecimal("   ")', undefined],
    ['$fromSapDate("0000-00-00")', undefined],
    ['$fromSapDate("99991231")', '9999-12-31'],
    ['$fromSapTime("000000")', '00:00:00'],
    ['$alphaIn("", 10)', ''],
    ['$alphaIn("000000000004711", 10)', '0000004711'],
    ['$alphaIn("000", 10)', '0000000000'],
    ['$alphaIn("4711 A", 10)', '4711 A'],
    ['$alphaIn("\u0664\u0667", 10)', '\u0664\u0667'],
    ['$alphaOut("0000000000")', '0'],
    ['$addDecimals("-0.5", "0.5")', '0.0'],
  ])('%s', (expression, expected) => {
    expect(answerTo(expression)).toBe(expected);
  });
});

test('LIB-3: a quantity is exact until it is rounded to the side that is named', () => {
  expect(answerTo('$convertUnit("0.00000004", "CAR", "PC", "FG-1001", "up")')).toBe('1.000');
  expect(answerTo('$convertUnit("-0.00000004", "CAR", "PC", "FG-1001", "up")')).toBe('0.000');
  expect(answerTo('$convertUnit("-0.00000004", "CAR", "PC", "FG-1001", "down")')).toBe('-1.000');
  expect(['nearest', 'up', 'down'].map((way) => answerTo(`$convertUnit("-2.5", "PC", "CAR", "FG-1001", "${way}")`))).toEqual([
    '-0.208',
    '-0.208',
    '-0.209',
  ]);
});

describe('LIB-4: instants and days', () => {
  test.each([
    ['two hours that are shown twice', '2026-10-25', '02:45', 'Antarctica/Troll', '2026-10-25T00:45:00.000Z'],
    ['half an hour that is shown twice', '2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['half an hour that is passed over', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    ['new year behind the date line', '2027-01-01', '00:00', 'Pacific/Kiritimati', '2026-12-31T10:00:00.000Z'],
  ])('%s', (_what, day, time, zone, expected) => {
    expect(answerTo(`$localInstant("${day}", "${time}", "${zone}")`)).toBe(expected);
  });

  test('around every change the time that a clock shows is read back as that instant, or as the earlier one that shows the same', () => {
    const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'].map((day) => Date.parse(day));
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Antarctica/Troll'])
      for (const change of changes)
        for (let at = change - 86_400_000; at < change + 2 * 86_400_000; at += 900_000) {
          const [day, time] = [dayIn(zone, at), timeIn(zone, at)];
          const back = instantIn(zone, day, time);
          expect([zone, dayIn(zone, back), timeIn(zone, back), back <= at]).toEqual([zone, day, time, true]);
          // None shows the same still earlier.
          expect(
            [1, 2, 4].filter(
              (halves) => `${dayIn(zone, back - halves * 1_800_000)} ${timeIn(zone, back - halves * 1_800_000)}` === `${day} ${time}`,
            ),
          ).toEqual([]);
        }
  });

  test('years of less than four digits are written with four, on both sides of the first', () => {
    expect(answerTo('$localDay("0500-01-01T00:00:00Z", "UTC")')).toBe('0500-01-01');
    expect(answerTo('$localDay("0001-01-01T00:00:00Z", "America/New_York")')).toBe('0000-12-31');
    expect(answerTo('$localTime("9999-12-31T12:00:00Z", "UTC")')).toBe('12:00:00');
  });

  test('working days are counted over the end of a year and back', () => {
    expect(answerTo('$addWorkingDays("2026-12-31", 1, "1010")')).toBe('2027-01-04');
    expect(answerTo('$addWorkingDays("2027-01-04", -1, "1010")')).toBe('2026-12-31');
    expect(answerTo('$workingDaysBetween("2026-12-31", "2027-01-04", "1010")')).toBe(1);
    expect(answerTo('$workingDaysBetween("2027-01-04", "2026-12-31", "1010")')).toBe(-1);
    expect(answerTo('$addWorkingDays("2026-12-26", 0, "1010")')).toBe('2026-12-28');
    expect(answerTo('$addDays("2024-02-28", 1)')).toBe('2024-02-29');
  });

  test.each([
    ['a time that is passed over in spring', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['before that change', '2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
    ['behind it', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['the first of two in autumn', '2026-10-25', '02:00', '2026-10-25T00:00:00.000Z'],
    ['after both', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['summer', '2026-07-01', '00:00', '2026-06-30T22:00:00.000Z'],
  ])('%s', (_what, day, time, expected) => {
    expect(answerTo(`$localInstant("${day}", "${time}", "Europe/Berlin")`)).toBe(expected);
  });

  test('a plant without a calendar works from Monday to Friday', () => {
    expect(answerTo('$nextWorkingDay("2026-12-25", "1020")')).toBe('2026-12-25');
    expect(answerTo('$nextWorkingDay("2026-12-26", "1020")')).toBe('2026-12-28');
  });
});

describe('LIB-5: $findBy', () => {
  test('walks a list once, however often it is asked', () => {
    let reads = 0;
    const rows = Array.from({ length: 2_000 }, (_, at) => ({
      get key() {
        reads += 1;
        return `K${at}`;
      },
      at,
    }));
    const asked = Array.from({ length: 2_000 }, (_, at) => `K${1_999 - at}`);
    const found = answerTo('asked.$findBy($$.rows, "key", $).at', { rows: rows as unknown as Json, asked });
    expect(found).toEqual(asked.map((_, at) => 1_999 - at));
    expect(reads).toBeLessThan(10_000);
  });

  test('tells text and number apart, and takes the first of several', () => {
    const given = { rows: [{ k: 10, v: 1 }, { k: '10', v: 2 }, { k: '10', v: 3 }, 'x', null] };
    expect(answerTo('$findBy(rows, "k", "10").v', given)).toBe(2);
    expect(answerTo('$findBy(rows, "k", 10).v', given)).toBe(1);
    expect(answerTo('$findBy(rows, "__proto__", "10")', given)).toBeUndefined();
  });
});
