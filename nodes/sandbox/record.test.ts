import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRecord, type RecordDisk } from './record.ts';
import { makeFolder } from './sandbox-fixture.ts';
import type { RecordDraft } from './simulator.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = makeFolder());
});
afterEach(() => remove());

const draft = (key: string): RecordDraft => ({ operation: 'store-thing', object: 'thing', key, hash: 'h', applied: true });

describe('the record', () => {
  test('SHELL-1: an entry is written and synced, in this order, before append returns', () => {
    const calls: string[] = [];
    const disk: RecordDisk = {
      writeSync: (_handle, text) => calls.push(`write ${(JSON.parse(text) as { key: string }).key}`),
      fsyncSync: () => calls.push('fsync'),
    };
    const record = openRecord(join(folder, 'record.jsonl'), 0, disk);
    record.append('sap', draft('a'), 0);
    calls.push('returned');
    record.append('sap', draft('b'), 0);
    expect(calls).toEqual(['write a', 'fsync', 'returned', 'write b', 'fsync']);
    record.close();
  });

  test('SHELL-2: numbers go on without a gap after a restart; what was never answered is cut off', () => {
    const file = join(folder, 'record.jsonl');
    const first = openRecord(file, 0);
    for (const key of ['a', 'b', 'c']) first.append('crm', draft(key), 1_000);
    first.close();
    appendFileSync(file, '{"seq":4,"torn');
    const second = openRecord(file, 2);
    expect(second.list({}).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(second.append('sap', draft('d'), 2_000)).toMatchObject({ seq: 3, at: '1970-01-01T00:00:02.000Z', system: 'sap' });
    second.close();
    expect(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { key: string }).key),
    ).toEqual(['a', 'b', 'd']);
  });

  test('SHELL-3: lists by system, by what it is about, after a number and up to a limit', () => {
    const record = openRecord(join(folder, 'record.jsonl'), 0);
    for (const key of ['a', 'b', 'c', 'd']) record.append(key < 'c' ? 'sap' : 'crm', draft(key), 0);
    const keys = (query: Parameters<typeof record.list>[0]) => record.list(query).map(({ key }) => key);
    expect(keys({ system: 'crm' })).toEqual(['c', 'd']);
    expect(keys({ after: 1 })).toEqual(['b', 'c', 'd']);
    expect(keys({ after: 1, limit: 1 })).toEqual(['b']);
    expect(keys({ after: 99 })).toEqual([]);
    record.append('crm', { ...draft('e'), detail: { order: 'd' } }, 0);
    record.append('crm', { ...draft('f'), detail: { fields: { ERP_Order_Number__c: 'd' } } }, 0);
    expect(keys({ about: 'd' })).toEqual(['d', 'e', 'f']);
    record.close();
  });
});
