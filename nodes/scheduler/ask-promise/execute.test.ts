import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#flows/json.ts';
import { problemsAgainst } from '../../../test/support/canonical.ts';
import { createSchedulerSystem } from '../../../test/support/scheduler-system.ts';
import { answerWith, loseAnswer } from '../../../test/support/simulator-http-client.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { schedulerAskPromise, toPromiseLine } from './execute.ts';

const line = { line: '000010', material: 'FG-1001', plant: '1010', quantity: '25.000', unit: 'PC', requestedDate: '2027-03-01' };

function aStep() {
  const system = createSchedulerSystem();
  const ask = async (items: readonly JsonObject[]) => {
    const outcome = await schedulerAskPromise.execute(createStep({ config: { items }, connection: system.connection }));
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    return outcome.output as unknown as { readonly asOf: string; readonly items: readonly JsonObject[] };
  };
  return { ...system, ask };
}

describe('scheduler/ask-promise', () => {
  test('SCH-50 asks for each line and answers in the shared words; nothing is written', async () => {
    const { ask, http, records } = aStep();
    const answer = await ask([line, { ...line, line: '000020', material: 'FG-1004', quantity: '9000', requestedDate: '2026-12-02' }]);
    expect(answer.items).toMatchObject([
      { line: '000010', verdict: 'available', lines: [{ quantity: '25.000', unit: 'PC', date: '2027-03-01', plant: '1010' }] },
      { line: '000020', reason: expect.stringMatching(/^(capacity|material|calendar)/) },
    ]);
    expect(answer.items[1]?.['verdict']).not.toBe('available');
    expect(problemsAgainst('schemas/promise-answer.json', answer as unknown as JsonObject)).toEqual([]);
    expect(http.requests.map(({ url }) => url)).toEqual(['/v1/promises', '/v1/promises']);
    expect(records).toEqual([]);
  });

  test('what the scheduler does not know is unknown, and the rest is answered', async () => {
    const { ask } = aStep();
    const { items } = await ask([
      { ...line, material: 'NONE' },
      { ...line, line: '000020' },
    ]);
    expect(items).toMatchObject([
      { verdict: 'unknown', source: 'unknown', lines: [], reason: expect.stringContaining('invalid-data') },
      { verdict: 'available' },
    ]);
  });

  test('a lost answer, a busy scheduler and half an answer are errors of their class', async () => {
    const { ask, http } = aStep();
    http.disturbNext(() => true, loseAnswer);
    await expect(ask([line])).rejects.toMatchObject({ class: 'timeout' });
    http.disturbNext(() => true, answerWith({ status: 200, text: '{}' }));
    await expect(ask([line])).rejects.toMatchObject({ class: 'invalid', options: { code: 'answer-incomplete' } });
  });
});

describe('the verdict on a line', () => {
  const part = (quantity: string, date: string, source: 'stock' | 'plan') => ({ quantity, date, plant: '1010', source });
  const judge = (available: boolean, lines: readonly ReturnType<typeof part>[]) =>
    toPromiseLine(line, { binding: false, asOf: '2026-11-30T08:00:00Z', available, lines });

  test.each([
    ['in time from stock', true, [part('25', '2027-03-01', 'stock')], { verdict: 'available', source: 'stock' }],
    ['in time from production', true, [part('25', '2027-02-26', 'plan')], { verdict: 'available', source: 'plan' }],
    [
      'in parts',
      false,
      [part('10', '2027-03-01', 'stock'), part('15', '2027-03-08', 'plan')],
      { verdict: 'partly-available', source: 'plan' },
    ],
    ['later', false, [part('25', '2027-03-08', 'plan')], { verdict: 'later', source: 'plan' }],
    ['not at all', false, [], { verdict: 'not-available', source: 'unknown', lines: [] }],
  ])('%s', (_name, available, lines, expected) => {
    expect(judge(available, lines)).toMatchObject(expected);
  });
});
