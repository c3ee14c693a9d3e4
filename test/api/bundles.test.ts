/** Flows from one Millrace to another in one file: exported as they are, looked through, taken in as drafts; what is no honest bundle is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { BundleImported, BundlePreview } from '#flows/api/bundles.ts';
import type { FlowTestView } from '#flows/api/flow-tests.ts';
import type { DraftView, FlowSummary, VersionSummary } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunView } from '#flows/api/runs.ts';
import type { ServiceView } from '#flows/api/services.ts';
import { type Bundle, bundleText } from '#flows/bundles/bundle.ts';
import { canonicalText } from '#flows/canonical.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Json, JsonObject } from '#flows/json.ts';
import type { ServiceOperation } from '#flows/services/service.ts';
import { digestOf } from '#runtime/bundles/read-bundle.ts';
import { type Api, runReaches } from '../support/api.ts';
import { type Problem, publish, smallFlow } from '../support/api-flows.ts';
import { ORDERS_OPENAPI } from '../support/orders-openapi.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let from: InProcessRuntime;
let there: Api;
let to: InProcessRuntime;
let here: Api;

const price = smallFlow({
  id: 'price',
  owner: 'pricing',
  nodes: {
    compute: {
      type: 'core/map',
      config: { rows: [{ target: 'amount', expression: '= $number(trigger.body.quantity) * vars.unitPrice' }] },
    },
  },
  edges: ['start > compute'],
  more: { layer: 'system', contract: { major: 1, output: { type: 'object' } } },
});
const order = smallFlow({
  id: 'order',
  nodes: {
    ask: { type: 'core/call-flow', config: { flow: 'price', major: 1, input: '= trigger.body' } },
    unit: { type: 'core/map', config: { rows: [{ target: 'unit', expression: '= $valueMap("uom", trigger.body.unit) ?? "PC"' }] } },
  },
  edges: ['start > ask', 'ask > unit'],
});
const orderTest = {
  input: { quantity: '2', unit: 'PCE' },
  variables: { unitPrice: 3 },
  valueMaps: { uom: { PCE: 'PC' } },
  expect: { steps: { unit: { output: { unit: 'PC' } } } },
};

beforeAll(async () => {
  [{ runtime: from, admin: there }, { runtime: to, admin: here }] = await Promise.all([startWithAdmin(), startWithAdmin()]);
  await publish(there, price);
  await publish(there, order);
  await there.send('PUT', '/api/flows/order/tests/two%20pieces', { test: orderTest }, { 'if-match': '"0"' });
  await there.send('PUT', '/api/environments/development/variables/unitPrice', { value: 3 }, { 'if-match': '"0"' });
});
afterAll(async () => {
  await from?.close();
  await to?.close();
});

const exported = (flows: readonly string[], more: JsonObject = {}, api: Api = there) =>
  api.send<Bundle>('POST', '/api/bundles', { flows: flows.map((flow) => ({ flow })), ...more });
const preview = (bundle: Bundle, api: Api = here) => api.send<BundlePreview>('POST', '/api/bundles/preview', { bundle });
const imported = (bundle: Bundle, choices: object = {}, api: Api = here) =>
  api.send<BundleImported>('POST', '/api/bundles/import', { bundle, ...choices });
/** As somebody would who alters a file and knows how digests are made. */
const signedAnew = (bundle: Bundle): Bundle => ({ ...bundle, digest: digestOf(bundle) });

describe('a bundle', () => {
  test('BND-1 holds the flows with those that they call, called ones first, their tests and needs, and the same each time', async () => {
    const bundle = await exported(['order']);
    expect(bundle.flows.map(({ flowId, version, tests }) => [flowId, version, tests.map(({ name }) => name)])).toEqual([
      ['price', 1, []],
      ['order', 1, ['two pieces']],
    ]);
    expect(bundle.needs).toMatchObject({ connections: [], variables: ['unitPrice'], valueMaps: ['uom'], flows: [] });
    expect(bundle.needs.nodeTypes.map(({ type }) => type)).toEqual(['core/call-flow', 'core/manual', 'core/map']);
    expect(bundleText(await exported(['order']))).toBe(bundleText(bundle));
    expect(bundle.digest).toBe(digestOf(bundle));
    const alone = await exported(['order'], { called: false, tests: false });
    expect(alone.flows.map(({ flowId, tests }) => [flowId, tests])).toEqual([['order', []]]);
    expect(alone.needs.flows).toEqual([{ flow: 'price', major: 1 }]);
    expect((await there.get<Page<AuditView>>('/api/audit')).items[0]).toMatchObject({
      action: 'bundle-exported',
      object: `bundle ${alone.digest.slice(0, 12)}`,
      detail: { flows: [{ flow: 'order', version: 1 }] },
    });
  });

  test('BND-2 holds no secret, no sample, no person and no time', async () => {
    await there.send(
      'PUT',
      '/api/environments/development/connections/canary',
      {
        type: 'http',
        settings: { baseUrl: 'https://canary-host.example', authentication: 'bearer' },
        secrets: { token: 'canary-of-a-secret' },
      },
      { 'if-match': '"0"' },
    );
    const document = smallFlow({
      id: 'uses-secret',
      nodes: { call: { type: 'http/request', connection: 'canary', config: { method: 'GET', path: '/' } } },
      edges: ['start > call'],
    });
    await publish(there, document);
    await there.send('POST', '/api/flows/uses-secret/samples', { name: 'kept', payload: { of: 'canary-of-a-payload' } });
    const text = bundleText(await exported(['uses-secret']));
    expect(text).toContain('"role": "canary"');
    expect(text).not.toMatch(/canary-of-a|canary-host|ada@plant|Ada Admin|usr_/);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });

  test('BND-3 is looked through before: what is new, the same, another, and what is missing; nothing is stored', async () => {
    const bundle = await exported(['order']);
    const look = await preview(bundle);
    expect(look.flows).toMatchObject([
      { flowId: 'price', standing: 'new', proposal: 'draft', mayTake: true },
      { flowId: 'order', standing: 'new', tests: [{ name: 'two pieces', standing: 'new' }] },
    ]);
    expect(look.needs.filter(({ kind }) => kind !== 'node-type')).toEqual([
      { kind: 'value-map', name: 'uom', standing: 'missing' },
      { kind: 'variable', name: 'unitPrice', standing: 'missing' },
    ]);
    expect(look.problems).toEqual([]);
    expect((await here.get<Page<FlowSummary>>('/api/flows')).items).toEqual([]);
    expect((await preview(bundle, there)).flows).toMatchObject([
      { standing: 'same', proposal: 'keep', here: { version: 1 } },
      { standing: 'same', tests: [{ standing: 'same' }] },
    ]);
  });

  test('BND-4 becomes drafts and runs nothing; published there it means what was approved, and does the same', async () => {
    const bundle = await exported(['order']);
    const answer = await imported(bundle);
    expect(answer).toMatchObject({ drafts: [{ flowId: 'price', from: 'price' }, { flowId: 'order' }], kept: [], tests: 1, services: [] });
    const flows = (await here.get<Page<FlowSummary>>('/api/flows')).items;
    expect(flows.map(({ flowId, latestVersion, deployments }) => [flowId, latestVersion, deployments])).toEqual([
      ['order', undefined, []],
      ['price', undefined, []],
    ]);
    expect((await here.get<Page<RunView>>('/api/runs')).items).toEqual([]);
    const rows = (await here.get<Page<AuditView>>('/api/audit')).items;
    expect(rows.map(({ action, object }) => `${action} ${object}`)).toEqual(
      expect.arrayContaining([
        `bundle-imported bundle ${bundle.digest.slice(0, 12)}`,
        'draft-added flow price',
        'draft-added flow order',
        'flow-test-changed flow order',
      ]),
    );
    for (const { flowId, draftId } of answer.drafts) {
      const { version, meaningHash } = await here.send<VersionSummary>('POST', `/api/flows/${flowId}/versions`, {
        draftId,
        note: 'from the other one',
      });
      expect(meaningHash).toBe(bundle.flows.find((flow) => flow.flowId === flowId)!.meaningHash);
      await here.send('PUT', `/api/environments/development/deployments/${flowId}`, { version });
    }
    await here.send('PUT', '/api/environments/development/variables/unitPrice', { value: 4 }, { 'if-match': '"0"' });
    await here.send('PUT', '/api/environments/development/value-maps/uom', { value: { PCE: 'PC' } }, { 'if-match': '"0"' });
    const { runId } = await here.send<{ runId: string }>('POST', '/api/runs', {
      environment: 'development',
      flow: 'order',
      input: { quantity: '2', unit: 'PCE' },
    });
    await runReaches(here, runId, 'completed');
    const back = await exported(['order'], {}, here);
    const said = ({ flows, needs, schemas }: Bundle) => ({
      documents: flows.map(({ document, tests }) => [document, tests]),
      needs,
      schemas,
    });
    expect(JSON.stringify(said(back))).toBe(JSON.stringify(said(bundle)));
    // Taken in again, as after an answer that was lost: everything is here, nothing is added.
    expect(await imported(bundle)).toMatchObject({ drafts: [], tests: 0, kept: [{ flowId: 'price' }, { flowId: 'order' }] });
  });

  test('BND-5 leaves what is here: a flow that differs becomes a draft of it, or a new flow that calls the new ones', async () => {
    const own = { ...price, id: 'met', nodes: { ...price.nodes, start: { ...price.nodes['start']!, label: 'Ours' } } } as FlowDocument;
    const caller = smallFlow({
      id: 'met-caller',
      nodes: { ask: { type: 'core/call-flow', config: { flow: 'met', major: 1, input: '= trigger.body' } } },
      edges: ['start > ask'],
    });
    await publish(here, own);
    await here.send('PUT', '/api/flows/met/tests/kept', { test: { input: { quantity: '1' }, expect: {} } }, { 'if-match': '"0"' });
    await publish(there, { ...price, id: 'met' });
    await publish(there, caller);
    await there.send('PUT', '/api/flows/met/tests/kept', { test: { input: { quantity: '2' }, expect: {} } }, { 'if-match': '"0"' });
    const bundle = await exported(['met-caller']);
    expect((await preview(bundle)).flows[0]).toMatchObject({
      flowId: 'met',
      standing: 'differs',
      here: { version: 1 },
      tests: [{ standing: 'differs' }],
    });

    const asDraft = await imported(bundle, { flows: [{ flow: 'met-caller', major: 1, take: 'keep' }] });
    expect(asDraft).toMatchObject({ drafts: [{ flowId: 'met' }], kept: [{ flowId: 'met-caller' }], tests: 1 });
    const draft = await here.get<DraftView>(`/api/flows/met/drafts/${asDraft.drafts[0]!.draftId}`);
    expect(draft).toMatchObject({ baseVersion: 1, document: { nodes: { start: { label: 'Start' } } } });
    expect((await here.get<Page<FlowTestView>>('/api/flows/met/tests')).items.map(({ name, test: { input } }) => [name, input])).toEqual([
      ['kept', { quantity: '1' }],
      ['kept imported', { quantity: '2' }],
    ]);

    const asNew = await imported(bundle, { flows: [{ flow: 'met', major: 1, take: 'draft', as: 'met-theirs' }] });
    expect(asNew.drafts.map(({ flowId, from: original }) => [flowId, original])).toEqual([
      ['met-theirs', 'met'],
      ['met-caller', 'met-caller'],
    ]);
    const callers = await here.get<DraftView>(`/api/flows/met-caller/drafts/${asNew.drafts[1]!.draftId}`);
    expect(callers.document.nodes['ask']!.config).toMatchObject({ flow: 'met-theirs', major: 1 });
    const again = await here.raw('POST', '/api/bundles/import', { bundle, flows: [{ flow: 'met', major: 1, take: 'draft', as: 'price' }] });
    expect([again.status, (again.body as Problem).code]).toEqual([409, 'flow-exists']);
  });

  test('BND-4 two that take the same at once: one does it whole, the other not at all', async () => {
    const bundle = await exported(['order'], { called: false });
    const flows = [{ flow: 'order', major: 1, take: 'draft', as: 'raced' }];
    const answers = await Promise.all([1, 2].map(() => here.raw('POST', '/api/bundles/import', { bundle, flows })));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ body }) => (body as Problem).code)).toEqual([expect.stringMatching(/^(changed-meanwhile|flow-exists)$/)]);
    expect((await here.get<FlowSummary>('/api/flows/raced')).drafts).toHaveLength(1);
    expect((await here.get<Page<FlowTestView>>('/api/flows/raced/tests')).items).toHaveLength(1);
    const rows = (await here.get<Page<AuditView>>('/api/audit')).items.filter(({ object }) => object === 'flow raced');
    expect(rows.map(({ action }) => action).toSorted()).toEqual(['draft-added', 'flow-test-changed']);
  });

  test('BND-6 brings the description of a service that is not here, and replaces one only when asked to', async () => {
    await there.send('PUT', '/api/services/shop', { text: JSON.stringify(ORDERS_OPENAPI) }, { 'if-match': '"0"' });
    const { type, config } = await there.get<ServiceOperation>('/api/services/shop/operation?id=getOrder');
    await publish(
      there,
      smallFlow({
        id: 'reads-shop',
        nodes: {
          read: { type, connection: 'shop', config: { ...config, input: { path: { orderId: '1' } } } },
          told: { type: 'core/map', config: { rows: [{ target: 'done', expression: '= true' }] } },
        },
        edges: ['start > read', 'read:not-found > told'],
      }),
    );
    const bundle = await exported(['reads-shop']);
    expect(bundle.services.map(({ name, version }) => [name, version])).toEqual([['shop', '1.4.0']]);
    expect((await imported(bundle)).services).toEqual([{ name: 'shop', revision: 1 }]);
    expect((await here.get<ServiceView>('/api/services/shop')).operations).toHaveLength(2);

    const newer = { ...(ORDERS_OPENAPI as JsonObject), info: { title: 'Orders of the shop', version: '2.0.0' } };
    await there.send('PUT', '/api/services/shop', { text: JSON.stringify(newer) }, { 'if-match': '"1"' });
    const second = await exported(['reads-shop']);
    expect((await preview(second)).services).toEqual([
      { name: 'shop', version: '2.0.0', standing: 'differs', versionHere: '1.4.0', mayTake: true, proposal: 'keep' },
    ]);
    expect((await imported(second)).services).toEqual([]);
    expect((await imported(second, { services: [{ name: 'shop', take: 'take' }] })).services).toEqual([{ name: 'shop', revision: 2 }]);

    // Who may not draw in a folder that uses it changes it no more by a bundle than by hand.
    const shopper = await addPerson(here, 'bundle-shopper', [{ role: 'analyst', environment: '*', folder: 'sales' }]);
    const [service] = (await preview(bundle, shopper)).services;
    expect(service).toMatchObject({ standing: 'differs', mayTake: false, proposal: 'keep' });
    const refused = await shopper.raw('POST', '/api/bundles/import', {
      bundle,
      flows: bundle.flows.map(({ flowId }) => ({ flow: flowId, major: 1, take: 'keep' })),
      services: [{ name: 'shop', take: 'take' }],
    });
    expect([refused.status, (refused.body as Problem).code]).toEqual([403, 'service-of-others']);
    expect((await here.get<ServiceView>('/api/services/shop')).revision).toBe(2);
  });

  test('BND-7 is taken by who may draw in its folders, and told no more than may be read', async () => {
    const bundle = await exported(['order']);
    const viewer = await addPerson(there, 'bundle-viewer', [everywhere('viewer')]);
    expect(await exported(['order'], {}, viewer)).toEqual(bundle);
    const orders = await addPerson(there, 'bundle-orders', [{ role: 'viewer', environment: '*', folder: 'order-management' }]);
    expect((await exported(['order'], {}, orders)).needs.flows).toEqual([{ flow: 'price', major: 1 }]);
    expect((await orders.raw('POST', '/api/bundles', { flows: [{ flow: 'price' }] })).status).toBe(403);

    const looks = await addPerson(here, 'bundle-looks', [everywhere('viewer')]);
    expect((await looks.raw('POST', '/api/bundles/preview', { bundle })).status).toBe(403);
    const analyst = await addPerson(here, 'bundle-analyst', [{ role: 'analyst', environment: '*', folder: 'order-management' }]);
    const changed = signedAnew({
      ...bundle,
      flows: bundle.flows.map((flow) => ({ ...flow, document: { ...flow.document, description: 'Theirs' } })),
    });
    expect((await preview(changed, analyst)).flows.map(({ flowId, mayTake }) => [flowId, mayTake])).toEqual([
      ['price', false],
      ['order', true],
    ]);
    const refused = await analyst.raw('POST', '/api/bundles/import', { bundle: changed });
    expect(refused.status).toBe(403);
    const drafts = async () => (await here.get<FlowSummary>('/api/flows/order')).drafts.length;
    const before = await drafts();
    expect((await imported(changed, { flows: [{ flow: 'price', major: 1, take: 'keep' }] }, analyst)).drafts).toHaveLength(1);
    expect(await drafts()).toBe(before + 1);
  });

  test('BND-4 BND-5 two who take the same at once do not add it twice, nor begin one flow of two', async () => {
    await publish(there, smallFlow({ id: 'at-once' }));
    await publish(there, smallFlow({ id: 'at-once-too', owner: 'sales' }));
    const [bundle, other] = [await exported(['at-once']), await exported(['at-once-too'])];
    const take = (given: Bundle, flow: string, as?: string) =>
      here.raw('POST', '/api/bundles/import', {
        bundle: given,
        flows: [{ flow, major: 1, take: 'draft', ...(as === undefined ? {} : { as }) }],
      });
    const said = (answers: Awaited<ReturnType<typeof take>>[]) =>
      answers.map(({ status, body }) => (status === 200 ? 'taken' : (body as Problem).code)).toSorted();
    expect(said(await Promise.all([take(bundle, 'at-once'), take(bundle, 'at-once')]))).toEqual(['changed-meanwhile', 'taken']);
    expect((await here.get<FlowSummary>('/api/flows/at-once')).drafts).toHaveLength(1);
    expect(said(await Promise.all([take(bundle, 'at-once', 'one-id'), take(other, 'at-once-too', 'one-id')]))).toEqual([
      'changed-meanwhile',
      'taken',
    ]);
    expect((await here.get<FlowSummary>('/api/flows/one-id')).drafts).toHaveLength(1);
  });

  test("BND-7 an older contract of a flow that has moved to another folder is that folder's", async () => {
    const moved = smallFlow({ id: 'moved', more: { contract: { major: 1, output: { type: 'object' } } } });
    await publish(there, moved);
    await publish(
      there,
      smallFlow({
        id: 'calls-moved',
        nodes: { ask: { type: 'core/call-flow', config: { flow: 'moved', major: 1, input: '= trigger.body' } } },
        edges: ['start > ask'],
      }),
    );
    await publish(there, { ...moved, owner: 'pricing', contract: { major: 2, output: { type: 'object' } } });
    const orders = await addPerson(there, 'bundle-moved', [{ role: 'viewer', environment: '*', folder: 'order-management' }]);
    expect((await orders.raw('GET', '/api/flows/moved/versions/1')).status).toBe(403);
    const bundle = await exported(['calls-moved'], {}, orders);
    expect(bundle.flows.map(({ flowId }) => flowId)).toEqual(['calls-moved']);
    expect(bundle.needs.flows).toEqual([{ flow: 'moved', major: 1 }]);

    const analyst = await addPerson(there, 'bundle-mover', [{ role: 'analyst', environment: '*', folder: 'order-management' }]);
    const [look] = (await preview(await exported(['moved']), analyst)).flows.concat();
    expect(look).toMatchObject({ major: 2, mayTake: false });
    const older = await there.send<Bundle>('POST', '/api/bundles', { flows: [{ flow: 'moved', version: 1 }] });
    const [first] = (await preview(older, analyst)).flows;
    expect(first).toMatchObject({ major: 1, mayTake: false });
    expect(first!.here).toBeUndefined();
  });

  test('BND-8 what is no honest bundle is refused with what is wrong, and nothing of it is stored', async () => {
    const bundle = await exported(['order']);
    const first = bundle.flows[0]!;
    const withFlow = (change: object) => signedAnew({ ...bundle, flows: [{ ...first, ...change }] } as Bundle);
    const flows = (await here.get<Page<FlowSummary>>('/api/flows')).items.length;
    let deep: Json = 1;
    for (let level = 0; level < 70; level += 1) deep = [deep];
    const hostile: readonly (readonly [string, unknown])[] = [
      ['bundle-not', {}],
      ['bundle-not', { format: 1, id: 'a-flow' }],
      ['bundle-newer', { bundle: 2, whatever: true }],
      ['bundle-malformed', { ...bundle, more: 1 }],
      ['bundle-malformed', { ...bundle, flows: [] }],
      ['bundle-malformed', { ...bundle, flows: Array.from({ length: 201 }, () => first) }],
      ['bundle-digest', { ...bundle, madeWith: '9.9.9' }],
      ['bundle-digest', { ...bundle, flows: [{ ...first, document: { ...first.document, owner: 'sales' } }] }],
      ['bundle-twice', signedAnew({ ...bundle, flows: [first, first] })],
      ['bundle-name', withFlow({ flowId: '../../etc', document: { ...first.document, id: '../../etc' } })],
      ['bundle-name', withFlow({ tests: [{ name: '../x', test: { input: 1, expect: {} } }] })],
      ['bundle-name', signedAnew({ ...bundle, schemas: { 'schemas/../../secret.json': {} } })],
      ['bundle-name', signedAnew({ ...bundle, services: [{ name: 'UPPER/..', version: '1', source: '{}' }] })],
      ['bundle-flow', withFlow({ document: { ...first.document, id: 'other' } })],
      ['bundle-flow', withFlow({ document: { ...first.document, nodes: 'none' } })],
      ['bundle-flow', withFlow({ document: { ...first.document, format: 99 } })],
      ['body-too-complex', { ...bundle, needs: deep }],
      ['body-too-complex', JSON.parse(JSON.stringify(bundle).replace('"madeWith"', '"__proto__":{"admin":true},"madeWith"')) as unknown],
    ];
    for (const [code, given] of hostile)
      for (const path of ['preview', 'import']) {
        const answer = await here.raw('POST', `/api/bundles/${path}`, { bundle: given });
        const { code: said, detail } = answer.body as Problem;
        expect([answer.status, said], `${path}: ${detail}`).toEqual([400, code]);
      }
    expect((await here.get<Page<FlowSummary>>('/api/flows')).items).toHaveLength(flows);
  });

  test('API-93 brings no flow more tests than it may have', async () => {
    const many = (mark: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `${mark}-${index}`,
        test: { ...orderTest, input: { quantity: `${mark} ${index}` } },
      }));
    const bundle = await exported(['price']);
    const withTests = (tests: Bundle['flows'][number]['tests']) =>
      signedAnew({ ...bundle, flows: bundle.flows.map((flow) => ({ ...flow, tests })) });
    const choices = { flows: [{ flow: 'price', major: 1, take: 'draft', as: 'much-tested' }] };
    await imported(withTests(many('first', 500)), choices);
    const again = { flows: [{ flow: 'price', major: 1, take: 'draft' }] };
    const asItself = (given: Bundle): Bundle =>
      signedAnew({
        ...given,
        flows: given.flows.map((flow) => ({ ...flow, flowId: 'much-tested', document: { ...flow.document, id: 'much-tested' } })),
      });
    const refused = await here.raw('POST', '/api/bundles/import', {
      bundle: asItself(withTests(many('second', 1))),
      flows: [{ ...again.flows[0], flow: 'much-tested' }],
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'too-many-tests' } });
    expect((await here.get<Page<FlowTestView>>('/api/flows/much-tested/tests')).items).toHaveLength(500);
  });

  test('BND-9 a flow of node types that are not installed is looked at and not taken; one of a newer Millrace is taken with a warning', async () => {
    const bundle = await exported(['order']);
    const [first, second] = bundle.flows;
    const strange = {
      ...second!.document,
      nodes: { ...second!.document.nodes, unit: { ...second!.document.nodes['unit']!, type: 'acme/rocket' } },
    };
    const given = signedAnew({
      ...bundle,
      madeWith: '99.0.0',
      flows: [
        { ...first!, document: { ...first!.document, description: 'Newer' } },
        { ...second!, document: strange },
      ],
    });
    const { problems } = await preview(given);
    expect(problems.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['node-type-unknown', 'error', '/flows/1/document/nodes/unit'],
      ['bundle-made-newer', 'warning', '/madeWith'],
    ]);
    const refused = await here.raw('POST', '/api/bundles/import', { bundle: given });
    expect([refused.status, (refused.body as Problem).code]).toEqual([422, 'bundle-node-types']);
    expect((refused.body as Problem).detail).toContain('acme/rocket');
    expect(await imported(given, { flows: [{ flow: 'order', major: 1, take: 'keep' }] })).toMatchObject({ drafts: [{ flowId: 'price' }] });
  });

  test('BND-1 nothing that was never published can be exported, and nothing twice', async () => {
    await there.send('POST', '/api/flows/only-drawn/drafts', { document: smallFlow({ id: 'only-drawn' }) });
    const answer = async (flows: readonly object[]) => {
      const { status, body } = await there.raw('POST', '/api/bundles', { flows });
      return [status, (body as Problem).code];
    };
    expect(await answer([{ flow: 'only-drawn' }])).toEqual([409, 'nothing-published']);
    expect(await answer([{ flow: 'order' }, { flow: 'order', version: 1 }])).toEqual([400, 'flow-twice']);
    expect(await answer([{ flow: 'order', version: 9 }])).toEqual([404, 'not-found']);
    expect(await answer([{ flow: 'nobody' }])).toEqual([404, 'not-found']);
    expect(canonicalText((await exported(['order'])).flows[1]!.document)).toBe(canonicalText(order));
  });
});
