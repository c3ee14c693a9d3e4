import { expect, test } from 'vitest';
import { detailText, matchesAudit } from './audit-text.ts';

test('detail is said in a line', () => {
  expect(detailText({ environment: 'development', version: 1, meaningHash: 'a'.repeat(64), hosts: ['a', 'b'], secrets: [] })).toBe(
    'environment development · version 1 · meaning hash aaaaaaaaaaaa… · hosts a, b · secrets none',
  );
});

test('a search looks for every word, wherever it stands', () => {
  const row = { seq: 1, at: '', by: 'Ada', action: 'flow-deployed', object: 'flow order-change', detail: { environment: 'test' } };
  expect(matchesAudit(row, 'ada deployed test')).toBe(true);
  expect(matchesAudit(row, 'ada withdrawn')).toBe(false);
  expect(matchesAudit(row)).toBe(true);
});
