import { describe, expect, test } from 'vitest';
import { readCsvEntries } from './read-csv.ts';

describe('a CSV file as entries of a value map', () => {
  test.each([
    ['commas', 'PC,ST\nCAR,KAR\n'],
    ['semicolons', 'PC;ST\r\nCAR;KAR'],
    ['tabs', 'PC\tST\nCAR\tKAR\n\n'],
    ['quotation marks', '"PC","ST"\n"CAR","KAR"\n'],
    ['a byte order mark', '\uFEFFPC,ST\nCAR,KAR'],
    ['more columns', 'PC,ST,pieces\nCAR,KAR,cartons'],
  ])('with %s', (_name, text) => {
    expect(readCsvEntries(text, false)).toEqual({
      entries: [
        ['PC', 'ST'],
        ['CAR', 'KAR'],
      ],
    });
  });

  test('leaves a header out, keeps separators, quotation marks and line ends inside of quotes', () => {
    expect(readCsvEntries('from,to\n"a,b","say ""yes""\nand no"', true)).toEqual({ entries: [['a,b', 'say "yes"\nand no']] });
  });

  test.each([
    ['only\n', 'Line 1 has one column; a key and its value are wanted.'],
    ['a,1\n,2', 'Line 2 has no key.'],
    ['a,1\nb,2\na,3', 'The key "a" stands in line 1 and in line 3.'],
    ['"a,1', 'A quotation mark is not closed.'],
    ['\n\n', 'There are no entries in it.'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(readCsvEntries(text, false)).toEqual({ problem });
  });
});
