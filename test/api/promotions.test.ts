/** From draft to production by two people, as programs see it. Rules: runtime/http/SPEC.md. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeploymentView } from '#flows/api/environments.ts';
import type { ExceptionView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import type { PromotionDetail, PromotionView } from '#flows/api/promotions.ts';
import type { Api } from '../support/api.ts';
import { deploy, publish, smallFlow } from '../support/api-flows.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
let analyst: Api;
let approver: Api;

beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  analyst = await addPerson(admin, 'Anna Analyst', [everywhere('analyst')]);
  approver = await addPerson(admin, 'Paul Approver', [everywhere('approver')]);
});
afterAll(() => runtime.close());

const live = async (environment: string, flow: string) =>
  (await admin.get<Page<DeploymentView>>(`/api/environments/${environment}/deployments`)).items.find(({ flowId }) => flowId === flow);

/** Live in test, asked for in production by the analyst who wrote it. */
async function asked(id: string, version?: number): Promise<PromotionView> {
  const document = smallFlow({ id });
  const published = version ?? (await publish(analyst, document));
  await admin.send('PUT', `/api/environments/test/deployments/${id}`, { version: published });
  return analyst.send<PromotionView>('POST', '/api/promotions', { flow: id, version: published, to: 'production', note: 'for the plant' });
}

describe('a promotion (API-40 ff.)', () => {
  test('API-40 is asked for, approved by somebody else, applied, and undone by going back', async () => {
    const first = await asked('goes-live');
    expect(first).toMatchObject({
      state: 'requested',
      fromEnvironment: 'test',
      toEnvironment: 'production',
      requestedBy: expect.stringContaining('Anna'),
    });
    expect(await live('production', 'goes-live')).toBeUndefined();

    const seen = await approver.get<PromotionDetail>(`/api/promotions/${first.promotionId}`);
    expect(seen).toMatchObject({ mayDecide: true, mayApply: false, problems: [] });
    expect(seen.diff).toBeUndefined();
    await approver.send('POST', `/api/promotions/${first.promotionId}/approve`, { reason: 'looked at it' });
    expect(await admin.get(`/api/promotions/${first.promotionId}`)).toMatchObject({ state: 'approved', mayApply: true });
    await admin.send('POST', `/api/promotions/${first.promotionId}/apply`, {});
    expect(await live('production', 'goes-live')).toMatchObject({ version: 1 });

    const changed = await publish(analyst, smallFlow({ id: 'goes-live', more: { name: 'Goes live, better', deadlineMs: 60_000 } }));
    const second = await asked('goes-live', changed);
    expect(await approver.get<PromotionDetail>(`/api/promotions/${second.promotionId}`)).toMatchObject({
      liveVersion: 1,
      diff: expect.anything(),
    });
    await approver.send('POST', `/api/promotions/${second.promotionId}/approve`, { reason: 'better' });
    expect(await admin.send('POST', `/api/promotions/${second.promotionId}/apply`, {})).toMatchObject({
      state: 'applied',
      replacedVersion: 1,
    });
    expect(await live('production', 'goes-live')).toMatchObject({ version: 2, previousVersion: 1 });

    await admin.send('PUT', '/api/environments/production/deployments/goes-live', { version: 1 });
    expect(await live('production', 'goes-live')).toMatchObject({ version: 1 });
  });

  test('API-41 production is reached by promotion only', async () => {
    const document = smallFlow({ id: 'no-short-cut' });
    const version = await deploy(admin, document);
    const answer = await admin.raw('PUT', '/api/environments/production/deployments/no-short-cut', { version });
    expect(answer).toMatchObject({ status: 409, body: { code: 'needs-promotion', help: expect.stringContaining('promote') } });
  });

  test('API-42 a version comes only from the environment before', async () => {
    const version = await deploy(admin, smallFlow({ id: 'skips-test' }));
    const ask = (to: string) => admin.raw('POST', '/api/promotions', { flow: 'skips-test', version, to, note: 'in a hurry' });
    expect(await ask('production')).toMatchObject({ status: 409, body: { code: 'not-live-before' } });
    expect(await ask('development')).toMatchObject({ status: 409, body: { code: 'first-environment' } });
    expect(await ask('moon')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await ask('test')).status).toBe(201);
    expect(await ask('test')).toMatchObject({ status: 409, body: { code: 'already-requested' } });
  });

  test('API-43 four eyes: neither who asked, nor who wrote, saved or published the version decides', async () => {
    const both = [everywhere('analyst'), everywhere('approver')];
    const author = await addPerson(admin, 'Otto Author', both);
    const editor = await addPerson(admin, 'Edda Editor', both);
    const publisher = await addPerson(admin, 'Pia Publisher', both);
    const document = smallFlow({ id: 'many-hands' });
    const draft = await author.send<{ draftId: string }>('POST', '/api/flows/many-hands/drafts', { document });
    await editor.send('PUT', `/api/flows/many-hands/drafts/${draft.draftId}`, { document }, { 'if-match': '"1"' });
    await publisher.send('POST', '/api/flows/many-hands/versions', { draftId: draft.draftId, note: 'one' });
    await admin.send('PUT', '/api/environments/test/deployments/many-hands', { version: 1 });
    const { promotionId } = await admin.send<PromotionView>('POST', '/api/promotions', {
      flow: 'many-hands',
      version: 1,
      to: 'production',
      note: 'please',
    });
    for (const person of [author, editor, publisher, admin]) {
      expect(await person.get(`/api/promotions/${promotionId}`)).toMatchObject({ mayDecide: false, whyNot: expect.any(String) });
      expect(await person.raw('POST', `/api/promotions/${promotionId}/approve`, { reason: 'mine' })).toMatchObject({
        status: 403,
        body: { code: 'four-eyes' },
      });
    }
    expect((await approver.raw('POST', `/api/promotions/${promotionId}/approve`, { reason: 'seen' })).status).toBe(200);
  });

  test('API-44 is decided once, and what is rejected is not applied', async () => {
    const { promotionId } = await asked('rejected-one');
    expect(await admin.raw('POST', `/api/promotions/${promotionId}/apply`, {})).toMatchObject({
      status: 409,
      body: { code: 'not-approved' },
    });
    await approver.send('POST', `/api/promotions/${promotionId}/reject`, { reason: 'not yet' });
    for (const path of ['approve', 'reject'])
      expect(await approver.raw('POST', `/api/promotions/${promotionId}/${path}`, { reason: 'again' })).toMatchObject({
        status: 409,
        body: { code: 'already-decided' },
      });
    expect(await admin.raw('POST', `/api/promotions/${promotionId}/apply`, { emergencyReason: 'but now' })).toMatchObject({ status: 409 });
    expect(await live('production', 'rejected-one')).toBeUndefined();
  });

  test('API-45 an emergency goes live without approval, is audited as such and raises an exception', async () => {
    const { promotionId } = await asked('emergency');
    const applied = await admin.send<PromotionView>('POST', `/api/promotions/${promotionId}/apply`, {
      emergencyReason: 'the line stands still',
    });
    expect(applied).toMatchObject({ state: 'applied', emergencyReason: 'the line stands still' });
    expect(await live('production', 'emergency')).toMatchObject({ version: 1 });
    const { items } = await admin.get<Page<ExceptionView>>('/api/environments/production/exceptions');
    expect(items).toContainEqual(expect.objectContaining({ flowId: 'emergency', title: expect.stringContaining('without approval') }));
    const audit = await admin.get<Page<{ action: string; reason?: string }>>('/api/audit');
    expect(audit.items[0]).toMatchObject({ action: 'promotion-applied-in-emergency', reason: 'the line stands still' });
  });

  test('API-46 rights: viewers look, analysts ask, approvers decide, administrators apply', async () => {
    const { promotionId } = await asked('by-rights');
    const viewer = await addPerson(admin, 'Vera Viewer', [everywhere('viewer')]);
    const body = { flow: 'by-rights', version: 1, to: 'production', note: 'please' };
    expect((await viewer.raw('POST', '/api/promotions', body)).status).toBe(403);
    expect((await viewer.raw('POST', `/api/promotions/${promotionId}/approve`, { reason: 'why not' })).status).toBe(403);
    expect((await approver.raw('POST', `/api/promotions/${promotionId}/apply`, {})).status).toBe(403);
    const elsewhere = await addPerson(admin, 'Fritz Foreign', [{ role: 'approver', environment: 'test', folder: '*' }]);
    expect((await elsewhere.raw('POST', `/api/promotions/${promotionId}/approve`, { reason: 'why not' })).status).toBe(403);
    expect((await viewer.get<Page<PromotionView>>('/api/promotions')).items.map((one) => one.promotionId)).toContain(promotionId);
    expect((await elsewhere.get<Page<PromotionView>>('/api/promotions')).items.map((one) => one.promotionId)).not.toContain(promotionId);
  });

  test('API-47 pages hold still while promotions are added', async () => {
    const page = await admin.get<Page<PromotionView>>('/api/promotions?limit=2');
    expect(page.items).toHaveLength(2);
    await asked('added-meanwhile');
    const rest = await admin.get<Page<PromotionView>>(`/api/promotions?limit=200&cursor=${page.next}`);
    const ids = [...page.items, ...rest.items].map(({ promotionId }) => promotionId);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await admin.get<Page<PromotionView>>('/api/promotions?limit=200')).items).toHaveLength(ids.length + 1);
    expect(await admin.raw('GET', '/api/promotions?cursor=bm9uZQ')).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  });
});
