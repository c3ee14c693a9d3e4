import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import type { OutboundDelivery, RecordDraft, SimulatorHost } from '../../sandbox/simulator.ts';
import type { Demand, PlanAnswer } from '../contract.ts';
import { createSchedulerSimulator } from './scheduler-simulator.ts';

function aScheduler() {
  const records: RecordDraft[] = [];
  const deliveries: OutboundDelivery[] = [];
  const timers: (() => void)[] = [];
  const host = {
    seed: 4711,
    landscapeDay: '2026-11-30',
    now: () => Date.parse('2026-11-30T08:00:00Z'),
    random: () => 0.5,
    record: (draft: RecordDraft) => {
      records.push(draft);
      return { ...draft, seq: records.length, at: '', system: 'scheduler' };
    },
    deliver: (message: OutboundDelivery) => deliveries.push(message),
    takeFault: () => undefined,
    after: (_ms: number, callback: () => void) => timers.push(callback),
  } as unknown as SimulatorHost;
  const simulator = createSchedulerSimulator(host, { apiKey: 'key' });
  const call = (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = simulator.handle({
      method,
      url,
      headers: { authorization: 'Bearer key', ...headers },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    });
    if (answer instanceof Promise) throw new Error('the scheduler answers at once');
    return { status: answer.status, body: JSON.parse(String(answer.body)) as JsonObject };
  };
  const finish = () => {
    for (const timer of timers.splice(0)) timer();
  };
  return { simulator, call, records, deliveries, finish };
}

const orderId = '0000004711';
const readDemand = (call: ReturnType<typeof aScheduler>['call']) => call('GET', `/v1/demands/${orderId}`).body as unknown as Demand;
const bodyOf = (demand: Demand, demandRevision: number, change: Partial<Demand> = {}) => ({
  demandRevision,
  customerClass: demand.customerClass,
  lines: demand.lines,
  ...change,
});

describe('demands', () => {
  test('SCH-10: a higher revision replaces, the same one is known, an older one is refused', () => {
    const { call, records } = aScheduler();
    const demand = readDemand(call);
    expect(call('PUT', `/v1/demands/${orderId}`, bodyOf(demand, 2), { 'idempotency-key': 'k1' }).status).toBe(200);
    expect(call('PUT', `/v1/demands/${orderId}`, bodyOf(demand, 2)).status).toBe(200);
    expect(call('PUT', `/v1/demands/${orderId}`, bodyOf(demand, 1))).toMatchObject({
      status: 409,
      body: { code: 'older-revision', demandRevision: 2 },
    });
    expect(call('PUT', `/v1/demands/${orderId}`, bodyOf(demand, 2, { lines: [] }))).toMatchObject({
      status: 409,
      body: { code: 'revision-taken' },
    });
    expect(records.map(({ applied, sequence, idempotencyKey }) => [applied, sequence, idempotencyKey])).toEqual([
      [true, 2, 'k1'],
      [false, 2, undefined],
      [false, 1, undefined],
      [false, 2, undefined],
    ]);
  });

  test.each([
    [{}, /demandRevision/],
    [{ demandRevision: 1, lines: [{}] }, /item/],
    [{ demandRevision: 1, lines: [], extra: 1 }, /extra/],
  ])('SCH-11: %j is refused with a sentence and nothing is recorded', (body, sentence) => {
    const { call, records } = aScheduler();
    const answer = call('PUT', `/v1/demands/${orderId}`, body);
    expect(answer.status).toBe(400);
    expect(answer.body['detail']).toMatch(sentence);
    expect(records).toEqual([]);
  });

  test('SCH-12: without the key nothing is told', () => {
    const { call } = aScheduler();
    expect(call('GET', '/v1/demands', undefined, { authorization: 'Bearer wrong' }).status).toBe(401);
  });
});

describe('plan runs', () => {
  test('SCH-20: are asynchronous, the same request gives the same run, and the answer is called back and published', () => {
    const { call, deliveries, finish } = aScheduler();
    const request = { requestId: 'r1', mode: 'firm', demandIds: [orderId], callbackUrl: 'http://127.0.0.1:1/resume/x' };
    const first = call('POST', '/v1/plans', request).body;
    expect(first['status']).toBe('waiting');
    expect(call('POST', '/v1/plans', request).body['planId']).toBe(first['planId']);
    finish();
    const done = call('GET', `/v1/plans/${String(first['planId'])}`).body as unknown as PlanAnswer;
    expect(done).toMatchObject({ status: 'done', planVersion: 2, demands: [{ demandId: orderId }] });
    expect(deliveries.map(({ url, topic }) => [topic, url])).toEqual([
      ['scheduler-callback', 'http://127.0.0.1:1/resume/x'],
      ['scheduler-callback', undefined],
    ]);
    expect(JSON.parse(deliveries[1]!.body)).toMatchObject({ type: 'commitments-changed', planVersion: 2 });
  });

  test('SCH-21: what-if changes nothing', () => {
    const { call, finish, simulator } = aScheduler();
    const before = simulator.view('/schedule');
    call('POST', '/v1/plans', { requestId: 'r1', mode: 'what-if', demandIds: [orderId] });
    finish();
    expect(simulator.view('/schedule')).toEqual(before);
  });

  test('SCH-22: an order that cannot be made in time gets offers with reason and earliest date', () => {
    const { call, finish } = aScheduler();
    const demand = readDemand(call);
    const lines = demand.lines.map((line) => ({ ...line, quantity: '900', dueDate: '2026-12-02' }));
    call('PUT', `/v1/demands/${orderId}`, bodyOf(demand, 3, { lines }));
    const { planId } = call('POST', '/v1/plans', { requestId: 'r2', mode: 'firm', demandIds: [orderId] }).body;
    finish();
    const answer = (call('GET', `/v1/plans/${String(planId)}`).body as unknown as PlanAnswer).demands[0]!;
    expect(answer).toMatchObject({
      outcome: 'offers',
      reason: expect.stringMatching(/capacity|material|calendar/),
      blocking: expect.any(String),
    });
    expect(answer.earliestDate! > '2026-12-02').toBe(true);
    expect(answer.offers.map(({ kind }) => kind)).toContain('later-full');
  });

  test('SCH-23: an unknown demand fails the run with a sentence', () => {
    const { call, finish } = aScheduler();
    const { planId } = call('POST', '/v1/plans', { requestId: 'r3', mode: 'firm', demandIds: ['9999999999'] }).body;
    finish();
    expect(call('GET', `/v1/plans/${String(planId)}`).body).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('9999999999'),
    });
  });
});

test('SCH-30: a promise says when, is not binding, and changes nothing', () => {
  const { call, simulator } = aScheduler();
  const before = simulator.snapshot();
  const line = readDemand(call).lines[0]!;
  expect(
    call('POST', '/v1/promises', {
      material: line.material,
      plant: line.plant,
      quantity: '10',
      unit: line.unit,
      requestedDate: '2027-03-01',
    }),
  ).toMatchObject({ status: 200, body: { binding: false, available: true } });
  expect(simulator.snapshot()).toBe(before);
});

test('SCH-31: a machine that is down moves orders and says which', () => {
  const { call, deliveries } = aScheduler();
  const { body } = call('POST', '/v1/downtimes', { resource: 'H-CUT01', from: '2026-11-30T00:00:00Z', to: '2027-02-15T00:00:00Z' });
  expect((body['affected'] as Json[]).length).toBeGreaterThan(0);
  expect(JSON.parse(deliveries.at(-1)!.body)).toMatchObject({ type: 'commitments-changed' });
});

test('SCH-32: what is kept stands up again, runs under way included', () => {
  const { call, simulator } = aScheduler();
  call('POST', '/v1/plans', { requestId: 'r1', mode: 'firm', demandIds: [orderId] });
  const other = aScheduler();
  other.simulator.restore(JSON.parse(JSON.stringify(simulator.snapshot())) as Json);
  other.finish();
  expect(other.call('GET', '/v1/plans?requestId=r1').body).toMatchObject({ items: [{ status: 'done' }] });
});
