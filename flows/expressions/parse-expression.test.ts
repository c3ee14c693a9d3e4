import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeLiteral, isExpressionText, unescapeLiteral } from './expression-text.ts';
import { parseExpression } from './parse-expression.ts';

describe('EXP-1 a string is an expression when it begins with "="', () => {
  test('and a literal that begins so is written with an apostrophe', () => {
    expect(isExpressionText('= trigger.body')).toBe(true);
    expect(isExpressionText("'= literal")).toBe(false);
    expect(isExpressionText(' = literal')).toBe(false);
    expect(unescapeLiteral("'= 5 pieces")).toBe('= 5 pieces');
    expect(unescapeLiteral("'quoted'")).toBe("'quoted'");
  });

  test('any literal survives escaping and is never taken for an expression', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('=', "'=", "''=a", "'")), (text) => {
        expect(isExpressionText(escapeLiteral(text))).toBe(false);
        expect(unescapeLiteral(escapeLiteral(text))).toBe(text);
      }),
    );
  });
});

describe('EXP-2 a text that cannot be read is answered with a sentence and a place', () => {
  const broken: readonly [text: string, code: string, place: string, words: string][] = [
    ['= trigger.body.', 'S0207', '', 'ends too early'],
    ['= a b', 'S0201', 'b', '"b" is not expected'],
    ['= "abc', 'S0101', '', 'quote is missing'],
    ['= (a & b', 'S0203', '', '")" is missing'],
    ['= /abc', 'S0302', '', 'regular expression'],
    ['= {"a": 1, }', 'S0211', '}', 'something on its left'],
    ['= a /* b', 'S0106', '', 'comment'],
    ['=', 'S0207', '', 'ends too early'],
    ['= "s" != ] @ &', 'S0211', ']', 'something on its left'],
    ['= (a := 1)', 'S0212', '', 'variable'],
    ['= %', 'S0217', '', 'climbs above'],
  ];
  test.each(broken)('%s', (text, code, place, words) => {
    const { faults, tree } = parseExpression(text);
    expect(tree).toBeUndefined();
    expect(faults).toMatchObject([{ code, message: expect.stringContaining(words) as string }]);
    expect(text.slice(faults[0]!.from, faults[0]!.to)).toContain(place);
  });

  test('a regular expression that the engine refuses', () => {
    expect(parseExpression('= $match(a, /+/)').faults).toMatchObject([{ code: 'S0500', from: 1 }]);
  });

  test('too long and too deep texts end as faults, not as crashes', () => {
    expect(parseExpression(`= "${'x'.repeat(40_000)}"`).faults).toMatchObject([{ code: 'too-long' }]);
    expect(parseExpression('('.repeat(16_000) + ')'.repeat(16_000)).faults).toHaveLength(1);
  });

  test('whatever is typed, parsing ends and places lie inside the text', () => {
    const token = fc.constantFrom(
      'a',
      '$x',
      '.',
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      ':',
      '&',
      '??',
      ':=',
      '~>',
      'function',
      '"s"',
      '/r/',
      '@',
      '#',
      '%',
      '^',
      '|',
      '?',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 14 }), (tokens) => {
        const text = `=${tokens.join(' ')}`;
        const { faults, tree } = parseExpression(text);
        expect(tree === undefined).toBe(faults.length > 0);
        for (const { from, to } of faults) expect(from >= 1 && from <= to && to <= text.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
