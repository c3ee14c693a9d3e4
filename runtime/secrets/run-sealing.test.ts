import { expect, test } from 'vitest';
import { REDACTED } from './redact.ts';
import { RunSealing } from './run-sealing.ts';
import type { SealedValues } from './sealed-values.ts';
import type { TaggedPlaces } from './tagged-places.ts';

const sealed = {
  seal: (value, tag) => ({ token: { $sealed: tag }, row: { token: tag, keyId: 'k', ciphertext: JSON.stringify(value) } }),
} as SealedValues;

test('TRC-3 a part without text of what is sealed whole is nothing to blank out: the rest of a title stays readable', () => {
  const run = new RunSealing({ trigger: {}, output: {}, at: () => ({}), tellsOfRun: false } satisfies TaggedPlaces, sealed);
  const fields = new Map([['address', { tag: 'personal' as const, fields: new Map() }]]);
  run.sealTagged({ address: { street: 'Quittenweg 7', more: '', house: '7' } }, { tree: { fields } }, () => {});
  expect(run.cleanComputed('Really to "Quittenweg 7"? (house 7)')).toBe(`Really to "${REDACTED}"? (house ${REDACTED})`);
});
