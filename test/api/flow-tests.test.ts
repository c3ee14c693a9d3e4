/** Tests of flows, samples and expressions, as an analyst uses them: the real engine, and nobody is called. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowTestReport, FlowTestView, SampleView } from '#flows/api/flow-tests.ts';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { FlowTest } from '#flows/flow-test.ts';
import type { Api } from '../support/api.ts';
import { publish, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
let system: LocalServer;

/** Asks a shop, rests a day, asks a person when it is much, calls another flow, and answers. */
const orders = smallFlow({
  id: 'orders',
  webhook: { path: 'orders', authentication: 'public', synchronous: true },
  nodes: {
    look: {
      type: 'http/request',
      connection: 'shop',
      config: { method: 'GET', path: '= "/orders/" & trigger.body.order' },
      retry: { attempts: 3, initialMs: 60_000 },
    },
    rest: { type: 'core/delay', config: { durationMs: 86_400_000 } },
    much: { type: 'core/switch', config: { cases: [{ port: 'much', when: '= steps.look.body.amount > vars.limit' }] } },
    ask: { type: 'core/approval', config: { role: 'approver', title: '= "Take " & trigger.body.order & "?"' } },
    tell: { type: 'core/call-flow', config: { flow: 'tells', major: 1, input: { order: '= trigger.body.order' } } },
    note: {
      type: 'core/emit-event',
      config: { type: 'order.taken', subject: '= trigger.body.order', data: { amount: '= steps.look.body.amount' } },
    },
    answer: { type: 'core/respond', config: { status: 201, body: { taken: true, told: '= steps.tell.ok' } } },
    sorry: { type: 'core/respond', config: { status: 409, body: { taken: false } } },
    late: { type: 'core/respond', config: { status: 503, body: { message: '= steps.look.error.code' } } },
  },
  edges: [
    'start > look',
    'look > rest',
    'look:error > late',
    'rest > much',
    'much:much > ask',
    'much:otherwise > tell',
    'ask:approve > tell',
    'ask:reject > sorry',
    'tell > note',
    'note > answer',
  ],
  more: { lane: { name: 'order', key: '= trigger.body.order' } },
});
const tells = smallFlow({
  id: 'tells',
  nodes: {
    send: {
      type: 'http/request',
      connection: 'shop',
      config: { method: 'POST', path: '/told', body: '= trigger.body', idempotency: 'naturally-idempotent' },
    },
    ok: { type: 'core/map', config: { rows: [{ target: 'ok', expression: '= steps.send.status = 200' }] } },
  },
  edges: ['start > send', 'send > ok'],
});

const answered = (amount: number) => [{ output: { status: 200, headers: {}, body: { amount } } }];
const told = { 'tell/send': [{ output: { status: 200, headers: {}, body: null } }] };

beforeAll(async () => {
  system = await startLocalServer((_request, response) => response.end('{}'));
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${system.port}` } }));
  const connection = { type: 'http', settings: { baseUrl: system.url } };
  await admin.send('PUT', '/api/environments/development/connections/shop', connection, { 'if-match': '0' });
  const called = { ...tells, nodes: { ...tells.nodes, start: { type: 'core/flow-call', version: 1, label: 'Called', config: {} } } };
  await publish(admin, called as typeof tells);
  await publish(admin, orders);
});
afterAll(async () => {
  await runtime?.close();
  await system?.close();
});

const run = async (given: FlowTest) =>
  (await admin.send<FlowTestReport>('POST', '/api/flows/orders/tests/run', { test: given })).results[0]!;

describe('a test of a flow', () => {
  test('API-90 runs the real flow to its end: other systems are doubled, waits skipped, called flows included', async () => {
    const result = await run({
      input: { order: '4711' },
      variables: { limit: 100 },
      doubles: { look: answered(50), ...told },
      expect: {
        reply: { status: 201, body: { taken: true, told: true } },
        steps: {
          look: { port: 'out', config: { path: '/orders/4711' } },
          much: { port: 'otherwise' },
          'tell/send': { config: { body: { order: '4711' } } },
        },
        notRun: ['ask', 'sorry'],
        emitted: [{ type: 'order.taken', data: { amount: 50 } }],
      },
    });
    expect(result).toMatchObject({ passed: true, faults: [], state: 'completed' });
    expect(result.events.map(({ type }) => type)).toContain('wait-ended');
  });

  test('API-91 plays through an outage, retries, a decision and a whole call', async () => {
    const down = { error: { class: 'unavailable', code: 'http-503' } } as const;
    expect(
      await run({
        input: { order: '1' },
        variables: { limit: 1 },
        doubles: {
          look: [down, down, ...answered(9)],
          ask: [{ port: 'approve', output: { choice: 'approve', by: 'Ada' } }],
          tell: [{ output: { ok: true } }],
        },
        expect: { reply: { status: 201 }, steps: { ask: { config: { title: 'Take 1?' } }, tell: { config: { input: { order: '1' } } } } },
      }),
    ).toMatchObject({ passed: true, faults: [] });
    expect(
      await run({
        input: { order: '1' },
        doubles: { look: [down] },
        expect: { reply: { status: 503, body: { message: 'http-503' } }, notRun: ['rest'] },
      }),
    ).toMatchObject({ passed: true, faults: [] });
    expect(
      await run({
        input: { order: '1' },
        variables: { limit: 1 },
        doubles: { look: answered(9) },
        expect: { state: 'waiting', steps: { ask: {} } },
      }),
    ).toMatchObject({ passed: true, state: 'waiting' });
    expect(await run({ input: {}, expect: { refused: 'value-missing' } })).toMatchObject({ passed: true });
  });

  test('API-99 an answer that was lost is asked for before anything is written again, and a message that came before is known', async () => {
    const lost = (look: NonNullable<FlowTest['doubles']>[string], expected: FlowTest['expect'], more: Partial<FlowTest> = {}) =>
      run({ input: { order: '1' }, variables: { limit: 100 }, doubles: { look, ...told }, expect: expected, ...more });
    const applied = { lost: 'applied', output: { status: 200, headers: {}, body: { amount: 5 } } } as const;
    expect(await lost([applied], { reply: { status: 201 }, steps: { look: { writes: 1 } } })).toMatchObject({ passed: true });
    expect(await lost([{ lost: 'not-applied' }, ...answered(6)], { reply: { status: 201 }, steps: { look: { writes: 2 } } })).toMatchObject(
      { passed: true },
    );
    expect(await lost([{ lost: 'unanswerable' }], { state: 'parked', steps: { look: { writes: 1 } } })).toMatchObject({ passed: true });
    expect(await lost([{ lost: 'changed-by-somebody-else' }], { state: 'parked' })).toMatchObject({ passed: true, faults: [] });
    expect(await lost([applied], { steps: { look: { writes: 2 } } })).toMatchObject({
      faults: ['The step "look" wrote once, not 2 times'],
    });
    // The flow has no idempotency key: twice is two orders.
    expect(await lost(answered(5), { duplicate: true }, { earlier: [{ input: { order: '1' } }] })).toMatchObject({
      faults: ['The message started a run of its own, it is no duplicate'],
    });
    expect(await lost(answered(5), {}, { earlier: [{ input: {} }] })).toMatchObject({
      faults: [expect.stringContaining('An earlier message was not taken')],
    });
  });

  test('API-99 a system that stays down holds the run, as it does in earnest', async () => {
    const down = { error: { class: 'unavailable', code: 'http-503' } } as const;
    const asked = { ...orders.nodes['look']!, retry: { attempts: 50, initialMs: 1_000 } };
    const draft = await admin.send<DraftView>('POST', '/api/flows/orders/drafts', {
      document: { ...orders, nodes: { ...orders.nodes, look: asked } },
    });
    const held: FlowTest = { input: { order: '1' }, doubles: { look: [down] }, expect: { state: 'held', notRun: ['rest'] } };
    const back: FlowTest = {
      input: { order: '1' },
      variables: { limit: 100 },
      doubles: { look: [...Array.from({ length: 12 }, () => down), ...answered(5)], ...told },
      expect: { reply: { status: 201 } },
    };
    for (const test of [held, back]) {
      const report = await admin.send<FlowTestReport>('POST', '/api/flows/orders/tests/run', { draftId: draft.draftId, test });
      expect(report.results).toMatchObject([{ passed: true, faults: [] }]);
    }
  });

  test('API-92 says every difference as a sentence, and calls nobody', async () => {
    const result = await run({
      input: { order: '1' },
      variables: { limit: 100 },
      doubles: { look: answered(50), ...told },
      expect: {
        state: 'parked',
        reply: { status: 200, body: { taken: false } },
        steps: { ask: {}, much: { port: 'much' } },
        notRun: ['answer'],
        emitted: [{ type: 'order.taken', data: { amount: 51 } }, { type: 'order.lost' }],
      },
    });
    expect(result.passed).toBe(false);
    expect(result.faults).toEqual([
      'The run is completed, not parked',
      'It answered with status 201, not 200',
      'The answer: taken is true, not false',
      'The step "ask" did not run',
      'The step "much" left by "otherwise", not by "much"',
      'The step "answer" ran',
      'The event "order.taken": amount is 50, not 51',
      'The event "order.lost" was not emitted',
    ]);
    const bare = await run({ input: { order: '1' }, expect: {} });
    expect(bare.faults[0]).toBe('The step "look" (http/request) would have called another system: give it a double.');
    expect(system.requests).toEqual([]);
    expect((await admin.get<Page<RunSummary>>('/api/runs')).items).toEqual([]);
  });

  test('API-93 is kept with the flow, saved over the revision that was read, and run on drafts, versions or the newest', async () => {
    const path = '/api/flows/orders/tests/Good way';
    const good: FlowTest = {
      input: { order: '1' },
      variables: { limit: 100 },
      doubles: { look: answered(5), ...told },
      expect: { reply: { status: 201 } },
    };
    expect((await admin.raw('PUT', path, { test: good })).status).toBe(428);
    expect(await admin.send<FlowTestView>('PUT', path, { test: good }, { 'if-match': '0' })).toMatchObject({
      name: 'Good way',
      revision: 1,
    });
    expect(await admin.raw('PUT', path, { test: good }, { 'if-match': '0' })).toMatchObject({
      status: 412,
      body: { current: { revision: 1 } },
    });
    expect((await admin.get<Page<FlowTestView>>('/api/flows/orders/tests')).items).toHaveLength(1);
    const all = () => admin.send<FlowTestReport>('POST', '/api/flows/orders/tests/run', {});
    expect((await all()).results).toMatchObject([{ name: 'Good way', passed: true }]);
    const changed = { ...orders, nodes: { ...orders.nodes, answer: { ...orders.nodes['answer']!, config: { status: 200, body: {} } } } };
    const draft = await admin.send<DraftView>('POST', '/api/flows/orders/drafts', { document: changed });
    const onDraft = await admin.send<FlowTestReport>('POST', '/api/flows/orders/tests/run', {
      draftId: draft.draftId,
      names: ['Good way'],
    });
    expect(onDraft.results).toMatchObject([{ passed: false, faults: ['It answered with status 200, not 201'] }]);
    expect(await admin.raw('POST', '/api/flows/orders/tests/run', { names: ['nothing'] })).toMatchObject({ status: 404 });
    expect(await admin.raw('POST', '/api/flows/orders/tests/run', { version: 99 })).toMatchObject({ status: 404 });
    expect(await admin.raw('PUT', '/api/flows/orders/tests/x', { test: { input: 1 } }, { 'if-match': '0' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('expect') },
    });
    expect((await admin.raw('DELETE', path)).status).toBe(204);
    expect((await all()).results).toEqual([]);
  });

  test('API-94 samples keep payloads to try a flow or a node with', async () => {
    const list = '/api/flows/orders/samples';
    const kept = await admin.send<SampleView>('POST', list, { name: 'Yesterday', payload: { order: '4711' } });
    await admin.send('POST', list, { name: 'Shop answers', nodeId: 'look', payload: { status: 200 } });
    expect((await admin.get<Page<SampleView>>(list)).items.map(({ name }) => name)).toEqual(['Shop answers', 'Yesterday']);
    const viewer = await addPerson(admin, 'Vera', [everywhere('viewer')]);
    expect((await viewer.raw('GET', list)).status).toBe(403);
    expect((await admin.raw('DELETE', `${list}/${kept.sampleId}`)).status).toBe(204);
    expect((await admin.raw('DELETE', `${list}/${kept.sampleId}`)).status).toBe(404);
  });
});

describe('an expression', () => {
  const evaluate = (body: object) => admin.raw('POST', '/api/expressions/evaluate', body);
  const check = (body: object) => admin.raw('POST', '/api/expressions/check', body);

  test('API-95 is tried out on an input, with the limits of a run, and says how it was computed', async () => {
    expect(await evaluate({ expression: '= trigger.body.a & "!"', input: { a: 'x' } })).toMatchObject({
      status: 200,
      body: { value: 'x!', path: 'fast' },
    });
    expect(await evaluate({ expression: '= $sum(trigger.body.n)', input: { n: [1, 2, 3] } })).toMatchObject({
      status: 200,
      body: { value: 6, path: 'fast' },
    });
    expect(await evaluate({ expression: '= $toMillis(trigger.body, "[D01].[M01].[YI]")', input: '01.01.MCMLXX' })).toMatchObject({
      status: 200,
      body: { value: 0, path: 'contained' },
    });
    expect(await evaluate({ expression: '= steps.look.body.amount', input: { steps: { look: { body: { amount: 7 } } } } })).toMatchObject({
      body: { value: 7 },
    });
    expect(await evaluate({ expression: '= flow.id', flow: 'orders', node: 'look' })).toMatchObject({ body: { value: 'orders' } });
    expect(await evaluate({ expression: '= $number("many")' })).toMatchObject({
      status: 422,
      body: { code: 'expression-failed', detail: expect.any(String), position: expect.any(Number) },
    });
    expect(await evaluate({ expression: '= 1 +' })).toMatchObject({ status: 422 });
    expect(await evaluate({ expression: '= $map([1..9999999], function($x) { $x })' })).toMatchObject({
      status: 422,
      body: { code: expect.stringMatching(/^expression-(limit|timeout|child-died)$/) },
    });
    expect(await evaluate({ expression: '= 1', node: 'look' })).toMatchObject({ status: 400 });
    expect(await evaluate({ expression: '= 1', flow: 'orders', node: 'nothing' })).toMatchObject({ status: 404 });
  });

  test('API-96 is judged as the node would see it', async () => {
    expect(await check({ expression: '= trigger.body.a' })).toMatchObject({ status: 200, body: { problems: [], path: 'fast' } });
    expect(await check({ expression: '= $sum(trigger.body.a)' })).toMatchObject({ body: { problems: [], path: 'fast' } });
    expect((await check({ expression: '= 1 + $toMillis(trigger.body.a, "[Dw]")' })).body).toEqual({
      problems: [],
      path: 'contained',
      because: 'It is contained, because it reads a date by a picture that is computed, or is not of plain parts (character 16).',
    });
    expect(await check({ expression: '= 1 +' })).toMatchObject({
      body: { problems: [{ code: 'expression-syntax', message: expect.stringContaining('character') }] },
    });
    expect(await check({ expression: '= steps.look.body', flow: 'orders', node: 'much' })).toMatchObject({ body: { problems: [] } });
    expect(await check({ expression: '= steps.answer.status', flow: 'orders', node: 'look' })).toMatchObject({
      body: { problems: [{ code: 'expression-later-step', help: expect.any(String) }] },
    });
    expect(await check({ expression: '= steps.nothing', flow: 'orders', node: 'look' })).toMatchObject({
      body: { problems: [{ code: 'expression-unknown-step' }] },
    });
  });
});
