/** Past a system API with a waiver: asked for, decided by somebody else, shown beside promotions, over by itself. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { DraftView, FlowCheck } from '#flows/api/flows.ts';
import type { ExceptionView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { PromotionDetail, PromotionView } from '#flows/api/promotions.ts';
import type { WaiverView } from '#flows/api/waivers.ts';
import type { FlowDocument } from '#flows/flow.ts';
import type { Api } from '../support/api.ts';
import { deploy, type Problem, publish, smallFlow } from '../support/api-flows.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

const DAY_MS = 86_400_000;
let runtime: InProcessRuntime;
let admin: Api;
let ana: Api & { readonly userId: string };
let bo: Api & { readonly userId: string };

const call = { type: 'http/request', connection: 'shop', config: { method: 'GET', path: '/orders' } };
const passing = (id: string): FlowDocument =>
  smallFlow({ id, nodes: { read: { ...call, label: 'Read orders' } }, edges: ['start > read'] });
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  ana = await addPerson(admin, 'Ana Analyst', [everywhere('analyst')]);
  bo = await addPerson(admin, 'Bo Approver', [everywhere('approver')]);
  for (const environment of ['development', 'test', 'production'])
    await admin.send(
      'PUT',
      `/api/environments/${environment}/connections/shop`,
      { type: 'http', settings: { baseUrl: 'https://shop.example' } },
      { 'if-match': '"0"' },
    );
  await publish(
    admin,
    smallFlow({
      id: 'shop-orders',
      owner: 'sales',
      nodes: { call },
      edges: ['start > call'],
      more: { layer: 'system', name: 'Shop orders' },
    }),
  );
});
afterAll(() => runtime?.close());

const ask = (flow: string, until = inDays(30), api: Api = ana) =>
  api.send<WaiverView>('POST', '/api/waivers', { flow, nodeType: 'http/request', reason: 'The system API has no search yet', until });
const decide = (waiver: WaiverView, step: 'grant' | 'decline' | 'end', api: Api = bo, more: object = {}) =>
  api.send<WaiverView>('POST', `/api/waivers/${waiver.waiverId}/${step}`, { reason: 'Until the search is there', ...more });
const refusal = async (asked: Promise<{ readonly status: number; readonly body: unknown }>) => {
  const { status, body } = await asked;
  return [status, (body as Problem).code];
};
const layering = async (document: FlowDocument) =>
  (await admin.send<FlowCheck>('POST', `/api/flows/${document.id}/check`, { document })).problems
    .filter(({ code }) => code.startsWith('system-api'))
    .map(({ code, severity }) => `${severity} ${code}`);

test('WVR-1 goes by the system: another one of the kind is free, another name for the same one is not, nor for an experience flow', async () => {
  for (const [name, baseUrl] of [
    ['weather', 'https://weather.example'],
    ['shop-search', 'https://shop.example/search'],
  ] as const)
    await admin.send(
      'PUT',
      `/api/environments/development/connections/${name}`,
      { type: 'http', settings: { baseUrl } },
      { 'if-match': '"0"' },
    );
  const through = (connection: string, more: object = {}) =>
    layering(smallFlow({ id: 'goes', nodes: { read: { ...call, connection } }, edges: ['start > read'], more }));
  expect(await through('weather')).toEqual([]);
  expect(await through('shop-search')).toEqual(['warning system-api-passed']);
  expect(await through('shop', { layer: 'experience' })).toEqual(['warning system-api-passed']);
  expect(await through('shop', { layer: 'system' })).toEqual([]);
});

describe('a waiver', () => {
  test('WVR-1 WVR-2 WVR-3 WVR-4 is asked for, decided by somebody else, and turns the warning into a hint until its day', async () => {
    const document = passing('asks');
    await ana.send<DraftView>('POST', '/api/flows/asks/drafts', { document });
    expect(await layering(document)).toEqual(['warning system-api-passed']);
    const waiver = await ask('asks');
    expect(waiver).toMatchObject({ state: 'requested', over: false, mayDecide: false, mayEnd: true, requestedBy: 'Ana Analyst (test)' });
    expect(await layering(document)).toEqual(['warning system-api-asked']);
    expect(
      await refusal(ana.raw('POST', '/api/waivers', { flow: 'asks', nodeType: 'http/request', reason: 'Again', until: inDays(3) })),
    ).toEqual([409, 'already-requested']);
    const [seen] = (await bo.get<Page<WaiverView>>('/api/waivers?state=requested&flow=asks')).items;
    expect(seen).toMatchObject({ waiverId: waiver.waiverId, mayDecide: true, mayEnd: false });

    expect(await refusal(bo.raw('POST', `/api/waivers/${waiver.waiverId}/grant`, { reason: 'Longer', until: inDays(60) }))).toEqual([
      400,
      'waiver-longer',
    ]);
    expect(await decide(waiver, 'grant', bo, { until: inDays(10) })).toMatchObject({
      state: 'granted',
      until: inDays(10),
      decidedBy: 'Bo Approver (test)',
    });
    expect(await layering(document)).toEqual(['info system-api-waived']);
    expect(await refusal(bo.raw('POST', `/api/waivers/${waiver.waiverId}/decline`, { reason: 'Changed my mind' }))).toEqual([
      409,
      'already-decided',
    ]);
    const rows = (await admin.get<Page<AuditView>>('/api/audit')).items.map(({ action, by, object }) => `${by} ${action} ${object}`);
    expect(rows).toEqual(
      expect.arrayContaining(['Ana Analyst (test) waiver-requested flow asks', 'Bo Approver (test) waiver-granted flow asks']),
    );
  });

  test('WVR-3 nobody decides what they asked for, nor without the right in production and the folder', async () => {
    await admin.send('POST', '/api/flows/own/drafts', { document: passing('own') });
    const waiver = await ask('own', inDays(5), admin);
    expect(await refusal(admin.raw('POST', `/api/waivers/${waiver.waiverId}/grant`, { reason: 'My own' }))).toEqual([403, 'four-eyes']);
    expect(await refusal(ana.raw('POST', `/api/waivers/${waiver.waiverId}/grant`, { reason: 'Not mine' }))).toEqual([403, 'not-allowed']);
    const onlyTest = await addPerson(admin, 'Tom Test', [{ role: 'approver', environment: 'test', folder: '*' }]);
    expect(await refusal(onlyTest.raw('POST', `/api/waivers/${waiver.waiverId}/decline`, { reason: 'Only test' }))).toEqual([
      403,
      'not-allowed',
    ]);
    const sales = await addPerson(admin, 'Sal Sales', [{ role: 'approver', environment: '*', folder: 'sales' }]);
    expect((await sales.get<Page<WaiverView>>('/api/waivers?flow=own')).items).toEqual([]);
    expect((await decide(waiver, 'decline')).state).toBe('declined');
    expect((await ask('own', inDays(6), admin)).state).toBe('requested');
  });

  test('WVR-2 WVR-3 holds in the folder whose people decided: a flow that moves to another one asks there', async () => {
    const analyst = await addPerson(admin, 'Pat Playground', [
      { role: 'analyst', environment: '*', folder: 'playground' },
      { role: 'analyst', environment: '*', folder: 'sales' },
    ]);
    const friend = await addPerson(admin, 'Fay Friend', [{ role: 'approver', environment: '*', folder: 'playground' }]);
    const document = { ...passing('moves'), owner: 'playground' };
    const draft = await analyst.send<DraftView>('POST', '/api/flows/moves/drafts', { document });
    await decide(await ask('moves', inDays(30), analyst), 'grant', friend);
    expect(await layering(document)).toEqual(['info system-api-waived']);
    const moved = { ...document, owner: 'sales' };
    expect(await layering(moved)).toEqual(['warning system-api-passed']);
    await analyst.send('PUT', `/api/flows/moves/drafts/${draft.draftId}`, { document: moved }, { 'if-match': '"1"' });
    const again = await ask('moves', inDays(30), analyst);
    expect(await refusal(friend.raw('POST', `/api/waivers/${again.waiverId}/grant`, { reason: 'As before' }))).toEqual([
      403,
      'not-allowed',
    ]);
    await decide(again, 'grant');
    expect(await layering(moved)).toEqual(['info system-api-waived']);
  });

  test('WVR-2 is asked for where there is something to waive, until a day within a year', async () => {
    await admin.send('POST', '/api/flows/bounds/drafts', { document: passing('bounds') });
    const answer = (body: object) =>
      refusal(ana.raw('POST', '/api/waivers', { flow: 'bounds', nodeType: 'http/request', reason: 'Because', until: inDays(1), ...body }));
    for (const until of [inDays(-1), inDays(400), '2027-02-30']) expect(await answer({ until })).toEqual([400, 'waiver-day']);
    expect(await answer({ until: 'soon' })).toEqual([400, 'invalid-body']);
    expect(await answer({ nodeType: 'core/map' })).toEqual([409, 'nothing-to-waive']);
    expect(await answer({ flow: 'shop-orders' })).toEqual([409, 'nothing-to-waive']);
    expect(await answer({ nodeType: 'no/such' })).toEqual([404, 'not-found']);
    expect(await answer({ flow: 'nobody' })).toEqual([404, 'not-found']);
    const viewer = await addPerson(admin, 'Vic Viewer', [everywhere('viewer')]);
    expect(
      await refusal(viewer.raw('POST', '/api/waivers', { flow: 'bounds', nodeType: 'http/request', reason: 'Because', until: inDays(1) })),
    ).toEqual([403, 'not-allowed']);
    const both = await Promise.all(
      [1, 2].map(() => ana.raw('POST', '/api/waivers', { flow: 'bounds', nodeType: 'http/request', reason: 'Twice', until: inDays(1) })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test('WVR-5 WVR-6 without one nothing comes to production but in an emergency; with one it is shown there; ended or over it is gone', async () => {
    const document = passing('promoted');
    const version = await deploy(admin, document);
    const toTest = await admin.send<PromotionView>('POST', '/api/promotions', {
      flow: 'promoted',
      version,
      to: 'test',
      note: 'For a test',
    });
    await bo.send('POST', `/api/promotions/${toTest.promotionId}/approve`, { reason: 'Fine there' });
    await admin.send('POST', `/api/promotions/${toTest.promotionId}/apply`, {});
    const promote = () => admin.raw('POST', '/api/promotions', { flow: 'promoted', version, to: 'production', note: 'For a test' });
    const refused = await promote();
    expect([refused.status, (refused.body as Problem).code]).toEqual([409, 'cannot-deploy']);
    expect((refused.body as { problems: readonly { code: string; severity: string }[] }).problems).toMatchObject([
      { code: 'system-api-passed', severity: 'error' },
    ]);

    const waiver = await ask('promoted');
    await decide(waiver, 'grant');
    const { promotionId } = (await promote()).body as PromotionView;
    const detail = () => bo.get<PromotionDetail>(`/api/promotions/${promotionId}`);
    expect((await detail()).problems).toMatchObject([
      { code: 'system-api-waived', severity: 'info', message: expect.stringContaining('by Bo Approver') },
    ]);

    expect((await decide(waiver, 'end', ana)).state).toBe('ended');
    expect((await detail()).problems).toMatchObject([{ code: 'system-api-passed', severity: 'error' }]);
    expect(await refusal(bo.raw('POST', `/api/promotions/${promotionId}/approve`, { reason: 'Looks fine' }))).toEqual([
      409,
      'cannot-deploy',
    ]);
    await admin.send('POST', `/api/promotions/${promotionId}/apply`, { emergencyReason: 'Orders stand still' });

    expect((await bo.get<PromotionView>(`/api/promotions/${promotionId}`)).state).toBe('applied');

    const short = await ask('promoted', inDays(2));
    await decide(short, 'grant');
    expect(await layering(document)).toEqual(['info system-api-waived']);
    runtime.passTime(4 * DAY_MS);
    // Sessions are over by then, tokens are not.
    expect(await layering(document)).toEqual(['warning system-api-passed']);
    expect((await ana.get<Page<WaiverView>>('/api/waivers?flow=promoted')).items[0]).toMatchObject({
      state: 'granted',
      over: true,
      mayEnd: false,
    });
  });

  test('WVR-5 a promotion that was approved while a waiver held goes live in an emergency all the same, audited as that', async () => {
    const document = passing('approved');
    const version = await deploy(admin, document);
    const request = async (to: string) =>
      (await admin.send<PromotionView>('POST', '/api/promotions', { flow: 'approved', version, to, note: 'For a test' })).promotionId;
    const approve = (id: string) => bo.send('POST', `/api/promotions/${id}/approve`, { reason: 'Fine' });
    const toTest = await request('test');
    await approve(toTest);
    await admin.send('POST', `/api/promotions/${toTest}/apply`, {});
    const waiver = await ask('approved');
    await decide(waiver, 'grant');
    const promotionId = await request('production');
    await approve(promotionId);
    await decide(waiver, 'end');
    const apply = (body: object) => admin.raw('POST', `/api/promotions/${promotionId}/apply`, body);
    expect(await refusal(apply({}))).toEqual([409, 'cannot-deploy']);
    expect((await apply({ emergencyReason: 'Orders stand still' })).status).toBe(200);
    expect((await admin.get<Page<AuditView>>('/api/audit')).items[0]).toMatchObject({
      action: 'promotion-applied-in-emergency',
      object: 'flow approved',
      reason: 'Orders stand still',
    });
  });

  test('WVR-5 API-45 an emergency is asked for and goes live where no waiver ever was; audit and exception name what has none', async () => {
    const version = await deploy(admin, passing('never-asked'));
    const request = (to: string, more: object = {}) =>
      admin.raw('POST', '/api/promotions', { flow: 'never-asked', version, to, note: 'For a test', ...more });
    const idOf = ({ body }: { readonly body: unknown }) => (body as PromotionView).promotionId;
    const toTest = idOf(await request('test'));
    await bo.send('POST', `/api/promotions/${toTest}/approve`, { reason: 'Fine there' });
    await admin.send('POST', `/api/promotions/${toTest}/apply`, { emergencyReason: 'There is none in test' });
    const newest = async () => (await admin.get<Page<AuditView>>('/api/audit')).items[0];
    expect((await newest())?.action).toBe('promotion-applied');

    expect(await refusal(request('production'))).toEqual([409, 'cannot-deploy']);
    expect(await refusal(request('production', { emergency: false }))).toEqual([409, 'cannot-deploy']);
    const asked = await request('production', { emergency: true });
    expect(asked.status).toBe(201);
    expect(await newest()).toMatchObject({
      action: 'promotion-requested',
      detail: { emergency: true, withoutWaiver: ['http/request'] },
    });
    const at = `/api/promotions/${idOf(asked)}`;
    // Whoever looks through what is open sees it there.
    const listed = async () => (await bo.get<Page<PromotionView>>('/api/promotions?flow=never-asked')).items;
    expect((await listed()).map(({ toEnvironment, withoutWaiver }) => [toEnvironment, withoutWaiver])).toEqual([
      ['production', ['http/request']],
      ['test', undefined],
    ]);
    expect(await refusal(bo.raw('POST', `${at}/approve`, { reason: 'Looks fine' }))).toEqual([409, 'cannot-deploy']);
    expect(await refusal(admin.raw('POST', `${at}/apply`, {}))).toEqual([409, 'not-approved']);
    expect(await refusal(ana.raw('POST', `${at}/apply`, { emergencyReason: 'Orders stand still' }))).toEqual([403, 'not-allowed']);
    expect((await admin.raw('POST', `${at}/apply`, { emergencyReason: 'Orders stand still' })).status).toBe(200);
    expect(await newest()).toMatchObject({
      action: 'promotion-applied-in-emergency',
      reason: 'Orders stand still',
      detail: { withoutWaiver: ['http/request'] },
    });
    expect((await listed())[0]).not.toHaveProperty('withoutWaiver');
    const { items } = await admin.get<Page<ExceptionView>>('/api/environments/production/exceptions');
    expect(items.find(({ flowId }) => flowId === 'never-asked')).toMatchObject({
      title: expect.stringContaining('without approval and without a waiver'),
      detail: { reason: 'Orders stand still', withoutWaiver: ['http/request'] },
    });
  });

  test('WVR-5 an emergency lacks a waiver and nothing else: what is unsound is not asked for', async () => {
    const lame = smallFlow({
      id: 'lame',
      nodes: { read: { ...call, label: 'Read orders' }, look: { ...call, connection: 'shelf', label: 'Look' } },
      edges: ['start > read', 'read > look'],
    });
    for (const environment of ['development', 'test'])
      await admin.send(
        'PUT',
        `/api/environments/${environment}/connections/shelf`,
        { type: 'http', settings: { baseUrl: 'https://shelf.example' } },
        { 'if-match': '"0"' },
      );
    const version = await deploy(admin, lame);
    const toTest = await admin.send<PromotionView>('POST', '/api/promotions', { flow: 'lame', version, to: 'test', note: 'For a test' });
    await bo.send('POST', `/api/promotions/${toTest.promotionId}/approve`, { reason: 'Fine there' });
    await admin.send('POST', `/api/promotions/${toTest.promotionId}/apply`, {});
    const refused = admin.raw('POST', '/api/promotions', { flow: 'lame', version, to: 'production', note: 'For a test', emergency: true });
    expect(await refusal(refused)).toEqual([409, 'cannot-deploy']);
  });
});
