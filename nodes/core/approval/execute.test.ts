import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreApproval } from './execute.ts';

const config = {
  role: 'approver',
  title: 'Above the limit?',
  detail: { amount: '12000.00' },
  choices: ['approve', 'reject'],
  timeoutMs: 60_000,
};

test('WAI-3 core/approval first asks the role', () => {
  expect(coreApproval.execute(createStep({ config }))).toEqual({ kind: 'wait', for: { kind: 'approval', ...config } });
});

test('WAI-3 a decision leaves by its own way, with person and reason', () => {
  const answer = { choice: 'reject', by: 'ada@example.com', reason: 'too late' };
  expect(coreApproval.execute(createStep({ config, resume: { by: 'person', answer } }))).toEqual({
    kind: 'done',
    port: 'reject',
    output: answer,
  });
});

test('WAI-3 the due time leaves by "timeout"', () => {
  expect(coreApproval.execute(createStep({ config, resume: { by: 'timer' } }))).toMatchObject({ kind: 'done', port: 'timeout' });
});

test('WAI-3 a choice that was never offered is not followed', () => {
  const answer = { choice: 'error', by: 'x', reason: 'y' };
  expect(() => coreApproval.execute(createStep({ config, resume: { by: 'person', answer } }))).toThrow('none of approve, reject');
});
