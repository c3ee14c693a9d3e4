/**
 * Every command of the command line against a whole runtime. Most calls run in this process, which differs from a user's only in who
 * starts Node; those about processes, exit codes and pipes start the built program.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BundleImported } from '#flows/api/bundles.ts';
import type { MaintenanceWindow } from '#flows/api/connections.ts';
import type { WaiverView } from '#flows/api/waivers.ts';
import type { JsonObject } from '#flows/json.ts';
import { runCli } from '#runtime/cli/run-cli.ts';
import { ADMIN, type Api, createApi, runReaches } from '../support/api.ts';
import { deploy, publish, smallFlow } from '../support/api-flows.ts';
import { type CliAnswer, callCli } from '../support/cli.ts';
import { ORDERS_OPENAPI } from '../support/orders-openapi.ts';
import { addPerson, everywhere, type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

let millrace: InProcessRuntime;
let admin: Api;
let files: string;

beforeAll(async () => {
  ({ runtime: millrace, admin } = await startWithAdmin());
  files = mkdtempSync(join(tmpdir(), 'millrace-cli-'));
  const greets = smallFlow({
    id: 'greets',
    nodes: { greet: { type: 'core/map', config: { rows: [{ target: 'hello', expression: '= trigger.body.name' }] } } },
    edges: ['start > greet'],
  });
  await deploy(admin, greets);
  const fails = smallFlow({
    id: 'counts',
    nodes: { count: { type: 'core/map', config: { rows: [{ target: 'n', expression: '= $number(trigger.body.amount)' }] } } },
    edges: ['start > count'],
    more: {
      lane: { name: 'order', key: '= trigger.body.lane' },
      object: { type: 'sales-order', keys: { sapOrder: '= trigger.body.lane' } },
    },
  });
  await deploy(admin, fails);
  const { runId } = await admin.send<{ runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'greets',
    input: { name: 'Bea' },
  });
  await runReaches(admin, runId, 'completed');
});
afterAll(async () => {
  await millrace?.close();
  rmSync(files, { recursive: true, force: true });
});

const ownSettings = () => ({ MILLRACE_URL: millrace.url, MILLRACE_TOKEN: admin.token, MILLRACE_DATA: millrace.dataFolder });

async function cli(args: readonly string[], environment: { readonly [name: string]: string } = {}): Promise<CliAnswer> {
  let out = '';
  let complaint = '';
  const code = await runCli(args, {
    environment: { ...ownSettings(), ...environment },
    write: (text) => {
      out += text;
    },
    complain: (text) => {
      complaint += text;
    },
  });
  return { code, out, complaint };
}
/** The built program in a process of its own. */
const spawned = (args: readonly string[], environment: { readonly [name: string]: string } = {}, input?: string) =>
  callCli(args, { ...ownSettings(), ...environment }, input);

async function ok(...args: string[]): Promise<string> {
  const answer = await cli(args);
  expect(answer.complaint).toBe('');
  expect(answer.code).toBe(0);
  return answer.out;
}
const json = async <T>(...args: string[]): Promise<T> => JSON.parse(await ok(...args, '--json')) as T;
function write(name: string, value: unknown): string {
  const file = join(files, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

describe('a call', () => {
  test('CLI-1 without words, or asking for help, lists every command and its flags', async () => {
    const help = (await spawned([])).out;
    for (const name of [
      'start',
      'run',
      'flows pull',
      'publish',
      'deploy',
      'promote',
      'runs act',
      'lanes',
      'backup',
      'restore',
      'verify',
      'user add',
      'token add',
    ])
      expect(help).toContain(`  ${name} `);
    expect(help.split('\n').filter((line) => line.length > 150)).toEqual([]);
    expect((await cli(['runs', 'act', '--help'])).out).toContain('--reason TEXT');
    const ofRuns = (await cli(['help', 'runs'])).out;
    expect(ofRuns).toContain('millrace runs act RUN');
    expect(ofRuns).not.toContain('millrace lanes');
    expect((await cli(['help', 'fly'])).complaint).toContain('"fly" is no command');
  });

  test.each([
    [['fly'], /"fly" is no command/],
    [['runs'], /There are: runs list, runs show, runs tail, runs act/],
    [['publish', 'x', '--note', 'y'], /--draft is missing/],
    [['flows', 'pull'], /FLOW is missing/],
    [['flows', 'pull', 'a', 'b'], /"b" is one word too many/],
    [['runs', 'list', '--colour', 'red'], /--colour is no flag of "runs list"/],
    [['runs', 'list', '--flow'], /--flow wants a value/],
    [['runs', 'list', '--flow', 'a', '--flow', 'b'], /--flow is given twice/],
    [['lanes', '--json=yes'], /--json takes no value/],
    [['runs', 'act', 'x', '--action', 'retry', '--reason', 'abc', '--data', '{'], /--data is not JSON/],
    [['lanes', '--url', 'plant'], /"plant" is no address/],
    [['user', 'add', 'a@b.example', '--name', 'A', '--role', 'viewer'], /MILLRACE_PASSWORD/],
  ])('CLI-2 that is wrong ends with exit code 2 and says what: %j', async (args, sentence) => {
    const answer = await cli(args);
    expect(answer).toMatchObject({ code: 2, out: '' });
    expect(answer.complaint).toMatch(sentence);
  });

  test('CLI-3 that is refused ends with exit code 1 and the sentence of the API', async () => {
    expect(await cli(['runs', 'show', 'nowhere'])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('There is no run "nowhere".'),
    });
    expect(await cli(['runs', 'list', '--limit', '0'])).toMatchObject({ code: 1, complaint: expect.stringContaining('invalid-parameter') });
    expect(await cli(['runs', 'list'], { MILLRACE_TOKEN: 'mlr_wrong-token' })).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('not-signed-in'),
    });
    expect(await cli(['runs', 'list'], { MILLRACE_URL: 'http://127.0.0.1:9' })).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('Is Millrace running?'),
    });
    expect(await cli(['flows', 'validate', join(files, 'nothing.json')])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('cannot be read'),
    });
    expect(await spawned(['flows', 'validate', '-'], {}, 'hello')).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('is not JSON'),
    });
    expect(await spawned(['flows', 'validate', '-'], {}, '[]')).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('no flow document'),
    });
  });

  test('CLI-4 takes its token from a file or the environment, never from its arguments', async () => {
    expect((await cli(['runs', 'list', '--token', admin.token])).code).toBe(2);
    const file = join(files, 'token');
    writeFileSync(file, `${admin.token}\n`);
    expect((await cli(['runs', 'list', '--token-file', file], { MILLRACE_TOKEN: '' })).code).toBe(0);
    expect((await cli(['runs', 'list'], { MILLRACE_TOKEN: '' })).complaint).toContain('MILLRACE_TOKEN');
  });
});

describe('start', () => {
  test('CLI-5 runs in the foreground, says where it listens and how to set up, and ends at SIGTERM', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'millrace-cli-start-'));
    const main = fileURLToPath(new URL('../../dist/runtime/cli/main.js', import.meta.url));
    const flags = ['--port', '0', '--sandbox=off', '--examples', 'off', '--data', join(folder, 'data'), '--key-file', join(folder, 'key')];
    const child = spawn(process.execPath, [main, 'start', ...flags], {
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('/setup#')) resolve();
      });
    });
    const url = /listens on (\S+)/.exec(said)![1]!;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const gone = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill('SIGTERM');
    expect(await gone).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test('CLI-6 stops at a wrong setting with a sentence', async () => {
    expect(await spawned(['start', '--port', 'eighty'])).toMatchObject({
      code: 1,
      complaint: 'MILLRACE_PORT is "eighty": give a whole number from 0 to 65535.\n',
    });
    expect(await spawned(['start', '--prot', '1'])).toMatchObject({ code: 1, complaint: expect.stringContaining('Known: --port') });
    expect(await spawned(['start', '--port', '0'])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining(String(process.pid)),
    });
  });
});

describe('flows', () => {
  test('CLI-7 CLI-18 are validated, pushed, published, pulled, compared and deployed', async () => {
    const first = smallFlow({ id: 'by-hand' });
    const broken = write('broken.json', { ...first, edges: [{ from: 'start', to: 'nowhere' }] });
    expect(await cli(['flows', 'validate', broken])).toMatchObject({
      code: 1,
      out: expect.stringContaining('nowhere'),
      complaint: 'by-hand cannot be published.\n',
    });
    const file = write('by-hand.json', first);
    expect(await ok('flows', 'validate', file)).toContain('by-hand can be published.');
    const { draftId } = await json<{ draftId: string }>('flows', 'push', file);
    const better = write('better.json', { ...first, deadlineMs: 60_000 });
    expect(await json('flows', 'push', better, '--draft', draftId)).toMatchObject({ draftId, revision: 2 });
    expect(await json('publish', 'by-hand', '--draft', draftId, '--note', 'from the command line')).toMatchObject({
      version: 1,
      meaningHash: expect.any(String),
    });
    const second = await json<{ draftId: string }>('flows', 'push', file);
    await ok('publish', 'by-hand', '--draft', second.draftId, '--note', 'back again');
    expect(await ok('flows', 'diff', 'by-hand', '--from', '1', '--to', '2')).toContain('deadlineMs');

    const reads = write('reads.json', {
      ...smallFlow({
        id: 'reads-plant',
        nodes: { a: { type: 'core/map', config: { rows: [{ target: 'p', expression: 'trigger.body.plant' }] } } },
        edges: ['start > a'],
      }),
    });
    const { draftId: reading } = await json<{ draftId: string }>('flows', 'push', reads);
    const uses = await ok('fields', 'uses', '--node-type', 'core/manual', '--field', 'plant');
    expect(uses).toContain('/nodes/a/config/rows/0/expression (character 14)');
    expect(uses).toContain(`draft ${reading}`);
    // By the field alone, wherever it comes from; by nothing, not at all.
    expect(await ok('fields', 'uses', '--field', 'plant')).toContain(`draft ${reading}`);
    expect(await cli(['fields', 'uses'])).toMatchObject({ code: 1, complaint: expect.stringContaining('field') });

    const pulled = join(files, 'pulled.json');
    await ok('flows', 'pull', 'by-hand', '--version', '1', '--file', pulled);
    expect(JSON.parse(readFileSync(pulled, 'utf8'))).toMatchObject({ id: 'by-hand', deadlineMs: 60_000 });
    // The canonical text: pushing what was pulled gives the same bytes again.
    expect(await ok('flows', 'pull', 'by-hand', '--version', '1')).toBe(readFileSync(pulled, 'utf8'));

    expect(await json('deploy', 'by-hand', '--environment', 'development', '--version', '2')).toMatchObject({
      version: 2,
      environment: 'development',
    });
    expect(await ok('flows', 'list')).toMatch(/by-hand +process +order-management +2 +development v2 +0/);
    expect(await cli(['deploy', 'by-hand', '--environment', 'production', '--version', '2'])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('millrace promote'),
    });
    expect(await cli(['publish', 'by-hand', '--draft', 'gone', '--note', 'x'])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('There is no draft "gone".'),
    });
  });

  test('CLI-15 are tested with what is kept with them', async () => {
    expect(await cli(['flows', 'test', 'greets'])).toMatchObject({ code: 1, complaint: '"greets" has no tests.\n' });
    const kept = (name: string, hello: string) =>
      admin.send(
        'PUT',
        `/api/flows/greets/tests/${name}`,
        { test: { input: { name: 'Ada' }, expect: { steps: { greet: { output: { hello } } } } } },
        { 'if-match': '0' },
      );
    await kept('right', 'Ada');
    expect(await ok('flows', 'test', 'greets')).toBe('ok      right\n');
    await kept('wrong', 'Bea');
    const failed = await cli(['flows', 'test', 'greets', '--version', '1']);
    expect(failed).toMatchObject({ code: 1, complaint: '1 of 2 tests failed.\n' });
    expect(failed.out).toContain('The output of "greet": hello is "Ada", not "Bea"');
  });

  test('CLI-8 are promoted by two people', async () => {
    await deploy(admin, smallFlow({ id: 'to-test' }));
    const { promotionId } = await json<{ promotionId: string }>(
      'promote',
      'to-test',
      '--version',
      '1',
      '--to',
      'test',
      '--note',
      'for the team',
    );
    expect(await cli(['promotions', 'approve', promotionId, '--reason', 'my own'])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('second person'),
    });
    const approver = await addPerson(admin, 'Paul Approver', [everywhere('approver')]);
    const asApprover = { MILLRACE_TOKEN: approver.token };
    expect((await cli(['promotions', 'show', promotionId], asApprover)).out).toContain('"mayDecide": true');
    expect((await cli(['promotions', 'approve', promotionId, '--reason', 'looked at it'], asApprover)).code).toBe(0);
    expect(await ok('promotions', 'list', '--state', 'approved')).toContain(promotionId);
    expect(await json('promotions', 'apply', promotionId)).toMatchObject({ state: 'applied' });
    expect(await ok('flows', 'list')).toMatch(/to-test .*test v1/);
    const again = await json<{ promotionId: string }>('promote', 'to-test', '--version', '1', '--to', 'test', '--note', 'once more');
    expect((await cli(['promotions', 'reject', again.promotionId, '--reason', 'it is there'], asApprover)).code).toBe(0);
  });
});

describe('runs', () => {
  test('CLI-9 are started and watched to their end', async () => {
    const input = write('input.json', { name: 'Ada' });
    const out = await ok('run', 'greets', '--input', input, '--watch');
    expect(out).toMatch(/run-accepted[\s\S]*step-completed[\s\S]*run-completed/);
    const { runId } = JSON.parse(out.slice(0, out.indexOf('}') + 1)) as { runId: string };
    expect(await ok('runs', 'tail', runId)).toContain('run-completed');
    expect(await ok('runs', 'show', runId)).toMatch(/greet +core\/map +completed/);
    expect(await ok('runs', 'list', '--flow', 'greets', '--environment', 'development')).toContain(runId);
    expect((await spawned(['run', 'greets', '--input', '-'], {}, '{"name":"from a pipe"}')).code).toBe(0);
    expect(await cli(['run', 'nothing', '--input', input])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('There is no flow "nothing".'),
    });
    expect(await cli(['runs', 'tail', 'nowhere'])).toMatchObject({ code: 1, complaint: expect.stringContaining('There is no run') });
    expect(await cli(['runs', 'tail', runId], { MILLRACE_TOKEN: 'mlr_wrong-token' })).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('token'),
    });
  });

  test('CLI-10 that are parked block their lane until an operator acts, with a reason', async () => {
    const input = write('bad.json', { lane: '4711', amount: 'many' });
    const { runId } = await json<{ runId: string }>('run', 'counts', '--input', input);
    await runReaches(admin, runId, 'parked');
    expect(await ok('lanes')).toMatch(/order\/4711 +1 /);
    expect(await ok('runs', 'list', '--key', '4711', '--state', 'parked')).toContain(runId);
    expect(await cli(['runs', 'act', runId, '--action', 'set-aside', '--reason', 'x'])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('reason'),
    });
    expect(await json('runs', 'act', runId, '--action', 'set-aside', '--reason', 'the order is wrong')).toMatchObject({ runId });
    expect(await ok('lanes', '--json')).toBe('{"items":[]}\n');
    const watched = await cli(['runs', 'tail', runId]);
    expect(watched.out).toContain('run-set-aside');
  });
});

describe('bundles', () => {
  test('CLI-27 are exported, looked through and taken in, under a new id too', async () => {
    const file = join(files, 'bundle.json');
    expect(await json('bundles', 'export', 'greets,counts@1', '--file', file)).toMatchObject({ flows: 2 });
    const out = await ok('bundles', 'export', 'greets,counts@1');
    expect(out).toBe(readFileSync(file, 'utf8'));
    expect(await ok('bundles', 'inspect', file)).toMatch(/greets +v1 +1 +order-management +same \(v1\) +\d+ +keep/);
    expect(await ok('bundles', 'import', file)).toContain('0 drafts, 0 tests; 2 flows are left');
    const done = await json<BundleImported>('bundles', 'import', file, '--keep', 'counts', '--as', 'greets=greets-new');
    expect(done).toMatchObject({ drafts: [{ flowId: 'greets-new', from: 'greets' }], kept: [{ flowId: 'counts' }] });
    expect(await cli(['bundles', 'import', file, '--draft', 'nobody'])).toMatchObject({ code: 1 });
    expect(await cli(['bundles', 'export', 'greets@x'])).toMatchObject({ code: 2 });
    writeFileSync(file, out.replace('"madeWith": "', '"madeWith": "9'));
    expect(await cli(['bundles', 'inspect', file])).toMatchObject({ code: 1, complaint: expect.stringContaining('not as it was written') });
  });
});

describe('waivers', () => {
  test('CLI-28 are asked for, seen and ended', async () => {
    const call = { type: 'http/request', connection: 'shop', config: { method: 'GET', path: '/' } };
    await publish(admin, smallFlow({ id: 'shop-api', nodes: { call }, edges: ['start > call'], more: { layer: 'system' } }));
    await admin.send('POST', '/api/flows/past-shop/drafts', {
      document: smallFlow({ id: 'past-shop', nodes: { call }, edges: ['start > call'] }),
    });
    const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { waiverId } = await json<WaiverView>(
      'waivers',
      'ask',
      'past-shop',
      'http/request',
      '--until',
      until,
      '--reason',
      'No search there',
    );
    expect(await ok('waivers', 'list', '--flow', 'past-shop')).toMatch(
      new RegExp(`${waiverId} +past-shop +http/request +requested +${until}`),
    );
    expect(await cli(['waivers', 'grant', waiverId, '--reason', 'My own'])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('second person'),
    });
    expect(await json('waivers', 'end', waiverId, '--reason', 'Not needed')).toMatchObject({ state: 'ended' });
  });
});

describe('services', () => {
  test('CLI-26 are looked through, imported, listed and removed', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'millrace-cli-')), 'orders.json');
    writeFileSync(file, JSON.stringify(ORDERS_OPENAPI));
    await ok('services', 'import', 'orders', file, '--preview');
    expect(await json('services', 'list')).toEqual({ items: [] });
    expect(await json('services', 'import', 'orders', file)).toMatchObject({ name: 'orders', revision: 1, operations: 2 });
    expect(await ok('services', 'list')).toContain('Orders of the shop');
    const { '/orders': _gone, ...paths } = ORDERS_OPENAPI['paths'] as JsonObject;
    writeFileSync(file, JSON.stringify({ ...ORDERS_OPENAPI, paths }));
    expect(await ok('services', 'import', 'orders', file, '--preview')).toContain('removed: createOrder');
    expect(await ok('services', 'uses', 'orders')).not.toContain('breaks');
    writeFileSync(file, 'hello');
    expect(await cli(['services', 'import', 'orders', file])).toMatchObject({ code: 1 });
    await ok('services', 'remove', 'orders');
    expect(await json('services', 'list')).toEqual({ items: [] });
  });
});

describe('connections', () => {
  test('CLI-25 are announced as in maintenance, and are not any more', async () => {
    const erp = '/api/environments/development/connections/erp';
    await admin.send('PUT', erp, { type: 'http', settings: { baseUrl: 'https://erp.example.com' } }, { 'if-match': '0' });
    const [from, to] = [1, 2].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
    const announced = await json<MaintenanceWindow>(
      'maintenance',
      'add',
      'erp',
      '--from',
      from!,
      '--to',
      to!,
      '--reason',
      'Support package',
    );
    expect(announced).toMatchObject({ from, to });
    expect(await ok('maintenance', 'list', 'erp')).toContain(announced.windowId);
    expect(await cli(['maintenance', 'add', 'erp', '--from', to!, '--to', from!, '--reason', 'Support package'])).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('no maintenance window'),
    });
    await ok('maintenance', 'remove', 'erp', announced.windowId);
    expect(await json('maintenance', 'list', 'erp')).toEqual({ items: [] });
  });
});

describe('people and tokens', () => {
  test('CLI-11 are added, changed, shown and removed; secrets are shown once', async () => {
    const password = { MILLRACE_PASSWORD: 'four rivers in a row' };
    const added = await cli(
      ['user', 'add', 'olga@plant.example', '--name', 'Olga', '--role', 'operator', '--environment', 'test', '--json'],
      password,
    );
    const { userId } = JSON.parse(added.out) as { userId: string };
    expect(await ok('user', 'list')).toMatch(/olga@plant.example +Olga +false +operator@test\/\*/);
    expect(await json('user', 'grant', userId, '--role', 'viewer', '--plants', '1010,1020')).toMatchObject({
      grants: [{ role: 'operator' }, { role: 'viewer', plants: ['1010', '1020'] }],
    });
    expect((await cli(['user', 'password', userId], { MILLRACE_PASSWORD: 'short' })).complaint).toContain('at least 12');
    expect((await cli(['user', 'password', userId], { MILLRACE_PASSWORD: 'another river to cross' })).code).toBe(0);
    expect(await json('user', 'disable', userId)).toMatchObject({ disabled: true });
    expect(await json('user', 'enable', userId)).toMatchObject({ disabled: false });
    const { token, secret } = await json<{ token: { tokenId: string }; secret: string }>(
      'token',
      'add',
      'ci',
      '--role',
      'viewer',
      '--expires',
      '2999-01-01T00:00:00Z',
    );
    expect(await createApi(millrace.url, secret).get('/api/session')).toMatchObject({ via: 'token', user: { email: ADMIN.email } });
    const list = await ok('token', 'list');
    expect(list).toContain(token.tokenId);
    expect(list).not.toContain(secret);
    await ok('token', 'revoke', token.tokenId);
    expect((await createApi(millrace.url, secret).raw('GET', '/api/session')).status).toBe(401);
  });
});

describe('backup, restore, verify', () => {
  test('CLI-12 a copy made under way is whole, starts elsewhere, and holds the same runs', async () => {
    const large = { order: '1', text: 'x'.repeat(100_000) };
    const { runId } = await admin.send<{ runId: string }>('POST', '/api/runs', {
      environment: 'development',
      flow: 'greets',
      input: large,
    });
    await runReaches(admin, runId, 'completed');
    expect(await ok('verify')).toContain('All is as it was written.');
    const file = join(files, 'copy.millrace');
    await ok('backup', file);
    expect(existsSync(`${file}-blobs`)).toBe(true);
    expect(await cli(['backup', file])).toMatchObject({ code: 1, complaint: expect.stringContaining('never replaces') });
    expect(await cli(['restore', file])).toMatchObject({ code: 1, complaint: expect.stringContaining('holds a store already') });

    const folder = mkdtempSync(join(tmpdir(), 'millrace-restored-'));
    const target = { MILLRACE_DATA: join(folder, 'data'), MILLRACE_KEY_FILE: join(millrace.folder, 'master.key') };
    expect(await cli(['restore', file], target)).toMatchObject({ code: 0, out: expect.stringContaining('All is as it was written.') });
    const other = await startInProcess({ folder, environment: { MILLRACE_KEY_FILE: target.MILLRACE_KEY_FILE } });
    try {
      expect(await createApi(other.url, admin.token).get(`/api/runs/${runId}`)).toMatchObject({
        state: 'completed',
        trigger: { body: large },
      });
    } finally {
      await other.close();
    }
  });

  test('CLI-13 damage is said and gives exit code 1; a person who knows of it says so, with a reason', async () => {
    const file = join(files, 'damaged.millrace');
    await ok('backup', file);
    const database = new SqliteDatabase(file);
    database.exec("UPDATE journal SET events = replace(events, 'completed', 'cancelled')");
    database.close();
    const folder = mkdtempSync(join(tmpdir(), 'millrace-damaged-'));
    const target = { MILLRACE_DATA: join(folder, 'data'), MILLRACE_KEY_FILE: join(millrace.folder, 'master.key') };
    const restored = await cli(['restore', file], target);
    expect(restored.code).toBe(1);
    expect(restored.complaint).toMatch(/not as they were written/);
    expect(await cli(['verify', '--json'], target)).toMatchObject({ code: 1, out: expect.stringContaining('"ok":false') });
    expect(await cli(['verify', '--accept', 'we know of it'], target)).toMatchObject({
      code: 0,
      out: expect.stringContaining('not as they were written'),
    });
    rmSync(folder, { recursive: true });
  });

  test('F11 a store with a lost page is refused and salvaged: what is lost is said, the rest starts', async () => {
    const file = join(files, 'torn.millrace');
    await ok('backup', file);
    const folder = mkdtempSync(join(tmpdir(), 'millrace-torn-'));
    const key = { MILLRACE_KEY_FILE: join(millrace.folder, 'master.key') };
    const target = { MILLRACE_DATA: join(folder, 'data'), ...key };
    await cli(['restore', file], target);
    expect(await cli(['salvage', join(folder, 'whole')], target)).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing is lost'),
    });

    const store = join(folder, 'data', 'millrace.db');
    const database = new SqliteDatabase(store);
    const page = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'milestone'").pluck().get() as number;
    const bytes = database.pragma('page_size', { simple: true }) as number;
    database.close();
    const torn = openSync(store, 'r+');
    writeSync(torn, Buffer.alloc(bytes), 0, bytes, (page - 1) * bytes);
    closeSync(torn);
    expect(await cli(['verify'], target)).toMatchObject({ code: 1, complaint: expect.stringContaining('damaged') });
    await expect(startInProcess({ folder, environment: key })).rejects.toThrow('millrace salvage NEWFOLDER');
    const salvaged = await cli(['salvage', join(folder, 'saved', 'data')], target);
    expect(salvaged).toMatchObject({ code: 1, out: expect.stringContaining('Table "milestone"') });
    expect(await cli(['salvage', join(folder, 'saved', 'data')], target)).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('nothing is ever replaced'),
    });
    const again = await startInProcess({ folder: join(folder, 'saved'), environment: key });
    try {
      const runs = '/api/runs?environment=development&limit=200';
      expect(await createApi(again.url, admin.token).get(runs)).toEqual(await admin.get(runs));
    } finally {
      await again.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('CLI-14 what is no store and no backup is said', async () => {
    const nothing = write('nothing.db', {});
    const empty = { MILLRACE_DATA: join(files, 'empty') };
    expect(await cli(['restore', nothing], empty)).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('is no backup of Millrace'),
    });
    expect(await cli(['restore', join(files, 'nowhere')], empty)).toMatchObject({
      code: 1,
      complaint: expect.stringContaining('There is no backup'),
    });
    for (const command of [['verify'], ['backup', join(files, 'b')]])
      expect(await cli(command, empty)).toMatchObject({ code: 1, complaint: expect.stringContaining('There is no store in') });
  });
});
