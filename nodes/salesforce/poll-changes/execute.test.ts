import { describe, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createCrmSystem } from '../../../test/support/crm-system.ts';
import { salesforceConnection, USER_ID } from '../../../test/support/salesforce-connection.ts';
import { jsonAnswer } from '../../../test/support/scripted-http.ts';
import type { PollTrigger } from '../../trigger.ts';
import { salesforcePollChanges } from './execute.ts';

const trigger = salesforcePollChanges.trigger as PollTrigger;
const aRecord = (id: string, at: string, by = '005000000000009AAA') => ({
  attributes: {},
  Id: id,
  SystemModstamp: at,
  LastModifiedById: by,
  Revision__c: 1,
});

/** Polls over a table of records, as the host does: with the watermark that the last poll gave. */
function aPoller(records: ReturnType<typeof aRecord>[], begin: Json = { at: '2026-11-24T08:00:00.000Z', seen: [] }) {
  const { connection, http } = salesforceConnection((path) => {
    const from = /SystemModstamp >= (\S+)/.exec(path)![1]!;
    const found = records.filter(({ SystemModstamp }) => Date.parse(SystemModstamp) >= Date.parse(from));
    return jsonAnswer({ totalSize: found.length, done: true, records: found });
  });
  let watermark = begin;
  return {
    http,
    async poll() {
      const result = await trigger.poll({
        flow: 'orders',
        config: { object: 'Order_Change_Request__c', fields: ['Revision__c'] },
        connection,
        watermark,
        signal: new AbortController().signal,
        now: '2026-11-24T08:00:00.000Z',
        correlationId: 'c',
      });
      watermark = result.watermark as Json;
      return result.events;
    },
  };
}

describe('salesforce/poll-changes', () => {
  test('what was seen in the overlap is not given twice; what was committed late is not missed', async () => {
    const records = [aRecord('a02000000000001AAA', '2026-11-24T08:00:10.000+0000')];
    const { poll } = aPoller(records);
    expect(await poll()).toHaveLength(1);
    expect(await poll()).toHaveLength(0);
    records.push(aRecord('a02000000000002AAA', '2026-11-24T08:00:05.000+0000'));
    expect((await poll()).map(({ messageId }) => messageId)).toEqual([
      expect.stringMatching(/^a02000000000002AAA@2026-11-24T08:00:05\.000Z#/),
    ]);
  });

  test('more changes within the overlap than one answer of Salesforce holds all come, each once', async () => {
    const system = createCrmSystem({ options: { queryBatchSize: 200 } });
    const before = system.records('Account').length;
    for (let call = 0; call < 5; call += 1) {
      const records = Array.from({ length: 200 }, (_, index) => ({ attributes: { type: 'Account' }, Name: `Bulk ${call}/${index}` }));
      await system.asSomebodyElse('POST', '/composite/sobjects', { allOrNone: true, records });
    }
    const ids: unknown[] = [];
    let watermark: Json = { at: new Date(system.host.now()).toISOString(), seen: [] };
    for (let polls = 0; polls < 20; polls += 1) {
      const result = await trigger.poll({
        flow: 'accounts',
        config: { object: 'Account', fields: ['Name'], condition: "Name LIKE 'Bulk %'" },
        connection: system.connection,
        watermark,
        signal: new AbortController().signal,
        now: '2026-11-24T08:00:00.000Z',
        correlationId: 'c',
      });
      ids.push(...result.events.map(({ messageId }) => messageId));
      watermark = result.watermark as Json;
      if (!result.more) break;
    }
    expect(system.records('Account')).toHaveLength(before + 1_000);
    expect(new Set(ids).size).toBe(1_000);
    expect(ids).toHaveLength(1_000);
  });

  test('a further change of the same record is an event of its own', async () => {
    const records = [aRecord('a02000000000001AAA', '2026-11-24T08:00:10.000+0000')];
    const { poll } = aPoller(records);
    await poll();
    records[0] = aRecord('a02000000000001AAA', '2026-11-24T08:00:20.000+0000');
    expect(await poll()).toHaveLength(1);
  });

  test('a second change within the same second is an event of its own; a watermark of an older release still counts', async () => {
    const records = [aRecord('a02000000000001AAA', '2026-11-24T08:00:10.000+0000')];
    const { poll } = aPoller(records);
    const [first] = await poll();
    records[0] = { ...records[0]!, Revision__c: 2 };
    const [second, ...more] = await poll();
    expect(more).toEqual([]);
    expect(second!.messageId).not.toBe(first!.messageId);
    const older = aPoller(records, { at: '2026-11-24T08:00:10.000Z', seen: ['a02000000000001AAA@2026-11-24T08:00:10.000Z'] });
    expect(await older.poll()).toEqual([]);
  });

  test('STP-5: a change of our own user says which state it shows, and what was given before it; others say nothing', async () => {
    const records = [aRecord('a02000000000001AAA', '2026-11-24T08:00:10.000+0000')];
    const { poll } = aPoller(records);
    expect((await poll())[0]).not.toHaveProperty('shows');
    records[0] = aRecord('a02000000000001AAA', '2026-11-24T08:00:20.000+0000', USER_ID);
    const [own] = await poll();
    expect(own!.shows).toEqual({
      type: 'Order_Change_Request__c',
      key: 'a02000000000001AAA',
      version: '2026-11-24T08:00:20.000Z',
      of: { kind: 'latest', takenBefore: '2026-11-24T07:59:10.000Z', taken: ['2026-11-24T08:00:10.000Z'] },
    });
  });

  test('the query looks back by the overlap and reads in order', async () => {
    const { poll, http } = aPoller([]);
    await poll();
    const soql = decodeURIComponent(http.requests.at(-1)!.url);
    expect(soql).toContain('SystemModstamp >= 2026-11-24T07:59:00.000Z');
    expect(soql).toContain('ORDER BY SystemModstamp, Id');
  });
});
