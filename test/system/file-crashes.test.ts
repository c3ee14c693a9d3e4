/**
 * Files through kill -9: a sender drops them, Millrace dies again and again wherever it is, and the other side fetches what appears. Each
 * file has to be taken once, worked through and delivered once, whole. Judged by what the other side has fetched.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { JsonObject } from '#flows/json.ts';
import { createRandom } from '../simulation/random.ts';
import { eventually } from '../support/api.ts';
import { deploy } from '../support/api-flows.ts';
import { type MortalRuntime, openMortalRuntime } from '../support/mortal-runtime.ts';

const FILES = 30;
const RECORDS = 60;
const LIVES = 10;

const columns = [{ name: 'mark', value: 'D' }, { name: 'number', type: 'integer' }, { name: 'text' }];
const trailer = { mark: 'T', columns: [{ name: 'mark' }, { name: 'count', type: 'integer' }], count: 'count' };
const layout = { format: 'csv', delimiter: ';', columns, trailer };
const node = (type: string, config: JsonObject, more: JsonObject = {}) => ({
  type,
  version: 1,
  label: type,
  connection: 'plant',
  config,
  ...more,
});
const logic = (type: string, config: JsonObject, more: JsonObject = {}) => ({ type, version: 1, label: type, config, ...more });

const FLOW = {
  format: 1,
  id: 'files-through',
  name: 'Files through',
  layer: 'process',
  owner: 'test',
  contract: { major: 1 },
  concurrency: 3,
  nodes: {
    dropped: node('files/folder', { folder: 'in', pattern: '*.csv', intervalMs: 200, stableMs: 0 }),
    split: node('files/split', { file: '= trigger.body', layout, recordsPerPart: 10 }),
    each: logic('core/for-each', { items: '= steps.split.parts' }),
    read: node('files/read-part', { part: '= item', layout }, { parent: 'each' }),
    map: logic(
      'core/map',
      { rows: [{ target: 'rows', expression: 'steps.read.rows.{ "mark": "D", "number": number * 2, "text": text }' }] },
      { parent: 'each' },
    ),
    collect: node('files/collect', { part: '= item.part', lists: { rows: '= steps.map.rows' } }, { parent: 'each' }),
    write: node('files/write', { folder: 'out', name: '= trigger.body.name', layout, collected: '= steps.each.items' }),
    away: node('files/put-away', { file: '= trigger.body', to: 'archive' }),
    refused: node('files/put-away', { file: '= trigger.body', to: 'error', reason: '= steps.split.message' }),
  },
  edges: [
    { from: 'dropped', to: 'split' },
    { from: 'split', port: 'out', to: 'each' },
    { from: 'split', port: 'unfit', to: 'refused' },
    { from: 'read', port: 'out', to: 'map' },
    { from: 'map', port: 'out', to: 'collect' },
    { from: 'each', port: 'out', to: 'write' },
    { from: 'write', port: 'out', to: 'away' },
  ],
} as unknown as FlowDocument;

let runtime: MortalRuntime;
let share: string;
beforeAll(async () => {
  share = realpathSync(mkdtempSync(join(tmpdir(), 'millrace-share-')));
  for (const folder of ['in', 'out', 'fetched']) mkdirSync(join(share, folder));
  runtime = await openMortalRuntime({ sandbox: false, examples: false, environment: { MILLRACE_FILE_ROOTS: share } });
  await runtime.api.send(
    'PUT',
    '/api/environments/development/connections/plant',
    { type: 'files', settings: { root: share } },
    { 'if-match': '0' },
  );
  await deploy(runtime.api, FLOW);
}, 120_000);
afterAll(async () => {
  await runtime?.close();
  rmSync(share, { recursive: true, force: true });
});

const nameOf = (n: number): string => `file-${String(n).padStart(3, '0')}.csv`;
const contentOf = (n: number, factor: number): string =>
  [...Array.from({ length: RECORDS }, (_, index) => `D;${(n * 1_000 + index) * factor};row ${index} of ${n}`), `T;${RECORDS}`, ''].join(
    '\r\n',
  );

function drop(n: number): void {
  writeFileSync(join(share, 'in', `${nameOf(n)}.tmp`), contentOf(n, 1));
  renameSync(join(share, 'in', `${nameOf(n)}.tmp`), join(share, 'in', nameOf(n)));
}

/** As other systems do: whatever lies there is taken at once, and nothing stays behind that says so. */
function fetchAll(into: { readonly name: string; readonly text: string }[]): void {
  for (const name of readdirSync(join(share, 'out'))) {
    if (!name.endsWith('.csv')) continue;
    const kept = join(share, 'fetched', `${into.length}-${name}`);
    renameSync(join(share, 'out', name), kept);
    into.push({ name, text: readFileSync(kept, 'utf8') });
  }
}

const filesIn = (folder: string): readonly string[] =>
  !existsSync(join(share, folder))
    ? []
    : readdirSync(join(share, folder), { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));

test('F44 FILE-3 FILE-21 FILE-23 every file comes through kill -9 at random instants: once, whole, and in the archive', async () => {
  const random = createRandom(20_261_127);
  const fetched: { name: string; text: string }[] = [];
  const fetching = setInterval(() => fetchAll(fetched), 15);
  try {
    let dropped = 0;
    await runtime.kill();
    for (let life = 0; life < LIVES; life += 1) {
      for (let more = 0; more < FILES / LIVES; more += 1) drop(dropped++);
      await runtime.rise();
      // The instant of a death is the one thing here that is left to chance.
      await new Promise((resolve) => setTimeout(resolve, random.between(20, 1_800)));
      await runtime.kill();
    }
    await runtime.rise();
    await eventually(
      async () => filesIn('archive').length === FILES && filesIn('work').length === 0,
      `${FILES} files are in the archive`,
      120_000,
    );
  } finally {
    clearInterval(fetching);
  }
  fetchAll(fetched);
  const wanted = Array.from({ length: FILES }, (_, n) => nameOf(n));
  expect(fetched.map(({ name }) => name).sort()).toEqual(wanted);
  for (const { name, text } of fetched) expect(text).toBe(contentOf(Number(name.slice(5, 8)), 2));
  expect(
    filesIn('archive')
      .map((name) => name.slice(-12))
      .sort(),
  ).toEqual(wanted);
  expect([...filesIn('in'), ...filesIn('work'), ...filesIn('out')]).toEqual([]);
}, 240_000);
