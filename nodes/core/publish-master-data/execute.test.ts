import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import type { MasterPublication } from '#flows/master-values.ts';
import { createSchemaValidation } from '#runtime/schema-validation.ts';
import { planPublication } from '#runtime/store/plan-publication.ts';
import { MemoryLedger } from '../../../test/support/memory-ledger.ts';
import { runAttempts } from '../../../test/support/step-context.ts';
import { NetworkError } from '../../errors.ts';
import type { MasterPublisher } from '../../step.ts';
import { corePublishMasterData } from './execute.ts';

const validate = createSchemaValidation();

/** Master data in memory; what the store does in one commit. */
class Published implements MasterPublisher {
  readonly values = new Map<string, Json>();
  readonly #made = new Map<string, MasterPublication>();
  /** The commit is made, and the process ends before the step hears of it. */
  crashNext = false;

  publish: MasterPublisher['publish'] = async (set, key) => {
    const plan = planPublication(set, this.values);
    if ('shrinks' in plan) return plan;
    for (const { name, value } of plan.puts) this.values.set(name, value);
    for (const name of plan.removals) this.values.delete(name);
    const publication = { ...plan.counts, revision: 7 };
    this.#made.set(key, publication);
    if (!this.crashNext) return publication;
    this.crashNext = false;
    throw new NetworkError('The process ended.', { code: 'crashed', maybeApplied: true });
  };
  find: MasterPublisher['find'] = (_kind, key) => this.#made.get(key);
}

const OF_THE_ENVIRONMENT: { readonly [name: string]: JsonObject } = {
  'plant 1010': { label: 'Hamburg', timeZone: 'Europe/Berlin' },
  'calendar DE-2S': { timeZone: 'Europe/Berlin' },
  'customer 0017100001': { label: 'Nordwerft' },
};

function publish(config: JsonObject, published = new Published(), ledger = new MemoryLedger()) {
  return runAttempts(corePublishMasterData, {
    config: { removed: [], complete: false, mostBadPercent: 2, mostRemovedPercent: 10, ...config },
    ledger,
    masterData: published,
    lookup: {
      master: (kind, name) => OF_THE_ENVIRONMENT[`${kind} ${name}`],
      validate: (schema, value) => validate(schema, {}, value),
    },
  });
}
const units = (name: string, pieces = 12) => ({
  name,
  value: { baseUnit: 'PC', decimals: 0, units: [{ unit: 'CAR', numerator: pieces, denominator: 1 }] },
});
const many = (count: number) => Array.from({ length: count }, (_, index) => units(`FG-${1001 + index}`));

describe('MST-1 rows that cannot be used', () => {
  test('a calendar whose shift ends before it begins is rejected with the reason, the others are published', async () => {
    const shifts = (start: string, end: string) => ({ timeZone: 'Europe/Berlin', shifts: [{ weekdays: [1], start, end }] });
    const rows = [
      { name: 'DE-1S', value: shifts('06:00', '14:00') },
      { name: 'DE-NIGHT', value: shifts('22:00', '06:00') },
      { name: 'DE-MARS', value: { timeZone: 'Mars/Base' } },
    ];
    const published = new Published();
    const outcome = await publish({ kind: 'calendar', rows, mostBadPercent: 100 }, published);
    expect([...published.values.keys()]).toEqual(['DE-1S']);
    expect(JSON.stringify(outcome)).toMatch(/Shift 1 \(22:00 to 06:00\).*Mars\/Base/);
  });

  const centre = (name: string, more: JsonObject = {}) => ({
    name,
    value: { label: 'Saw', plant: '1010', calendar: 'DE-2S', capacity: 1, ...more },
  });
  const customer = (name: string, parent?: string) => ({
    name,
    value: { label: name, class: 'B', ...(parent === undefined ? {} : { parent }) },
  });

  test.each([
    ['no name', 'unit', [{ name: null, value: {} }], /no name/],
    ['a name that none can look up', 'unit', [units('A/B')], /Its name is none/],
    ['a factor of nothing', 'unit', [units('FG-1', 0)], /^\/units\/0\/numerator must be >= 1\.$/],
    ['what the flow knows of it', 'unit', [{ name: 'FG-1', problem: 'SAP has no base unit.' }], /^SAP has no base unit\.$/],
    ['the same twice', 'unit', [units('FG-1'), units('FG-1', 6)], /came in row 1 already/],
    ['another calendar', 'work-centre', [centre('1010-H-CUT01', { calendar: 'DE-9S' })], /There is no calendar "DE-9S"/],
    ['another plant', 'work-centre', [centre('1099-X', { plant: '1099' })], /There is no plant "1099"/],
    ['an unknown parent', 'customer', [customer('0017100005', '0017100099')], /There is no customer "0017100099"/],
  ])('%s', async (_what, kind, rows, reason) => {
    const { port, output } = (await publish({ kind, rows, mostBadPercent: 0 })) as { port: string; output: JsonObject };
    expect(port).toBe('too-many-bad');
    expect(output['rejects']).toMatchObject([{ row: rows.length, reason: expect.stringMatching(reason) }]);
  });

  test('a parent may come later, or be published already; a circle has no top, and who hangs below it stands on nothing', async () => {
    const rows = [
      customer('0017100005', '0017100006'),
      customer('0017100006', '0017100001'),
      customer('0017100007', '0017100008'),
      customer('0017100008', '0017100007'),
      customer('0017100009', '0017100008'),
    ];
    const published = new Published();
    const { output } = (await publish({ kind: 'customer', rows, mostBadPercent: 60 }, published)) as { output: JsonObject };
    expect([...published.values.keys()]).toEqual(['0017100005', '0017100006']);
    expect((output['rejects'] as JsonObject[]).map(({ row }) => row)).toEqual([3, 4, 5]);
  });

  test('what is published under the name of a bad row stays, also when the rows are everything', async () => {
    const published = new Published();
    await publish({ kind: 'unit', rows: many(60) }, published);
    const rows = [{ name: 'FG-1001', problem: 'No base unit.' }, ...many(60).slice(1)];
    expect(await publish({ kind: 'unit', rows, complete: true }, published)).toMatchObject({
      port: 'no-change',
      output: { bad: 1, removed: 0, unchanged: 59 },
    });
    expect(published.values.get('FG-1001')).toEqual(units('FG-1001').value);
  });
});

describe('MST-2 gates', () => {
  test('two bad rows in a hundred pass, three do not', async () => {
    const bad = { name: 'FG-9', problem: 'No base unit.' };
    const other = { name: 'FG-8', problem: 'No base unit.' };
    expect(await publish({ kind: 'unit', rows: [...many(98), bad, other] })).toMatchObject({ port: 'published', output: { created: 98 } });
    const published = new Published();
    const rows = [...many(97), bad, other, { name: 'FG-7', problem: 'No base unit.' }];
    expect(await publish({ kind: 'unit', rows }, published)).toMatchObject({ port: 'too-many-bad', output: { rows: 100, bad: 3 } });
    expect(published.values.size).toBe(0);
  });

  test('a source that suddenly has half is not believed; what it says is gone counts alike', async () => {
    const published = new Published();
    await publish({ kind: 'unit', rows: many(40) }, published);
    const half = await publish({ kind: 'unit', rows: many(20), complete: true }, published);
    expect(half).toMatchObject({ port: 'shrinks', output: { present: 40, gone: 20 } });
    const removed = many(5).map(({ name }) => name);
    expect(await publish({ kind: 'unit', rows: [], removed }, published)).toMatchObject({ port: 'shrinks', output: { gone: 5 } });
    expect(published.values.size).toBe(40);
    const few = await publish({ kind: 'unit', rows: many(39), complete: true }, published);
    expect(few).toMatchObject({ port: 'published', output: { removed: 1, unchanged: 39 } });
  });
});

describe('MST-4 one effect', () => {
  test('the process ends behind the commit: the store is asked, and it is not published again', async () => {
    const published = new Published();
    const ledger = new MemoryLedger();
    published.crashNext = true;
    const outcome = await publish({ kind: 'unit', rows: many(3) }, published, ledger);
    expect(outcome).toMatchObject({ port: 'published', output: { created: 3, unchanged: 0, revision: 7 } });
    expect(ledger.probes).toEqual(['confirmed']);
    expect(ledger.writes).toMatchObject([{ sendings: 1, state: 'confirmed', object: { type: 'master-data', key: 'unit' } }]);
  });
});
