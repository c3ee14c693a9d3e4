// Starts what is measured and what measures, each a process of its own: downstream, limit program, Millrace, load, watchers.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { heapFlags } from '../../runtime/heap-flags.mjs';
import { deployFlows, SETUP_TOKEN } from './bench-flows.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** What a row started and has not stopped: a row that fails must leave nothing behind. */
const running = new Set();

/** `found` is what `ready` read in the output; `startedAt` is of `performance.now()`. */
function start(args, environment, ready) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const program = {
    child,
    pid: child.pid,
    startedAt,
    output: () => output,
    /** kill -9. */
    async stop() {
      running.delete(program);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await gone;
    },
  };
  running.add(program);
  return new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const found = ready(output);
      if (found !== undefined) resolve({ ...program, found });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code, signal) => {
      running.delete(program);
      reject(new Error(`${args[0]} ended with ${code ?? signal}:\n${output}`));
    });
  });
}

export async function stopAll() {
  await Promise.all([...running].map((program) => program.stop()));
}

const portOf = (output) => {
  const match = /\{"port":(\d+)\}/.exec(output);
  return match === null ? undefined : Number(match[1]);
};

export async function startDownstream(script = './downstream.mjs') {
  const started = await start([here(script)], {}, portOf);
  return { ...started, port: started.found, url: `http://127.0.0.1:${started.found}` };
}

export async function startLimit(downstream) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-limit-'));
  const started = await start([here('./limit-program.mjs'), join(folder, 'limit.db'), downstream.url], {}, portOf);
  const url = `http://127.0.0.1:${started.found}`;
  return { ...started, address: (path) => `${url}/${path}`, close: () => closeWith(started, folder) };
}

/** Millrace as it is built and as `npm start` begins it, on a folder of its own or on an earlier one's. Loopback ports that its connections may reach are named. */
export async function startMillrace(loopbackPorts, folder = mkdtempSync(join(tmpdir(), 'millrace-bench-')), flags = [], settings = {}) {
  const environment = {
    ...settings,
    MILLRACE_PORT: '0',
    MILLRACE_SANDBOX: 'off',
    MILLRACE_DATA: join(folder, 'data'),
    MILLRACE_KEY_FILE: join(folder, 'key'),
    MILLRACE_SETUP_TOKEN: SETUP_TOKEN,
    MILLRACE_LOG: 'error',
    MILLRACE_ALLOWED_NETWORKS: loopbackPorts.map((port) => `loopback:${port}`).join(','),
  };
  const args = [...heapFlags(), ...flags, here('../../dist/runtime/millrace.js')];
  const started = await start(args, environment, (output) => /listens on (\S+)/.exec(output)?.[1]);
  return {
    ...started,
    base: started.found,
    folder,
    address: (path) => `${started.found}/hooks/development/v1/${path}`,
    close: () => closeWith(started, folder),
  };
}

/** With flows deployed, connected to the downstream. */
export async function startMillraceWith(flows, downstream) {
  const millrace = await startMillrace([downstream.port]);
  const token = await deployFlows(millrace.base, flows, { downstream: downstream.port });
  return { ...millrace, token };
}

async function closeWith(program, folder) {
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** One run of the load tool; throws when any answer was wrong: then nothing was measured. */
export async function load(options) {
  const result = await runTool('./load.mjs', options);
  if (result.errors > 0) throw new Error(`${result.errors} wrong answers from ${options.url}, the first: ${result.firstError}`);
  return result;
}

/** Sends `lanes` times `places` small messages, each lane in order; throws when one was not accepted. */
export async function fill(options) {
  return runTool('./fill.mjs', options);
}

export function runTool(script, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [here(script), JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.once('exit', (code) => (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`${script} ended with ${code}`))));
  });
}

/** Watchers of one flow's live trace in a process of their own; `count` tells how many ended runs each one saw. */
export async function startWatchers(millrace, flow, watchers) {
  const options = { base: millrace.base, token: millrace.token, flow, watchers };
  const started = await start([here('./watchers.mjs'), JSON.stringify(options)], {}, portOf);
  return { ...started, count: async () => (await fetch(`http://127.0.0.1:${started.found}/`)).json() };
}
