import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreSwitch } from './execute.ts';

const decide = (...when: (boolean | undefined)[]) => {
  const cases = when.map((value, index) => ({ port: `way-${index}`, ...(value === undefined ? {} : { when: value }) }));
  return coreSwitch.execute(createStep({ config: { cases, otherwise: 'otherwise' } }));
};

test('core/switch takes the first case that holds, top down', () => {
  expect(decide(false, true, true)).toEqual({ kind: 'done', port: 'way-1', output: { port: 'way-1' } });
});

test('core/switch goes otherwise when nothing holds or a condition found nothing', () => {
  expect(decide(false, undefined)).toMatchObject({ port: 'otherwise' });
});
