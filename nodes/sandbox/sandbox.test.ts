import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#flows/json.ts';
import { makeFolder, type Receiver, type StartedSandbox, startReceiver, startSandbox } from './sandbox-fixture.ts';
import type { RecordEntry } from './simulator.ts';

let folder: string;
let remove: () => void;
let sandbox: StartedSandbox;
let receiver: Receiver | undefined;

beforeEach(async () => {
  ({ folder, remove } = makeFolder());
  sandbox = await startSandbox(folder);
});
afterEach(async () => {
  await sandbox.close();
  await receiver?.close();
  receiver = undefined;
  remove();
});

const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 10_000, interval: 10 });
const post = (path: string, value: Json = { n: 1 }, system: 'sap' | 'crm' | 'scheduler' = 'sap') =>
  fetch(sandbox.url(system, path), { method: 'POST', body: JSON.stringify(value) });
const read = async (path: string) => (await fetch(sandbox.url('sap', path))).json() as Promise<Json>;
const record = async () => (await sandbox.control('GET', '/record')).body as unknown as readonly RecordEntry[];
const arm = (fault: JsonObject) => sandbox.control('POST', '/faults', { system: 'sap', ...fault });
const failure = (request: Promise<Response>) =>
  request.then(
    () => 'answered',
    (error: Error) => (error.cause as { code?: string } | undefined)?.code ?? error.name,
  );
const subscribe = (topic: string, url: string, more: JsonObject = {}) =>
  sandbox.control('PUT', '/subscriptions', { [topic]: { url, ...more } });

describe('faults', () => {
  test('SHELL-10: an outage closes the port, also for connections that live, and its removal opens the same port', async () => {
    expect((await post('/things/a')).status).toBe(201);
    const { body } = await arm({ kind: 'outage' });
    expect(await failure(post('/things/b'))).toBe('ECONNREFUSED');
    expect((await sandbox.control('GET', '/state')).body).toMatchObject({
      systems: [{ system: 'sap', listening: false }, { listening: true }, { listening: true }],
    });
    expect((await post('/things/b', {}, 'crm')).status).toBe(201);
    await sandbox.control('DELETE', `/faults/${String((body as JsonObject)['id'])}`);
    expect((await post('/things/b')).status).toBe(201);
  });

  test('SHELL-11: a dropped answer is a reset connection after the write was applied and recorded', async () => {
    await arm({ kind: 'drop-answer', operation: 'store-thing', key: '4711', times: 1 });
    expect((await post('/things/0000004712')).status).toBe(201);
    expect(await failure(post('/things/0000004711'))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(await read('/things/0000004711')).toEqual({ n: 1 });
    expect(await record()).toMatchObject([
      { key: '0000004712', applied: true },
      { key: '0000004711', applied: true, fault: 'drop-answer' },
    ]);
    expect((await post('/things/0000004711')).status).toBe(201);
  });

  test('SHELL-12: a system that is throttled or unavailable answers in its own words, and who knocked is on record', async () => {
    await arm({ kind: 'throttled', retryAfter: '7', times: 1 });
    await arm({ kind: 'unavailable', times: 2 });
    const throttled = await post('/things/a');
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await post('/things/a')).status).toBe(503);
    expect((await post('/things/a')).status).toBe(503);
    expect((await post('/things/a')).status).toBe(201);
    expect((await record()).map(({ applied, fault }) => [applied, fault])).toEqual([
      [false, 'throttled'],
      [false, 'unavailable'],
      [false, 'unavailable'],
      [true, undefined],
    ]);
  });

  test('SHELL-13: a hanging system accepts and says nothing until the fault is removed', async () => {
    await arm({ kind: 'hang', operation: '/things/a' });
    const hanging = failure(post('/things/a'));
    expect((await post('/things/b')).status).toBe(201);
    await eventually(async () => (await record()).map(({ fault }) => fault)).toContain('hang');
    await sandbox.control('DELETE', '/faults');
    expect(await hanging).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(await read('/things/a')).toBeNull();
  });

  test('SHELL-14: a malformed answer breaks off in the middle, or comes byte by byte', async () => {
    await arm({ kind: 'malformed', times: 1 });
    const cut = await (await post('/things/a')).text();
    expect(cut.length).toBeGreaterThan(0);
    expect(() => JSON.parse(cut) as Json).toThrow();
    await arm({ kind: 'malformed', milliseconds: 1, times: 1 });
    const reader = (await post('/things/a')).body!.getReader();
    const chunks: number[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value.length);
    expect(chunks.length).toBeGreaterThan(3);
  });

  test('SHELL-15: a slow system still applies what its caller no longer waits for', async () => {
    await arm({ kind: 'slow', milliseconds: 100, times: 1 });
    const caller = new AbortController();
    const gone = failure(fetch(sandbox.url('sap', '/things/a'), { method: 'POST', body: '{"n":1}', signal: caller.signal }));
    await eventually(async () => (await sandbox.control('GET', '/faults')).body).toEqual([]);
    caller.abort();
    expect(await gone).not.toBe('answered');
    await eventually(record).toMatchObject([{ key: 'a', applied: true, fault: 'slow' }]);
  });

  test('SHELL-16: an HTML error, and faults that the simulator acts out itself', async () => {
    await arm({ kind: 'html-500', times: 1 });
    expect(await (await post('/things/a')).text()).toContain('<html>');
    await arm({ kind: 'lock', operation: 'store-thing', key: 'a', times: 1 });
    expect((await post('/things/b')).status).toBe(201);
    expect((await post('/things/a')).status).toBe(423);
    expect((await record()).at(-1)).toMatchObject({ key: 'a', applied: false, refusal: 'locked', fault: 'lock' });
  });

  test('SHELL-17: which exchanges a share strikes depends on the seed alone', async () => {
    const strikes = async () => {
      await arm({ kind: 'unavailable', probability: 0.5 });
      const statuses: number[] = [];
      for (let n = 0; n < 20; n++) statuses.push((await post('/things/a')).status);
      return statuses;
    };
    const first = await strikes();
    expect(new Set(first)).toEqual(new Set([201, 503]));
    await sandbox.close();
    const other = makeFolder();
    sandbox = await startSandbox(other.folder);
    expect(await strikes()).toEqual(first);
    other.remove();
  });

  test.each([
    [{ kind: 'outage', times: 3 }, 'outage strikes the whole system'],
    [{ kind: 'slow' }, 'needs milliseconds'],
    [{ kind: 'unavailable', milliseconds: 5 }, 'no meaning'],
    [{ kind: 'throttled', retryAfter: 'soon' }, 'HTTP date'],
    [{ kind: 'earthquake' }, 'one of slow, throttled'],
    [{ kind: 'hang', probability: 2 }, 'probability'],
    [{ kind: 'hang', color: 'red' }, '"color"'],
  ])('SHELL-18: %j is refused with a sentence', async (fault, sentence) => {
    const { status, body } = await arm(fault);
    expect([status, (body as JsonObject)['detail']]).toEqual([400, expect.stringContaining(sentence)]);
    expect((await sandbox.control('GET', '/faults')).body).toEqual([]);
  });
});

describe('deliveries', () => {
  test('SHELL-20: arrive in order per key, again and again until the receiver takes them', async () => {
    receiver = await startReceiver();
    receiver.answerWith(503);
    await subscribe('sap-event', receiver.url);
    for (const n of [1, 2, 3]) await post('/announce/a', n);
    await receiver.waitFor(2);
    expect(new Set(receiver.received.map(({ body }) => body))).toEqual(new Set(['1']));
    receiver.answerWith(200);
    const refused = receiver.received.length;
    await receiver.waitFor(refused + 3);
    expect(receiver.received.slice(refused).map(({ body }) => body)).toEqual(['1', '2', '3']);
    await eventually(async () => (await sandbox.control('GET', '/deliveries')).body).toMatchObject({ waiting: 0, delivered: 3 });
  });

  test('SHELL-21: a dead receiver gets everything when it lives again, also over a restart of the sandbox', async () => {
    const dead = await startReceiver();
    await dead.close();
    await subscribe('sap-event', dead.url);
    for (const key of ['a', 'b', 'c']) await post(`/announce/${key}`, key);
    await eventually(async () => (await sandbox.control('GET', '/deliveries')).body).toMatchObject({ waiting: 3 });
    await sandbox.close();
    sandbox = await startSandbox(folder);
    receiver = await startReceiver(Number(new URL(dead.url).port));
    await receiver.waitFor(3);
    expect(receiver.received.map(({ body }) => body).sort()).toEqual(['"a"', '"b"', '"c"']);
  });

  test('SHELL-20: what was kept over a restart ends with 410: its receiver will never want it', async () => {
    receiver = await startReceiver();
    receiver.answerWith(503);
    await subscribe('sap-event', receiver.url);
    await post('/announce/a', 1);
    await receiver.waitFor(1);
    await sandbox.close();
    receiver.answerWith(410);
    sandbox = await startSandbox(folder);
    await eventually(async () => (await sandbox.control('GET', '/deliveries')).body).toMatchObject({ waiting: 0 });
  });

  test('SHELL-21: a receiver that moved gets what waited for it at its old address', async () => {
    const dead = await startReceiver();
    await dead.close();
    await subscribe('sap-event', dead.url);
    for (const key of ['a', 'b', 'c', 'd']) await post(`/announce/${key}`, key);
    await eventually(async () => ((await sandbox.control('GET', '/deliveries')).body as { refused: number }).refused).toBeGreaterThan(0);
    receiver = await startReceiver();
    await subscribe('sap-event', receiver.url);
    await receiver.waitFor(4);
    expect(receiver.received.map(({ body }) => body).sort()).toEqual(['"a"', '"b"', '"c"', '"d"']);
  });

  test('SHELL-22: a duplicate fault sends the accepted message once more', async () => {
    receiver = await startReceiver();
    await subscribe('sap-event', receiver.url);
    await arm({ kind: 'duplicate', times: 1 });
    await post('/announce/a', 1);
    await post('/announce/a', 2);
    await receiver.waitFor(3);
    expect(receiver.received.map(({ body }) => body)).toEqual(['1', '1', '2']);
  });

  test('SHELL-23: a reorder fault lets the next message of the key overtake, and nothing is held for ever', async () => {
    receiver = await startReceiver();
    await subscribe('sap-event', receiver.url);
    await arm({ kind: 'reorder', times: 1 });
    await post('/announce/a', 1);
    await post('/announce/a', 2);
    await receiver.waitFor(2);
    expect(receiver.received.map(({ body }) => body)).toEqual(['2', '1']);
    await arm({ kind: 'reorder', times: 1, milliseconds: 10 });
    await post('/announce/a', 3);
    await receiver.waitFor(3);
    expect(receiver.received[2]?.body).toBe('3');
  });

  test('SHELL-24: are signed after Standard Webhooks with the secret of the subscription', async () => {
    receiver = await startReceiver();
    const key = Buffer.from('0123456789abcdef0123456789abcdef');
    await subscribe('sap-event', receiver.url, { secret: `whsec_${key.toString('base64')}`, headers: { 'x-plant': '1010' } });
    await post('/announce/a', { n: 1 });
    await receiver.waitFor(1);
    const { headers, body } = receiver.received[0]!;
    const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64');
    expect(headers).toMatchObject({ 'webhook-signature': `v1,${expected}`, 'x-plant': '1010' });
    expect(JSON.stringify((await sandbox.control('GET', '/subscriptions')).body)).not.toContain('whsec_');
  });

  test('SHELL-25: go to this machine only', async () => {
    const { status, body } = await subscribe('sap-event', 'http://192.0.2.1/hook');
    expect([status, (body as JsonObject)['detail']]).toEqual([400, expect.stringContaining('this machine only')]);
    expect((await subscribe('weather', 'http://127.0.0.1:1/')).status).toBe(400);
  });
});

describe('restart', () => {
  test('SHELL-7: keeps data, record, faults and subscriptions', async () => {
    await post('/things/a', { n: 5 });
    await arm({ kind: 'unavailable', operation: '/things/b', times: 2 });
    await subscribe('sap-event', 'http://127.0.0.1:9/hook');
    expect((await post('/things/b')).status).toBe(503);
    await sandbox.close();
    sandbox = await startSandbox(folder);
    expect(await read('/things/a')).toEqual({ n: 5 });
    expect((await record()).map(({ seq, key }) => [seq, key])).toEqual([
      [1, 'a'],
      [2, '/things/b'],
    ]);
    expect((await sandbox.control('GET', '/faults')).body).toMatchObject([{ kind: 'unavailable', struck: 1, times: 2 }]);
    expect((await sandbox.control('GET', '/subscriptions')).body).toMatchObject({ 'sap-event': { url: 'http://127.0.0.1:9/hook' } });
  });

  test('SHELL-7: an outage lasts over it', async () => {
    await arm({ kind: 'outage' });
    await sandbox.close();
    sandbox = await startSandbox(folder);
    expect(await failure(post('/things/a'))).toBe('ECONNREFUSED');
    await sandbox.control('DELETE', '/faults');
    expect((await post('/things/a')).status).toBe(201);
  });

  test('SHELL-7: delayed work is kept as soon as it is done', async () => {
    await post('/later/a', { n: 9 });
    await eventually(() => read('/things/a')).toEqual({ n: 9 });
    await sandbox.close();
    sandbox = await startSandbox(folder);
    expect(await read('/things/a')).toEqual({ n: 9 });
  });

  test('SHELL-8: another seed on the same folder is refused with a sentence', async () => {
    await sandbox.close();
    await expect(startSandbox(folder, undefined, 8)).rejects.toThrow(/seeded with 7, not 8/);
    sandbox = await startSandbox(folder);
  });

  test('SHELL-9: reset goes back to the seeded data, keeps subscriptions and lets the record grow on', async () => {
    await post('/things/a');
    await arm({ kind: 'outage' });
    await subscribe('sap-event', 'http://127.0.0.1:9/hook');
    expect((await sandbox.control('POST', '/reset', {})).body).toEqual({ recordSeq: 1 });
    expect(await read('/things/a')).toBeNull();
    expect((await post('/things/b')).status).toBe(201);
    expect((await record()).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(Object.keys((await sandbox.control('GET', '/subscriptions')).body as JsonObject)).toEqual(['sap-event']);
  });
});

describe('control', () => {
  test('SHELL-30: nothing without the token', async () => {
    for (const authorization of [undefined, 'Bearer wrong', 'control-token']) {
      const answer = await fetch(
        `http://127.0.0.1:${sandbox.ports.control}/health`,
        authorization === undefined ? {} : { headers: { authorization } },
      );
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
    expect((await sandbox.control('GET', '/health')).body).toMatchObject({ status: 'ok' });
  });

  test.each([
    ['GET', '/nowhere', 404],
    ['PATCH', '/faults', 405],
    ['DELETE', '/faults/none', 404],
    ['GET', '/record?after=soon', 400],
    ['GET', '/record?system=erp', 400],
    ['GET', '/record?since=1', 400],
    ['GET', '/view/erp/orders', 404],
    ['GET', '/view/constructor/orders', 404],
    ['GET', '/view/sap/nothing', 404],
    ['POST', '/traffic', 400],
    ['DELETE', '/clients/none', 404],
  ])('SHELL-31: %s %s is answered with a problem, %i', async (method, path, status) => {
    const answer = await sandbox.control(method, path, method === 'POST' ? {} : undefined);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, code: expect.any(String), detail: expect.stringMatching(/\.$/) });
  });

  test('SHELL-31: a body that is no JSON is refused', async () => {
    const answer = await fetch(`http://127.0.0.1:${sandbox.ports.control}/faults`, {
      method: 'POST',
      headers: { authorization: 'Bearer control-token' },
      body: '{"system":',
    });
    expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed-json' });
  });

  test('SHELL-32: shows what a system holds', async () => {
    await post('/things/a', { n: 2 });
    expect((await sandbox.control('GET', '/view/sap/things')).body).toEqual({ a: { n: 2 } });
  });
});
