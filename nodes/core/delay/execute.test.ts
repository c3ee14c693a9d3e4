import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreDelay } from './execute.ts';

const startedAt = '2026-11-24T08:00:00.000Z';

test('WAI-1 core/delay waits from the recorded start of the step, in every attempt to the same instant', () => {
  const expected = { kind: 'wait', for: { kind: 'delay', untilMs: Date.parse('2026-11-24T08:15:00.000Z') } };
  for (const attempt of [1, 2]) {
    expect(coreDelay.execute(createStep({ config: { durationMs: 900_000 }, startedAt, attempt }))).toEqual(expected);
  }
});

test('WAI-1 when the timer has fired it is done', () => {
  expect(coreDelay.execute(createStep({ config: { durationMs: 900_000 }, startedAt, resume: { by: 'timer' } }))).toEqual({
    kind: 'done',
    port: 'out',
    output: { until: '2026-11-24T08:15:00.000Z' },
  });
});

test('an instant wins over a duration and may carry any time zone; one in the past goes on at once', () => {
  const waits = coreDelay.execute(createStep({ config: { durationMs: 1, until: '2026-11-24T10:00:00+01:00' }, startedAt }));
  expect(waits).toMatchObject({ for: { untilMs: Date.parse('2026-11-24T09:00:00Z') } });
  expect(coreDelay.execute(createStep({ config: { until: '2020-01-01T00:00:00Z' }, startedAt }))).toMatchObject({ kind: 'done' });
});

test.each(['tomorrow', '2026-12-01', '2026-13-01T00:00:00Z'])('"%s" is no instant: the step says what is wanted', (until) => {
  expect(() => coreDelay.execute(createStep({ config: { until }, startedAt }))).toThrow('is not an instant');
});
