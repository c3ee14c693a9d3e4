/** What is collected by key: seen while it waits, let go on by an operator, and kept masked where the flow's contract says so. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { CollectedGroup } from '#flows/api/environments.ts';
import type { FlowTestReport } from '#flows/api/flow-tests.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunView, StepDetail } from '#flows/api/runs.ts';
import { runCli } from '#runtime/cli/run-cli.ts';
import { type Api, createApi, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { filesContain } from '../support/files-contain.ts';
import { addPerson, everywhere, type InProcessRuntime, startInProcess, startWithAdmin } from '../support/runtime-in-process.ts';

const PLACE = '/api/environments/development/groups';
let runtime: InProcessRuntime;
let admin: Api;
let operator: Api;
let viewer: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  operator = await addPerson(admin, 'Olga', [everywhere('operator')]);
  viewer = await addPerson(admin, 'Vera', [everywhere('viewer')]);
  const input = {
    type: 'object',
    properties: {
      delivery: { type: 'string' },
      item: { type: 'string' },
      of: { type: 'integer' },
      customer: { type: 'string', 'x-millrace': 'personal' },
    },
  };
  await deploy(
    admin,
    smallFlow({
      id: 'deliveries',
      nodes: {
        together: {
          type: 'core/collect',
          config: { key: '= trigger.body.delivery', member: '= trigger.body.item', count: '= trigger.body.of', timeoutMs: 3_600_000 },
        },
        names: { type: 'core/map', config: { rows: [{ target: 'all', expression: '= $join(steps.together.items.customer, ", ")' }] } },
      },
      edges: ['start > together', 'together > names'],
      more: { contract: { major: 1, input } as never },
    }),
  );
});
afterAll(() => runtime?.close());

async function start(delivery: string, item: string, more: object = {}): Promise<string> {
  const input = { delivery, item, ...more };
  return (await operator.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'deliveries', input })).runId;
}
const groups = async (query = '', api = viewer) => (await api.get<Page<CollectedGroup>>(`${PLACE}${query}`)).items;

test('API-121, WAI-5 what waits is seen, over a restart too, and an operator lets it go on', async () => {
  const first = await start('80001', '10', { of: 3 });
  await runReaches(admin, first, 'waiting');
  await runReaches(admin, await start('80001', '20'), 'completed');
  const [group] = await groups('?flow=deliveries');
  expect(group).toMatchObject({ flowId: 'deliveries', step: 'together', key: '80001', runId: first, members: 2, expected: 3 });
  expect(Date.parse(group!.dueAt) - Date.parse(group!.openedAt)).toBe(3_600_000);

  const release = `${PLACE}/${group!.groupId}/release`;
  expect((await viewer.raw('POST', release, { reason: 'not mine' })).status).toBe(403);
  expect((await operator.raw('POST', release, {})).status).toBe(400);
  const { folder } = runtime;
  await runtime.close('keep');
  runtime = await startInProcess({ folder });
  [admin, operator, viewer] = [admin, operator, viewer].map(({ token }) => createApi(runtime.url, token)) as [Api, Api, Api];
  expect(await groups()).toHaveLength(1);

  await operator.send('POST', release, { reason: 'The third comes tomorrow' });
  await runReaches(admin, first, 'completed');
  expect(await groups()).toEqual([]);
  expect((await operator.raw('POST', release, { reason: 'again' })).status).toBe(404);
  const { output } = await admin.get<StepDetail>(`/api/runs/${first}/steps/together`);
  expect(output).toMatchObject({ closedBy: 'released', releasedBy: expect.stringContaining('Olga'), reason: 'The third comes tomorrow' });
  const { items } = await admin.get<Page<AuditView>>('/api/audit');
  expect(items.find(({ action }) => action === 'group-released')).toMatchObject({
    object: `run ${first}`,
    reason: 'The third comes tomorrow',
    detail: { key: '80001', members: 2 },
  });
});

test('API-121 the command line lists and releases', async () => {
  const run = await start('80002', '10', { of: 9 });
  await runReaches(admin, run, 'waiting');
  let out = '';
  const cli = (...args: string[]) =>
    runCli([...args, '--json'], {
      environment: { MILLRACE_URL: runtime.url, MILLRACE_TOKEN: operator.token },
      write: (text) => {
        out += text;
      },
      complain: (text) => {
        out += text;
      },
    });
  expect(await cli('groups', 'list', '--flow', 'deliveries')).toBe(0);
  const [group] = (JSON.parse(out) as Page<CollectedGroup>).items;
  expect(group).toMatchObject({ key: '80002', members: 1, expected: 9 });
  expect(await cli('groups', 'release', group!.groupId, '--reason', 'enough'), out).toBe(0);
  await runReaches(admin, run, 'completed');
});

test('TRC-3, WAI-5 what the contract tags stays masked in the members, in the run that goes on and wherever it is shown', async () => {
  const first = await start('80003', '10', { of: 2, customer: 'Erika Mustermann' });
  await runReaches(admin, first, 'waiting');
  expect(filesContain(runtime.dataFolder, 'Mustermann')).toEqual([]);
  await start('80003', '20', { customer: 'Max Beispielmann' });
  await runReaches(admin, first, 'completed');
  const seen = [
    await admin.get<RunView>(`/api/runs/${first}`),
    await admin.get(`/api/runs/${first}/events`),
    await admin.get(`/api/runs/${first}/steps/together`),
    await admin.get(`/api/runs/${first}/steps/names`),
  ];
  expect(JSON.stringify(seen)).not.toMatch(/Mustermann|Beispielmann/);
  expect(JSON.stringify(seen[2])).toMatch(/"items":\[\{[^\]]*personal:/);
});

test('API-90, WAI-5 a test of the flow goes on with its one message when the time is over, or with what its double says', async () => {
  const run = async (given: object) =>
    (await admin.send<FlowTestReport>('POST', '/api/flows/deliveries/tests/run', { test: given })).results[0]!;
  const input = { delivery: '80009', item: '10', of: 2, customer: 'Erika' };
  expect(await run({ input, expect: { steps: { names: { output: { all: 'Erika' } } } } })).toMatchObject({ passed: true, faults: [] });
  const together = {
    group: 'g',
    key: '80009',
    items: [{ customer: 'Erika' }, { customer: 'Max' }],
    members: [],
    closedBy: 'count',
    openedAt: '2026-11-24T08:00:00.000Z',
  };
  const doubles = { together: [{ port: 'out', output: together }] };
  expect(await run({ input, doubles, expect: { steps: { names: { output: { all: 'Erika, Max' } } } } })).toMatchObject({
    passed: true,
    faults: [],
  });
});
