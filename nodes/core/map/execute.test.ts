import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreMap } from './execute.ts';

test('core/map gives the mapped object, synchronously', () => {
  const step = createStep({ config: { rows: [{ target: 'order', expression: 'trigger.body.id' }], value: { order: '0042' } } });
  expect(coreMap.execute(step)).toEqual({ kind: 'done', port: 'out', output: { order: '0042' } });
});

test('core/map gives null where the mapping gives null, and says so when nobody evaluated it', () => {
  expect(coreMap.execute(createStep({ config: { value: null } }))).toMatchObject({ output: null });
  expect(() => coreMap.execute(createStep({ config: { rows: [] } }))).toThrow('not evaluated');
});
