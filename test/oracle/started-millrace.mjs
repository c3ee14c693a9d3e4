// A built Millrace with a sandbox of its own, for scripts that run without a test framework: started, killed, started again.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/runtime/millrace.js', import.meta.url));
const START_MS = 60_000;

/** A folder of its own, the first start, and the first administrator: `{ api, port, folder, start, kill, isUp, close }`. */
export async function openMillrace({ port = 0 } = {}) {
  if (!existsSync(MAIN)) throw new Error('There is no build. Run: npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'millrace-oracle-'));
  const account = { email: 'ada@plant.example', name: 'Ada Admin', password: 'seven mills by the river' };
  const setupToken = 'setup-token-of-this-show';
  let current;
  let usedPort = port;
  let token = '';

  /** `waits: false` comes back as soon as the process exists, to kill it while it starts. */
  async function start({ waits = true } = {}) {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        MILLRACE_PORT: String(usedPort),
        MILLRACE_SANDBOX_PORT: '0',
        MILLRACE_SAMPLE_HISTORY: 'off',
        MILLRACE_DATA: join(folder, 'data'),
        MILLRACE_KEY_FILE: join(folder, 'master.key'),
        MILLRACE_SETUP_TOKEN: setupToken,
        MILLRACE_LOG: 'error',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const gone = new Promise((resolve) => child.once('exit', resolve));
    current = { child, gone };
    const listens = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The runtime did not start within ${START_MS} ms. It said:\n${output}`)), START_MS);
      const read = (chunk) => {
        output += chunk.toString();
        const found = /listens on http:\/\/[^\s:]+:(\d+)/.exec(output)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(Number(found));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`The runtime ended with ${code ?? signal} before it listened. It said:\n${output}`));
      });
    });
    if (waits) usedPort = await listens;
    else listens.catch(() => {});
  }

  async function kill(signal = 'SIGKILL') {
    current.child.kill(signal);
    return current.gone;
  }

  async function call(method, path, body) {
    const answer = await fetch(`http://127.0.0.1:${usedPort}${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  async function close() {
    if (current !== undefined && current.child.exitCode === null && current.child.signalCode === null) await kill('SIGTERM');
    const file = join(folder, 'data', 'sandbox', 'sandbox.json');
    if (existsSync(file)) {
      try {
        process.kill(JSON.parse(readFileSync(file, 'utf8')).pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  // Stopped by hand: nothing that was started here goes on by itself.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => close().finally(() => process.exit(130)));

  const isUp = () => current !== undefined && current.child.exitCode === null && current.child.signalCode === null;
  try {
    await start();
    token = (await call('POST', '/api/setup', { token: setupToken, ...account })).apiToken;
  } catch (error) {
    await close();
    throw error;
  }
  return {
    folder,
    account,
    get url() {
      return `http://127.0.0.1:${usedPort}`;
    },
    call,
    start,
    kill,
    isUp,
    close,
  };
}

/** Asks again until it holds. Not a measure of time: only the patience of the one who asks. */
export async function eventually(ask, what, patienceMs = 180_000) {
  const endAt = Date.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > endAt) throw new Error(`It did not happen within ${patienceMs} ms: ${await describe(what)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const describe = (what) => (typeof what === 'function' ? what() : what);

/** Every run that the filter meets, page by page. */
export async function listRuns(call, filter = {}) {
  const runs = [];
  for (let cursor; ; ) {
    const page = await call('GET', `/api/runs?${new URLSearchParams({ limit: '200', ...filter, ...(cursor ? { cursor } : {}) })}`);
    runs.push(...page.items);
    if (page.next === undefined) return runs;
    cursor = page.next;
  }
}

const OPEN_STATES = 'accepted,running,waiting,held,parked';

/** Every run that has not ended, in all environments. */
export function listOpenRuns(call) {
  return listRuns(call, { state: OPEN_STATES });
}

/**
 * Waits until nothing is under way any more: no message, and no run but what is parked and what stands behind it in its lane. Patience
 * ends when nothing at all has happened for so long, so a slow machine may take its time.
 */
export async function comeToRest(call, patienceMs = 90_000) {
  let [before, changedAt] = [await lookAround(call), Date.now()];
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    const now = await lookAround(call);
    const same = JSON.stringify(now) === JSON.stringify(before);
    // Messages become runs and runs make messages: both must have been still from one look to the next.
    if (same && now.waiting === 0 && now.busy.length === 0) return;
    if (!same) changedAt = Date.now();
    if (Date.now() > changedAt + patienceMs)
      throw new Error(
        `Nothing has happened for ${patienceMs} ms: ${JSON.stringify({ ...now, lastFailure: await lastFailure(call) }).slice(0, 2_000)}`,
      );
    before = now;
  }
}

const lastFailure = async (call) => (await call('GET', '/api/sandbox')).deliveries.lastFailure;

async function lookAround(call) {
  const { deliveries, recordSeq } = await call('GET', '/api/sandbox');
  const open = await listOpenRuns(call);
  const laneOf = ({ lane }) => `${lane?.name}/${lane?.key}`;
  const parkedLanes = new Set(open.filter(({ state }) => state === 'parked').map(laneOf));
  const isBusy = (run) => run.state !== 'parked' && !(run.state === 'accepted' && parkedLanes.has(laneOf(run)));
  const busy = open.filter(isBusy).map(({ runId, state, blockedAt }) => `${runId} ${state} ${blockedAt ?? ''}`);
  return { waiting: deliveries.waiting, delivered: deliveries.delivered, recordSeq, busy };
}

/** The sandbox's whole record, in its order. */
export async function readRecord(call) {
  const entries = [];
  for (;;) {
    const page = await call('GET', `/api/sandbox/record?limit=1000&after=${entries.at(-1)?.seq ?? 0}`);
    entries.push(...page);
    if (page.length === 0) return entries;
  }
}

/** What is wrong with a store that nobody has open: pages, hashes of commits and runs, payloads, audit. */
export async function verifyStore(folder) {
  const { openStore } = await import('../../dist/runtime/store/open-store.js');
  const store = openStore({ dataFolder: join(folder, 'data'), reserveBytes: 0 });
  try {
    return [...store.damage.sentences, ...(await store.verify()).sentences];
  } finally {
    await store.close();
  }
}
