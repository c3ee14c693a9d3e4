import { expect, test } from 'vitest';
import { instantText } from '../ui/time-text.ts';
import { detailText, matchesAudit } from './audit-text.ts';

test('detail is said in a line', () => {
  expect(detailText({ environment: 'development', version: 1, meaningHash: 'a'.repeat(64), hosts: ['a', 'b'], secrets: [] })).toBe(
    'environment development · version 1 · meaning hash aaaaaaaaaaaa… · hosts a, b · secrets none',
  );
});

test('roles and times are said as people read them elsewhere', () => {
  const until = '2026-01-31T08:00:00.000Z';
  const grants = [
    { role: 'operator', environment: 'production', folder: '*' },
    { role: 'viewer', environment: '*', folder: 'sales', plants: ['1010'] },
  ];
  expect(detailText({ grants, until })).toBe(
    `grants operator in production; viewer, folder sales, plants 1010 · until ${instantText(until)}`,
  );
});

test('a search looks for every word, wherever it stands', () => {
  const row = { seq: 1, at: '', by: 'Ada', action: 'flow-deployed', object: 'flow order-change', detail: { environment: 'test' } };
  expect(matchesAudit(row, 'ada deployed test')).toBe(true);
  expect(matchesAudit(row, 'ada withdrawn')).toBe(false);
  expect(matchesAudit(row)).toBe(true);
});
