import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Bea Lang', 'BL'],
  ['Anna Maria von der Heide', 'AH'],
  ['bea', 'B'],
  ['Karl-Heinz Groß', 'KG'],
  ['O’Neill', 'O'],
  ['Élodie  Ångström', 'ÉÅ'],
  ['Ada Admin (night job)', 'AA'],
  ['(night job)', '?'],
  ['  ', '?'],
  ['<b>x</b>', 'BB'],
])('HERE-1: %s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('HERE-1: a sign of several characters is not cut', () => {
  expect(initialsOf('E\u0301lodie Ba')).toBe('E\u0301B');
});
