/** Watching from outside: the websocket `/live`, the same as server-sent events, and by asking. */

import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventsPage } from '#flows/api/runs.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { type LiveServerMessage, traceEventsOf } from '#flows/trace-protocol.ts';
import { ADMIN, type Api, createApi, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { openLive, type TestSocket } from '../support/live-socket.ts';
import { addPerson, everywhere, type InProcessRuntime, signIn, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
const bearer = (api: Api) => ({ authorization: `Bearer ${api.token}` });
const sockets: TestSocket[] = [];

beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  await deploy(
    admin,
    smallFlow({
      id: 'steps',
      nodes: {
        one: { type: 'core/map', config: { rows: [{ target: 'text', expression: '= trigger.body.text' }] } },
        rest: { type: 'core/delay', config: { durationMs: 50 } },
        two: { type: 'core/map', config: { rows: [{ target: 'n', expression: '= 1' }] } },
      },
      edges: ['start > one', 'one > rest', 'rest > two'],
    }),
  );
  await deploy(admin, smallFlow({ id: 'other' }));
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await runtime?.close();
});

async function open(headers: Record<string, string> = bearer(admin)): Promise<TestSocket> {
  const socket = await openLive(runtime.url, headers);
  sockets.push(socket);
  return socket;
}
const start = async (flow = 'steps', input: object = { text: 'x' }) =>
  (await admin.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow, input })).runId;
const isGapFree = (events: readonly TraceEvent[], from: number) =>
  events.map(({ runSeq }) => runSeq).every((runSeq, index) => runSeq === from + index);
const last = (events: readonly TraceEvent[]) => events.at(-1)?.type;

describe('a watcher', () => {
  test('API-70 is greeted, told where the stream stands, and sent a run from its first event to its last', async () => {
    const socket = await open();
    expect(await socket.next('hello')).toEqual({ type: 'hello', protocol: 2 });
    const runId = await start();
    socket.subscribe('r', { run: runId });
    expect(await socket.next('snapshot', 'r')).toMatchObject({ seq: expect.any(Number) });
    await socket.until(() => last(socket.events('r')) === 'run-completed', 'the run ends');
    const events = socket.events('r');
    expect(events[0]).toMatchObject({ type: 'run-accepted', runId, runSeq: 1, environment: 'development', flow: 'steps' });
    expect(isGapFree(events, 1)).toBe(true);
    expect(events).toEqual((await admin.get<EventsPage>(`/api/runs/${runId}/events`)).events);
  });

  test('API-71 that comes back takes up where it was, wherever it was cut, without loss and without a repeat', async () => {
    const runId = await start();
    await runReaches(admin, runId, 'completed');
    const all = (await admin.get<EventsPage>(`/api/runs/${runId}/events`)).events;
    for (let after = 0; after <= all.length; after += 1) {
      const socket = await open();
      socket.subscribe('r', { run: runId }, after);
      socket.subscribe('end', { run: runId }, all.length - 1);
      await socket.until(() => socket.events('end').length === 1 && socket.events('r').length === all.length - after, `all after ${after}`);
      expect(socket.events('r')).toEqual(all.slice(after));
      socket.close();
    }
  });

  test('API-71 misses nothing of an environment while runs go on and it is cut again and again', async () => {
    const from = (await (await watchEnvironment(undefined)).next('snapshot', 'e')).seq;
    const received: TraceEvent[] = [];
    const runs = Promise.all(Array.from({ length: 30 }, () => start()));
    let after = from;
    const isWhole = async () => {
      const { events } = await admin.get<EventsPage>(`/api/environments/development/events?after=${from}`);
      return events.filter(({ type }) => type === 'run-completed').length === 30 && events.at(-1)!.seq === received.at(-1)?.seq;
    };
    // Twenty times at once, and then as long as there is more to come.
    for (let cut = 0; cut < 20 || !(await isWhole()); cut += 1) {
      const socket = await watchEnvironment(after);
      await socket.next('snapshot', 'e');
      if (cut < 20) await new Promise((resolve) => setTimeout(resolve, 20));
      else await socket.until(() => socket.events('e').length > 0, 'what is still missing');
      received.push(...socket.events('e'));
      socket.close();
      after = received.at(-1)?.seq ?? after;
    }
    await runs;
    const { events } = await admin.get<EventsPage>(`/api/environments/development/events?after=${from}`);
    expect(received).toEqual(events);
  });

  async function watchEnvironment(after: number | undefined): Promise<TestSocket> {
    const socket = await open();
    socket.subscribe('e', { environment: 'development' }, after);
    return socket;
  }

  test('API-72 of a flow hears of this flow only, and stops hearing when it says so', async () => {
    const socket = await open();
    socket.subscribe('f', { flow: 'other', environment: 'development' });
    await socket.next('snapshot', 'f');
    await start('steps');
    const runId = await start('other');
    await socket.until(() => last(socket.events('f')) === 'run-completed', 'the other run ends');
    expect(new Set(socket.events('f').map((event) => event.runId))).toEqual(new Set([runId]));
    socket.send({ type: 'unsubscribe', id: 'f' });
    const before = socket.events('f').length;
    await runReaches(admin, await start('other'), 'completed');
    socket.subscribe('again', { flow: 'other', environment: 'development' });
    await socket.next('snapshot', 'again');
    expect(socket.events('f')).toHaveLength(before);
  });

  test.each([
    ['no id', { type: 'subscribe', topic: { environment: 'development' } }, 'invalid-id'],
    ['no topic', { type: 'subscribe', id: 'x' }, 'unknown-topic'],
    ['a topic that is none', { type: 'subscribe', id: 'x', topic: { run: 7 } }, 'unknown-topic'],
    ['a topic with too much', { type: 'subscribe', id: 'x', topic: { run: 'a', flow: 'b' } }, 'unknown-topic'],
    ['a cursor that is none', { type: 'subscribe', id: 'x', topic: { environment: 'development' }, after: 'now' }, 'invalid-cursor'],
    ['a run that is not there', { type: 'subscribe', id: 'x', topic: { run: 'nowhere' } }, 'not-allowed'],
    ['a place that is none', { type: 'subscribe', id: 'x', topic: { presence: 'kitchen' } }, 'not-allowed'],
  ])('API-73 is refused %s, and the socket stays', async (_name, message, code) => {
    const socket = await open();
    socket.send(message);
    expect(await socket.next('refused')).toMatchObject({ code, message: expect.any(String) });
    socket.subscribe('ok', { environment: 'development' });
    await socket.next('snapshot', 'ok');
  });

  test('API-74 that has seen more than there is hears so, and then everything new', async () => {
    const socket = await open();
    socket.subscribe('e', { environment: 'development' }, 9_999_999);
    expect(await socket.next('gap', 'e')).toMatchObject({ to: 9_999_999 });
    const runId = await start('other');
    await socket.until(() => socket.events('e').some((event) => event.runId === runId), 'new events');
  });

  test.each([
    ['no JSON', 'hello'],
    ['another type', '{"type":"dance"}'],
    ['bytes', Buffer.from([1, 2, 3])],
  ])('API-75 that sends %s is hung up on', async (_name, data) => {
    const socket = await open();
    socket.sendRaw(data);
    expect(await socket.next('bye')).toMatchObject({ reason: 'protocol' });
    expect(await socket.closed).toMatchObject({ code: 1008 });
  });

  test('API-75 that sends too much, or too often, is hung up on', async () => {
    const big = await open();
    big.sendRaw(JSON.stringify({ type: 'subscribe', id: 'x'.repeat(70_000) }));
    expect(await big.closed).toMatchObject({ code: 1009 });
    const often = await open();
    for (let n = 0; n < 300; n += 1) often.send({ type: 'unsubscribe', id: 'x' });
    expect(await often.next('bye')).toMatchObject({ reason: 'protocol' });
  });

  test('API-76 gets figures at most twenty times a second, and right ones in the end', async () => {
    const socket = await open();
    socket.subscribe('c', { counters: true, environment: 'development' });
    const from = performance.now();
    const before = (await socket.next('counters', 'c')).flows.find(({ flow }) => flow === 'other')?.completed ?? 0;
    await Promise.all(Array.from({ length: 60 }, () => start('other')));
    const figures = () =>
      socket.messages.flatMap((message) => (message.type === 'counters' ? message.flows : [])).filter(({ flow }) => flow === 'other');
    await socket.until(() => figures().at(-1)?.completed === before + 60, 'all are counted');
    const elapsed = performance.now() - from;
    expect(socket.messages.filter(({ type }) => type === 'counters').length).toBeLessThanOrEqual(2 + elapsed / 50);
    expect(figures().at(-1)).toMatchObject({ running: 0, parked: 0 });
  });

  test('API-77 sees who else is there', async () => {
    const other = await addPerson(admin, 'Olga Other', [everywhere('analyst')]);
    const mine = await open();
    mine.subscribe('p', { presence: 'flows/steps' });
    expect((await mine.next('presence', 'p')).people).toMatchObject([{ name: expect.stringContaining(ADMIN.name) }]);
    const theirs = await open(bearer(other));
    theirs.subscribe('p', { presence: 'flows/steps' });
    const names = () =>
      (mine.messages.filter((message) => message.type === 'presence').at(-1)?.people ?? []).map(({ name }) => name.split(' (')[0]);
    await mine.until(() => names().includes('Olga Other'), 'the other one comes');
    theirs.close();
    await mine.until(() => !names().includes('Olga Other'), 'the other one leaves');
  });
});

describe('the door', () => {
  const refusal = (headers: Record<string, string>) =>
    openLive(runtime.url, headers).then(
      () => 'let in',
      (error: { status: number }) => error.status,
    );

  test('API-78 is open to our own pages and to programs with a token, and to nobody else', async () => {
    const cookie = await signIn(runtime.url, ADMIN.email, ADMIN.password);
    expect(await refusal({})).toBe(401);
    expect(await refusal({ authorization: 'Bearer mlr_nonsense-nonsense' })).toBe(401);
    expect(await refusal({ cookie })).toBe(403);
    expect(await refusal({ cookie, origin: 'https://attacker.example' })).toBe(403);
    expect(await refusal({ ...bearer(admin), origin: 'https://attacker.example' })).toBe(403);
    expect(await refusal({ ...bearer(admin), host: 'attacker.example' })).toBe(421);
    for (const headers of [{ cookie, origin: runtime.url }, bearer(admin), { ...bearer(admin), origin: runtime.url }])
      expect((await (await open(headers)).next('hello')).protocol).toBe(2);
  });

  test('API-79 rights are asked at each subscription: environments, folders, plants, payloads', async () => {
    const runId = await start();
    const foreign = await open(bearer(await addPerson(admin, 'Fritz', [{ role: 'viewer', environment: 'test', folder: '*' }])));
    for (const topic of [
      { run: runId },
      { environment: 'development' },
      { flow: 'steps', environment: 'development' },
      { counters: true, environment: 'development' },
    ] as const) {
      foreign.subscribe(JSON.stringify(topic), topic);
      expect(await foreign.next('refused', JSON.stringify(topic))).toMatchObject({ code: 'not-allowed' });
    }
    const folder = await open(bearer(await addPerson(admin, 'Frieda', [{ role: 'viewer', environment: '*', folder: 'order-management' }])));
    folder.subscribe('whole', { environment: 'development' });
    await folder.next('refused', 'whole');
    folder.subscribe('run', { run: runId });
    await folder.until(() => last(folder.events('run')) === 'run-completed', 'the run ends');
    const seen = JSON.stringify(folder.events('run'));
    expect(seen).not.toContain('"text"');
    expect(JSON.stringify(await admin.get(`/api/runs/${runId}/events`))).toContain('"text"');
  });

  test('API-79 and again when they change', async () => {
    const person = await addPerson(admin, 'Rita', [everywhere('viewer')]);
    const socket = await open(bearer(person));
    socket.subscribe('e', { environment: 'development' });
    socket.subscribe('t', { environment: 'test' });
    await socket.next('snapshot', 't');
    await admin.send('PUT', `/api/users/${person.userId}`, { grants: [{ role: 'viewer', environment: 'test', folder: '*' }] });
    // Her token keeps what both still give: nothing, for it was made for every environment.
    expect(await socket.next('refused', 'e')).toMatchObject({ code: 'not-allowed' });
    expect(await socket.next('refused', 't')).toMatchObject({ code: 'not-allowed' });
    const runId = await start();
    await runReaches(admin, runId, 'completed');
    expect(socket.events('e').some((event) => event.runId === runId)).toBe(false);
  });

  test('API-15 sockets end with what let them in: signing out, a revoked token, a disabled person, a new password', async () => {
    const person = await addPerson(admin, 'Ludwig', [everywhere('viewer')]);
    const { email } = (await person.get<{ user: { email: string } }>('/api/session')).user;
    await admin.send('PUT', `/api/users/${person.userId}`, { password: ADMIN.password });
    const byCookie = async () => {
      const cookie = await signIn(runtime.url, email, ADMIN.password);
      return { cookie, socket: await open({ cookie, origin: runtime.url }) };
    };
    const first = await byCookie();
    await createApi(runtime.url, '').raw('DELETE', '/api/session', undefined, { cookie: first.cookie, origin: runtime.url });
    expect(await first.socket.next('bye')).toMatchObject({ reason: 'session-ended' });
    const second = await byCookie();
    await admin.send('PUT', `/api/users/${person.userId}`, { password: ADMIN.password });
    expect(await second.socket.next('bye')).toMatchObject({ reason: 'session-ended' });
    const { token, secret } = await admin.send<{ token: { tokenId: string }; secret: string }>('POST', '/api/tokens', {
      name: 'w',
      grants: [everywhere('viewer')],
    });
    const byToken = await open({ authorization: `Bearer ${secret}` });
    await admin.send('DELETE', `/api/tokens/${token.tokenId}`);
    expect(await byToken.next('bye')).toMatchObject({ reason: 'session-ended' });
    const third = await byCookie();
    const ofHers = await open(bearer(person));
    await admin.send('PUT', `/api/users/${person.userId}`, { disabled: true });
    expect(await third.socket.next('bye')).toMatchObject({ reason: 'session-ended' });
    expect(await ofHers.next('bye')).toMatchObject({ reason: 'session-ended' });
  });

  test('API-14 an open socket keeps no session alive', async () => {
    const other = (await startWithAdmin({ pingMs: 200 })).runtime;
    const cookie = await signIn(other.url, ADMIN.email, ADMIN.password);
    const socket = await openLive(other.url, { cookie, origin: other.url });
    await socket.next('hello');
    other.passTime(31 * 60_000);
    expect(await socket.next('bye')).toMatchObject({ reason: 'session-ended' });
    await other.close();
  });
});

describe('a slow reader', () => {
  test('API-80 F33 is cut when it is a megabyte behind, comes back with its cursor, and misses nothing; others notice nothing', async () => {
    const text = 'x'.repeat(60_000);
    const slow = await openRaw(runtime.url, admin.token, { flow: 'steps', environment: 'development' });
    slow.pause();
    const quick = await open();
    quick.subscribe('f', { flow: 'steps', environment: 'development' });
    await quick.next('snapshot', 'f');
    const from = (await quick.next('snapshot', 'f')).seq;
    const runs: string[] = [];
    for (let n = 0; n < 120; n += 1) runs.push(await start('steps', { text }));
    await quick.until(
      () => quick.events('f').filter(({ type }) => type === 'run-completed').length === runs.length,
      'all runs end for the quick one',
    );
    slow.resume();
    const got = await slow.ended;
    slow.destroy();
    const bye = got.at(-1)!;
    expect(bye).toMatchObject({ type: 'bye', reason: 'slow-reader' });
    const before = eventsOf(got);
    const cursor = bye.type === 'bye' ? bye.cursors['f']! : 0;
    expect(before.at(-1)!.seq).toBe(cursor);
    const back = await open();
    back.subscribe('f', { flow: 'steps', environment: 'development' }, cursor);
    await back.until(() => back.events('f').at(-1)?.seq === quick.events('f').at(-1)!.seq, 'the rest comes');
    const seqs = [...before, ...back.events('f')].map(({ seq }) => seq);
    expect(seqs).toEqual(
      quick
        .events('f')
        .filter(({ seq }) => seq > from)
        .map(({ seq }) => seq),
    );
  }, 60_000);

  const eventsOf = (messages: readonly LiveServerMessage[]) =>
    messages.flatMap((message) => (message.type === 'events' ? traceEventsOf(message.runs) : []));
});

describe('without a websocket', () => {
  test('API-81 the same comes as server-sent events, and is taken up by Last-Event-ID', async () => {
    const runId = await start();
    await runReaches(admin, runId, 'completed');
    const all = (await admin.get<EventsPage>(`/api/runs/${runId}/events`)).events;
    const first = await readStream(`/api/live?run=${runId}`, {}, (messages) => eventsIn(messages).length === all.length);
    expect(first.type).toContain('text/event-stream');
    expect(first.messages[0]!.data).toEqual({ type: 'hello', protocol: 2 });
    expect(eventsIn(first.messages)).toEqual(all);
    const id = first.messages.at(-1)!.id!;
    expect(id).toBe(String(all.length));
    const half = await readStream(
      `/api/live?run=${runId}`,
      { 'last-event-id': String(all.length - 2) },
      (messages) => eventsIn(messages).length === 2,
    );
    expect(eventsIn(half.messages)).toEqual(all.slice(-2));
    const wide = readStream(
      '/api/live?environment=development&flow=other',
      {},
      (messages) => last(eventsIn(messages)) === 'run-completed',
      () => start('other'),
    );
    expect(eventsIn((await wide).messages).every(({ flow }) => flow === 'other')).toBe(true);
  });

  test('API-81 topics and rights are asked as on the socket', async () => {
    expect(await admin.raw('GET', '/api/live')).toMatchObject({ status: 400, body: { code: 'unknown-topic' } });
    expect(await admin.raw('GET', '/api/live?environment=development&run=x')).toMatchObject({ status: 400 });
    expect((await createApi(runtime.url, '').raw('GET', '/api/live?environment=development')).status).toBe(401);
    const foreign = await addPerson(admin, 'Fremd', [{ role: 'viewer', environment: 'test', folder: '*' }]);
    const refused = await readStream('/api/live?environment=development', bearer(foreign), (messages) =>
      messages.some(({ data }) => data.type === 'refused'),
    );
    expect(eventsIn(refused.messages)).toEqual([]);
  });

  test('API-82 the same comes by asking again and again', async () => {
    const runId = await start();
    await runReaches(admin, runId, 'completed');
    const all = (await admin.get<EventsPage>(`/api/runs/${runId}/events`)).events;
    expect((await admin.get<EventsPage>(`/api/runs/${runId}/events?after=3`)).events).toEqual(all.slice(3));
    expect(await admin.get(`/api/runs/${runId}/events?after=${all.length}`)).toEqual({ events: [] });
    const collected: TraceEvent[] = [];
    for (let after = 0; ; ) {
      const page = await admin.get<EventsPage>(`/api/environments/development/events?after=${after}`);
      collected.push(...page.events);
      if (page.next === undefined) break;
      after = page.next;
    }
    const ids = new Set(collected.map(({ seq }) => seq));
    expect(ids.size).toBe(collected.length);
    expect(collected.filter((event) => event.runId === runId)).toEqual(all);
    expect(await admin.raw('GET', '/api/environments/development/events?after=soon')).toMatchObject({ status: 400 });
  });

  interface StreamMessage {
    readonly id?: string;
    readonly data: LiveServerMessage;
  }
  const eventsIn = (messages: readonly StreamMessage[]) =>
    messages.flatMap(({ data }) => (data.type === 'events' ? traceEventsOf(data.runs) : []));

  async function readStream(
    path: string,
    headers: Record<string, string>,
    isEnough: (messages: readonly StreamMessage[]) => boolean,
    onOpen?: () => Promise<unknown>,
  ) {
    const stop = new AbortController();
    const answer = await fetch(runtime.url + path, { headers: { ...bearer(admin), ...headers }, signal: stop.signal });
    const messages: StreamMessage[] = [];
    let rest = '';
    let opened = onOpen === undefined;
    const decoder = new TextDecoder();
    try {
      for await (const chunk of answer.body!) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = blocks.pop()!;
        for (const block of blocks) {
          if (block.startsWith(':')) continue;
          const id = /^id: (.*)$/m.exec(block)?.[1];
          messages.push({ ...(id === undefined ? {} : { id }), data: JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as LiveServerMessage });
        }
        if (!opened && messages.some(({ data }) => data.type === 'snapshot')) {
          opened = true;
          await onOpen!();
        }
        if (isEnough(messages)) break;
      }
    } finally {
      stop.abort();
    }
    return { type: answer.headers.get('content-type'), messages };
  }
});

test('API-83 a runtime that stops says goodbye, with the cursors to come back by', async () => {
  const other = await startWithAdmin();
  const socket = await openLive(other.runtime.url, bearer(other.admin));
  socket.subscribe('e', { environment: 'development' });
  await socket.next('snapshot', 'e');
  await other.runtime.close();
  expect(await socket.next('bye')).toMatchObject({ reason: 'shutting-down', cursors: { e: 0 } });
  expect(await socket.closed).toMatchObject({ code: 1001 });
});

test('API-83 who does not answer the goodbye does not hold up the end', { timeout: 15_000 }, async () => {
  const other = await startWithAdmin();
  const frozen = await openRaw(other.runtime.url, other.admin.token, { environment: 'development' });
  frozen.pause();
  await other.runtime.close();
  frozen.resume();
  expect((await frozen.ended).at(-1)).toMatchObject({ type: 'bye', reason: 'shutting-down' });
});

/** A websocket that can stop reading: what the server sends stays with the server. */
async function openRaw(url: string, token: string, topic: object) {
  const { port } = new URL(url);
  const socket = connect({ port: Number(port), host: '127.0.0.1' });
  const handshake = [
    'GET /live HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    `Authorization: Bearer ${token}`,
    '',
    '',
  ];
  socket.write(handshake.join('\r\n'));
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write(maskedFrame(JSON.stringify({ type: 'subscribe', id: 'f', topic })));
  await new Promise((resolve) => socket.once('data', resolve));
  const chunks: Buffer[] = [];
  const ended = new Promise<readonly LiveServerMessage[]>((resolve) => {
    const finish = () => resolve(readFrames(Buffer.concat(chunks)));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      // The frame that says goodbye is the last and short: nobody has to wait until the server gives up on our answer to it.
      if (chunk.includes('slow-reader')) setImmediate(finish);
    });
    socket.on('close', finish);
  });
  return { pause: () => socket.pause(), resume: () => socket.resume(), destroy: () => socket.destroy(), ended };
}

/** Client frames are masked. */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const header =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([header, mask, payload.map((byte, index) => byte ^ mask[index % 4]!)]);
}

/** Text frames of a server, unmasked and whole. */
function readFrames(bytes: Buffer): readonly LiveServerMessage[] {
  const messages: LiveServerMessage[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const opcode = bytes[at]! & 15;
    const short = bytes[at + 1]! & 127;
    const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    const start = at + 2 + (short < 126 ? 0 : short === 126 ? 2 : 8);
    if (opcode === 1) messages.push(JSON.parse(bytes.subarray(start, start + size).toString('utf8')) as LiveServerMessage);
    at = start + size;
  }
  return messages;
}
