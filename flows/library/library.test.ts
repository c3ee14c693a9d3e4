import { describe, expect, test } from 'vitest';
import { compileOrThrow, testWorld } from '../../test/support/compare-with-reference.ts';
import { BUILTINS } from '../expressions/compiled/builtins.ts';
import type { Json } from '../json.ts';
import { exampleTables } from './example-tables.ts';
import { LIBRARY } from './library.ts';

const world = { ...testWorld, table: exampleTables.table };

function answerTo(expression: string, given: Json = null): Json | undefined {
  return compileOrThrow(expression).evaluate(given, world);
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

describe('LIB-4: instants and days', () => {
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
