import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { createTestFolder, type TestFolder } from '../../../test/support/files-connection.ts';
import type { Accepted, InboundEvent, PollTrigger } from '../../trigger.ts';
import { filesFolder } from './execute.ts';

const trigger = filesFolder.trigger as PollTrigger;
const START = Date.parse('2026-11-24T08:00:00.000Z');
let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

/** A host that polls and commits as the real one does; it may die between the two, and starts again with an empty memory. */
function aHost(config: JsonObject = {}) {
  let connection = folder.connect();
  let watermark: Json = null;
  let now = START;
  const runs: JsonObject[] = [];
  const seen = new Set<string>();

  async function look(): Promise<{ readonly events: readonly InboundEvent[]; commit(): void }> {
    const polled = await trigger.poll({
      flow: 'plant-files',
      config: { folder: 'in', stableMs: 1_000, ...config },
      connection,
      watermark,
      signal: new AbortController().signal,
      now: new Date(now).toISOString(),
      correlationId: 'c',
    });
    return {
      events: polled.events,
      commit() {
        const accepted = polled.events.map((event): Accepted => {
          const body = event.scope.body as JsonObject;
          if (String(body['name']).startsWith('NOKEY'))
            return { kind: 'exception', exceptionId: 'e', message: 'The lane key gives no value.' };
          const duplicate = seen.has(event.messageId!);
          seen.add(event.messageId!);
          if (!duplicate) runs.push(body);
          return { kind: 'accepted', runId: `run-${runs.length}`, correlationId: 'c', duplicate };
        });
        watermark = typeof polled.watermark === 'function' ? polled.watermark(accepted) : polled.watermark;
      },
    };
  }
  return {
    runs,
    look,
    names: () => runs.map(({ name }) => name),
    async poll(afterMs = 1_000) {
      now += afterMs;
      const { commit } = await look();
      commit();
    },
    pass(milliseconds: number) {
      now += milliseconds;
    },
    restart() {
      connection = folder.connect();
    },
  };
}

describe('FILE-2 a file is taken', () => {
  test('when it has stood still, and under a name that is finished', async () => {
    const host = aHost();
    folder.drop('in/a.csv', 'half');
    for (const name of ['in/b.csv.tmp', 'in/c.part', 'in/d.filepart', 'in/e.csv~', 'in/.f.csv', 'in/sub/g.csv']) folder.drop(name, 'x');
    await host.poll();
    expect(host.names()).toEqual([]);
    folder.drop('in/a.csv', 'half and more');
    await host.poll();
    expect(host.names()).toEqual([]);
    await host.poll(500);
    expect(host.names()).toEqual([]);
    await host.poll(500);
    expect(host.names()).toEqual(['a.csv']);
    expect(folder.list('in')).toEqual(['in/.f.csv', 'in/b.csv.tmp', 'in/c.part', 'in/d.filepart', 'in/e.csv~', 'in/sub/g.csv']);
  });

  test('of the wanted names only, capitals or not, in the order of names', async () => {
    const host = aHost({ pattern: 'CONFIRM_*_?.csv' });
    for (const name of ['confirm_2_b.CSV', 'CONFIRM_1_a.csv', 'CONFIRM_1_ab.csv', 'xCONFIRM_1_a.csv']) folder.drop(`in/${name}`, name);
    await host.poll();
    await host.poll();
    expect(host.names()).toEqual(['CONFIRM_1_a.csv', 'confirm_2_b.CSV']);
  });

  test('in the order of their times where the flow says so', async () => {
    const host = aHost({ order: 'modified' });
    for (const [index, name] of ['c.csv', 'a.csv', 'b.csv'].entries()) {
      folder.drop(`in/${name}`, name);
      utimesSync(join(folder.root, 'in', name), START / 1_000 + index, START / 1_000 + index);
    }
    await host.poll();
    await host.poll();
    expect(host.names()).toEqual(['c.csv', 'a.csv', 'b.csv']);
  });

  test('when its marker is there, which then goes', async () => {
    const host = aHost({ readyMarker: '.done' });
    folder.drop('in/a.csv', 'a');
    await host.poll();
    await host.poll();
    expect(host.names()).toEqual([]);
    folder.drop('in/a.csv.done', '');
    await host.poll();
    await host.poll();
    expect(host.names()).toEqual(['a.csv']);
    expect(folder.list('in')).toEqual([]);
  });

  test('with a reference to it, and never with its content', async () => {
    const host = aHost();
    folder.drop('in/Rückmeldung 1.csv', 'hello');
    await host.poll();
    await host.poll();
    expect(host.runs).toEqual([
      {
        name: 'Rückmeldung 1.csv',
        path: expect.stringMatching(/^work\/taken\/test\.plant-files\/20261124T080002000-[a-z0-9]{4}-Rückmeldung 1\.csv$/),
        folder: 'in',
        bytes: 5,
        sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
        modifiedAt: expect.any(String),
        takenAt: '2026-11-24T08:00:02.000Z',
        archiveFolder: 'archive',
        errorFolder: 'error',
      },
    ]);
    expect(folder.text(String(host.runs[0]!['path']))).toBe('hello');
  });
});

describe('FILE-3 a crash', () => {
  test('between taking and acceptance loses nothing and doubles nothing', async () => {
    const host = aHost();
    folder.drop('in/a.csv', 'a');
    await host.poll();
    host.pass(1_000);
    const lost = await host.look();
    expect(lost.events).toHaveLength(1);
    expect(folder.list('in')).toEqual([]);
    // The process dies before the commit; the next one finds the file among those that were taken.
    host.restart();
    await host.poll();
    await host.poll();
    expect(host.names()).toEqual(['a.csv']);
  });

  test('after acceptance gives no file a second time, however often the process starts', async () => {
    const host = aHost();
    folder.drop('in/a.csv', 'a');
    await host.poll();
    await host.poll();
    for (let start = 0; start < 3; start += 1) {
      host.restart();
      await host.poll(8 * 86_400_000);
    }
    expect(host.names()).toEqual(['a.csv']);
    expect(folder.list('work')).toHaveLength(1);
  });

  test('in the work folder of another flow is none of ours', async () => {
    const host = aHost();
    folder.drop('work/taken/test.other-flow/20261124T080000000-abcd-b.csv', 'b');
    folder.drop('work/taken/test.plant-files/somebody.csv', 'put there by hand');
    await host.poll();
    expect(host.names()).toEqual([]);
  });
});

describe('FILE-4 the same file again', () => {
  test('under another name starts nothing and lies among the duplicates', async () => {
    const host = aHost();
    folder.drop('in/a.csv', 'same');
    await host.poll();
    await host.poll();
    folder.drop('in/b.csv', 'same');
    await host.poll();
    await host.poll();
    // The process dies before it has put the duplicate away.
    host.restart();
    await host.poll();
    expect(host.names()).toEqual(['a.csv']);
    expect(folder.list('archive')).toEqual([expect.stringMatching(/^archive\/duplicates\/\S+-b\.csv$/)]);
    expect(folder.list('work')).toEqual([expect.stringMatching(/-a\.csv$/)]);
  });

  test('is another one under another name where the flow says so', async () => {
    const host = aHost({ identity: 'name-and-content' });
    folder.drop('in/monday.csv', 'nothing to report');
    folder.drop('in/tuesday.csv', 'nothing to report');
    await host.poll();
    await host.poll();
    expect(host.names()).toEqual(['monday.csv', 'tuesday.csv']);
  });

  test('a file that starts no run goes to the error folder with its reason', async () => {
    const host = aHost({ largestBytes: 10 });
    folder.drop('in/NOKEY.csv', 'x');
    folder.drop('in/large.csv', 'x'.repeat(11));
    await host.poll();
    await host.poll();
    await host.poll();
    const [large, largeReason, noKey, noKeyReason] = folder
      .list('error')
      .toSorted((a, b) => (a.includes('large') && !b.includes('large') ? -1 : 1));
    expect([large, noKey].map((path) => path!.split('-').at(-1))).toEqual(['large.csv', 'NOKEY.csv']);
    expect(folder.text(largeReason!)).toBe('large.csv has 11 bytes; at most 10 are taken.\n');
    expect(folder.text(noKeyReason!)).toBe('The lane key gives no value.\n');
    expect([...folder.list('in'), ...folder.list('work')]).toEqual([]);
  });
});

test('FILE-5 a file whose sender goes on writing after it was taken waits until it stands still', async () => {
  const host = aHost();
  const { files } = folder;
  folder.drop('in/a.csv', 'begin');
  await host.poll();
  // While its content is read, the sender adds to the file that it still holds open.
  const slow = {
    ...files,
    read: async function* (path: string) {
      yield Buffer.from('begin');
      folder.drop(path, 'begin, and more');
    },
  };
  host.pass(1_000);
  const polled = await trigger.poll({
    flow: 'plant-files',
    config: { folder: 'in', stableMs: 0 },
    connection: { ...folder.connect(), files: slow },
    watermark: null,
    signal: new AbortController().signal,
    now: new Date(START).toISOString(),
    correlationId: 'c',
  });
  expect(polled.events).toEqual([]);
  await host.poll();
  expect(host.runs).toMatchObject([{ name: 'a.csv', bytes: 15 }]);
});

test('one file that cannot be had holds up no other, and is named when there is nothing else to do', async () => {
  folder.drop('in/a.csv', 'a');
  folder.drop('in/b.csv', 'b');
  const files = {
    ...folder.files,
    async move(from: string, to: string) {
      if (from === 'in/a.csv') throw new Error('a.csv is open in another program');
      await folder.files.move(from, to);
    },
  };
  const look = () =>
    trigger.poll({
      flow: 'plant-files',
      config: { folder: 'in', stableMs: 0 },
      connection: { ...folder.connect(), files },
      watermark: null,
      signal: new AbortController().signal,
      now: new Date(START).toISOString(),
      correlationId: 'c',
    });
  const { events } = await look();
  expect(events.map(({ scope }) => (scope.body as JsonObject)['name'])).toEqual(['b.csv']);
  for (const path of folder.list('work')) await folder.files.remove(path);
  await expect(look()).rejects.toThrow('a.csv is open in another program');
});
