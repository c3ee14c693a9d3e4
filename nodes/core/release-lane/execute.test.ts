import { expect, test } from 'vitest';
import { createStep } from '../../../test/support/step-context.ts';
import { coreReleaseLane } from './execute.ts';

test('LAN-4 core/release-lane asks for the release with its outcome, for one commit', () => {
  expect(coreReleaseLane.execute(createStep({ config: {} }))).toEqual({ kind: 'done', port: 'out', output: {}, releaseLane: true });
});
