import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import type { CommitmentMessage, Demand, DemandAnswer, PlanAnswer } from '../contract.ts';
import openapi from '../openapi.json' with { type: 'json' };
import { findFaults } from './request-bodies.ts';
import { createScheduler } from './scheduler-fixture.ts';

const ORDER = '0000004711';
const aDemand = (lines: Json = []) => ({ demandRevision: 1, lines });
const aLine = { item: '000010', material: 'FG-1001', plant: '1010', quantity: '10.000', unit: 'PC', dueDate: '2027-02-01' };

/** The order wants much more, much earlier: it cannot be had. */
function tellTooMuch({ demand, tell }: ReturnType<typeof createScheduler>): void {
  tell(demand(ORDER), 1, { quantity: '600', dueDate: '2026-12-02' });
}

/** Assembly in the order's own plant is down: the other one is earlier. */
function breakAssembly({ call }: ReturnType<typeof createScheduler>): void {
  call('POST', '/v1/downtimes', { resource: 'H-ASM01', from: '2026-11-30T09:00:00Z', to: '2027-02-15T00:00:00Z' });
}

describe('demands', () => {
  test('SCH-10: a higher revision replaces, the same one is known, an older one is refused and told the newer', () => {
    const { call, demand, tell, records } = createScheduler();
    const before = demand(ORDER);
    const body = { demandRevision: 2, lines: before.lines } as unknown as Json;
    expect(call('PUT', `/v1/demands/${ORDER}`, body, { 'idempotency-key': 'k1' })).toMatchObject({
      status: 200,
      body: { demandRevision: 2 },
    });
    expect(tell(before, 2)).toMatchObject({ status: 200, body: { demandRevision: 2 } });
    expect(tell(before, 1)).toMatchObject({ status: 409, body: { code: 'older-revision', demandRevision: 2 } });
    expect(tell(before, 2, { quantity: '1' })).toMatchObject({ status: 409, body: { code: 'revision-taken', demandRevision: 2 } });
    expect(demand(ORDER).lines).toEqual(before.lines);
    expect(
      records.map(({ operation, object, key, applied, sequence, idempotencyKey }) => [
        operation,
        object,
        key,
        applied,
        sequence,
        idempotencyKey,
      ]),
    ).toEqual([
      ['upsert-demand', 'demand', ORDER, true, 2, 'k1'],
      ['upsert-demand', 'demand', ORDER, false, 2, undefined],
      ['upsert-demand', 'demand', ORDER, false, 1, undefined],
      ['upsert-demand', 'demand', ORDER, false, 2, undefined],
    ]);
  });

  test('SCH-10: the same content in another order of members is the same content', () => {
    const { call } = createScheduler();
    const { item, material, plant, quantity, unit, dueDate } = aLine;
    expect(call('PUT', '/v1/demands/1000000001', aDemand([aLine])).status).toBe(201);
    expect(
      call('PUT', '/v1/demands/1000000001', { lines: [{ dueDate, unit, quantity, plant, material, item }], demandRevision: 1 }).status,
    ).toBe(200);
  });

  test('SCH-11: customer class and priority stay when they are not told', () => {
    const { call, demand, tell } = createScheduler();
    const { customerClass } = demand(ORDER);
    tell(demand(ORDER), 1);
    expect(demand(ORDER).customerClass).toBe(customerClass);
    call('PUT', `/v1/demands/${ORDER}`, { ...aDemand([aLine]), demandRevision: 2, customerClass: 'A', priority: 3 });
    tell(demand(ORDER), 3);
    expect(demand(ORDER)).toMatchObject({ customerClass: 'A', priority: 3 });
  });

  test.each([
    [{}, /must have required property 'demandRevision'.*must have required property 'lines'/],
    [aDemand([{}]), /lines\.0 must have required property 'item'/],
    [{ ...aDemand(), extra: 1 }, /"extra", which the contract does not know/],
    [aDemand([{ ...aLine, quantity: 10 }]), /lines\.0\.quantity must be string/],
    [aDemand([{ ...aLine, quantity: '10,5' }]), /lines\.0\.quantity must match pattern/],
    [aDemand([{ ...aLine, dueDate: '2026-02-30' }]), /lines\.0\.dueDate must match format "date"/],
    [aDemand([aLine, aLine]), /Item 000010 stands in the demand twice/],
    [{ ...aDemand(), demandRevision: -1 }, /demandRevision must be >= 0/],
    [{ ...aDemand(), customerClass: 'D' }, /customerClass must be equal to one of the allowed values: A, B, C/],
    ['{"demandRevision":', /not JSON/],
    ['null', /The body must be object/],
  ])('SCH-12: %j is refused with a sentence, and recorded as not applied', (body, sentence) => {
    const { call, records, simulator } = createScheduler();
    const before = simulator.snapshot();
    const answer = call('PUT', `/v1/demands/${ORDER}`, body);
    expect(answer.status).toBe(400);
    expect(answer.body['detail']).toMatch(sentence);
    expect(records).toMatchObject([{ operation: 'upsert-demand', key: ORDER, applied: false, refusal: answer.body['detail'] as string }]);
    expect(simulator.snapshot()).toBe(before);
  });

  test('SCH-12: what is no order number is refused', () => {
    const { call } = createScheduler();
    for (const id of ['4711', '__proto__', 'constructor', '%30000004711x']) {
      expect(call('PUT', `/v1/demands/${id}`, aDemand()).status).toBe(400);
      expect(call('GET', `/v1/demands/${id}`)).toMatchObject({ status: 404, body: { code: 'unknown-demand' } });
    }
  });

  test('SCH-13: a demand that is told is not planned by that, and keeps the commitment of the plan before', () => {
    const scheduler = createScheduler();
    tellTooMuch(scheduler);
    const { demandRevision, commitment } = scheduler.call('GET', `/v1/demands/${ORDER}`).body as unknown as Demand & {
      readonly commitment: DemandAnswer;
    };
    expect([demandRevision, commitment.demandRevision]).toEqual([1, 0]);
    expect(commitment.outcome).not.toBe('infeasible');
    scheduler.call('PUT', '/v1/demands/1000000001', aDemand([aLine]));
    expect(scheduler.call('GET', '/v1/demands/1000000001').body).not.toHaveProperty('commitment');
  });

  test('SCH-14: pages have no gap and no repetition', () => {
    const { call, simulator } = createScheduler();
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { items, next } = call('GET', `/v1/demands?limit=20&cursor=${cursor}`).body as unknown as {
        readonly items: readonly Demand[];
        readonly next?: string;
      };
      seen.push(...items.map(({ demandId }) => demandId));
      if (next === undefined) break;
      cursor = next;
    }
    expect(seen).toEqual((simulator.view('/demands') as unknown as readonly Demand[]).map(({ demandId }) => demandId).sort());
    expect(call('GET', '/v1/demands?limit=many')).toMatchObject({ status: 400, body: { code: 'invalid-query' } });
  });
});

describe('the front door', () => {
  test('SCH-1: without the key nothing is told and nothing recorded', () => {
    const { call, records } = createScheduler();
    expect(call('GET', '/v1/demands', undefined, { authorization: 'Bearer wrong' })).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    });
    expect(call('PUT', `/v1/demands/${ORDER}`, aDemand(), { authorization: '' }).status).toBe(401);
    expect(records).toEqual([]);
  });

  test('SCH-2: unknown addresses and methods are told from each other', () => {
    const { call } = createScheduler();
    for (const url of ['/', '/v2/demands', '/v1/nothing', '/v1/demands/a/b', '/v1/demands/%E0%A4%A'])
      expect(call('GET', url).status).toBe(404);
    expect(call('DELETE', '/v1/demands')).toMatchObject({ status: 405, headers: { allow: 'GET' } });
  });

  test('SCH-3: throttled, unavailable and broken in its own words', () => {
    const { simulator } = createScheduler();
    const fault = { id: 'f', system: 'scheduler' as const, kind: 'throttled' as const };
    expect(simulator.faultResponse('throttled', { ...fault, retryAfter: '7' })).toMatchObject({
      status: 429,
      headers: { 'retry-after': '7' },
    });
    expect(simulator.faultResponse('unavailable', fault)).toMatchObject({
      status: 503,
      body: expect.stringContaining('planning-server-down'),
    });
    expect(simulator.faultResponse('html-500', fault)).toMatchObject({ status: 500, headers: { 'content-type': 'text/html' } });
  });

  test('SCH-4: faults find requests by operation and order', () => {
    const { simulator } = createScheduler();
    const of = (method: string, url: string, body: Json = {}) =>
      simulator.operationsOf?.({ method, url, headers: {}, body: Buffer.from(JSON.stringify(body)) });
    expect(of('PUT', `/v1/demands/${ORDER}`)).toEqual([{ operation: 'upsert-demand', key: ORDER }]);
    expect(of('POST', '/v1/plans', { demandIds: [ORDER, '0000004712'] })).toEqual([
      { operation: 'request-plan', key: ORDER },
      { operation: 'request-plan', key: '0000004712' },
    ]);
    expect(of('GET', '/v1/resources')).toEqual([{ operation: 'list-resources' }]);
    expect(of('GET', '/elsewhere')).toEqual([]);
  });

  test('SCH-5: a locked demand or plan is 423, a changed contract 400, and neither is applied', () => {
    const { arm, call, demand, tell, records } = createScheduler();
    arm('lock', 'upsert-demand', ORDER);
    expect(tell(demand(ORDER), 1)).toMatchObject({ status: 423, body: { code: 'demand-locked' } });
    arm('lock', 'request-plan', ORDER);
    expect(call('POST', '/v1/plans', { requestId: 'r', mode: 'firm', demandIds: [ORDER] })).toMatchObject({
      status: 423,
      body: { code: 'plan-locked' },
    });
    arm('schema-change', 'upsert-demand');
    expect(tell(demand(ORDER), 1)).toMatchObject({ status: 400, body: { code: 'invalid-body' } });
    expect(records.map(({ applied }) => applied)).toEqual([false, false, false]);
    expect(tell(demand(ORDER), 1).status).toBe(200);
  });
});

describe('plan runs', () => {
  test('SCH-20: wait, run and are done in their own time', () => {
    const { call, step } = createScheduler();
    const request = { requestId: 'r1', mode: 'firm', demandIds: [ORDER] };
    const asked = call('POST', '/v1/plans', request);
    expect(asked).toMatchObject({ status: 202, body: { status: 'waiting' } });
    const read = () => call('GET', `/v1/plans/${String(asked.body['planId'])}`).body['status'];
    step();
    expect(read()).toBe('running');
    step();
    expect(read()).toBe('done');
  });

  test('SCH-21: the same request id is the same plan; another content under it is refused', () => {
    const { call, finish, records } = createScheduler();
    const request = { requestId: 'r1', mode: 'firm', demandIds: [ORDER], callbackUrl: 'http://127.0.0.1:1/resume/x' };
    const { planId } = call('POST', '/v1/plans', request).body;
    expect(call('POST', '/v1/plans', { ...request, callbackUrl: 'http://127.0.0.1:1/resume/y' }).body['planId']).toBe(planId);
    finish();
    expect(call('POST', '/v1/plans', request).body).toMatchObject({ planId: planId as string, status: 'done' });
    expect(call('POST', '/v1/plans', { ...request, mode: 'what-if' })).toMatchObject({ status: 409, body: { code: 'request-id-taken' } });
    expect(call('GET', '/v1/plans?requestId=r1').body['items']).toMatchObject([{ planId: planId as string }]);
    expect(call('GET', '/v1/plans?requestId=r2').body['items']).toEqual([]);
    expect(records.map(({ operation, key, applied }) => [operation, key, applied])).toEqual([
      ['request-plan', ORDER, true],
      ['request-plan', ORDER, false],
      ['request-plan', ORDER, false],
      ['request-plan', ORDER, false],
    ]);
  });

  test('SCH-22: a firm plan takes a new version, is called back and published to whoever listens', () => {
    const { plan, deliveries } = createScheduler();
    const answer = plan({ requestId: 'r1', mode: 'firm', demandIds: [ORDER], callbackUrl: 'http://127.0.0.1:1/resume/x' });
    expect(answer).toMatchObject({ status: 'done', planVersion: 2, demands: [{ demandId: ORDER, demandRevision: 0 }] });
    expect(deliveries.map(({ topic, url }) => [topic, url])).toEqual([
      ['scheduler-callback', 'http://127.0.0.1:1/resume/x'],
      ['scheduler-callback', undefined],
    ]);
    const [callback, message] = deliveries.map(({ body }) => JSON.parse(body) as Json);
    expect(callback).toEqual(answer);
    expect(findFaults('PlanAnswer', callback)).toEqual([]);
    expect(findFaults('CommitmentMessage', message)).toEqual([]);
    expect(message).toMatchObject({ type: 'commitments-changed', planVersion: 2, commitments: [{ demandId: ORDER, displaced: false }] });
  });

  test('SCH-22: a callback is repeated until it is taken or the address is gone', () => {
    const { plan, deliveries, tick } = createScheduler();
    plan({ requestId: 'r1', mode: 'what-if', demandIds: [ORDER], callbackUrl: 'http://127.0.0.1:1/resume/x' });
    const { accepted } = deliveries[0]!;
    expect([202, 503, 404, 410].map((status) => accepted(status, ''))).toEqual([true, false, false, true]);
    tick(61_000);
    expect(accepted(404, '')).toBe(true);
  });

  test('SCH-23: a what-if changes nothing, also for demands that nobody has told', () => {
    const scheduler = createScheduler();
    const { simulator, plan, demand, deliveries } = scheduler;
    const before = simulator.view('/schedule');
    tellTooMuch(scheduler);
    expect(plan({ requestId: 'r1', mode: 'what-if', demandIds: [ORDER] }).demands[0]!.outcome).toBe('offers');
    const { demandId, lines } = demand('0000004712');
    const hypothetical = {
      demandId,
      demandRevision: 9,
      customerClass: 'A' as const,
      lines: lines.map((line) => ({ ...line, quantity: '1' })),
    };
    const answer = plan({ requestId: 'r2', mode: 'what-if', demands: [hypothetical] });
    expect(answer).toMatchObject({ status: 'done', planVersion: 1, demands: [{ demandId, demandRevision: 9 }] });
    expect(simulator.view('/schedule')).toEqual(before);
    expect(demand('0000004712').demandRevision).toBe(0);
    expect(deliveries).toEqual([]);
  });

  test('SCH-23: what a what-if says is what the firm plan then does', () => {
    const scheduler = createScheduler();
    tellTooMuch(scheduler);
    const request = { demandIds: [ORDER], frozenFenceDays: 2 };
    const asked = scheduler.plan({ requestId: 'r1', mode: 'what-if', ...request });
    const firm = scheduler.plan({ requestId: 'r2', mode: 'firm', ...request });
    expect(firm.demands).toEqual(asked.demands);
    expect(firm.displaced).toEqual(asked.displaced);
  });

  test('SCH-24: an order that moves others names each of them with its dates before and after', () => {
    const scheduler = createScheduler();
    const { simulator, deliveries, plan } = scheduler;
    const before = simulator.view('/commitments') as unknown as readonly DemandAnswer[];
    tellTooMuch(scheduler);
    const { displaced } = plan({ requestId: 'r1', mode: 'firm', demandIds: [ORDER] });
    const after = simulator.view('/commitments') as unknown as readonly DemandAnswer[];
    const moved = after.filter(({ demandId, lines }) => {
      const was = before.find((one) => one.demandId === demandId)!;
      return demandId !== ORDER && JSON.stringify(was.lines.map(({ parts }) => parts)) !== JSON.stringify(lines.map(({ parts }) => parts));
    });
    expect(displaced.length).toBeGreaterThan(0);
    expect(displaced.map(({ demandId }) => demandId).sort()).toEqual(expect.arrayContaining(moved.map(({ demandId }) => demandId)));
    expect(displaced.some(({ committedDate, previousDate }) => previousDate !== undefined && previousDate !== committedDate)).toBe(true);
    const { commitments } = JSON.parse(deliveries.at(-1)!.body) as CommitmentMessage;
    expect(commitments.filter((one) => one.displaced).map(({ demandId }) => demandId)).toEqual(displaced.map(({ demandId }) => demandId));
  });

  test('SCH-25: an order that cannot be made in time gets offers with reason, obstacle and earliest date', () => {
    const scheduler = createScheduler();
    breakAssembly(scheduler);
    tellTooMuch(scheduler);
    const answer = scheduler.plan({ requestId: 'r1', mode: 'firm', demandIds: [ORDER] }).demands[0]!;
    expect(answer).toMatchObject({
      outcome: 'offers',
      reason: expect.stringMatching(/capacity|material|calendar/),
      blocking: expect.any(String),
    });
    expect(answer.earliestDate! > '2026-12-02').toBe(true);
    const kinds = new Set(answer.offers.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['later-full', 'split', 'other-plant']));
    for (const { kind, item, parts } of answer.offers) {
      const total = parts.reduce((sum, { quantity }) => sum + Number(quantity), 0);
      expect(total).toBe(600);
      if (kind === 'split') expect(parts[0]).toMatchObject({ date: '2026-12-02' });
      if (kind === 'other-plant') expect(parts[0]!.plant).not.toBe(answer.lines.find((line) => line.item === item)!.parts[0]!.plant);
    }
    const plain = scheduler.plan({
      requestId: 'r2',
      mode: 'what-if',
      demandIds: [ORDER],
      options: { allowSplit: false, alternativePlants: false },
    });
    expect(new Set(plain.demands[0]!.offers.map(({ kind }) => kind))).toEqual(new Set(['later-full']));
  });

  test('SCH-26: a material that nobody knows is infeasible; an unknown demand fails the run with a sentence', () => {
    const { tell, demand, plan } = createScheduler();
    tell(demand(ORDER), 1, { material: 'NONE' }, '000010');
    expect(plan({ requestId: 'r1', mode: 'firm', demandIds: [ORDER] }).demands[0]).toMatchObject({
      outcome: 'infeasible',
      reason: 'invalid-data',
      blocking: 'material NONE',
    });
    expect(plan({ requestId: 'r2', mode: 'firm', demandIds: ['9999999999'] })).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('9999999999'),
    });
  });

  test('SCH-27: a scope plans every demand with a line in its plants', () => {
    const { plan, simulator } = createScheduler();
    const demands = simulator.view('/demands') as unknown as readonly Demand[];
    const there = demands.filter(({ lines }) => lines.some(({ plant }) => plant === '1020'));
    expect(plan({ requestId: 'r1', mode: 'what-if', scope: { plants: ['1020'] } }).demands).toHaveLength(there.length);
    expect(plan({ requestId: 'r2', mode: 'firm', scope: {} })).toMatchObject({ status: 'done', displaced: [] });
  });

  test('SCH-28: a cancelled order leaves the plan and is committed to nothing', () => {
    const { call, plan, simulator } = createScheduler();
    call('PUT', `/v1/demands/${ORDER}`, aDemand());
    expect(plan({ requestId: 'r1', mode: 'firm', demandIds: [ORDER] }).demands[0]).toMatchObject({
      outcome: 'committed',
      lines: [],
      offers: [],
    });
    const { operations } = simulator.view('/schedule') as unknown as { readonly operations: readonly { readonly demandId: string }[] };
    expect(operations.filter(({ demandId }) => demandId === ORDER)).toEqual([]);
  });

  test.each([
    [{ requestId: 'r', mode: 'firm' }, /exactly one of demandIds, scope and demands/],
    [{ requestId: 'r', mode: 'firm', demandIds: [ORDER], scope: {} }, /exactly one of/],
    [{ requestId: 'r', mode: 'firm', demands: [{ demandId: ORDER, ...aDemand() }] }, /Only a what-if/],
    [{ requestId: 'r', mode: 'perhaps', demandIds: [ORDER] }, /what-if, firm/],
    [{ requestId: 'r', mode: 'firm', demandIds: [ORDER], callbackUrl: 'ftp://x' }, /callbackUrl/],
    [{ requestId: 'r', mode: 'firm', demandIds: [ORDER], frozenFenceDays: -1 }, /frozenFenceDays must be >= 0/],
  ])('SCH-12: %j is refused', (body, sentence) => {
    const { call, records } = createScheduler();
    const answer = call('POST', '/v1/plans', body);
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringMatching(sentence) } });
    expect(records).toMatchObject([{ operation: 'request-plan', applied: false }]);
  });
});

describe('the planner', () => {
  test('SCH-30: makes a what-if firm, once', () => {
    const scheduler = createScheduler();
    const { call, deliveries, plan, records } = scheduler;
    tellTooMuch(scheduler);
    const asked = plan({ requestId: 'r1', mode: 'what-if', demandIds: [ORDER] });
    const word = { releasedBy: 'planner@plant.example' };
    const released = call('POST', `/v1/plans/${asked.planId}/release`, word);
    expect(released).toMatchObject({ status: 200, body: { mode: 'firm', planVersion: 2, released: { by: 'planner@plant.example' } } });
    expect(call('POST', `/v1/plans/${asked.planId}/release`, word).body).toEqual(released.body);
    expect(call('POST', `/v1/plans/${asked.planId}/release`, { releasedBy: 'another' })).toMatchObject({
      status: 409,
      body: { code: 'already-released' },
    });
    expect(JSON.parse(deliveries.at(-1)!.body)).toMatchObject({ type: 'commitments-changed', planVersion: 2 });
    expect(records.filter(({ operation }) => operation === 'release-plan').map(({ applied }) => applied)).toEqual([true, false, false]);
  });

  test.each(['split', 'other-plant', 'later-full'] as const)('SCH-31: accepts a "%s", and the order is committed to it', (kind) => {
    const scheduler = createScheduler();
    const { call, plan } = scheduler;
    breakAssembly(scheduler);
    tellTooMuch(scheduler);
    const asked = plan({ requestId: 'r1', mode: 'what-if', demandIds: [ORDER] });
    const { offers } = asked.demands[0]!;
    const offer = offers.find((one) => one.kind === kind)!;
    const accept = [{ demandId: ORDER, item: offer.item, kind }];
    const released = call('POST', `/v1/plans/${asked.planId}/release`, { releasedBy: 'planner', accept }).body as unknown as PlanAnswer;
    const line = released.demands[0]!.lines.find(({ item }) => item === offer.item)!;
    expect(line.parts.map(({ quantity, plant }) => ({ quantity, plant }))).toEqual(
      offer.parts.map(({ quantity, plant }) => ({ quantity, plant })),
    );
    for (const [index, { date }] of line.parts.entries()) expect(date <= offer.parts[index]!.date).toBe(true);
    expect(line).not.toHaveProperty('reason');
    expect(released.demands[0]!.offers.filter(({ item }) => item === offer.item)).toEqual([]);
    const again = plan({ requestId: 'r2', mode: 'firm', demandIds: [ORDER] });
    expect(again.demands[0]!.lines.find(({ item }) => item === offer.item)).toEqual(line);
  });

  test('SCH-32: cannot release what is not done, unknown, hypothetical or overtaken, nor an offer that was not made', () => {
    const scheduler = createScheduler();
    const { call, plan, demand, tell, finish } = scheduler;
    const release = (planId: string, more = {}) => call('POST', `/v1/plans/${planId}/release`, { releasedBy: 'planner', ...more });
    expect(release('plan-0')).toMatchObject({ status: 404, body: { code: 'unknown-plan' } });
    const waiting = String(call('POST', '/v1/plans', { requestId: 'r0', mode: 'what-if', demandIds: [ORDER] }).body['planId']);
    expect(release(waiting)).toMatchObject({ status: 409, body: { code: 'plan-not-done' } });
    finish();
    const hypothetical = plan({
      requestId: 'r1',
      mode: 'what-if',
      demands: [{ demandId: '1000000001', demandRevision: 1, customerClass: 'A', lines: [aLine] }],
    });
    expect(release(hypothetical.planId)).toMatchObject({ status: 422, body: { code: 'hypothetical-plan' } });
    expect(release(waiting, { accept: [{ demandId: ORDER, item: '000990', kind: 'split' }] })).toMatchObject({
      status: 422,
      body: { code: 'unknown-offer' },
    });
    tell(demand(ORDER), 1);
    expect(release(waiting)).toMatchObject({ status: 409, body: { code: 'plan-outdated' } });
  });

  test('SCH-33: an offer that others have taken the place of is refused and changes nothing', () => {
    const scheduler = createScheduler();
    const { call, plan, simulator } = scheduler;
    tellTooMuch(scheduler);
    const asked = plan({ requestId: 'r1', mode: 'what-if', demandIds: [ORDER] });
    const offer = asked.demands[0]!.offers.find(({ kind }) => kind === 'split')!;
    const { material, plant } = scheduler.demand(ORDER).lines.find(({ item }) => item === offer.item)!;
    const greedy = { ...aLine, material, plant, quantity: '900', dueDate: '2026-12-01' };
    call('PUT', '/v1/demands/1000000001', { ...aDemand([greedy]), customerClass: 'A', priority: 1 });
    plan({ requestId: 'r2', mode: 'firm', demandIds: ['1000000001'] });
    const before = simulator.view('/schedule');
    const accept = [{ demandId: ORDER, item: offer.item, kind: 'split' }];
    expect(call('POST', `/v1/plans/${asked.planId}/release`, { releasedBy: 'planner', accept })).toMatchObject({
      status: 409,
      body: { code: 'offer-outdated' },
    });
    expect(simulator.view('/schedule')).toEqual(before);
  });
});

describe('what others read', () => {
  test('SCH-50: a promise says when, is not binding, moves nobody and changes nothing', () => {
    const { call, simulator, records } = createScheduler();
    const before = simulator.snapshot();
    const ask = (quantity: string, requestedDate: string, more = {}) =>
      call('POST', '/v1/promises', { material: 'FG-1001', plant: '1010', quantity, unit: 'PC', requestedDate, ...more }).body;
    expect(ask('10', '2027-03-01')).toMatchObject({
      binding: false,
      available: true,
      promiseDate: '2027-03-01',
      asOf: '2026-11-30T08:00:00.000Z',
    });
    const tight = ask('3000', '2027-01-22');
    expect(tight).toMatchObject({ available: false, reason: expect.any(String), blocking: expect.any(String) });
    const lines = tight['lines'] as unknown as readonly { readonly quantity: string; readonly date: string; readonly source: string }[];
    expect(lines.reduce((sum, { quantity }) => sum + Number(quantity), 0)).toBe(3000);
    expect(lines[0]).toMatchObject({ date: '2027-01-22' });
    expect(tight['promiseDate']! > '2027-01-22').toBe(true);
    expect(ask('10', '2027-03-01', { material: 'NONE' })).toMatchObject({ available: false, reason: 'invalid-data', lines: [] });
    expect(call('POST', '/v1/promises', { material: 'FG-1001' }).status).toBe(400);
    expect(simulator.snapshot()).toBe(before);
    expect(records).toEqual([]);
  });

  test('SCH-51: the feed names each commitment that changed after a plan, in its latest state', () => {
    const scheduler = createScheduler();
    const { call, plan } = scheduler;
    tellTooMuch(scheduler);
    const { displaced } = plan({ requestId: 'r1', mode: 'firm', demandIds: [ORDER] });
    const seen: JsonObject[] = [];
    for (let cursor = ''; ; ) {
      const page = call('GET', `/v1/commitments?after=1&limit=2&cursor=${cursor}`).body as { readonly [name: string]: Json };
      seen.push(...(page['items'] as readonly JsonObject[]));
      if (page['next'] === undefined) break;
      cursor = String(page['next']);
    }
    expect(seen.map(({ demandId }) => demandId)).toEqual([ORDER, ...displaced.map(({ demandId }) => demandId)].sort());
    expect(seen.find(({ demandId }) => demandId === ORDER)).toMatchObject({ planVersion: 2, displaced: false });
    expect(call('GET', '/v1/commitments?after=2').body).toEqual({ items: [], planVersion: 2 });
    expect(call('GET', '/v1/commitments?after=-1').status).toBe(400);
  });

  test('SCH-52: the chart shows the operations that touch a time, on machines that are listed', () => {
    const { call } = createScheduler();
    const [from, to] = ['2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z'];
    const rows = call('GET', `/v1/schedule?from=${from}&to=${to}`).body['operations'] as unknown as readonly {
      readonly [name: string]: string;
    }[];
    expect(rows.length).toBeGreaterThan(3);
    for (const { start, end } of rows) expect(Date.parse(end!) > Date.parse(from) && Date.parse(start!) < Date.parse(to)).toBe(true);
    const machines = (call('GET', '/v1/resources').body['items'] as readonly JsonObject[]).map(({ resource }) => resource);
    expect(machines).toContain('H-ASM01/2');
    for (const { resource } of rows) expect(machines).toContain(resource);
    expect(call('GET', '/v1/schedule?from=tomorrow').status).toBe(400);
  });

  test('SCH-53: a machine that is down moves orders, says which, and everything comes back when it works again', () => {
    const { call, deliveries, simulator } = createScheduler();
    const before = simulator.view('/commitments');
    const down = { resource: 'H-CUT01', from: '2026-11-30T09:00:00Z', to: '2027-01-15T00:00:00Z', reason: 'Spindle broken' };
    const told = call('POST', '/v1/downtimes', down);
    expect(told.status).toBe(201);
    expect((told.body['affected'] as Json[]).length).toBeGreaterThan(0);
    const message = JSON.parse(deliveries.at(-1)!.body) as CommitmentMessage;
    expect(message.commitments.map(({ demandId, displaced }) => [demandId, displaced])).toEqual(
      (told.body['affected'] as string[]).map((id) => [id, true]),
    );
    expect(call('POST', '/v1/downtimes', down)).toMatchObject({ status: 200, body: { id: told.body['id'] as string } });
    expect(call('GET', '/v1/downtimes').body['items']).toHaveLength(1);
    expect(call('DELETE', `/v1/downtimes/${String(told.body['id'])}`)).toMatchObject({ status: 200, body: { planVersion: 3 } });
    const dates = (view: Json | undefined) =>
      (view as unknown as readonly DemandAnswer[]).map(({ demandId, committedDate }) => [demandId, committedDate]);
    expect(dates(simulator.view('/commitments'))).toEqual(dates(before));
    expect(call('DELETE', '/v1/downtimes/down-9').status).toBe(404);
    expect(call('POST', '/v1/downtimes', { ...down, resource: 'NONE' })).toMatchObject({ status: 404, body: { code: 'unknown-resource' } });
    expect(call('POST', '/v1/downtimes', { ...down, to: down.from }).status).toBe(400);
  });

  test('SCH-54: the views show demands, commitments, plans, machines and the chart', () => {
    const { simulator, plan } = createScheduler();
    plan({ requestId: 'r1', mode: 'what-if', demandIds: [ORDER] });
    for (const path of [
      '/demands',
      '/commitments',
      '/plans',
      '/resources',
      `/demands/${ORDER}`,
      `/commitments/${ORDER}`,
      '/schedule',
      '/downtimes',
    ])
      expect(simulator.view(path)).toBeDefined();
    for (const path of ['/', '/demands/none', '/commitments/__proto__', '/nothing']) expect(simulator.view(path)).toBeUndefined();
  });
});

describe('what is kept', () => {
  test('SCH-60: stands up again, runs under way included', () => {
    const { call, simulator, step } = createScheduler();
    call('POST', '/v1/plans', { requestId: 'r1', mode: 'firm', demandIds: [ORDER] });
    call('POST', '/v1/plans', { requestId: 'r2', mode: 'firm', demandIds: ['0000004712'] });
    step();
    call('POST', '/v1/downtimes', { resource: 'H-CUT01', from: '2026-12-01T00:00:00Z', to: '2026-12-03T00:00:00Z' });
    const other = createScheduler();
    other.simulator.restore(JSON.parse(JSON.stringify(simulator.snapshot())) as Json);
    expect(other.simulator.snapshot()).toEqual(simulator.snapshot());
    other.finish();
    for (const requestId of ['r1', 'r2'])
      expect(other.call('GET', `/v1/plans?requestId=${requestId}`).body).toMatchObject({ items: [{ status: 'done' }] });
    expect(other.call('GET', '/v1/downtimes').body['items']).toHaveLength(1);
    expect(other.plan({ requestId: 'r3', mode: 'what-if', scope: {} }).displaced).toEqual([]);
  });

  test('SCH-61: what did not change is the same object, and a reset goes back to the seed', () => {
    const { simulator, tell, demand, plan } = createScheduler();
    const seeded = JSON.stringify(simulator.snapshot());
    const before = simulator.snapshot() as { readonly [part: string]: { readonly [key: string]: Json } };
    tell(demand(ORDER), 1, { quantity: '60' }, '000010');
    plan({ requestId: 'r1', mode: 'firm', demandIds: [ORDER] });
    const after = simulator.snapshot() as typeof before;
    const lines = (state: typeof before) => state['schedule']!['lines'] as { readonly [key: string]: Json };
    const same = Object.keys(lines(after)).filter((key) => lines(after)[key] === lines(before)[key]);
    expect(same.length).toBeGreaterThan(Object.keys(lines(before)).length / 4);
    simulator.reset();
    expect(JSON.stringify(simulator.snapshot())).toBe(seeded);
  });
});

test('openapi.json: every operation has an id, every schema is used, every reference leads somewhere', () => {
  const text = JSON.stringify(openapi);
  const names = Object.keys(openapi.components.schemas);
  const used = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name!));
  expect([...used].sort()).toEqual(names.toSorted());
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id!);
  expect(new Set(ids).size).toBe(ids.length);
});

describe('the view', () => {
  interface ViewedOrder {
    readonly commitment: { readonly demandRevision: number };
    readonly change: { readonly planVersion: number };
    readonly bars: readonly ViewedBar[];
    readonly barsBefore: readonly ViewedBar[];
  }
  interface ViewedBar {
    readonly key: string;
    readonly resource: string;
    readonly start: string;
    readonly end: string;
  }

  test('SCH-55: bars keep their keys when a plan moves them, and an order shows where they stood', () => {
    const { simulator, plan, demand, tell } = createScheduler();
    const look = () => simulator.view(`/orders/${ORDER}`) as unknown as ViewedOrder;
    const first = look();
    expect(first.bars.length).toBeGreaterThan(0);
    expect(first.barsBefore).toEqual([]);
    tell(demand(ORDER), 1, { dueDate: '2027-02-26' });
    plan({ requestId: 'r1', mode: 'firm', demandIds: [ORDER] });
    const second = look();
    expect(second).toMatchObject({ commitment: { demandRevision: 1 }, change: { planVersion: 2 } });
    const places = (bars: readonly ViewedBar[]) => bars.map(({ resource, start, end }) => [resource, start, end]);
    expect(places(second.barsBefore)).toEqual(places(first.bars));
    const keys = new Set(first.bars.map(({ key }) => key));
    expect(keys.size).toBe(first.bars.length);
    expect(second.bars.some(({ key }) => keys.has(key))).toBe(true);
    expect(simulator.view('/orders/9999999999')).toBeUndefined();
  });

  test('SCH-54: working times leave out what is down', () => {
    const scheduler = createScheduler();
    const spans = () =>
      (
        scheduler.simulator.view('/working-times') as unknown as readonly {
          readonly resource: string;
          readonly spans: [number, number][];
        }[]
      ).find(({ resource }) => resource === 'H-ASM01/1')!.spans;
    const down = [Date.parse('2026-11-30T09:00:00Z'), Date.parse('2027-02-15T00:00:00Z')] as const;
    expect(spans().some(([from]) => from > down[0])).toBe(true);
    breakAssembly(scheduler);
    expect(spans().every(([from, to]) => to <= down[0] || from >= down[1])).toBe(true);
  });
});
