// Starts what is measured, each a process of its own: downstream, limit program, and Millrace with the bench flow deployed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAP_ROWS, ORDER_SCHEMA } from './order.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const SETUP_TOKEN = 'setup-token-of-the-bench';

/** A started program: `ready` is what its first matching line said. */
function start(args, environment, ready) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const found = ready(output);
      if (found !== undefined) resolve({ child, found, startedAt, stop: () => stop(child) });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}:\n${output}`)));
  });
}

function stop(child, signal = 'SIGKILL') {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });
}

const portOf = (output) => {
  const match = /\{"port":(\d+)\}/.exec(output);
  return match === null ? undefined : Number(match[1]);
};

export async function startDownstream() {
  const started = await start([here('./downstream.mjs')], {}, portOf);
  return { ...started, port: started.found };
}

export async function startLimit(downstreamPort) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-limit-'));
  const started = await start([here('./limit-program.mjs'), join(folder, 'limit.db'), `http://127.0.0.1:${downstreamPort}`], {}, portOf);
  const url = `http://127.0.0.1:${started.found}`;
  return {
    ...started,
    url: `${url}/orders`,
    acceptUrl: `${url}/accept`,
    pid: started.child.pid,
    async close() {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startOurs(downstreamPort, folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'))) {
  const environment = {
    MILLRACE_PORT: '0',
    MILLRACE_SANDBOX: 'off',
    MILLRACE_DATA: join(folder, 'data'),
    MILLRACE_KEY_FILE: join(folder, 'key'),
    MILLRACE_SETUP_TOKEN: SETUP_TOKEN,
    MILLRACE_LOG: 'error',
    MILLRACE_ALLOWED_NETWORKS: `loopback:${downstreamPort}`,
  };
  const started = await start([here('../../dist/runtime/main.js')], environment, (output) => /listens on (\S+)/.exec(output)?.[1]);
  const base = started.found;
  return {
    ...started,
    base,
    folder,
    pid: started.child.pid,
    url: `${base}/hooks/development/v1/orders`,
    acceptUrl: `${base}/hooks/development/v1/accept`,
    async close() {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in, connects the downstream, publishes and deploys the bench flows. Gives the API token. */
export async function deployBenchFlows({ base }, downstreamPort) {
  const call = async (method, path, body, token, headers = {}) => {
    const answer = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const { apiToken } = await call('POST', '/api/setup', {
    token: SETUP_TOKEN,
    email: 'bench@plant.example',
    name: 'Bench',
    password: 'seven mills by the river',
  });
  await call(
    'PUT',
    '/api/environments/development/connections/downstream',
    { type: 'http', settings: { baseUrl: `http://127.0.0.1:${downstreamPort}` }, limits: { concurrency: 1000 } },
    apiToken,
    { 'if-match': '0' },
  );
  for (const document of [orderFlow, acceptFlow]) {
    const { draftId } = await call('POST', `/api/flows/${document.id}/drafts`, { document }, apiToken);
    const { version } = await call('POST', `/api/flows/${document.id}/versions`, { draftId, note: 'bench' }, apiToken);
    await call('PUT', `/api/environments/development/deployments/${document.id}`, { version }, apiToken);
  }
  return apiToken;
}

const node = (type, config, more = {}) => ({ type, version: 1, config, ...more });

/** webhook → validate → map 10 fields → HTTP → switch → respond. */
const orderFlow = {
  format: 1,
  id: 'bench-order',
  name: 'Bench order',
  layer: 'process',
  owner: 'bench',
  contract: { major: 1 },
  respondWithinMs: 30_000,
  nodes: {
    webhook: node('core/webhook', { path: 'orders', authentication: 'public', synchronous: true }),
    validate: node('core/validate', { schema: ORDER_SCHEMA, value: '= trigger.body' }),
    map: node('core/map', { rows: MAP_ROWS }),
    post: node(
      'http/request',
      { method: 'POST', path: '/orders', body: '= steps.map', idempotency: 'receiver-honours-key' },
      { connection: 'downstream' },
    ),
    size: node('core/switch', { cases: [{ port: 'review', when: '= steps.post.body.total > 300' }], otherwise: 'accepted' }),
    review: node('core/respond', { status: 200, body: { order: '= trigger.body.orderId', status: 'review' } }),
    accepted: node('core/respond', { status: 200, body: { order: '= trigger.body.orderId', status: 'accepted' } }),
    invalid: node('core/respond', { status: 400, body: '= steps.validate.problems' }),
  },
  edges: [
    { from: 'webhook', to: 'validate' },
    { from: 'validate', port: 'valid', to: 'map' },
    { from: 'validate', port: 'invalid', to: 'invalid' },
    { from: 'map', port: 'out', to: 'post' },
    { from: 'post', port: 'out', to: 'size' },
    { from: 'size', port: 'review', to: 'review' },
    { from: 'size', port: 'accepted', to: 'accepted' },
  ],
};

/** A durable 202: the run is over as soon as it starts. */
const acceptFlow = {
  format: 1,
  id: 'bench-accept',
  name: 'Bench accept',
  layer: 'process',
  owner: 'bench',
  contract: { major: 1 },
  nodes: {
    webhook: node('core/webhook', { path: 'accept', authentication: 'public' }),
    respond: node('core/respond', { status: 200, body: true }),
  },
  edges: [{ from: 'webhook', to: 'respond' }],
};

export function load(options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [here('./load.mjs'), JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.once('exit', (code) => (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`load ended with ${code}`))));
  });
}
