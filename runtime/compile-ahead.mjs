// Runs the program that was just built as it runs most: again on a folder that it knows, with one message through a flow. What V8 compiled
// for that is kept beside the program, so that a start compiles next to nothing. docs/decisions/0024-a-start-compiles-nothing.md
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProgram } from '../dist/runtime/program.js';

const main = fileURLToPath(new URL('../dist/runtime/millrace.js', import.meta.url));
const TOKEN = 'token-of-the-run-of-the-build';

const node = (type, config, more = {}) => ({ type, version: 1, config, ...more });
const FLOW = {
  format: 1,
  id: 'of-the-build',
  name: 'of the build',
  layer: 'process',
  owner: 'build',
  contract: { major: 1 },
  respondWithinMs: 60_000,
  nodes: {
    webhook: node('core/webhook', { path: 'of-the-build', authentication: 'public', synchronous: true }),
    validate: node('core/validate', {
      schema: { type: 'object', required: ['order'], properties: { order: { type: 'string' } } },
      value: '= trigger.body',
    }),
    map: node('core/map', {
      rows: [
        { target: 'order', expression: '$uppercase(trigger.body.order)' },
        { target: 'lines', expression: 'trigger.body.lines.{"part": part, "quantity": quantity}' },
        { target: 'total', expression: '$sum(trigger.body.lines.quantity)' },
      ],
    }),
    post: node(
      'http/request',
      { method: 'POST', path: '/', body: '= steps.map', idempotency: 'receiver-honours-key' },
      { connection: 'other' },
    ),
    size: node('core/switch', { cases: [{ port: 'large', when: '= steps.map.total > 10' }], otherwise: 'small' }),
    large: node('core/respond', { status: 200, body: 'large' }),
    small: node('core/respond', { status: 200, body: '= steps.post.body' }),
    invalid: node('core/respond', { status: 400, body: '= steps.validate.problems' }),
  },
  edges: [
    { from: 'webhook', to: 'validate' },
    { from: 'validate', port: 'valid', to: 'map' },
    { from: 'validate', port: 'invalid', to: 'invalid' },
    { from: 'map', port: 'out', to: 'post' },
    { from: 'post', port: 'out', to: 'size' },
    { from: 'size', port: 'large', to: 'large' },
    { from: 'size', port: 'small', to: 'small' },
  ],
};

const call = async (base, method, path, body, headers = {}) => {
  const answer = await fetch(base + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
};

async function deploy(base, otherPort) {
  const { apiToken } = await call(base, 'POST', '/api/setup', {
    token: TOKEN,
    email: 'build@plant.example',
    name: 'Build',
    password: 'seven mills by the river',
  });
  const authorization = `Bearer ${apiToken}`;
  const connection = { type: 'http', settings: { baseUrl: `http://127.0.0.1:${otherPort}` } };
  await call(base, 'PUT', '/api/environments/development/connections/other', connection, { authorization, 'if-match': '0' });
  const { draftId } = await call(base, 'POST', `/api/flows/${FLOW.id}/drafts`, { document: FLOW }, { authorization });
  const { version } = await call(base, 'POST', `/api/flows/${FLOW.id}/versions`, { draftId, note: 'build' }, { authorization });
  await call(base, 'PUT', `/api/environments/development/deployments/${FLOW.id}`, { version }, { authorization });
}

/** Gives where it listens, as soon as it says so. */
function findAddress(text) {
  return /listens on (\S+)/.exec(text)?.[1];
}

/** Another process, so that nothing of setting up and deploying is compiled in this one. */
async function prepare(settings, otherPort) {
  const child = spawn(process.execPath, [main], { env: settings, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  try {
    const base = await new Promise((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
        const address = findAddress(output);
        if (address !== undefined) resolve(address);
      });
      gone.then(([code, signal]) => reject(new Error(`The built program ended with ${code ?? signal}.`)));
    });
    await deploy(base, otherPort);
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

const other = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"done":true}'));
}).listen(0, '127.0.0.1');
await once(other, 'listening');
const { port: otherPort } = other.address();
const folder = mkdtempSync(join(tmpdir(), 'millrace-build-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const settings = {
  MILLRACE_PORT: '0',
  MILLRACE_SANDBOX: 'off',
  MILLRACE_DATA: join(folder, 'data'),
  MILLRACE_KEY_FILE: join(folder, 'key'),
  MILLRACE_SETUP_TOKEN: TOKEN,
  MILLRACE_LOG: 'error',
  MILLRACE_ALLOWED_NETWORKS: `loopback:${otherPort}`,
};
await prepare(settings, otherPort);

for (const name of Object.keys(process.env)) if (name.startsWith('MILLRACE_')) delete process.env[name];
Object.assign(process.env, settings);
const program = readProgram();
const listening = new Promise((resolve) => {
  console.log = (line) => {
    const address = findAddress(line);
    if (address !== undefined) resolve(address);
  };
});
program.run();
const answer = await call(await listening, 'POST', '/hooks/development/v1/of-the-build', {
  order: 'a-1',
  lines: [{ part: 'shaft', quantity: 2 }],
});
if (answer?.done !== true) throw new Error(`The built program answered with ${JSON.stringify(answer)}.`);
program.keepCompiled();
process.exit(0);
