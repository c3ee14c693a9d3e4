/** F13, RES-5: the disk of a running installation is full, and later has space again. Judged by what the receiver got. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { eventually } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { type MortalRuntime, openMortalRuntime } from '../support/mortal-runtime.ts';

const NO_DISK = 'A small file system cannot be mounted here; test/faults/full-disk.test.ts fills the store instead.';

let disk: string | undefined;
let runtime: MortalRuntime;
let erp: LocalServer;
/** Calls that the receiver has taken and not answered yet. */
let unanswered: ServerResponse[] | undefined;
let acknowledged: string[];
let refused: string[];

/** False: only root can mount, and not in every container. */
async function openOnSmallDisk(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-small-'));
  if (process.getuid?.() !== 0 || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'millrace-test', folder]).status !== 0) {
    rmdirSync(folder);
    return false;
  }
  disk = folder;
  [unanswered, acknowledged, refused] = [undefined, [], []];
  erp = await startLocalServer((_request, response) => {
    if (unanswered === undefined) answer(response);
    else unanswered.push(response);
  });
  const environment = { MILLRACE_ALLOWED_NETWORKS: `loopback:${erp.port}` };
  runtime = await openMortalRuntime({ folder: join(folder, 'installation'), sandbox: false, examples: false, environment });
  const connection = { type: 'http', settings: { baseUrl: erp.url } };
  await runtime.api.send('PUT', '/api/environments/development/connections/erp', connection, { 'If-Match': '0' });
  await deploy(runtime.api, tellErp);
  return true;
}

afterEach(async () => {
  if (disk === undefined) return;
  rmSync(join(disk, 'ballast'), { force: true });
  await runtime?.close();
  await erp.close();
  spawnSync('umount', ['-l', disk]);
  rmdirSync(disk);
  disk = undefined;
});

const tellErp = smallFlow({
  id: 'tell-erp',
  webhook: { path: 'orders', authentication: 'public' },
  nodes: {
    tell: {
      type: 'http/request',
      connection: 'erp',
      config: { method: 'POST', path: '/orders', body: '= { "id": trigger.body.id }', idempotency: 'receiver-honours-key' },
    },
  },
  edges: ['start > tell'],
});

const answer = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');

async function send(id: string, filling = 10): Promise<Response> {
  const given = await fetch(`${runtime.url}/hooks/development/v1/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, filling: 'x'.repeat(filling) }),
  });
  (given.status === 202 ? acknowledged : refused).push(id);
  return given;
}

/** Five calls are under way, and then there is no byte left. Gives the first refusal. */
async function fillTheDisk(): Promise<Response> {
  unanswered = [];
  for (let index = 0; index < 5; index += 1) await send(`under-way-${index}`);
  await eventually(async () => unanswered!.length >= 5, 'five calls are under way');
  fill(join(disk!, 'ballast'));
  return eventually(async () => {
    const given = await send(`filling-${acknowledged.length}`, 30_000);
    return given.status !== 202 && given;
  }, 'the disk is full');
}

/** Everything ends, and the receiver got each acknowledged message under one key, and nothing else. */
async function expectAllDone(): Promise<void> {
  const open = () => runtime.api.get<Page<RunSummary>>('/api/runs?state=accepted,running,waiting,held,parked');
  await eventually(async () => (await open()).items.length === 0, 'everything ends');
  const keys = new Map<string, Set<unknown>>();
  for (const { body, headers } of erp.requests) {
    const { id } = JSON.parse(body) as { id: string };
    keys.set(id, (keys.get(id) ?? new Set()).add(headers['idempotency-key']));
  }
  expect([...keys.keys()].toSorted()).toEqual(acknowledged.toSorted());
  for (const [id, used] of keys) expect([id, used.size]).toEqual([id, 1]);
}

test('F13: nothing is acknowledged while it is full, what was acknowledged is done once, and work goes on by itself', async (context) => {
  if (!(await openOnSmallDisk())) return context.skip(NO_DISK);
  for (let index = 0; index < 5; index += 1) await send(`before-${index}`);
  const first = await fillTheDisk();
  expect(first.status).toBe(507);
  expect(await first.json()).toMatchObject({ code: 'disk-full' });
  expect(first.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  for (let index = 0; index < 5; index += 1) expect((await send(`full-${index}`, 30_000)).status).toBe(507);
  const ready = async () => (await fetch(`${runtime.url}/readyz`)).status;
  expect(await ready()).toBe(503);
  unanswered!.splice(0).map(answer);
  unanswered = undefined;

  rmSync(join(disk!, 'ballast'));
  await eventually(async () => (await ready()) === 200, 'it goes on by itself');
  expect((await send('after')).status).toBe(202);
  await expectAllDone();
  expect(refused.length).toBeGreaterThanOrEqual(6);
  expect(await runtime.stop()).toBe(0);
  await runtime.rise();
  expect(runtime.life.output()).not.toContain('damaged');
});

test('F13, F6: it can be stopped while it is full; what could not be written is asked about in the next life', async (context) => {
  if (!(await openOnSmallDisk())) return context.skip(NO_DISK);
  await fillTheDisk();
  unanswered!.splice(0).map(answer);
  unanswered = undefined;
  const exit = await runtime.stop();
  expect(exit, runtime.life.output()).toBe(0);
  rmSync(join(disk!, 'ballast'));
  await runtime.rise();
  await expectAllDone();
});

/** To the last byte. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (let size = 1 << 20; size >= 1; size >>= 1) fillBy(handle, size);
  } finally {
    closeSync(handle);
  }
}

function fillBy(handle: number, size: number): void {
  try {
    for (;;) writeSync(handle, Buffer.alloc(size));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
