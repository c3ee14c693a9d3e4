import { expect, test } from 'vitest';
import { readBulkCsv, writeBulkCsv } from './bulk-csv.ts';

test('what is written is read again: quotes, commas, line ends, zeros in front, blanks', () => {
  const rows = [
    { Key: '0017', Name: 'Hafen "Nord", AG', Note: 'one\r\ntwo' },
    { Key: ' 18 ', Name: 'x' },
  ];
  expect(readBulkCsv(writeBulkCsv(rows))).toEqual([rows[0], { ...rows[1], Note: '' }]);
});

test('no value, an empty text and a field that is not there are three things for Salesforce, and two of them empty the field', () => {
  expect(writeBulkCsv([{ A: null, B: '', C: 0, D: false }, { A: 'x' }])).toBe('A,B,C,D\n#N/A,#N/A,0,false\nx,,,\n');
});

test('nothing but the line of names is no row; empty last fields are fields', () => {
  expect(readBulkCsv('A,B\n')).toEqual([]);
  expect(readBulkCsv('A,B\n1,\n')).toEqual([{ A: '1', B: '' }]);
  expect(readBulkCsv('A,B\r\n1,"2"\r\n')).toEqual([{ A: '1', B: '2' }]);
  expect(readBulkCsv('')).toEqual([]);
});

test('a list among the values, and CSV that is none, are said', () => {
  expect(() => writeBulkCsv([{ A: 1 }, { A: [1] }])).toThrow('Row 2: A');
  expect(() => readBulkCsv('A\n"open')).toThrow('cannot be read');
});
