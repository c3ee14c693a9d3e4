import { expect, test } from 'vitest';
import { coreFlowCall } from './execute.ts';

test('core/flow-call is started by calls only and takes its input from the contract', () => {
  expect(coreFlowCall.trigger).toEqual({ kind: 'call' });
  expect(coreFlowCall.manifest.output).toEqual({ derive: 'contract-input' });
});
