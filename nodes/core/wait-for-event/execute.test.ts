import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreWaitForEvent } from './execute.ts';

const config = { event: 'CommitmentChanged', correlation: '4711', timeoutMs: 60_000 };

test('WAI-2 core/wait-for-event waits for one event about one thing', () => {
  expect(coreWaitForEvent.execute(createStep({ config }))).toEqual({ kind: 'wait', for: { kind: 'event', ...config } });
});

test('WAI-2 the event leads on with what it carried', () => {
  expect(coreWaitForEvent.execute(createStep({ config, resume: { by: 'event', answer: { promised: '2026-12-01' } } }))).toEqual({
    kind: 'done',
    port: 'out',
    output: { event: 'CommitmentChanged', data: { promised: '2026-12-01' } },
  });
});

test('WAI-2 when it does not come in time the run leaves by "timeout"', () => {
  expect(coreWaitForEvent.execute(createStep({ config, resume: { by: 'timer' } }))).toEqual({ kind: 'done', port: 'timeout', output: {} });
});
