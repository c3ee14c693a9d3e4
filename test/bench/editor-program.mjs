// A built Millrace of its own with one draft, for what is measured in a browser.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeGridFlow } from './grid-flow.mjs';

const MAIN = fileURLToPath(new URL('../../dist/runtime/millrace.js', import.meta.url));
const SETUP_TOKEN = 'setup-token-of-the-bench';
const WHO = { email: 'ada@plant.example', name: 'Ada Admin', password: 'seven mills by the river' };
const START_MS = 60_000;

export async function startProgram(folder) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      MILLRACE_PORT: '0',
      MILLRACE_SANDBOX: 'off',
      MILLRACE_EXAMPLES: 'off',
      MILLRACE_SAMPLE_HISTORY: 'off',
      MILLRACE_DATA: join(folder, 'data'),
      MILLRACE_KEY_FILE: join(folder, 'master.key'),
      MILLRACE_SETUP_TOKEN: SETUP_TOKEN,
    },
  });
  const url = await addressOf(child);
  const { apiToken } = await send(url, '/api/setup', { token: SETUP_TOKEN, ...WHO });
  const draft = await send(url, '/api/flows/grid-flow/drafts', { document: makeGridFlow(10) }, apiToken);
  return {
    url,
    draft,
    async signIn(context) {
      const answer = await context.request.post('/api/session', {
        data: { email: WHO.email, password: WHO.password },
        headers: { origin: url },
      });
      if (!answer.ok()) throw new Error(`Not signed in: ${answer.status()}`);
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
      }),
  };
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`It did not start:\n${output}`)), START_MS);
    const hear = (chunk) => {
      output += chunk;
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
}

async function send(url, path, body, token) {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
