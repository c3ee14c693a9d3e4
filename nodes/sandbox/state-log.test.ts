import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFolder } from './sandbox-fixture.ts';
import { openStateLog } from './state-log.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = makeFolder());
});
afterEach(() => remove());

describe('the kept state', () => {
  test('SHELL-5: is there again after a restart, with the number of the last record entry in it', () => {
    const log = openStateLog(folder);
    log.save({ sap: { orders: { a: 1 } }, faults: [] }, 3);
    log.save({ sap: { orders: { a: 2, b: 1 } } }, 5);
    log.close();
    const again = openStateLog(folder);
    expect(again.find('sap')).toEqual({ orders: { a: 2, b: 1 } });
    expect(again.find('faults')).toEqual([]);
    expect(again.find('crm')).toBeUndefined();
    expect(again.recordSeq).toBe(5);
    again.close();
  });

  test('SHELL-5: a line torn by the crash is cut off and does not spoil the next', () => {
    const log = openStateLog(folder);
    log.save({ sap: 1 }, 1);
    log.close();
    appendFileSync(join(folder, 'state-changes.0.jsonl'), '{"recordSeq":2,"changes":{"sap":[[[],');
    const torn = openStateLog(folder);
    expect([torn.find('sap'), torn.recordSeq]).toEqual([1, 1]);
    torn.save({ sap: 2 }, 2);
    torn.close();
    const again = openStateLog(folder);
    expect([again.find('sap'), again.recordSeq]).toEqual([2, 2]);
    again.close();
  });

  test('SHELL-5: damage in the middle stops the start with a sentence', () => {
    openStateLog(folder).close();
    appendFileSync(join(folder, 'state-changes.0.jsonl'), 'garbage\n{"recordSeq":2,"changes":{}}\n');
    expect(() => openStateLog(folder)).toThrow(/state-changes\.0\.jsonl is damaged/);
  });

  test('SHELL-6: is compacted when the changes have grown, and nothing is lost by it', () => {
    const log = openStateLog(folder, 500);
    for (let seq = 1; seq <= 40; seq++) log.save({ sap: { text: 'x'.repeat(60) + seq } }, seq);
    log.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(1);
    expect(existsSync(join(folder, 'state-changes.0.jsonl'))).toBe(false);
    const again = openStateLog(folder);
    expect(again.find('sap')).toEqual({ text: `${'x'.repeat(60)}40` });
    expect(again.recordSeq).toBe(40);
    again.close();
  });

  test('SHELL-5: what a caller does with a part that it found changes nothing here', () => {
    const log = openStateLog(folder);
    log.save({ sap: { orders: ['a'] } }, 0);
    (log.find('sap') as { orders: string[] }).orders.push('b');
    expect(log.find('sap')).toEqual({ orders: ['a'] });
    log.close();
  });
});
