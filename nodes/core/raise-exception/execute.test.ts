import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreRaiseException } from './execute.ts';

test('core/raise-exception leaves the exception with the outcome and goes on', () => {
  const config = {
    title: 'Credit block on 4711',
    owner: 'finance',
    detail: { limit: '1000.00' },
    key: '4711',
    dueInMs: 60_000,
    runbook: 'https://wiki/credit',
  };
  expect(coreRaiseException.execute(createStep({ config }))).toEqual({
    kind: 'done',
    port: 'out',
    output: { title: 'Credit block on 4711', owner: 'finance' },
    exception: config,
  });
});
