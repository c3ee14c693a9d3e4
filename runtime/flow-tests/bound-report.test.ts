import { expect, test } from 'vitest';
import type { TriedStep, TryReport } from '#flows/api/flow-tests.ts';
import type { Json } from '#flows/json.ts';
import { boundReport } from './bound-report.ts';

const size = (value: object) => Buffer.byteLength(JSON.stringify(value));
const step = (path: string, output: Json): TriedStep =>
  ({ path, state: 'completed', answered: false, exchanges: [], output }) as unknown as TriedStep;
const completed = (path: string, output: Json) => ({ type: 'step-completed', path, attempt: 1, port: 'out', output, durationMs: 1 });

function report(steps: readonly TriedStep[]): TryReport {
  const events = steps.map(({ path, output }) => completed(path, output!)) as unknown as TryReport['events'];
  return { state: 'completed', input: { order: '4711' }, steps, events, simulated: 0, sent: 0 };
}

test('TRY-12 a report that fits stays as it is', () => {
  const small = report([step('read', { a: 1 })]);
  expect(boundReport(small)).toBe(small);
});

test('TRY-12 the largest values are left out, everywhere they stand, and how much that is stands there', () => {
  const large = report([step('small', { order: '4711' }), step('large', { text: 'ä'.repeat(300_000) })]);
  const bounded = boundReport(large, 100_000);
  expect(size(bounded)).toBeLessThanOrEqual(100_100);
  expect(bounded.steps[0]).toEqual(large.steps[0]);
  const marker = { $leftOut: 600_011 };
  expect([bounded.steps[1]!.output, (bounded.events[1] as unknown as { output: Json }).output]).toEqual([marker, marker]);
  expect(bounded.leftOutBytes).toBeGreaterThan(1_190_000);
});

test('TRY-12 of a loop over very many items the first ones are told', () => {
  const many = report(Array.from({ length: 20_000 }, (_, i) => step(`loop@${i}/step`, { item: i })));
  const bounded = boundReport(many, 200_000);
  expect(size(bounded)).toBeLessThanOrEqual(200_100);
  expect(bounded.steps.length).toBeGreaterThan(100);
  expect(bounded.steps[0]).toEqual(many.steps[0]);
});
