/** Who may do what, asked of every route that there is: the list comes from the description that the runtime gives of itself. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MaintenanceWindow } from '#flows/api/connections.ts';
import type { CollectedGroup } from '#flows/api/environments.ts';
import type { DraftView } from '#flows/api/flows.ts';
import type { ApprovalView, ExceptionView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import { ROLES, type Role } from '#flows/api/people.ts';
import type { RunView } from '#flows/api/runs.ts';
import { RIGHTS_OF_ROLE, type Right } from '#flows/policy.ts';
import { type Api, createApi, eventually, runReaches } from '../support/api.ts';
import { deploy, type Problem, publish, register, smallFlow } from '../support/api-flows.ts';
import { openLive } from '../support/live-socket.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly right: Right | 'signed-in' | 'open';
  readonly takesBody: boolean;
}

let runtime: InProcessRuntime;
let admin: Api;
let operations: readonly Operation[];
/** Real ids, so that a refusal cannot be a mere "not found". */
let ids: { readonly [name: string]: string };
const byRole = new Map<Role, Api>();

beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  operations = await listOperations(admin);
  for (const role of ROLES) byRole.set(role, await addPerson(admin, role, [everywhere(role)]));
  ids = await fillWithObjects(admin);
});
afterAll(() => runtime.close());

async function listOperations(api: Api): Promise<readonly Operation[]> {
  const { paths } = await api.get<{ paths: Record<string, Record<string, { 'x-right'?: Operation['right']; requestBody?: unknown }>> }>(
    '/api/openapi.json',
  );
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { 'x-right': right, requestBody }]) =>
      right === undefined ? [] : [{ method: method.toUpperCase(), path, right, takesBody: requestBody !== undefined }],
    ),
  );
}

/** A flow of folder order-management with a run at plant 1010 that is parked in its lane, an approval, an exception, and all the rest. */
async function fillWithObjects(api: Api): Promise<{ readonly [name: string]: string }> {
  const parks = smallFlow({
    id: 'parks',
    nodes: { count: { type: 'core/map', config: { rows: [{ target: 'n', expression: '= $number(trigger.body.amount)' }] } } },
    edges: ['start > count'],
    more: { lane: { name: 'order', key: '= trigger.body.order' }, plant: '= trigger.body.plant' },
  });
  const asks = smallFlow({
    id: 'asks',
    webhook: { path: 'asks', authentication: 'api-key' },
    nodes: {
      ask: { type: 'core/approval', config: { role: 'approver', title: 'Take it?' } },
      raise: { type: 'core/raise-exception', config: { title: 'It was not taken', owner: 'sales' } },
      taken: { type: 'core/map', config: { rows: [{ target: 'ok', expression: '= true' }] } },
    },
    edges: ['start > ask', 'ask:reject > raise', 'ask:approve > taken'],
    more: { plant: '= trigger.body.plant' },
  });
  const collects = smallFlow({
    id: 'collects',
    nodes: { together: { type: 'core/collect', config: { key: '= trigger.body.order', timeoutMs: 3_600_000 } } },
    edges: ['start > together'],
    more: { plant: '= trigger.body.plant' },
  });
  const version = await deploy(api, parks);
  await deploy(api, asks);
  await deploy(api, collects);
  await api.send('PUT', '/api/environments/test/deployments/parks', { version });
  const start = (flow: string, input: object) =>
    api.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow, input });
  const { runId } = await start('parks', { order: '4711', amount: 'many', plant: '1010' });
  await runReaches(api, runId, 'parked');
  const approvals = async () => (await api.get<Page<ApprovalView>>('/api/approvals')).items;
  const rejected = await start('asks', { plant: '1010' });
  const first = await eventually(async () => (await approvals()).find((one) => one.runId === rejected.runId), 'an approval');
  await api.send('POST', `/api/approvals/${first.approvalId}/decide`, { choice: 'reject', reason: 'to have an exception' });
  const exception = await eventually(
    async () => (await api.get<Page<ExceptionView>>('/api/environments/development/exceptions')).items[0],
    'an exception',
  );
  await start('collects', { order: '4711', plant: '1010' });
  const group = await eventually(
    async () => (await api.get<Page<CollectedGroup>>('/api/environments/development/groups')).items[0],
    'a group that waits',
  );
  const waiting = await start('asks', { plant: '1010' });
  const approval = await eventually(async () => (await approvals()).find((one) => one.runId === waiting.runId), 'an approval');
  const draft = await api.send<DraftView>('POST', '/api/flows/parks/drafts', {});
  const connection = { type: 'http', settings: { baseUrl: 'https://systems.example' } };
  await api.send('PUT', '/api/environments/development/connections/shop', connection, { 'if-match': '0' });
  await api.send('PUT', '/api/environments/development/variables/limit', { value: 10 }, { 'if-match': '0' });
  const window = { from: '2099-01-01T00:00:00Z', to: '2099-01-02T00:00:00Z', reason: 'Support package' };
  const { windowId } = await api.send<MaintenanceWindow>('POST', '/api/environments/development/connections/shop/maintenance', window);
  const { consumerId } = await register(api, 'asks');
  const { promotionId } = await api.send<{ promotionId: string }>('POST', '/api/promotions', {
    flow: 'parks',
    version,
    to: 'production',
    note: 'please',
  });
  const { sampleId } = await api.send<{ sampleId: string }>('POST', '/api/flows/parks/samples', { name: 'one', payload: 1 });
  await api.send('PUT', `/api/flows/parks/drafts/${draft.draftId}/pins/count`, { output: { n: 1 } });
  await api.send('PUT', '/api/flows/parks/tests/order', { test: { input: 1, expect: {} } }, { 'if-match': '0' });
  const { token } = await api.send<{ token: { tokenId: string } }>('POST', '/api/tokens', {
    name: 'another',
    grants: [everywhere('admin')],
  });
  const { invitation } = await api.send<{ invitation: { invitationId: string } }>('POST', '/api/invitations', {
    email: 'invited@plant.example',
    grants: [],
  });
  const past = smallFlow({
    id: 'past-shop',
    nodes: { call: { type: 'http/request', connection: 'shop', config: { method: 'GET', path: '/' } } },
    edges: ['start > call'],
  });
  await publish(api, { ...past, id: 'shop-api', layer: 'system' });
  await publish(api, past);
  const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const { waiverId } = await api.send<{ waiverId: string }>('POST', '/api/waivers', {
    flow: 'past-shop',
    nodeType: 'http/request',
    reason: 'No search there yet',
    until,
  });
  const { user } = await api.get<{ user: { userId: string } }>('/api/session');
  return {
    environment: 'development',
    flowId: 'parks',
    runId,
    draftId: draft.draftId,
    version: String(version),
    approvalId: approval.approvalId,
    exceptionId: exception.exceptionId,
    groupId: group.groupId,
    promotionId,
    consumerId,
    windowId,
    waiverId,
    sampleId,
    tokenId: token.tokenId,
    invitationId: invitation.invitationId,
    userId: user.userId,
    path: 'count',
    nodeId: 'count',
    name: 'order',
    key: '4711',
    type: 'sales-order',
    connection: 'shop',
    id: consumerId,
    system: 'sap',
  };
}

function addressOf(path: string, given: { readonly [name: string]: string } = ids): string {
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = given[name];
    if (value === undefined) throw new Error(`The test has no value for {${name}} of ${path}.`);
    return encodeURIComponent(value);
  });
}

/** With a body that no route takes: rights are asked before it is read. */
function ask(api: Api, { method, path, takesBody }: Operation, given = ids): Promise<{ readonly status: number; readonly body: unknown }> {
  return api.raw(method, addressOf(path, given), takesBody ? { 'not a field': true } : undefined);
}

describe('every route', () => {
  test('API-1 refuses who is not signed in, whatever the method, and unknown ones too', async () => {
    const nobody = createApi(runtime.url, '');
    const guarded = operations.filter(({ right }) => right !== 'open');
    expect(guarded.length).toBeGreaterThan(60);
    for (const operation of guarded) expect([operation, (await ask(nobody, operation)).status]).toEqual([operation, 401]);
    for (const method of ['OPTIONS', 'PATCH', 'DELETE', 'PUT']) expect((await nobody.raw(method, '/api/users')).status).toBe(401);
    expect(await nobody.raw('GET', '/api/no-such-thing')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(operations.filter(({ right }) => right === 'open').map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/setup',
      'POST /api/setup',
      'POST /api/session',
      'POST /api/invitations/accept',
    ]);
  });

  test.each(ROLES)('API-2 lets a %s do what the role has a right to, and nothing else', async (role) => {
    const api = byRole.get(role)!;
    // No real object: the administrator would remove one after the other.
    const nowhere = Object.fromEntries(Object.keys(ids).map((name) => [name, name === 'environment' ? 'development' : 'nowhere']));
    for (const operation of operations) {
      const { right } = operation;
      if (right === 'open' || right === 'signed-in') continue;
      const { status, body } = await ask(api, operation, nowhere);
      const isAllowed = (RIGHTS_OF_ROLE[role] as readonly Right[]).includes(right);
      const at = `${role}: ${operation.method} ${operation.path} (${right}) answered ${status} ${JSON.stringify(body)}`;
      if (isAllowed) expect([401, 403], at).not.toContain(status);
      else expect(status, at).toBe(403);
    }
  });

  test('API-3 hides or refuses what lies in another environment', async () => {
    const foreign = await addPerson(admin, 'Fritz Foreign', [{ role: 'admin', environment: 'test', folder: '*' }]);
    for (const operation of operations.filter(
      ({ path }) => path.includes('{environment}') || /\{(runId|approvalId|promotionId)\}/.test(path),
    )) {
      const { status } = await ask(foreign, operation);
      // A body that is wrong is refused before the object is looked at; with a right one the same call is refused below.
      expect([operation, [400, 403, 404].includes(status)]).toEqual([operation, true]);
    }
    const list = async <T>(path: string) => (await foreign.get<Page<T>>(path)).items;
    expect(await list('/api/runs')).toEqual([]);
    expect(await list('/api/approvals')).toEqual([]);
    expect(await list<{ promotionId: string }>('/api/promotions')).toEqual([]);
    expect(await foreign.raw('GET', '/api/audit')).toMatchObject({ status: 403 });
    await expectRefused(foreign);
  });

  test('API-4 hides or refuses what lies in another folder', async () => {
    const foreign = await addPerson(admin, 'Frieda Folder', [{ role: 'admin', environment: '*', folder: 'logistics' }]);
    for (const operation of operations.filter(({ path }) =>
      /\{(flowId|draftId|sampleId|runId|approvalId|promotionId|consumerId|exceptionId|groupId)\}/.test(path),
    )) {
      const { status } = await ask(foreign, operation);
      expect([operation, [400, 403, 404].includes(status)]).toEqual([operation, true]);
    }
    for (const path of ['/api/flows', '/api/runs', '/api/approvals', '/api/promotions'])
      expect([path, (await foreign.get<Page<unknown>>(path)).items]).toEqual([path, []]);
    for (const list of ['lanes', 'exceptions', 'groups', 'deployments', 'consumers'])
      expect([list, (await foreign.get<Page<unknown>>(`/api/environments/development/${list}`)).items]).toEqual([list, []]);
    expect((await foreign.raw('GET', '/api/environments/development/lanes/order/4711')).status).toBe(404);
    expect(await foreign.get('/api/environments/development/effects?object=4711')).toEqual({ items: [] });
    expect(await foreign.get('/api/environments/development/objects/sales-order/4711')).toMatchObject({ runs: [], milestones: [] });
    expect(await foreign.get('/api/metrics?environment=development')).toEqual({ items: [] });
    // What serves all folders is changed by nobody who has the right for one.
    const whole = { type: 'http', settings: { baseUrl: 'https://attacker.example' } };
    expect((await foreign.raw('PUT', '/api/environments/development/connections/shop', whole, { 'if-match': '1' })).status).toBe(403);
    expect((await foreign.raw('PUT', '/api/environments/development/variables/limit', { value: 0 }, { 'if-match': '1' })).status).toBe(403);
    expect((await foreign.raw('POST', '/api/environments/development/circuits/shop', { state: 'open', reason: 'for fun' })).status).toBe(
      403,
    );
    expect((await foreign.raw('GET', '/api/audit')).status).toBe(403);
    expect((await foreign.raw('GET', '/metrics')).status).toBe(403);
    await expectRefused(foreign);
  });

  test('API-5 hides or refuses what belongs to another plant, or to none', async () => {
    const foreign = await addPerson(admin, 'Paula Plant', [{ role: 'operator', environment: '*', folder: '*', plants: ['1020'] }]);
    const own = await addPerson(admin, 'Otto Own', [{ role: 'operator', environment: '*', folder: '*', plants: ['1010'] }]);
    expect((await foreign.get<Page<unknown>>('/api/runs')).items).toEqual([]);
    expect((await foreign.raw('GET', `/api/runs/${ids['runId']}`)).status).toBe(403);
    expect((await foreign.raw('GET', '/api/environments/development/lanes/order/4711')).status).toBe(404);
    expect((await own.get<Page<RunView>>('/api/runs')).items.map(({ runId }) => runId)).toContain(ids['runId']);
    expect(await own.get(`/api/runs/${ids['runId']}`)).toMatchObject({ state: 'parked', trigger: { body: { order: '4711' } } });
    expect(await own.get('/api/environments/development/lanes/order/4711')).toMatchObject({ depth: 1 });
    // Without the right for the environment of the plant nothing starts, and lists of the whole environment stay closed.
    expect((await own.raw('POST', '/api/runs', { environment: 'development', flow: 'parks', input: { order: '1' } })).status).toBe(403);
    await expectRefused(foreign);
  });

  /** Whole, right bodies: what is refused here is refused for its right and nothing else. */
  async function expectRefused(foreign: Api): Promise<void> {
    const refusals: readonly [string, string, unknown, Record<string, string>?][] = [
      ['POST', '/api/runs', { environment: 'development', flow: 'parks', input: {} }],
      ['POST', `/api/runs/${ids['runId']}/actions`, { action: 'set-aside', reason: 'because I can' }],
      ['POST', `/api/approvals/${ids['approvalId']}/decide`, { choice: 'approve', reason: 'because I can' }],
      ['POST', `/api/environments/development/exceptions/${ids['exceptionId']}`, { state: 'closed', reason: 'because I can' }],
      ['POST', `/api/environments/development/groups/${ids['groupId']}/release`, { reason: 'because I can' }],
      ['POST', '/api/environments/development/deployments/parks/watermarks', { name: 'changes', value: 1, reason: 'because I can' }],
      ['PUT', '/api/environments/development/deployments/parks', { version: 1 }],
      ['DELETE', '/api/environments/development/deployments/parks', undefined],
      ['POST', '/api/environments/development/consumers', { flow: 'asks', name: 'mine', owner: 'me' }],
      ['DELETE', `/api/environments/development/consumers/${ids['consumerId']}`, undefined],
      ['PUT', '/api/environments/development/variables/limit', { value: 0 }, { 'if-match': '1' }],
      ['POST', `/api/promotions/${ids['promotionId']}/apply`, { emergencyReason: 'because I can' }],
    ];
    for (const [method, path, body, headers] of refusals) {
      const { status } = await foreign.raw(method, path, body, headers);
      expect([method, path, [403, 404].includes(status)]).toEqual([method, path, true]);
    }
  }
});

describe('payloads', () => {
  test('API-6 are left out of whatever a viewer sees', async () => {
    const viewer = byRole.get('viewer')!;
    const run = await viewer.get<RunView>(`/api/runs/${ids['runId']}`);
    expect(run.trigger).toBeUndefined();
    const seen = JSON.stringify([
      run,
      await viewer.get(`/api/runs/${ids['runId']}/events`),
      await viewer.get(`/api/runs/${ids['runId']}/steps/count`),
      await viewer.get('/api/environments/development/events?flow=parks'),
      await viewer.get('/api/environments/development/exceptions'),
      await viewer.get('/api/approvals'),
    ]);
    expect(seen).not.toContain('"amount"');
    expect(JSON.stringify(await byRole.get('operator')!.get(`/api/runs/${ids['runId']}`))).toContain('"amount"');
    expect((await viewer.raw('GET', '/api/environments/development/effects?object=4711')).status).toBe(403);
  });
});

describe('details of an error', () => {
  test('API-6 are for who may see payloads; class, code and sentence are for everybody', async () => {
    const called = smallFlow({
      id: 'counted',
      more: { contract: { major: 1, input: { type: 'object', required: ['count'], properties: { count: { type: 'integer' } } } } } as never,
    });
    const callers = smallFlow({
      id: 'counts',
      nodes: { call: { type: 'core/call-flow', config: { flow: 'counted', major: 1, input: '= trigger.body' } } },
      edges: ['start > call'],
      more: {
        lane: { name: 'count', key: '= trigger.body.order' },
        object: { type: 'sales-order', keys: { crmOrder: '= trigger.body.order' } },
      } as never,
    });
    await deploy(admin, { ...called, nodes: { start: { type: 'core/flow-call', version: 1, label: 'Called', config: {} } } });
    await deploy(admin, callers);
    const { runId } = await admin.send<{ runId: string }>('POST', '/api/runs', {
      environment: 'development',
      flow: 'counts',
      input: { order: '4713', count: 'many' },
    });
    await runReaches(admin, runId, 'parked');
    const paths = [
      `/api/runs/${runId}`,
      `/api/runs/${runId}/summary`,
      `/api/runs/${runId}/events`,
      `/api/runs/${runId}/steps/call`,
      '/api/runs?flow=counts',
      '/api/environments/development/events?flow=counts',
      '/api/environments/development/lanes',
      '/api/environments/development/lanes/count/4713',
      '/api/environments/development/objects/sales-order/4713',
    ];
    for (const path of paths) {
      const [bare, whole] = [await byRole.get('viewer')!.get(path), await byRole.get('operator')!.get(path)].map((body) =>
        JSON.stringify(body),
      );
      expect([path, bare!.includes('"details"'), bare!.includes('input-invalid')]).toEqual([path, false, true]);
      expect([path, whole!.includes('"details"')]).toEqual([path, true]);
    }
    for (const [role, seen] of [
      ['viewer', false],
      ['operator', true],
    ] as const) {
      const watcher = await openLive(runtime.url, { authorization: `Bearer ${byRole.get(role)!.token}` });
      watcher.subscribe('r', { run: runId }, 0);
      await eventually(() => Promise.resolve(watcher.events('r').some(({ type }) => type === 'run-parked')), 'the whole run is told');
      expect([role, JSON.stringify(watcher.events('r')).includes('"details"')]).toEqual([role, seen]);
      watcher.close();
    }
  });
});

describe('people and tokens', () => {
  test('API-7 nobody hands out more than they have, by person or by token', async () => {
    const small = await addPerson(admin, 'Sina Small', [{ role: 'admin', environment: 'test', folder: '*' }]);
    const grants = [everywhere('admin')];
    const person = { email: 'new@plant.example', name: 'New', password: 'five boats on the lake', grants };
    for (const refused of [
      await small.raw('POST', '/api/users', person),
      await small.raw('POST', '/api/tokens', { name: 'big', grants }),
      await small.raw('PUT', `/api/users/${small.userId}`, { grants }),
      await small.raw('PUT', `/api/users/${ids['userId']}`, { disabled: true }),
    ])
      expect(refused).toMatchObject({ status: 403, body: { code: 'grants-exceed-own' } });
    expect((await small.raw('DELETE', `/api/tokens/${ids['tokenId']}`)).status).toBe(404);
    expect(JSON.stringify(await small.get('/api/tokens'))).not.toContain(ids['tokenId']);
  });

  test('API-8 a token loses what its maker loses, at once', async () => {
    const person = await addPerson(admin, 'Ludwig Loses', [everywhere('operator')]);
    expect((await person.raw('GET', '/api/runs')).status).toBe(200);
    await admin.send('PUT', `/api/users/${person.userId}`, { grants: [{ role: 'viewer', environment: 'test', folder: '*' }] });
    expect((await person.raw('POST', '/api/runs', { environment: 'development', flow: 'parks', input: {} })).status).toBe(403);
    await admin.send('PUT', `/api/users/${person.userId}`, { disabled: true });
    expect((await person.raw('GET', '/api/runs')).status).toBe(401);
  });

  test('API-9 the last administrator stays', async () => {
    const { items } =
      await admin.get<Page<{ userId: string; grants: readonly { role: string; environment: string; folder: string }[] }>>('/api/users');
    const admins = items.filter(({ grants }) =>
      grants.some(({ role, environment, folder }) => role === 'admin' && environment === '*' && folder === '*'),
    );
    for (const { userId } of admins.filter((one) => one.userId !== ids['userId']))
      await admin.send('PUT', `/api/users/${userId}`, { disabled: true });
    for (const change of [{ disabled: true }, { grants: [] }])
      expect(await admin.raw('PUT', `/api/users/${ids['userId']}`, change)).toMatchObject({
        status: 409,
        body: { code: 'last-administrator' },
      });
  });
});

describe('a flow that moves to another folder', () => {
  test('API-10 needs the right in both', async () => {
    const both = await addPerson(admin, 'Berta Both', [
      { role: 'analyst', environment: '*', folder: 'order-management' },
      { role: 'viewer', environment: '*', folder: 'logistics' },
    ]);
    await publish(admin, smallFlow({ id: 'moves' }));
    const { draftId } = await admin.send<DraftView>('POST', '/api/flows/moves/drafts', {
      document: smallFlow({ id: 'moves', owner: 'logistics' }),
    });
    const document = smallFlow({ id: 'moves', owner: 'logistics' });
    const answers = [
      await both.raw('POST', '/api/flows/moves/drafts', { document }),
      await both.raw('PUT', `/api/flows/moves/drafts/${draftId}`, { document }, { 'if-match': '1' }),
      await both.raw('POST', '/api/flows/moves/versions', { draftId, note: 'moved' }),
    ];
    for (const { status, body } of answers) expect([status, (body as Problem).code]).toEqual([403, 'not-allowed']);
  });
});
