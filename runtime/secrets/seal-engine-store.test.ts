import { expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import type { EngineReads, EngineTx, TimedBody } from '../store/engine-rows.ts';
import { accepted, aNewRun } from '../store/store-fixture.ts';
import { createRedactor, REDACTED } from './redact.ts';
import { sealEngineStore } from './seal-engine-store.ts';
import { replaceTokens, type SealedValueRow, type SealedValues } from './sealed-values.ts';

const NAME = 'Marlene Quittenbaum';

/** Rows in memory; values are kept as they are, since what counts here is where they go. */
function aStore() {
  const journals = new Map<string, readonly TimedBody[]>();
  const rows = new Map<string, SealedValueRow>();
  const sealed: SealedValues = {
    seal(value, tag) {
      const token = `${tag}:${JSON.stringify(value).length}`;
      return { token: { $sealed: token }, row: { token, keyId: 'k', ciphertext: JSON.stringify(value) } };
    },
    unseal: (value, find, opened) =>
      replaceTokens(value, ({ $sealed }) => {
        const row = find($sealed)!;
        const plain = JSON.parse(row.ciphertext) as Json;
        opened?.(row, plain);
        return plain;
      }),
  };
  const reads = { readEvents: (runId: string) => journals.get(runId) ?? [] } as unknown as EngineReads;
  const tx = {
    reads,
    insertRun: ({ runId }: { runId: string }, event: TimedBody) => void journals.set(runId, [event]),
    putSealedValue: (row: SealedValueRow) => void rows.set(row.token, row),
  } as unknown as EngineTx;
  const tree = { fields: new Map([['name', { tag: 'personal', fields: new Map() }]]) } as never;
  return sealEngineStore({
    writer: { write: async (apply: (given: EngineTx) => unknown) => apply(tx) } as never,
    reads,
    redactor: createRedactor(),
    sealed,
    places: { ofVersion: () => ({ trigger: { tree }, output: {}, at: () => ({}), tellsOfRun: false }), ofEvent: () => ({}) },
    flows: { findDeployed: () => undefined },
    find: (token) => rows.get(token),
  });
}

test('TRC-3 what a run says is cleaned, however many others were accepted since it began', async () => {
  const { writer, cleanShown } = aStore();
  const accept = (runId: string, name: string) => writer.write((tx) => tx.insertRun(aNewRun({ runId }), accepted({ name })));
  await accept('first', NAME);
  expect(cleanShown('first', `Dear ${NAME}`)).toBe(`Dear ${REDACTED}`);
  for (let other = 0; other < 20_000; other += 1) await accept(`other-${other}`, 'Somebody Else');
  expect(cleanShown('first', `Dear ${NAME}`)).toBe(`Dear ${REDACTED}`);
  expect(cleanShown('not accepted yet', 'hello')).toBe('hello');
});
