import { expect, test } from 'vitest';
import { portInOurLanguage } from './node-type-words.ts';

test('a way out that somebody has named keeps its name, whatever the language', () => {
  const named = { name: 'change', label: 'Change', kind: 'business' } as const;
  expect(portInOurLanguage(named)).toBe(named);
});
