/** Patterns that V8's own engine may look for, and that it then says the same as RE2. */
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';

interface PlainPattern {
  isPlain(pattern: string): boolean;
  plainTest(pattern: string, linear: (text: string) => boolean): (text: string) => boolean;
}
// Plain JavaScript, as the child loads it.
const { isPlain, plainTest } = (await import('./plain-pattern.mjs' as string)) as PlainPattern;

const PLAIN = [
  '^',
  '^$',
  '^CR-\\d{10}$',
  '^\\d{4}-\\d{2}-\\d{2}$',
  '^[0-9]{6}$',
  '^[A-Z]{2,4}\\/[0-9]+$',
  '^[A-Za-z0-9_.-]{1,40}$',
  '^[\\w\\-]*x?$',
  '^\\$a\\.b\\\\c',
  '^a+',
  '^a{3,}b$',
  '^[a-c.+]{0,3}[c-e]$',
];

/** Each with why not. */
const OTHERS = [
  ['no beginning', 'CR-\\d+$'],
  ['a group that repeats', '^(a+)+$'],
  ['alternatives', '^a|b$'],
  ['two without end', '^a*a*$'],
  ['three without end', '^\\w+-\\w+-\\w+$'],
  ['one after the other without end', '^a++$'],
  ['too many ways', '^a{0,9}a{0,9}$'],
  ['many optional ones', '^a?a?a?a?a?a?a?aaaaaaa$'],
  ['any character: engines differ on ends of lines', '^.$'],
  ['space: engines differ', '^\\s$'],
  ['a class of all others', '^[^a]$'],
  ['look-around', '^(?=a)a$'],
  ['a back-reference', '^\\1$'],
  ['an edge of a word', '^a\\b$'],
  ['not lazy in our reading', '^a+?$'],
  ['beyond ASCII', '^[äöü]$'],
  ['of a property', '^\\p{L}$'],
  ['a class whose middle may be a range or not', '^[a-c-e]$'],
  ['an open class', '^[a'],
  ['an end that is escaped', '^a\\'],
] as const;

const ORDERS = [
  'CR-0012345678',
  'CR-00123456789',
  'CR-001234567٨',
  '2026-11-28',
  '2026-11-28\n',
  'AB/1',
  'ABCDE/12',
  'AB/',
  '123456',
  '\n123456',
];
const WORDS = ['', 'a', 'aa', 'aaa', 'aaab', 'ab', 'x', 'a-b_c.d', 'c', 'a.+c', 'e', 'w-x', '$a.b\\c', '$a.b\\cd', '-', '--x'];
const BEYOND_ASCII = ['😀', '\ud800', 'ſ', 'K'];

describe('D12 patterns that are found in linear time by either engine', () => {
  test.each(PLAIN)('%s: says what RE2 says', (pattern) => {
    expect(isPlain(pattern)).toBe(true);
    const linear = RE2JS.compile(pattern);
    const native = plainTest(pattern, () => {
      throw new Error('These texts are short.');
    });
    for (const text of [...ORDERS, ...WORDS, ...BEYOND_ASCII]) expect([text, native(text)]).toEqual([text, linear.matcher(text).find()]);
  });

  test.each(OTHERS)('%s: left to RE2', (_why, pattern) => {
    expect(isPlain(pattern)).toBe(false);
  });

  test('a long text is left to RE2, for V8 keeps a place for each repetition', () => {
    const asked: number[] = [];
    const fits = plainTest('^[a-z]+$', ({ length }) => asked.push(length) > 0);
    expect(fits('a'.repeat(10_000))).toBe(true);
    expect(fits(`${'a'.repeat(9_999)}!`)).toBe(false);
    expect(asked).toEqual([]);
    expect(fits('a'.repeat(10_001))).toBe(true);
    expect(asked).toEqual([10_001]);
  });
});
