import { describe, expect, test } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  padDecimal,
  significantPlaces,
  subtractDecimals,
} from '#flows/library/decimal.ts';
import { formatODataDate, formatODataInstant, formatODataTime, parseODataDate, parseODataInstant, parseODataTime } from './date.ts';
import { formatTimestampETag, ifMatchNames } from './etag.ts';
import { formatKeyPredicate, formatODataLiteral, readODataLiteral } from './literal.ts';

describe('decimals', () => {
  test('stay exact', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.300');
    expect(subtractDecimals('1', '1.001')).toBe('-0.001');
    expect(multiplyDecimals('84.50', '12', 2)).toBe('1014.00');
    expect(divideDecimals('10', '7', 6)).toBe('1.428571');
    expect(padDecimal('9007199254740993.1235', 3)).toBe('9007199254740993.124');
    expect(padDecimal('25', 0)).toBe('25');
  });
  test('compare by value, not by text', () => {
    expect(compareDecimals('25', '25.000')).toBe(0);
    expect(compareDecimals('9', '10')).toBe(-1);
    expect(significantPlaces('25.500')).toBe(1);
  });
  test('refuse what is none', () => {
    expect(() => addDecimals('1e3', '1')).toThrow('not a decimal');
    expect(() => divideDecimals('1', '0.00')).toThrow(RangeError);
  });
});

describe('dates', () => {
  test('a plain date survives the way there and back', () => {
    expect(formatODataDate('2026-12-15')).toBe('/Date(1797292800000)/');
    expect(parseODataDate('/Date(1797292800000)/')).toBe('2026-12-15');
    expect(parseODataDate('/Date(1797292800000+0000)/')).toBe('2026-12-15');
    expect(parseODataDate('/Date(1797292800000+0060)/')).toBe('2026-12-15');
    expect(parseODataDate('2026-12-15T00:00:00')).toBe('2026-12-15');
    expect(parseODataDate('/Date(-86400000)/')).toBe('1969-12-31');
  });
  test.each(['2026-02-30', '15.12.2026', '/Date(x)/', '2026-12-15T08:00:00', ''])('%s is no date', (text) => {
    expect(parseODataDate(text)).toBeUndefined();
  });
  test('instants and times', () => {
    expect(formatODataInstant('2026-12-15T00:00:00Z')).toBe('/Date(1797292800000+0000)/');
    expect(parseODataInstant('2026-12-15T01:00:00+01:00')).toBe('2026-12-15T00:00:00.000Z');
    expect(parseODataInstant('2026-12-15')).toBeUndefined();
    expect(formatODataTime('08:30:00')).toBe('PT08H30M00S');
    expect(parseODataTime('PT8H30M')).toBe('08:30:00');
    expect(parseODataTime('PT25H')).toBeUndefined();
  });
});

describe('literals', () => {
  test.each([
    ["O'Neil", 'Edm.String', "'O''Neil'"],
    ['5.5', 'Edm.Decimal', '5.5m'],
    ['2026-01-01', 'Edm.DateTime', "datetime'2026-01-01T00:00:00'"],
    [true, 'Edm.Boolean', 'true'],
    ['08:30:00', 'Edm.Time', "time'PT08H30M00S'"],
  ] as const)('%s of %s is written %s and read back', (value, type, written) => {
    expect(formatODataLiteral(value, type)).toBe(written);
    expect(readODataLiteral(`x ${written} y`, 2)).toMatchObject({ literal: { type }, end: 2 + written.length });
  });
  test('keys are encoded for a URL', () => {
    expect(formatKeyPredicate({ SalesOrder: '4711', SalesOrderItem: '10' })).toBe("(SalesOrder='4711',SalesOrderItem='10')");
    expect(formatKeyPredicate({ Product: "A/B (C)'" })).toBe(`(Product='A%2FB%20%28C%29''')`);
  });
  test('what is none is said to be none', () => {
    expect(readODataLiteral('SalesOrder')).toBeUndefined();
    expect(readODataLiteral("x'00'")).toBeUndefined();
    expect(readODataLiteral('5abc')).toBeUndefined();
  });
});

describe('entity tags', () => {
  test('have the form of SAP and match however they are encoded', () => {
    const etag = formatTimestampETag('2026-09-02T06:15:47.125705Z');
    expect(etag).toBe(`W/"datetimeoffset'2026-09-02T06%3A15%3A47.1257050Z'"`);
    expect(ifMatchNames(etag, etag)).toBe(true);
    expect(ifMatchNames(`W/"datetimeoffset'2026-09-02T06:15:47.1257050Z'"`, etag)).toBe(true);
    expect(ifMatchNames('*', etag)).toBe(true);
    expect(ifMatchNames('W/"other"', etag)).toBe(false);
  });
});
