/** What one flow, or many people at one draft, may take of an installation that others use too. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DraftView } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import { MOST_DRAFTS_OF_FLOW, MOST_EDITORS } from '#runtime/versions/editor-limit.ts';
import { type Api, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin({ environment: { MILLRACE_MAX_FLOW_RUNS: '2', MILLRACE_API_RATE: '0' } }));
});
afterAll(() => runtime?.close());

describe('S18, API-64 open runs of one flow', () => {
  test('have a limit of their own: its senders are asked to come again, other flows go on, and room comes back', async () => {
    const resting = (id: string) =>
      smallFlow({
        id,
        webhook: { path: id, authentication: 'public' },
        nodes: { rest: { type: 'core/delay', config: { durationMs: 3_600_000 } } },
        edges: ['start > rest'],
      });
    await deploy(admin, resting('full'));
    await deploy(admin, resting('other'));
    const post = (id: string) =>
      fetch(`${runtime.url}/hooks/development/v1/${id}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([(await post('full')).status, (await post('full')).status]).toEqual([202, 202]);
    const third = await post('full');
    expect([third.status, await third.json()]).toMatchObject([429, { code: 'flow-backlog-full' }]);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await post('other')).status).toBe(202);
    expect((await admin.raw('POST', '/api/runs', { environment: 'development', flow: 'full', input: {} })).status).toBe(429);
    const { items } = await admin.get<Page<RunSummary>>('/api/runs?flow=full');
    expect(items).toHaveLength(2);
    await admin.send('POST', `/api/runs/${items[0]!.runId}/actions`, { action: 'cancel', reason: 'make room' });
    await runReaches(admin, items[0]!.runId, 'cancelled');
    expect((await post('full')).status).toBe(202);
  });
});

describe('S18, API-100 people at one flow', () => {
  test('are so many at one draft; the next one hears how long to wait, or takes a draft of their own', async () => {
    const document = smallFlow({ id: 'drawn' });
    let { revision, ...draft } = await admin.send<DraftView>('POST', '/api/flows/drawn/drafts', { document });
    const path = `/api/flows/drawn/drafts/${draft.draftId}`;
    for (let n = 0; n < MOST_EDITORS; n += 1) {
      const analyst = await addPerson(admin, `Editor ${n}`, [everywhere('analyst')]);
      ({ revision } = await analyst.send<DraftView>('PUT', path, { document }, { 'if-match': `${revision}` }));
    }
    const late = await addPerson(admin, 'Lena Late', [everywhere('analyst')]);
    const refused = await late.raw('PUT', path, { document }, { 'if-match': `${revision}` });
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-editors', help: expect.stringContaining('draft of your own') } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    runtime.passTime(300_000);
    expect((await late.raw('PUT', path, { document }, { 'if-match': `${revision}` })).status).toBe(200);
  });

  test('draw so many drafts of it', async () => {
    const document = smallFlow({ id: 'much-drawn' });
    const add = () => admin.raw('POST', '/api/flows/much-drawn/drafts', { document });
    const statuses = await Promise.all(Array.from({ length: MOST_DRAFTS_OF_FLOW }, async () => (await add()).status));
    expect(new Set(statuses)).toEqual(new Set([201]));
    expect(await add()).toMatchObject({ status: 429, body: { code: 'too-many-drafts' } });
  });
});
