import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunError } from '#flows/run.ts';
import { openStore, type Store } from './open-store.ts';
import type { RunFilter, RunQueries } from './run-queries.ts';
import { AT, accepted, acceptRun, aDataFolder, aNewRun, completeRun, type DataFolder, stepCompleted } from './store-fixture.ts';

let folder: DataFolder;
let store: Store;
let queries: RunQueries;
beforeEach(() => {
  folder = aDataFolder();
  store = openStore({ dataFolder: folder.path, now: () => '2026-11-24T08:00:30.000Z' });
  queries = store.queries;
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const locked: RunError = { class: 'conflict', code: 'V1/042', message: 'Order 4711 is locked by MILLER' };

async function ids(filter: Partial<RunFilter>): Promise<readonly string[]> {
  return (await queries.listRuns({ environment: 'production', limit: 50, ...filter })).items.map(({ runId }) => runId);
}

describe('searching runs', () => {
  test('lists newest first and pages without gaps or doubles', async () => {
    for (let index = 1; index <= 7; index += 1) await acceptRun(store.writer, { runId: `r${index}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await queries.listRuns({ environment: 'production', limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ runId }) => runId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(['r7', 'r6', 'r5', 'r4', 'r3', 'r2', 'r1']);
  });

  test('filters by environment, flow, state, correlation and time', async () => {
    await acceptRun(store.writer, { runId: 'a', startedAt: '2026-11-24T06:00:00.000Z' });
    await acceptRun(store.writer, { runId: 'b', flow: 'other', startedAt: '2026-11-24T07:00:00.000Z', correlationId: 'same' });
    await acceptRun(store.writer, { runId: 'c', environment: 'test', startedAt: '2026-11-24T07:30:00.000Z', correlationId: 'same' });
    await acceptRun(store.writer, { runId: 'd', startedAt: '2026-11-24T08:00:00.000Z' });
    await completeRun(store.writer, 'd', 2);
    await store.writer.write((tx) => tx.updateRun('b', { state: 'parked', error: locked, blockedAt: 'change-order' }));
    expect(await ids({})).toEqual(['d', 'b', 'a']);
    expect(await ids({ flow: 'other' })).toEqual(['b']);
    expect(await ids({ state: 'parked' })).toEqual(['b']);
    expect(await ids({ state: 'accepted' })).toEqual(['a']);
    expect(await ids({ state: 'completed' })).toEqual(['d']);
    expect(await ids({ state: 'accepted,parked' })).toEqual(['b', 'a']);
    expect(await ids({ state: 'parked,completed' })).toEqual(['d', 'b']);
    expect(await ids({ state: 'held,parked,failed' })).toEqual(['b']);
    expect(await ids({ correlationId: 'same' })).toEqual(['b']);
    expect(await ids({ error: 'conflict' })).toEqual(['b']);
    expect(await ids({ error: 'V1/042', flow: 'other' })).toEqual(['b']);
    expect(await ids({ error: 'V1/000' })).toEqual([]);
    expect(await ids({ from: '2026-11-24T07:00:00.000Z', to: '2026-11-24T08:00:00.000Z' })).toEqual(['b']);
    const everywhere = await queries.listRuns({ limit: 3 });
    expect(everywhere.items.map(({ runId }) => runId)).toEqual(['d', 'c', 'b']);
    expect((await queries.listRuns({ limit: 3, cursor: everywhere.next! })).items.map(({ runId }) => runId)).toEqual(['a']);
  });

  test('several states at once, newest first, page by page', async () => {
    for (const runId of ['a', 'b', 'c', 'd', 'e']) await acceptRun(store.writer, { runId });
    await store.writer.write((tx) => tx.updateRun('a', { state: 'parked', error: locked, blockedAt: 'change-order' }));
    await store.writer.write((tx) => tx.updateRun('c', { state: 'held', heldBy: 'sap' }));
    await store.writer.write((tx) => tx.updateRun('d', { state: 'parked', error: locked, blockedAt: 'change-order' }));
    await completeRun(store.writer, 'e', 2);
    expect(await ids({ state: 'parked,held' })).toEqual(['d', 'c', 'a']);
    expect(await ids({ state: 'accepted,held' })).toEqual(['c', 'b']);
    expect(await ids({ state: 'completed,parked' })).toEqual(['e', 'd', 'a']);
    const first = await queries.listRuns({ environment: 'production', state: 'parked,held', limit: 1 });
    const second = await queries.listRuns({ environment: 'production', state: 'parked,held', limit: 5, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ runId }) => runId)).toEqual(['d', 'c', 'a']);
  });

  test('finds a number whose leading zeros were left out', async () => {
    await acceptRun(store.writer, { runId: 'a', keys: { sapOrder: '0000004711' }, laneName: 'sales-order', laneKey: '0000004711' });
    await acceptRun(store.writer, { runId: 'b', keys: { purchaseOrder: '4711-A' } });
    await acceptRun(store.writer, { runId: 'c', keys: { sapOrder: '0000047110' } });
    await acceptRun(store.writer, { runId: 'd', keys: { sapOrder: '0000014711' } });
    await store.writer.write((tx) => tx.updateRun('a', { state: 'parked', error: locked }));
    expect(await ids({ key: '4711' })).toEqual(['a', 'c', 'b']);
    expect(await ids({ key: '4711', state: 'parked' })).toEqual(['a']);
    const first = await queries.listRuns({ environment: 'production', key: '4711', limit: 1 });
    const second = await queries.listRuns({ environment: 'production', key: '4711', limit: 2, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ runId }) => runId)).toEqual(['a', 'c', 'b']);
  });

  test('finds by business key: whole keys, prefixes from three characters, the lane key', async () => {
    const lane = { laneName: 'sales-order', laneKey: '0000004711' };
    await acceptRun(store.writer, { runId: 'a', keys: { sapOrder: '0000004711', crmOrder: '0000004799' }, ...lane });
    await acceptRun(store.writer, { runId: 'b', keys: { crmOrder: 'C-1' }, ...lane });
    await acceptRun(store.writer, { runId: 'c', keys: { sapOrder: '0000004712' }, laneName: 'other', laneKey: 'x' });
    await acceptRun(store.writer, { runId: 'd', keys: { sapOrder: '0000004712' } });
    await store.writer.write((tx) => tx.updateRun('d', { state: 'parked', error: locked }));
    expect(await ids({ key: '0000004711' })).toEqual(['b', 'a']);
    expect(await ids({ key: '0000004712' })).toEqual(['d', 'c']);
    expect(await ids({ key: '000000471' })).toEqual(['b', 'a', 'd', 'c']);
    expect(await ids({ key: '00000047' })).toEqual(['b', 'a', 'd', 'c']);
    expect(await ids({ key: '00' })).toEqual([]);
    expect(await ids({ key: '0000', state: 'parked' })).toEqual(['d']);
    expect(await ids({ lane: { name: 'sales-order', key: '0000004711' } })).toEqual(['b', 'a']);
    expect(await ids({ lane: { name: 'other', key: '0000004711' } })).toEqual([]);
    const first = await queries.listRuns({ environment: 'production', key: '00000047', limit: 2 });
    const second = await queries.listRuns({ environment: 'production', key: '00000047', limit: 2, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ runId }) => runId)).toEqual(['b', 'a', 'd', 'c']);
  });

  test('a rare state of one order, page by page, whether few or many runs have such a key', async () => {
    await store.writer.write((tx) => {
      for (let index = 0; index < 1_100; index += 1)
        tx.insertRun(aNewRun({ runId: `r${index}`, keys: { sapOrder: index % 100 === 0 ? '0000004711' : '0000004999' } }), accepted());
      for (let index = 0; index < 1_100; index += 50) tx.updateRun(`r${index}`, { state: 'parked', error: locked });
    });
    for (const [key, count] of [
      ['0000004711', 11],
      ['00000049', 11],
      ['000000', 22],
    ] as const) {
      const first = await queries.listRuns({ environment: 'production', key, state: 'parked', limit: 7 });
      const rest = await queries.listRuns({ environment: 'production', key, state: 'parked', limit: 50, cursor: first.next! });
      const found = [...first.items, ...rest.items].map(({ runId }) => runId);
      expect(found).toHaveLength(count);
      expect(new Set(found).size).toBe(count);
      expect(await ids({ key, error: locked.code })).toHaveLength(count);
    }
  });

  test('keys that a run learns later are found, those it drops are not', async () => {
    await acceptRun(store.writer, { runId: 'a', keys: { crmOrder: 'C-100' } });
    await store.writer.write((tx) => {
      tx.updateRun('a', { keys: { crmOrder: 'C-200' } });
      tx.updateRun('a', { keys: { crmOrder: 'C-200', sapOrder: '0000004711' } });
    });
    expect(await ids({ key: 'C-100' })).toEqual([]);
    expect(await ids({ key: 'C-200' })).toEqual(['a']);
    expect(await ids({ key: '0000004711' })).toEqual(['a']);
  });

  test('a cursor that was made up begins at the start', async () => {
    await acceptRun(store.writer, { runId: 'a' });
    expect(await ids({ cursor: 'nonsense' })).toEqual(['a']);
    expect(await ids({ cursor: Buffer.from('{"number":{}}').toString('base64url') })).toEqual(['a']);
  });

  test('every search goes by an index', async () => {
    const raw = new SqliteDatabase(`${folder.path}/millrace.db`, { readonly: true });
    const { buildRunQuery, narrowKeyProbe } = await import('./run-filter-query.ts');
    const filters: Partial<RunFilter>[] = [
      {},
      { flow: 'f' },
      { state: 'parked' },
      { state: 'parked,failed' },
      { state: 'running' },
      { state: 'accepted,running,waiting,held,parked' },
      { state: 'completed', flow: 'f' },
      { key: '4711' },
      { key: '47', state: 'failed' },
      { correlationId: 'c' },
      { error: 'conflict', key: '4711' },
      { error: 'V1/042' },
      { lane: { name: 'l', key: 'k' } },
    ];
    for (const filter of filters) {
      const asked = { environment: 'production', limit: 20, ...filter };
      const queries = [false, filter.key !== undefined].map((isNarrow) =>
        buildRunQuery(asked, { least: 0, most: 10 }, undefined, isNarrow),
      );
      for (const { sql, values } of [...queries, ...[narrowKeyProbe(asked)].filter((probe) => probe !== undefined)]) {
        const plan = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
        // Parts of one page each, which are put in order together.
        const steps = plan
          .map(({ detail }) => detail)
          .join('; ')
          .replaceAll(/SCAN \(subquery-\d+\); USE TEMP B-TREE FOR ORDER BY/g, '');
        expect(steps).not.toMatch(/SCAN run\b|USE TEMP B-TREE/);
      }
    }
    raw.close();
  });
});

describe('operations', () => {
  const lane = { laneName: 'sales-order', laneKey: '0000004711' };

  test('lanes show depth, head and why they stand, oldest first', async () => {
    await acceptRun(store.writer, { runId: 'quiet', laneName: 'sales-order', laneKey: 'quiet' });
    await acceptRun(store.writer, { runId: 'a', ...lane });
    await acceptRun(store.writer, { runId: 'held', laneName: 'sales-order', laneKey: 'held' });
    await acceptRun(store.writer, { runId: 'b', ...lane });
    await store.writer.write((tx) => {
      tx.updateRun('a', { state: 'parked', error: locked, blockedAt: 'change-order' });
      tx.updateRun('held', { state: 'held', heldBy: 'sap', blockedAt: 'change-order' });
    });
    const { items, next } = await queries.listLanes('production', undefined, 1);
    expect(items).toMatchObject([
      {
        key: '0000004711',
        depth: 2,
        head: { runId: 'a' },
        waiting: [{ runId: 'b' }],
        reason: 'Parked at change-order: Order 4711 is locked by MILLER',
      },
    ]);
    expect((await queries.listLanes('production', next, 5)).items).toMatchObject([
      { key: 'held', reason: 'Held at change-order: connection sap' },
    ]);
    expect(await queries.findLane('production', 'sales-order', 'quiet')).toMatchObject({ depth: 1, head: { runId: 'quiet' } });
    expect(await queries.findLane('production', 'sales-order', 'nobody')).toBeUndefined();
  });

  test('approvals, exceptions, effects and an object’s timeline', async () => {
    await acceptRun(store.writer, { runId: 'a', keys: { sapOrder: '0000004711' } });
    await store.writer.write((tx) => {
      tx.openWait({
        runId: 'a',
        path: 'ask',
        environment: 'production',
        wait: { kind: 'approval', approvalId: 'ap1', role: 'approver', choices: ['yes', 'no'], title: 'Release?' },
        openedAt: AT,
      });
      for (const id of ['e1', 'e2', 'e3'])
        tx.insertException({
          exceptionId: id,
          environment: 'production',
          flow: 'order-change',
          title: 'Credit block',
          owner: 'finance',
          raisedAt: AT,
          state: 'open',
        });
      tx.intendEffect({
        effectKey: 'a/post/0/0',
        runId: 'a',
        path: 'post',
        ordinal: 0,
        epoch: 0,
        kind: 'write',
        operation: 'PATCH',
        connection: 'sap',
        request: { quantity: 2 },
        intendedAt: AT,
        attempt: 1,
        objectType: 'sales-order',
        objectKey: '0000004711',
      });
      tx.rememberMilestone('production', 'sales-order', '0000004711', 'in-sap', AT, 'a');
    });
    expect(await queries.listApprovals('production')).toMatchObject([{ approvalId: 'ap1', keys: { sapOrder: '0000004711' } }]);
    expect(await queries.listApprovals('test')).toEqual([]);
    const first = await queries.listExceptions('production', undefined, 2);
    expect(first.items.map(({ exceptionId }) => exceptionId)).toEqual(['e3', 'e2']);
    expect((await queries.listExceptions('production', first.next, 2)).items.map(({ exceptionId }) => exceptionId)).toEqual(['e1']);
    const audit = { by: 'ada', action: 'exception-taken', object: 'exception e1' };
    expect(await store.definitions.changeException('e1', { state: 'taken', takenBy: 'ada' }, audit)).toBe(true);
    expect(await store.definitions.changeException('nothing', { state: 'closed' }, audit)).toBe(false);
    expect((await queries.listExceptions('production', undefined, 9)).items[2]).toMatchObject({ state: 'taken', takenBy: 'ada' });
    expect((await queries.listExceptions('production', undefined, 9, ['taken'])).items.map(({ exceptionId }) => exceptionId)).toEqual([
      'e1',
    ]);
    expect(await queries.listEffects({ environment: 'production', objectKey: '0000004711', limit: 5 })).toMatchObject([
      { effectKey: 'a/post/0/0' },
    ]);
    expect(await queries.listEffects({ environment: 'test', effectKey: 'a/post/0/0', limit: 5 })).toEqual([]);
    expect(await queries.objectTimeline('production', 'sales-order', '0000004711')).toMatchObject({
      milestones: [{ milestone: 'in-sap', runId: 'a' }],
      runs: [{ runId: 'a' }],
      writes: [{ effectKey: 'a/post/0/0', runId: 'a', path: 'post' }],
    });
  });

  const echo = { objectKey: '4711', environment: 'production', flow: 'order-change', message: 'm1', runId: 'a', dropped: true, at: AT };

  test('metrics add up what happened and time what completed', async () => {
    for (const runId of ['a', 'b', 'c']) await acceptRun(store.writer, { runId });
    await completeRun(store.writer, 'a', 2);
    await completeRun(store.writer, 'b', 2);
    await store.writer.write((tx) => {
      tx.countDuplicate('production', 'order-change', 'a');
      tx.recordEcho({ ...echo, effectKey: 'a/post/0/0' });
      tx.recordEcho({ ...echo, effectKey: 'a/post/1/0' });
      // Let through: no echo.
      tx.recordEcho({ ...echo, effectKey: 'a/post/2/0', dropped: false });
    });
    expect(await queries.metrics('production', '2026-11-24T07:45:00.000Z')).toEqual([
      {
        flowId: 'order-change',
        state: { accepted: 1 },
        accepted: 3,
        completed: 2,
        failed: 0,
        duplicates: 1,
        echoes: 2,
        p50Ms: 1000,
        p95Ms: 1000,
      },
    ]);
    expect(await queries.metrics('production', '2026-11-24T09:00:00.000Z')).toEqual([
      { flowId: 'order-change', state: { accepted: 1 }, accepted: 0, completed: 0, failed: 0, duplicates: 0, echoes: 0 },
    ]);
  });

  test('counts of a unit that failed are not counted', async () => {
    await Promise.allSettled([
      acceptRun(store.writer, { runId: 'a' }),
      store.writer.write((tx) => {
        tx.recordEcho({ ...echo, effectKey: 'a/post/0/0' });
        throw new Error('boom');
      }),
    ]);
    expect((await queries.metrics('production', '2026-11-24T07:00:00.000Z'))[0]).toMatchObject({ accepted: 1, echoes: 0 });
  });
});

describe('TRC-1 everything after N', () => {
  test('by run, flow, environment and all, also from the middle of a commit', async () => {
    await acceptRun(store.writer, { runId: 'a' });
    await acceptRun(store.writer, { runId: 'b', flow: 'other' });
    await acceptRun(store.writer, { runId: 'c', environment: 'test' });
    await store.writer.write((tx) => {
      tx.appendEvents('a', 2, [{ type: 'run-started', at: AT }, stepCompleted('x'), stepCompleted('y'), stepCompleted('z')]);
    });
    await completeRun(store.writer, 'b', 2);
    const seqs = (filter: object, after: number, limit = 50) => store.readEventsAfter(filter, after, limit).map(({ seq }) => seq);
    expect(seqs({}, 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(seqs({}, 5)).toEqual([6, 7, 8]);
    expect(seqs({ environment: 'production' }, 5, 2)).toEqual([6, 7]);
    expect(seqs({ environment: 'production' }, 0)).toEqual([1, 2, 4, 5, 6, 7, 8]);
    expect(seqs({ environment: 'production', flow: 'other' }, 0)).toEqual([2, 8]);
    expect(seqs({ environment: 'nowhere' }, 0)).toEqual([]);
    expect(seqs({}, 8)).toEqual([]);
    expect(store.readRunEventsAfter('a', 3, 50).map(({ runSeq }) => runSeq)).toEqual([4, 5]);
    expect(store.readRunEventsAfter('a', 0, 2).map(({ runSeq }) => runSeq)).toEqual([1, 2]);
    expect(store.readRunEventsAfter('nobody', 0, 2)).toEqual([]);
  });

  test('pages of any size meet without a gap', async () => {
    for (let index = 0; index < 4; index += 1) {
      const { runId } = await acceptRun(store.writer);
      await store.writer.write((tx) =>
        tx.appendEvents(
          runId,
          2,
          Array.from({ length: 7 }, (_, step) => stepCompleted(`s${step}`)),
        ),
      );
    }
    for (const size of [1, 2, 3, 5, 100]) {
      const seen: number[] = [];
      for (let page = store.readEventsAfter({ environment: 'production' }, 0, size); page.length > 0; ) {
        seen.push(...page.map(({ seq }) => seq));
        page = store.readEventsAfter({ environment: 'production' }, seen.at(-1)!, size);
      }
      expect(seen).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
    }
  });
});

test('F40 a backup is whole, holds large payloads, and replaces nothing', async () => {
  const { runId } = await acceptRun(store.writer, {}, 'x'.repeat(100_000));
  const file = `${folder.path}/backup.db`;
  await queries.backup(file);
  const raw = new SqliteDatabase(file, { readonly: true });
  expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(raw.prepare('SELECT run_id FROM run').pluck().all()).toEqual([runId]);
  const sha256 = raw.prepare('SELECT sha256 FROM blob_use').pluck().get() as string;
  raw.close();
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(`${file}-blobs/${sha256.slice(0, 2)}/${sha256.slice(2)}`, 'utf8')).toHaveLength(100_002);
  await expect(queries.backup(file)).rejects.toThrow('exists already');
});
