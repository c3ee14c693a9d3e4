import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmittedEvent, Wait } from '#flows/trace.ts';
import { openStore, type Store } from './open-store.ts';
import { AT, accepted, acceptRun, aDataFolder, aNewRun, completeRun, type DataFolder } from './store-fixture.ts';

let folder: DataFolder;
let store: Store;
let now = '2026-11-24T08:00:00.000Z';
beforeEach(() => {
  folder = aDataFolder();
  store = openStore({ dataFolder: folder.path, reserveBytes: 0, now: () => now });
});
afterEach(async () => {
  await store.close();
  folder.remove();
  now = '2026-11-24T08:00:00.000Z';
});

const ids = (runs: readonly { readonly runId: string }[]) => runs.map(({ runId }) => runId);

describe('INT-2 idempotency', () => {
  test('finds the newest run with the key inside of the window, in the same environment and flow only', async () => {
    await acceptRun(store.writer, { runId: 'old', idempotencyKey: 'k', startedAt: '2026-11-01T00:00:00.000Z', bodyHash: 'h1' });
    await acceptRun(store.writer, {
      runId: 'new',
      idempotencyKey: 'k',
      startedAt: '2026-11-20T00:00:00.000Z',
      bodyHash: 'h2',
      correlationId: 'c2',
    });
    await acceptRun(store.writer, { runId: 'other', idempotencyKey: 'k', flow: 'other' });
    const { reads } = store;
    expect(reads.findByIdempotencyKey('production', 'order-change', 'k', '2026-11-10T00:00:00.000Z')).toEqual({
      runId: 'new',
      bodyHash: 'h2',
      correlationId: 'c2',
    });
    expect(reads.findByIdempotencyKey('production', 'order-change', 'k', '2026-11-21T00:00:00.000Z')).toBeUndefined();
    expect(reads.findByIdempotencyKey('test', 'order-change', 'k', '2026-11-01T00:00:00.000Z')).toBeUndefined();
  });

  test('a second unit of the same batch sees the run of the first', async () => {
    const start = (runId: string) =>
      store.writer.write((tx) => {
        const known = tx.reads.findByIdempotencyKey('production', 'order-change', 'k', '2026-01-01T00:00:00.000Z');
        if (known !== undefined) return known.runId;
        return tx.insertRun(aNewRun({ runId, idempotencyKey: 'k' }), accepted()).runId;
      });
    expect(await Promise.all([start('a'), start('b'), start('c')])).toEqual(['a', 'a', 'a']);
  });
});

describe('a row that was read a moment ago', () => {
  test('is as it was read until something is written to the run, also by a unit before in the same batch', async () => {
    const row = await store.writer.write((tx) => tx.insertRun(aNewRun({ runId: 'a' }), accepted()));
    expect(store.reads.isAsRead(row)).toBe(true);
    const seen = await Promise.all([
      store.writer.write((tx) => tx.appendEvents('a', 2, [{ type: 'run-started', at: AT }])),
      store.writer.write((tx) => tx.reads.isAsRead(row)),
    ]);
    expect(seen[1]).toBe(false);
    expect(store.reads.isAsRead(store.reads.findRun('a')!)).toBe(true);
  });

  test('is read again where memory does not know the run, or a unit that wrote to it was lost', async () => {
    const row = await store.writer.write((tx) => tx.insertRun(aNewRun({ runId: 'a' }), accepted()));
    await expect(
      store.writer.write((tx) => {
        tx.appendEvents('a', 2, [{ type: 'run-started', at: AT }]);
        throw new Error('given up');
      }),
    ).rejects.toThrow('given up');
    expect(store.reads.isAsRead(row)).toBe(false);
    expect(store.reads.findRun('a')?.runSeq).toBe(1);
  });
});

describe('LAN-1 lanes', () => {
  const lane = { laneName: 'sales-order', laneKey: '4711' };
  const head = () => store.reads.findLaneHead('production', 'sales-order', '4711')?.runId;

  test('the head is the oldest run that is neither final nor has let the lane go', async () => {
    for (const runId of ['a', 'b', 'c']) await acceptRun(store.writer, { runId, ...lane });
    await acceptRun(store.writer, { runId: 'elsewhere', ...lane, environment: 'test' });
    expect(head()).toBe('a');
    expect(ids(store.reads.listWaitingInLane('production', 'sales-order', '4711'))).toEqual(['a', 'b', 'c']);
    await store.writer.write((tx) => tx.updateRun('a', { state: 'parked' }));
    expect(head()).toBe('a');
    await store.writer.write((tx) => tx.updateRun('a', { laneReleased: true }));
    expect(head()).toBe('b');
    await completeRun(store.writer, 'b', 2);
    expect(head()).toBe('c');
    expect(ids(store.reads.listWaitingInLane('production', 'sales-order', '4711'))).toEqual(['c']);
  });

  test('ready to start are the heads of lanes and runs without a lane, oldest first, in pages', async () => {
    await acceptRun(store.writer, { runId: 'a', ...lane });
    await acceptRun(store.writer, { runId: 'b', ...lane });
    await acceptRun(store.writer, { runId: 'free' });
    await acceptRun(store.writer, { runId: 'other', laneName: 'sales-order', laneKey: '4712' });
    await acceptRun(store.writer, { runId: 'started' });
    await store.writer.write((tx) => tx.updateRun('started', { state: 'running' }));
    expect(ids(store.reads.listReadyToStart(0, 10))).toEqual(['a', 'free', 'other']);
    expect(ids(store.reads.listReadyToStart(0, 2))).toEqual(['a', 'free']);
    expect(ids(store.reads.listReadyToStart(3, 2))).toEqual(['other']);
    await completeRun(store.writer, 'a', 2);
    expect(ids(store.reads.listReadyToStart(0, 10))).toEqual(['b', 'free', 'other']);
  });

  test('INT-6 the sequence of a lane only rises', async () => {
    for (const sequence of [5, 3, 9, 9])
      await store.writer.write((tx) => tx.raiseLaneSequence('production', 'sales-order', '4711', sequence));
    expect(store.reads.findLaneSequence('production', 'sales-order', '4711')).toBe(9);
    expect(store.reads.findLaneSequence('test', 'sales-order', '4711')).toBeUndefined();
  });
});

describe('open, running and held runs', () => {
  test('are counted in step with the transaction, also when a unit fails and after a restart', async () => {
    for (const runId of ['a', 'b', 'c']) await acceptRun(store.writer, { runId });
    await Promise.allSettled([
      store.writer.write((tx) => tx.updateRun('a', { state: 'running' })),
      store.writer.write((tx) => {
        tx.updateRun('b', { state: 'running' });
        throw new Error('boom');
      }),
      store.writer.write((tx) => tx.updateRun('c', { state: 'running' })),
    ]);
    const counts = () => [
      store.reads.countOpenRuns(),
      store.reads.countRunning('production', 'order-change'),
      store.reads.countRunning('production', 'other'),
    ];
    expect(counts()).toEqual([3, 2, 0]);
    await store.writer.write((tx) => tx.updateRun('a', { state: 'waiting' }));
    await completeRun(store.writer, 'c', 2);
    expect(counts()).toEqual([2, 0, 0]);
    await store.writer.write((tx) => tx.updateRun('b', { state: 'running' }));
    await store.close();
    store = openStore({ dataFolder: folder.path, reserveBytes: 0 });
    expect(counts()).toEqual([2, 1, 0]);
  });

  test('held ones are drained in pages, in the order of acceptance', async () => {
    for (const runId of ['a', 'b', 'c', 'd']) await acceptRun(store.writer, { runId });
    for (const runId of ['d', 'b', 'a']) await store.writer.write((tx) => tx.updateRun(runId, { state: 'held', heldBy: 'sap' }));
    expect(ids(store.reads.listHeld('production', 'sap', 0, 2))).toEqual(['a', 'b']);
    expect(ids(store.reads.listHeld('production', 'sap', 2, 2))).toEqual(['d']);
    await store.writer.write((tx) => tx.updateRun('a', { state: 'running', heldBy: null }));
    expect(ids(store.reads.listHeld('production', 'sap', 0, 9))).toEqual(['b', 'd']);
    expect(store.reads.findRun('a')).not.toHaveProperty('heldBy');
    expect(ids(store.reads.listOpenRuns(1, 2))).toEqual(['b', 'c']);
  });
});

describe('STP-3 the effect ledger', () => {
  const intended = {
    effectKey: 'a/post/0/0',
    runId: 'a',
    path: 'post',
    ordinal: 0,
    epoch: 0,
    kind: 'write',
    operation: 'PATCH',
    connection: 'sap',
    request: { quantity: 2 },
    before: { etag: 'W/1' },
    intendedAt: AT,
    attempt: 1,
    objectType: 'sales-order',
    objectKey: '4711',
  } as const;
  const error = { class: 'network', code: 'ECONNRESET', message: 'reset' } as const;

  test('a row goes from intended to settled, and back with a raised attempt', async () => {
    await acceptRun(store.writer, { runId: 'a' });
    await store.writer.write((tx) => tx.intendEffect(intended));
    expect(store.reads.findEffect('a/post/0/0')).toMatchObject({
      state: 'intended',
      runId: 'a',
      request: { quantity: 2 },
      before: { etag: 'W/1' },
    });
    await store.writer.write((tx) => tx.settleEffect('a/post/0/0', { state: 'unknown', error, settledAt: AT }));
    expect(store.reads.findEffect('a/post/0/0')).toMatchObject({ state: 'unknown', error });
    await store.writer.write((tx) => tx.intendEffect({ ...intended, attempt: 2, request: { quantity: 3 } }));
    const again = store.reads.findEffect('a/post/0/0');
    expect(again).toMatchObject({ state: 'intended', attempt: 2, request: { quantity: 3 } });
    expect(again).not.toHaveProperty('error');
    await store.writer.write((tx) => tx.settleEffect('a/post/0/0', { state: 'confirmed', answer: { ok: true }, settledAt: AT }));
    expect(store.reads.findEffect('a/post/0/0')).toMatchObject({ state: 'confirmed', answer: { ok: true } });
  });

  test('STP-5 a write is found while it is under way: by its object, by the type alone, not when it began too long ago', async () => {
    await acceptRun(store.writer, { runId: 'a' });
    await store.writer.write((tx) => tx.intendEffect(intended));
    const underWay = (environment: string, key: string | undefined, sentAfter = '2026-11-23T00:00:00.000Z') =>
      store.reads.listWritesUnderWay(environment, 'sales-order', key, { sentAfter, answeredAfter: AT });
    expect(underWay('production', '4711')).toEqual([{ effectKey: 'a/post/0/0', runId: 'a' }]);
    expect(underWay('production', undefined)).toHaveLength(1);
    expect([underWay('production', '4712'), underWay('test', '4711'), underWay('production', '4711', AT)]).toEqual([[], [], []]);
    await store.writer.write((tx) => tx.settleEffect('a/post/0/0', { state: 'confirmed', settledAt: AT }));
    expect(underWay('production', '4711')).toEqual([]);
  });

  test('STP-5 an answered write is found for a moment, as long as its run goes on and it has not said what it left', async () => {
    await acceptRun(store.writer, { runId: 'a' });
    await store.writer.write((tx) => {
      tx.intendEffect(intended);
      tx.settleEffect('a/post/0/0', { state: 'confirmed', settledAt: AT });
    });
    const readingBack = (answeredAfter: string) =>
      store.reads.listWritesUnderWay('production', 'sales-order', '4711', { sentAfter: AT, answeredAfter }).length;
    expect([readingBack('2026-11-23T00:00:00.000Z'), readingBack(AT)]).toEqual([1, 0]);
    await store.writer.write((tx) =>
      tx.noteOwnChange({
        environment: 'production',
        type: 'sales-order',
        key: '4711',
        version: AT,
        effectKey: 'a/post/0/0',
        runId: 'a',
        at: AT,
      }),
    );
    expect(readingBack('2026-11-23T00:00:00.000Z')).toBe(0);
  });

  test('STP-5 what a flow was shown is kept by the message that showed it; a write says who made it and what it set', async () => {
    await acceptRun(store.writer, { runId: 'a' });
    await store.writer.write((tx) => tx.intendEffect(intended));
    const place = { environment: 'production', flow: 'listener', type: 'sales-order', key: '4711', at: AT };
    const shown = { message: 'm1', version: AT, author: 'us', content: { status: 'x' } };
    const change = { ...place, version: AT, author: 'us', fields: { status: 'x' }, effectKey: 'a/post/0/0', runId: 'a' };
    const { flow: _flow, ...own } = change;
    await store.writer.write((tx) => {
      tx.noteShownState({ ...place, ...shown });
      tx.noteShownState({ ...place, ...shown, version: 'another' });
      tx.noteOwnChange(own);
    });
    expect(store.reads.listShownStates('production', 'listener', 'sales-order', '4711')).toEqual([shown]);
    expect(store.reads.listShownStates('production', 'other', 'sales-order', '4711')).toEqual([]);
    expect(store.reads.listOwnStates('production', 'listener', 'sales-order', '4711')).toEqual([{ ...own, isTied: false }]);
    await store.writer.write((tx) =>
      tx.recordEcho({
        environment: 'production',
        flow: 'listener',
        effectKey: 'a/post/0/0',
        objectKey: '4711',
        message: 'm2',
        runId: 'a',
        dropped: true,
        at: AT,
      }),
    );
    expect(store.reads.listOwnStates('production', 'listener', 'sales-order', '4711')).toMatchObject([{ isTied: true }]);
    expect(store.reads.listOwnStates('production', 'other', 'sales-order', '4711')).toMatchObject([{ isTied: false }]);
  });

  test('STP-5 what a write left explains one message of each flow, and the ledger names it', async () => {
    await acceptRun(store.writer, { runId: 'a' });
    await store.writer.write((tx) => tx.intendEffect(intended));
    const change = {
      environment: 'production',
      type: 'sales-order',
      key: '4711',
      version: AT,
      effectKey: 'a/post/0/0',
      runId: 'a',
      at: AT,
    };
    await store.writer.write((tx) => {
      tx.noteOwnChange(change);
      tx.noteOwnChange(change);
    });
    expect(store.reads.listOwnChanges('production', 'listener', 'sales-order', '4711')).toEqual([change]);
    const echo = { environment: 'production', effectKey: 'a/post/0/0', objectKey: '4711', runId: 'a', dropped: true, at: AT };
    const record = (flow: string, message: string) => store.writer.write((tx) => tx.recordEcho({ ...echo, flow, message }));
    expect([await record('listener', 'm1'), await record('listener', 'm2'), await record('other', 'm1')]).toEqual([true, false, true]);
    expect(store.reads.listOwnChanges('production', 'listener', 'sales-order', '4711')).toEqual([]);
    const beside = { ...change, key: '4712' };
    await store.writer.write((tx) => tx.noteOwnChange(beside));
    expect(store.reads.listOwnChanges('production', 'listener', 'sales-order', '4712')).toEqual([beside]);
    expect(store.reads.findEcho('production', 'listener', 'm1')).toMatchObject({ effectKey: 'a/post/0/0', dropped: true });
    expect(store.reads.findEcho('production', 'listener', 'm2')).toBeUndefined();
    expect(store.reads.findEffect('a/post/0/0')?.echoes).toEqual([
      { flow: 'listener', message: 'm1', at: AT },
      { flow: 'other', message: 'm1', at: AT },
    ]);
  });

  test('a read exchange is complete at once, and recorded again after a crash', async () => {
    await acceptRun(store.writer, { runId: 'a' });
    const read = { ...intended, effectKey: 'a/get/0/0', kind: 'read', state: 'read', answer: { etag: 'W/2' }, settledAt: AT } as const;
    await store.writer.write((tx) => tx.recordExchange(read));
    await store.writer.write((tx) => tx.recordExchange({ ...read, answer: { etag: 'W/3' } }));
    expect(store.reads.listEffects('a')).toMatchObject([{ effectKey: 'a/get/0/0', state: 'read', answer: { etag: 'W/3' } }]);
  });

  test('settling what was never intended is an error of that unit', async () => {
    await expect(store.writer.write((tx) => tx.settleEffect('nothing', { state: 'confirmed', settledAt: AT }))).rejects.toThrow(
      'no effect',
    );
  });
});

describe('WAI-1 timers and waits', () => {
  test('timers are due in order of time; one per place', async () => {
    for (const runId of ['a', 'b']) await acceptRun(store.writer, { runId });
    await store.writer.write((tx) => {
      tx.setTimer({ runId: 'a', path: 'x', dueAt: '2026-11-24T10:00:00.000Z', kind: 'delay' });
      tx.setTimer({ runId: 'b', path: 'x', dueAt: '2026-11-24T09:00:00.000Z', kind: 'retry' });
      tx.setTimer({ runId: 'a', path: 'x', dueAt: '2026-11-24T08:30:00.000Z', kind: 'again' });
    });
    expect(store.reads.nextTimerAt()).toBe('2026-11-24T08:30:00.000Z');
    expect(store.reads.dueTimers('2026-11-24T09:00:00.000Z', 10)).toMatchObject([
      { runId: 'a', kind: 'again' },
      { runId: 'b', kind: 'retry' },
    ]);
    expect(store.reads.dueTimers('2026-11-24T09:00:00.000Z', 1)).toHaveLength(1);
    await store.writer.write((tx) => {
      tx.clearTimer('a', 'x');
      tx.clearTimer('b', 'x');
    });
    expect(store.reads.nextTimerAt()).toBeUndefined();
  });

  test('waits are found by token, approval and event; the oldest run wakes first', async () => {
    for (const runId of ['a', 'b', 'c', 'd']) await acceptRun(store.writer, { runId });
    const open = (runId: string, wait: Wait) =>
      store.writer.write((tx) => tx.openWait({ runId, path: 'w', environment: 'production', wait, openedAt: AT }));
    await open('c', { kind: 'event', event: 'shipped', correlation: '4711' });
    await open('b', { kind: 'event', event: 'shipped', correlation: '4711' });
    await open('a', { kind: 'callback', tokenHash: 't1' });
    await open('d', { kind: 'approval', approvalId: 'ap', role: 'approver', choices: ['yes'], title: 'ok?' });
    expect(store.reads.findWait('t1')).toMatchObject({ runId: 'a', wait: { kind: 'callback' } });
    expect(store.reads.findApprovalWait('ap')).toMatchObject({ runId: 'd' });
    expect(store.reads.findEventWait('production', 'shipped', '4711')).toMatchObject({ runId: 'b' });
    await store.writer.write((tx) => tx.closeWait('b', 'w'));
    expect(store.reads.findEventWait('production', 'shipped', '4711')).toMatchObject({ runId: 'c' });
    expect(store.reads.findEventWait('production', 'shipped', '4712')).toBeUndefined();
  });

  test('WAI-2 an event that nobody waits for is kept, taken once, oldest first, and forgotten in time', async () => {
    const event = (id: string): EmittedEvent => ({ id, type: 'shipped', source: 's', subject: '4711', time: AT, data: id });
    const take = () => store.writer.write((tx) => tx.takeKeptEvent('production', 'shipped', '4711')?.id);
    await store.writer.write((tx) => {
      for (const id of ['e1', 'e2', 'e2', 'e3']) tx.keepEvent('production', event(id), '2026-11-25T08:00:00.000Z');
    });
    expect([await take(), await take()]).toEqual(['e1', 'e2']);
    now = '2026-11-25T08:00:00.000Z';
    expect(await take()).toBeUndefined();
  });
});

test('watermarks are kept by environment and flow; null before the first', async () => {
  expect(store.reads.watermark('production', 'poll')).toBeNull();
  await store.writer.write((tx) => tx.setWatermark('production', 'poll', { since: AT }));
  expect(store.reads.watermark('production', 'poll')).toEqual({ since: AT });
  expect(store.reads.watermark('test', 'poll')).toBeNull();
});

test('WAI-4 a flow’s watermark is kept by name and key, with the run that moved it', async () => {
  const place = { environment: 'production', flow: 'nightly', name: 'changes', key: '1010' };
  const moved = { ...place, value: '0000000999', seen: ['4711'], at: AT, runId: 'run-1' };
  expect(store.reads.findFlowWatermark(place)).toBeUndefined();
  await store.writer.write((tx) => tx.moveFlowWatermark(moved));
  await store.writer.write((tx) => tx.moveFlowWatermark({ ...moved, key: '1710', value: 17 }));
  expect(store.reads.findFlowWatermark(place)).toEqual(moved);
  expect(store.reads.countFlowWatermarks('production', 'nightly')).toBe(2);
  const audit = { by: 'Olga', action: 'watermark-set', object: 'flow nightly', reason: 'again' };
  await store.definitions.setFlowWatermark({ ...place, value: null, by: 'Olga', reason: 'again' }, audit);
  expect(store.reads.findFlowWatermark(place)).toMatchObject({ value: null, seen: [], set: { by: 'Olga', reason: 'again' } });
});

test('sealed values are kept once and found by token', async () => {
  const sealed = { token: 'price:abc', keyId: 'k1', ciphertext: 'first' };
  await store.writer.write((tx) => {
    tx.putSealedValue(sealed, 'kept');
    tx.putSealedValue({ ...sealed, ciphertext: 'second' }, 'kept');
  });
  expect(store.sealedValues.find('price:abc')).toEqual(sealed);
  expect(store.sealedValues.find('price:xyz')).toBeUndefined();
});

test('TRC-3 a sealed value belongs to its runs, and goes with the last of them', async () => {
  const value = (name: string) => ({ token: `personal:${name}`, keyId: 'k1', ciphertext: name });
  const [first, second] = [await acceptRun(store.writer), await acceptRun(store.writer)];
  await store.writer.write((tx) => {
    tx.putSealedValue(value('shared'), { runId: first.runId });
    tx.putSealedValue(value('shared'), { runId: second.runId });
    tx.putSealedValue(value('own'), { runId: first.runId });
    tx.putSealedValue(value('kept'), 'kept');
    tx.putSealedValue(value('passing'), 'passing');
  });
  const { sealedValues, retention } = store;
  expect(sealedValues.isOfRun(first.runId, 'personal:own')).toBe(true);
  expect(sealedValues.isOfRun(second.runId, 'personal:own')).toBe(false);
  const left = () => ['shared', 'own', 'kept', 'passing'].filter((name) => sealedValues.find(`personal:${name}`) !== undefined);
  const inThreeDays = Date.parse(now) + 3 * 86_400_000;
  await completeRun(store.writer, first.runId, 2);
  await retention.removeRunsBefore('2026-11-25T00:00:00.000Z');
  await retention.tidy(Date.parse(now));
  expect(left()).toEqual(['shared', 'own', 'kept', 'passing']);
  await retention.tidy(inThreeDays);
  expect(left()).toEqual(['shared', 'kept']);
  await completeRun(store.writer, second.runId, 2);
  await retention.removeRunsBefore('2026-11-25T00:00:00.000Z');
  await retention.tidy(inThreeDays);
  expect(left()).toEqual(['kept']);
});

test('TRC-3 a sealed value stays when a run begins to use it while old ones are tidied away', async () => {
  const { sealedValues, retention } = store;
  const value = { token: 'personal:again', keyId: 'k1', ciphertext: 'c' };
  await store.writer.write((tx) => tx.putSealedValue(value, 'passing'));
  const { runId } = await acceptRun(store.writer);
  // Asked for between the look at what is unused and its removal.
  const used = store.writer.write(() => undefined).then(() => store.writer.write((tx) => tx.putSealedValue(value, { runId })));
  await Promise.all([used, retention.tidy(Date.parse(now) + 3 * 86_400_000)]);
  expect(sealedValues.isOfRun(runId, value.token)).toBe(true);
  expect(sealedValues.find(value.token)).toEqual(value);
});

test('RES-3 a finished run is kept as long as one that retries it, or is retried beside it: their ledger is one', async () => {
  const { retention, reads } = store;
  const left = () => ['origin', 'retry', 'again', 'alone'].filter((runId) => reads.findRun(runId) !== undefined);
  const young = '2026-11-25T08:00:00.000Z';
  for (const runId of ['origin', 'alone']) await acceptRun(store.writer, { runId });
  for (const runId of ['retry', 'again']) await acceptRun(store.writer, { runId, originRunId: 'origin' });
  for (const runId of ['origin', 'alone', 'retry']) await completeRun(store.writer, runId, 2);
  expect(await retention.removeRunsBefore(young)).toBe(1);
  expect(left()).toEqual(['origin', 'retry', 'again']);
  await completeRun(store.writer, 'again', 2);
  await store.writer.write((tx) => tx.updateRun('again', { endedAt: young }));
  expect(await retention.removeRunsBefore(young)).toBe(0);
  expect(await retention.removeRunsBefore('2026-11-25T08:00:00.001Z')).toBe(3);
  expect(left()).toEqual([]);
});

test('the log does not grow for ever: under load it is copied and begun again', async () => {
  const wal = join(folder.path, 'millrace.db-wal');
  const writeTenMegabytes = async () => {
    for (let batch = 0; batch < 4; batch += 1)
      await Promise.all(Array.from({ length: 50 }, () => acceptRun(store.writer, {}, 'x'.repeat(50_000))));
  };
  // Each turn writes more than what the log may grow by when it was begun again in between.
  for (let before = -1, size = 0; size !== before; ) {
    before = size;
    await writeTenMegabytes();
    size = statSync(wal).size;
  }
  expect(statSync(join(folder.path, 'millrace.db')).size).toBeGreaterThan(10 * 1024 * 1024);
});
