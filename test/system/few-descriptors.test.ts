/** F38: more senders than the process may have files open. Judged by what the receiver got. */
import { spawnSync } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, eventually, setUp } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type StartedRuntime, startRuntime } from '../support/started-runtime.ts';

const DESCRIPTORS = 160;
const SENDERS = 400;
const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

let runtime: StartedRuntime;
let api: Api;
let receiver: LocalServer;
const arrived: string[] = [];
const acknowledged: string[] = [];

beforeAll(async () => {
  if (!hasPrlimit) return;
  receiver = await startLocalServer(({ body }, response) => {
    arrived.push((JSON.parse(body) as { order: string }).order);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  runtime = await startRuntime({
    sandbox: false,
    examples: false,
    descriptors: DESCRIPTORS,
    environment: { MILLRACE_ALLOWED_NETWORKS: `loopback:${receiver.port}` },
  });
  api = await setUp(runtime);
  await api.send(
    'PUT',
    '/api/environments/development/connections/erp',
    { type: 'http', settings: { baseUrl: receiver.url } },
    { 'if-match': '0' },
  );
  await deploy(
    api,
    smallFlow({
      id: 'tell-erp',
      webhook: { path: 'orders', authentication: 'public' },
      nodes: {
        tell: {
          type: 'http/request',
          connection: 'erp',
          config: { method: 'POST', path: '/', body: '= trigger.body', idempotency: 'receiver-honours-key' },
        },
      },
      edges: ['start > tell'],
    }),
  );
}, 120_000);
afterAll(async () => {
  await runtime?.close();
  await receiver?.close();
});

interface Heard {
  readonly order: string;
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
}

const sockets: Socket[] = [];
/** Sends one message and keeps its socket, as a pool of a careless sender does. */
function send(order: string): Promise<Heard> {
  return new Promise((resolve) => {
    const socket = connect(runtime.url === '' ? 0 : Number(new URL(runtime.url).port), '127.0.0.1');
    sockets.push(socket);
    let text = '';
    const done = () =>
      resolve({
        order,
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]) || undefined,
        retryAfter: /retry-after: (\S+)/i.exec(text)?.[1],
      });
    const body = JSON.stringify({ order });
    socket.on('connect', () =>
      socket.write(
        `POST /hooks/development/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      ),
    );
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (/\r\n\r\n/.test(text)) done();
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}

describe.skipIf(!hasPrlimit)('F38 no file descriptors left', () => {
  test('who comes too many is told to come back; what is acknowledged is done; it goes on once they are gone', async () => {
    // Sockets that are opened and say nothing are the worst: nobody can be answered on them.
    const silent = Array.from({ length: 60 }, () => connect(Number(new URL(runtime.url).port), '127.0.0.1').on('error', () => {}));
    const heard = await Promise.all(Array.from({ length: SENDERS }, (_, index) => send(`order-${index}`)));
    for (const { order, status } of heard) if (status === 202) acknowledged.push(order);
    const refused = heard.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(({ retryAfter }) => retryAfter !== '5')).toEqual([]);
    // Nobody hears of a fault of ours; who cannot even be answered is cut off.
    expect(heard.filter(({ status }) => status !== undefined && status !== 202 && status !== 503)).toEqual([]);
    for (const socket of [...silent, ...sockets.splice(0)]) socket.destroy();

    const again = heard.filter(({ status }) => status !== 202).map(({ order }) => order);
    for (const order of again) {
      const answered = await eventually(async () => {
        const one = await send(order);
        for (const socket of sockets.splice(0)) socket.destroy();
        return one.status === 202 ? one : undefined;
      }, `${order} is taken`);
      acknowledged.push(answered.order);
    }
    expect(acknowledged.sort()).toEqual(Array.from({ length: SENDERS }, (_, index) => `order-${index}`).sort());
    await eventually(async () => new Set(arrived).size === SENDERS, 'the receiver has got every order');
    expect(arrived).toHaveLength(SENDERS);
    expect((await fetch(`${runtime.url}/readyz`)).status).toBe(200);
    expect(runtime.output()).not.toMatch(/EMFILE|"level":(50|60)/);
  }, 180_000);
});
