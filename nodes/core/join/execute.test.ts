import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreJoin } from './execute.ts';

test('core/join is a matter of the planner: once ready it is done', () => {
  expect(coreJoin.manifest.effects).toBe('engine');
  expect(coreJoin.execute(createStep({ config: { mode: 'any' } }))).toEqual({ kind: 'done', port: 'out', output: {} });
});
