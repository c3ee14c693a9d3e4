/** The flow available-to-promise: one question, two systems, two seconds; and promise-for-crm, which asks it in the CRM's words. */
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import { eventually } from '../support/api.ts';
import { problemsAgainst } from '../support/canonical.ts';
import { ENVIRONMENT, type FlowWorld, inDays, startFlowWorld } from '../support/flow-world.ts';

let world: FlowWorld;
let ask: (body: Json, path?: string) => Promise<Answered>;

/** 200 is an answer within the flow's two seconds, 202 the address of a run that took longer (INT-5). */
interface Answered {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Headers;
}

beforeAll(async () => {
  world = await startFlowWorld();
  const keys = { promises: await register('available-to-promise'), 'crm/promises': await register('promise-for-crm') };
  ask = (body, path = 'promises') => send(path, keys[path as keyof typeof keys], body);
}, 60_000);
afterEach(() => world.clearFaults());
afterAll(() => world.close());

/** A channel that may ask, with or without a quota. Gives its key. */
async function register(flow: string, more: JsonObject = {}): Promise<string> {
  const consumer = { flow, name: `shop-${Math.random()}`, owner: 'customer-service', ...more };
  return (await world.api.send<{ credential: string }>('POST', `/api/environments/${ENVIRONMENT}/consumers`, consumer)).credential;
}

async function send(path: string, key: string, body: Json): Promise<Answered> {
  const answer = await fetch(`${world.api.url}/hooks/${ENVIRONMENT}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as JsonObject };
}

// Three lines from two plants, one of them by its 18-digit number, in pieces and cartons.
const request = {
  requestId: 'Q-2026-0042',
  customer: '0017100001',
  items: [
    { line: '000010', material: 'FG-1009', plant: '1020', quantity: '1.000', unit: 'PC', requestedDate: inDays(150) },
    { line: '000020', material: '000000000000100043', plant: '1010', quantity: '2.000', unit: 'CAR', requestedDate: inDays(150) },
    { line: '000030', material: 'FG-1004', plant: '1010', quantity: '5000.000', unit: 'PC', requestedDate: inDays(5) },
  ],
};

const verdictsOf = ({ body }: Answered) => (body['items'] as readonly JsonObject[]).map(({ verdict }) => verdict);
const statesOf = ({ body }: Answered) => (body['sources'] as readonly JsonObject[]).map(({ system, state }) => [system, state]);

describe('the good way', () => {
  test('INT-5 answers in time and in the shared words: both sources, as of when, binding nobody', async () => {
    const answer = await ask(request);
    expect(answer.status).toBe(200);
    expect(problemsAgainst('schemas/promise-answer.json', answer.body)).toEqual([]);
    expect(answer.body).toMatchObject({
      requestId: 'Q-2026-0042',
      binding: false,
      sources: [
        { system: 'sap', state: 'answered', asOf: expect.stringMatching(/^\d{4}-/) },
        { system: 'scheduler', state: 'answered' },
      ],
      items: [
        { line: '000010', verdict: 'available', source: 'stock', lines: [{ quantity: '1.000', plant: '1020' }] },
        { line: '000020', verdict: 'available', lines: [{ quantity: '2.000', unit: 'CAR', plant: '1010' }] },
        // Partial lines: what is there on the day, though not all of it.
        { line: '000030', verdict: 'partly-available', lines: [{ date: inDays(5) }] },
      ],
    });
    expect(await world.record()).toEqual([]);
  });

  test('what SAP has no supply for, production can make: the better of both, and its source', async () => {
    const many = { line: '000010', material: 'FG-1007', plant: '1010', quantity: '6000.000', unit: 'PC', requestedDate: inDays(120) };
    expect((await ask({ ...request, items: [many] })).body).toMatchObject({
      items: [{ verdict: 'available', source: 'plan', lines: [{ quantity: '6000.000', unit: 'PC', plant: '1010' }] }],
    });
  });

  test('the same question twice is answered twice and reserves nothing', async () => {
    // On a busy machine a system may miss its time in one of the two, which then says unknown: that is another answer by right.
    const [first, second] = await eventually(async () => {
      const both = await Promise.all([ask(request), ask(request)]);
      return both.every((answer) => statesOf(answer).every(([, state]) => state === 'answered')) && both;
    }, 'both systems answer both questions in time');
    expect(verdictsOf(second!)).toEqual(verdictsOf(first!));
    expect(await world.record()).toEqual([]);
  });

  test('promise-for-crm asks the same in the fields of the CRM', async () => {
    const quote = {
      Quote__c: 'Q-20426',
      ERP_Customer_Number__c: '0017100001',
      Lines: [
        { Line_Number__c: 10, ProductCode: 'FG-1009', Plant__c: '1020', Quantity: 1, Unit__c: 'PC', ServiceDate: inDays(150) },
        { Line_Number__c: 20, ProductCode: 'FG-1001', Plant__c: '1010', Quantity: 2, Unit__c: 'CAR', ServiceDate: inDays(150) },
        { Line_Number__c: 30, ProductCode: 'NONE', Plant__c: '1010', Quantity: 2.5, Unit__c: 'KG', ServiceDate: inDays(150) },
      ],
    };
    expect(await ask(quote, 'crm/promises')).toMatchObject({
      status: 200,
      body: {
        Quote__c: 'Q-20426',
        Binding: false,
        Lines: [
          {
            Line_Number__c: 10,
            Promise_Status__c: 'available',
            Promise_Date__c: inDays(150),
            Promise_Text__c: `1.000 PC on ${inDays(150)} from plant 1020`,
          },
          { Line_Number__c: 20, Promise_Status__c: 'available', Promise_Text__c: `2.000 CAR on ${inDays(150)} from plant 1010` },
          {
            Line_Number__c: 30,
            Promise_Status__c: 'unknown',
            Promise_Text__c: expect.stringMatching(/^No date can be given just now\. .*NONE/),
          },
        ],
      },
    });
  });
});

describe('a slow or failing system', () => {
  test.each(['slow', 'hang'] as const)('SAP is slow (%s): unknown in time, never an older promise', async (kind) => {
    await world.arm({ system: 'sap', kind, ...(kind === 'slow' ? { milliseconds: 4_000 } : {}) });
    const answer = await ask(request);
    expect(answer.status).toBe(200);
    expect(statesOf(answer)).toEqual([
      ['sap', 'unknown'],
      ['scheduler', 'answered'],
    ]);
    expect(answer.body).toMatchObject({
      binding: false,
      items: Array(3).fill({ verdict: 'unknown', source: 'unknown', lines: [], reason: expect.stringContaining('SAP did not answer') }),
    });
    expect(problemsAgainst('schemas/promise-answer.json', answer.body)).toEqual([]);
  });

  test('RTY-3 whoever is in a hurry does not close SAP for the others: the circuit stays closed', async () => {
    await world.arm({ system: 'sap', kind: 'hang' });
    await Promise.all([ask(request), ask(request), ask(request)]);
    const { items } = await world.api.get<{ items: readonly JsonObject[] }>(`/api/environments/${ENVIRONMENT}/circuits`);
    expect(items).toContainEqual(expect.objectContaining({ connection: 'sap', state: 'closed' }));
  });

  test('INT-5 more ask than SAP takes calls, and SAP hangs: who waits in the queue is answered in time too', async () => {
    const path = `/api/environments/${ENVIRONMENT}/connections/sap`;
    const limited = async (concurrency: number) => {
      const { type, settings, revision } = await world.api.get<ConnectionView>(path);
      const limits = { openAfter: 2, trialAfterMs: 150, concurrency };
      await world.api.send('PUT', path, { type, settings, limits }, { 'if-match': `"${revision}"` });
    };
    await limited(1);
    onTestFinished(() => limited(16));
    await world.arm({ system: 'sap', kind: 'hang' });
    const answers = await Promise.all([ask(request), ask(request), ask(request), ask(request)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.flatMap(verdictsOf)).toEqual(Array(12).fill('unknown'));
  });

  test('SAP is down: unknown at once, again and again; no run is held, and the next answer is fresh', async () => {
    const back = await world.arm({ system: 'sap', kind: 'outage' });
    for (const _time of [1, 2, 3, 4]) {
      const answer = await ask(request);
      expect(verdictsOf(answer)).toEqual(['unknown', 'unknown', 'unknown']);
    }
    expect((await world.runs('available-to-promise')).filter(({ state }) => state !== 'completed')).toEqual([]);
    await back();
    await eventually(async () => verdictsOf(await ask(request))[0] === 'available', 'SAP answers again');
  });

  test('half an answer is no answer', async () => {
    await world.arm({ system: 'sap', kind: 'malformed' });
    expect(verdictsOf(await ask(request))).toEqual(['unknown', 'unknown', 'unknown']);
  });

  test('scheduling is down: what SAP has is promised, what only production could make is not', async () => {
    await world.arm({ system: 'scheduler', kind: 'outage' });
    const answer = await ask(request);
    expect(statesOf(answer)).toEqual([
      ['sap', 'answered'],
      ['scheduler', 'unknown'],
    ]);
    expect(verdictsOf(answer)).toEqual(['available', 'available', 'partly-available']);
  });
});

describe('a refusal is an answer', () => {
  test('one line that SAP does not know is unknown with the words of SAP; the others are promised', async () => {
    const [first, second] = request.items;
    const answer = await ask({ ...request, items: [first!, { ...second!, material: 'FG-9999' }] });
    expect(answer.body).toMatchObject({
      items: [{ verdict: 'available' }, { verdict: 'unknown', reason: expect.stringContaining('FG-9999') }],
    });
  });

  test('a question that is none is refused with its places, and no run is made', async () => {
    const before = (await world.runs('available-to-promise')).length;
    const answer = await ask({ customer: '0017100001', items: [{ line: '10', material: 'FG-1001' }] });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'body-invalid', errors: expect.arrayContaining([expect.objectContaining({ path: '/items/0/line' })]) },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await world.runs('available-to-promise')).toHaveLength(before);
  });

  test('without a key nobody is answered; above its quota a channel is told when to come back', async () => {
    expect((await send('promises', 'guessed', request)).status).toBe(401);
    const key = await register('available-to-promise', { quotaPerMinute: 2 });
    expect([await send('promises', key, request), await send('promises', key, request)].map(({ status }) => status)).toEqual([200, 200]);
    const refused = await send('promises', key, request);
    expect(refused).toMatchObject({ status: 429, body: { code: 'quota-used-up' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(request)).status).toBe(200);
  });
});
