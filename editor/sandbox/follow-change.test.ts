import { describe, expect, test } from 'vitest';
import type { ObjectTimeline } from '#flows/api/operations.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { CrmChangeRequest, CrmOrder } from './crm-records.ts';
import { askedItems, logEntriesOf, runsOfChange, wayOf } from './follow-change.ts';

const request = (revision: number, status: string, items?: readonly object[]): CrmChangeRequest => ({
  Id: `cr${revision}`,
  Name: `CR-${revision}`,
  ERP_Order_Number__c: '0000004711',
  Revision__c: revision,
  Requested_Date__c: null,
  Reason__c: null,
  Requested_By__c: 'Frauke Petersen',
  Requested_By_Email__c: null,
  Status__c: status,
  ERP_Message__c: null,
  Items__c: items === undefined ? null : JSON.stringify(items),
  CreatedDate: `2026-11-27T10:0${revision}:00.000+0000`,
  LastModifiedDate: `2026-11-27T10:0${revision}:00.000+0000`,
});

const run = (runId: string, flowId: string, at: string, more: Partial<RunSummary> = {}): RunSummary => ({
  runId,
  flowId,
  version: 1,
  environment: 'development',
  state: 'completed',
  keys: {},
  correlationId: runId,
  startedAt: `2026-11-27T10:${at}Z`,
  endedAt: `2026-11-27T10:${at}Z`,
  ...more,
});

const CHANGE = run('r1', 'order-change', '01:00.100', { keys: { changeRequest: 'cr1' } });
const SCHEDULE = run('r2', 'order-to-schedule', '01:00.400', { correlationId: 'r1' });
const ANSWER = run('r3', 'commitment-received', '01:00.800');
const NEXT = run('r4', 'order-change', '02:00.100', { keys: { changeRequest: 'cr2' } });
const DISPLACED = run('r5', 'commitment-received', '03:00.000');

const milestone = (name: string, runId: string, at: string) => ({ milestone: name, runId, at: `2026-11-27T10:${at}Z` });
const timeline = (runs: readonly RunSummary[], ...milestones: ObjectTimeline['milestones']): ObjectTimeline => ({
  type: 'sales-order',
  key: '0000004711',
  runs: runs.toReversed(),
  milestones,
  writes: [],
});
const ALL_WAY = timeline(
  [CHANGE, SCHEDULE, ANSWER, NEXT, DISPLACED],
  milestone('revised-in-sap', 'r1', '01:00.300'),
  milestone('demand-sent', 'r2', '01:00.500'),
  milestone('scheduled', 'r3', '01:00.850'),
  milestone('customer-informed', 'r3', '01:00.900'),
);

describe('a change followed through the systems', () => {
  test('its runs are its own and the answer of scheduling that came next, not those of other changes or later plans', () => {
    const requests = [request(1, 'Committed'), request(2, 'New')];
    expect(runsOfChange(requests[0]!, requests, ALL_WAY).map(({ runId }) => runId)).toEqual(['r1', 'r2', 'r3']);
    expect(runsOfChange(requests[1]!, requests, ALL_WAY).map(({ runId }) => runId)).toEqual(['r4']);
  });

  test('an answered change is over, and every station says when it was reached', () => {
    const one = request(1, 'Committed');
    expect(wayOf({ request: one, requests: [one], timeline: ALL_WAY })).toMatchObject({
      millrace: { state: 'done' },
      sap: { state: 'done', at: '2026-11-27T10:01:00.300Z' },
      scheduler: { state: 'done', at: '2026-11-27T10:01:00.850Z' },
      told: { state: 'done', at: '2026-11-27T10:01:00.900Z' },
      isOver: true,
    });
  });

  test("before CRM's message has come in everything is still to come", () => {
    const one = request(1, 'New');
    const states = {
      millrace: { state: 'now' },
      sap: { state: 'open' },
      scheduler: { state: 'open' },
      told: { state: 'open' },
      isOver: false,
    };
    expect(wayOf({ request: one, requests: [one], timeline: undefined })).toMatchObject(states);
    expect(wayOf({ request: one, requests: [one], timeline: timeline([]) })).toMatchObject(states);
  });

  test('a run that waits for a decision stops the way before SAP', () => {
    const one = request(1, 'Approval_Pending');
    const { endedAt: _, ...waiting } = { ...CHANGE, state: 'waiting' as const };
    expect(wayOf({ request: one, requests: [one], timeline: timeline([waiting]) })).toMatchObject({
      millrace: { state: 'stopped' },
      sap: { state: 'stopped' },
      scheduler: { state: 'open' },
      told: { state: 'open' },
      isOver: false,
    });
  });

  test('a scheduler that is down stops the way behind SAP', () => {
    const one = request(1, 'In_ERP_commitment_pending');
    const { endedAt: _, ...held } = { ...SCHEDULE, state: 'held' as const };
    const going = timeline([CHANGE, held], milestone('revised-in-sap', 'r1', '01:00.300'));
    expect(wayOf({ request: one, requests: [one], timeline: going })).toMatchObject({
      millrace: { state: 'stopped' },
      sap: { state: 'done' },
      scheduler: { state: 'stopped' },
      told: { state: 'open' },
    });
  });

  test('a refused change ends at SAP and is told; one that changes nothing needs no system', () => {
    const refused = request(1, 'Rejected');
    expect(wayOf({ request: refused, requests: [refused], timeline: timeline([CHANGE]) })).toMatchObject({
      sap: { state: 'refused' },
      scheduler: { state: 'skipped' },
      told: { state: 'refused', at: CHANGE.endedAt },
      isOver: true,
    });
    const same = request(1, 'No_Change');
    expect(wayOf({ request: same, requests: [same], timeline: timeline([CHANGE]) })).toMatchObject({
      sap: { state: 'skipped' },
      scheduler: { state: 'skipped' },
      told: { state: 'done' },
      isOver: true,
    });
  });

  test('what is asked is held against the change before, or else against the order of CRM', () => {
    const order = {
      items: [{ ERP_Item_Number__c: '000010', Quantity: 45, Unit__c: 'PC', ServiceDate: '2026-12-28' }],
    } as unknown as CrmOrder;
    const item = { number: '000010', unit: 'PC', requestedDate: '2026-12-28' };
    const first = request(1, 'Committed', [{ ...item, quantity: '60' }]);
    const second = request(2, 'Committed', [{ ...item, quantity: '60', cancel: true }]);
    expect(askedItems(first, [first], order)).toEqual([{ item: '10', before: '45 PC, 2026-12-28', after: '60 PC, 2026-12-28' }]);
    expect(askedItems(second, [first, second], order)).toEqual([{ item: '10', before: '60 PC, 2026-12-28', after: '0' }]);
    expect(askedItems({ ...first, Items__c: '{{' }, [first], order)).toEqual([]);
  });

  test("of SAP's change log those entries count that our user made while these runs worked", () => {
    const entry = (at: string, user = 'MILLRACE') => ({ at: `2026-11-27T10:${at}Z`, user, requestId: null, changes: [] });
    const working = { ...CHANGE, endedAt: '2026-11-27T10:01:00.350Z' };
    const changeLog = [entry('00:59.000'), entry('01:00.200'), entry('01:00.250', 'MUELLER'), entry('01:05.000')];
    expect(logEntriesOf({ changeLog }, [working], 'MILLRACE')).toEqual([changeLog[1]]);
  });
});
