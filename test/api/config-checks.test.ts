import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { smallFlow } from '../support/api-flows.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
});
afterAll(() => runtime?.close());

test('API-38 a schedule that can never fire is a problem of the draft, with its place, and no version', async () => {
  const flow = smallFlow({
    id: 'nightly',
    nodes: { done: { type: 'core/map', config: { rows: [{ target: 'ok', expression: '= true' }] } } },
    edges: ['start > done'],
  });
  const start = { type: 'core/schedule', version: 1, label: 'Nightly', config: { cron: '0 25 * * *', timeZone: 'Europe/Stuttgart' } };
  const { draftId } = await admin.send<{ draftId: string }>('POST', '/api/flows/nightly/drafts', {
    document: { ...flow, nodes: { ...flow.nodes, start } },
  });
  const published = await admin.raw('POST', '/api/flows/nightly/versions', { draftId, note: 'for a test' });
  expect(published).toMatchObject({
    status: 422,
    body: {
      problems: [
        { code: 'config-unusable', path: '/nodes/start/config/timeZone', nodeId: 'start' },
        { code: 'config-unusable', path: '/nodes/start/config/cron', nodeId: 'start' },
      ],
    },
  });
});
