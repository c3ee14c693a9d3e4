/** Starts that are disturbed: killed while they recover (F4), on a folder that is in use (F17), on files that lost or changed something. */
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
// @ts-expect-error Plain JavaScript, so that scripts run it without a build.
import { seededRandom } from '../oracle/seeded-random.mjs';
import { eventually, runReaches } from '../support/api.ts';
import { type MortalRuntime, openMortalRuntime } from '../support/mortal-runtime.ts';
import { createSandboxPanel, NO_FAULTS, type SandboxPanel } from '../support/sandbox-panel.ts';

let runtime: MortalRuntime;
let sandbox: SandboxPanel;

beforeEach(async () => {
  runtime = await openMortalRuntime();
  sandbox = createSandboxPanel(runtime.api);
});
afterEach(() => runtime?.close());

test('F4, RES-2: killed ten times in a row while it recovers, it comes to the same end', async () => {
  const random = seededRandom(4) as () => number;
  await runtime.api.send('POST', '/api/sandbox/traffic', {
    ratePerSecond: 40,
    count: 60,
    seed: 4,
    duplicates: 0.1,
    reorder: 0.1,
    invalid: 0.05,
  });
  await eventually(
    async () => (await runtime.api.get<{ entered: number }>('/api/sandbox/traffic')).entered >= 50,
    'most changes are entered',
  );
  await runtime.kill();
  // The first half dies before or at its start; the second one in the middle of the work that it found.
  for (let time = 0; time < 10; time += 1) await runtime.flicker((time < 5 ? 50 : 500) + random() * (time < 5 ? 450 : 1_000));
  await runtime.rise();
  await sandbox.rest();
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
});

test('F17: a second runtime on the same data refuses, says who is there, and the first one never notices', async () => {
  const [key] = await sandbox.orders(1);
  const rival = await runtime.startRival();
  expect(rival.code).toBe(1);
  expect(rival.output).toContain(`process ${runtime.life.process.pid}`);
  expect(rival.output).toMatch(/uses the data folder .*MILLRACE_DATA/);
  await sandbox.change(key!);
  await sandbox.rest();
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
});

test('F10, RES-4, RES-6: acknowledged entries that are gone are said at every start, with how many and since when', async () => {
  const FILES = ['millrace.db', 'millrace.db-wal'];
  const kept = join(runtime.life.folder, 'kept');
  const anchored = () => (JSON.parse(readFileSync(join(runtime.dataFolder, 'journal.anchor'), 'utf8')) as { seq: number }).seq;
  const [key] = await sandbox.orders(1);
  await sandbox.change(key!);
  await sandbox.rest();
  await runtime.kill();
  mkdirSync(kept);
  for (const file of FILES) cpSync(join(runtime.dataFolder, file), join(kept, file));

  await runtime.rise();
  const before = anchored();
  await sandbox.change(key!);
  await sandbox.rest();
  await eventually(async () => anchored() > before, 'the side file has seen the later entries');
  await runtime.kill();
  // As a disk that lost what it had said was written.
  rmSync(join(runtime.dataFolder, 'millrace.db-shm'), { force: true });
  for (const file of FILES) cpSync(join(kept, file), join(runtime.dataFolder, file));

  for (let start = 0; start < 2; start += 1) {
    await runtime.rise();
    expect(runtime.life.output()).toMatch(/\d+ acknowledged journal entries are missing since 20\d\d-/);
    expect(await runtime.api.raw('POST', '/api/runs', { environment: 'development', flow: 'order-change', input: {} })).toMatchObject({
      status: 503,
      body: { code: 'read-only-recovery' },
    });
    expect(await runtime.stop()).toBe(0);
  }
  await runtime.rise();
  expect(await runtime.api.send('POST', '/api/recovery/acceptance', { reason: 'The disk was replaced' })).toMatchObject({
    state: 'working',
  });
  await sandbox.rest();
});

test('F12, RES-4: a changed payload parks its run as damaged; nothing is done with the wrong amount', async () => {
  const [key, other] = await sandbox.orders(2);
  const outage = await sandbox.arm({ system: 'scheduler', kind: 'outage' });
  const [first, untouched] = [await sandbox.change(key!), await sandbox.change(other!)];
  const heldRun = (order: string) =>
    eventually(async () => {
      const page = await runtime.api.get<Page<RunSummary>>(`/api/runs?flow=order-to-schedule&state=held,waiting&key=${order}`);
      return page.items[0];
    }, `a run waits for the scheduler with order ${order}`);
  const [{ runId }] = [await heldRun(key!), await heldRun(other!)];
  await runtime.kill();
  const raw = new SqliteDatabase(join(runtime.dataFolder, 'millrace.db'));
  const ofRun = 'run = (SELECT number FROM run WHERE run_id = ?) AND first_run_seq = 1';
  const quantity = '"quantity":"';
  expect(raw.prepare(`UPDATE journal SET events = replace(events, ?, ?) WHERE ${ofRun}`).run(quantity, `${quantity}9`, runId).changes).toBe(
    1,
  );
  raw.close();

  await runtime.rise();
  expect(runtime.life.output()).toContain(runId);
  const parked = await runReaches(runtime.api, runId, 'parked');
  expect(parked.error).toMatchObject({ class: 'internal', code: 'damaged' });
  await outage();
  await sandbox.recorded({ operation: 'upsert-demand', key: other!, sequence: untouched.revision });
  await sandbox.rest();
  expect(await sandbox.record({ operation: 'upsert-demand', key: key! })).toEqual([]);

  await runtime.api.send('POST', `/api/runs/${runId}/actions`, { action: 'set-aside', reason: 'Its payload was changed on the disk.' });
  const second = await sandbox.change(key!);
  await sandbox.rest();
  expect((await sandbox.record({ operation: 'upsert-demand', key: key! })).map(({ sequence }) => sequence)).toEqual([second.revision]);
  expect(second.revision).toBe(first.revision + 1);
  expect(await sandbox.judge()).toEqual(NO_FAULTS);
});
