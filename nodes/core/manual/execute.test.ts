import { expect, test } from 'vitest';
import { coreManual } from './execute.ts';

test('core/manual is started by hand, needs no configuration and nobody else starts it', () => {
  expect(coreManual.trigger).toEqual({ kind: 'manual' });
  expect(coreManual.manifest.config['required']).toBeUndefined();
});
