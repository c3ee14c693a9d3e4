import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreCallFlow } from './execute.ts';

test("LAN-1 core/call-flow is the planner's: executing it is a bug of ours and parks", () => {
  expect(coreCallFlow.manifest.effects).toBe('engine');
  expect(() => coreCallFlow.execute(createStep({ config: { flow: 'a', major: 1 } }))).toThrow('performed by the planner');
});
