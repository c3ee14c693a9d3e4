/** People who begin a flow of the same id in the same moment. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, FlowSummary } from '#flows/api/flows.ts';
import type { Api } from '../support/api.ts';
import { type Problem, smallFlow } from '../support/api-flows.ts';
import { type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
});
afterAll(() => runtime?.close());

const document = smallFlow({ id: 'order-change-2' });
const begin = (more: object = { newFlow: true }) => admin.raw('POST', '/api/flows/order-change-2/drafts', { document, ...more });

test('API-172 a new flow is begun by one of them; the others are told that there is one, and nothing of theirs is in it', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => begin()));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  for (const { status, body } of answers)
    if (status === 409) expect(body).toMatchObject({ code: 'flow-exists', detail: expect.stringContaining('"order-change-2"') });
  const { drafts } = await admin.get<FlowSummary>('/api/flows/order-change-2');
  expect(drafts).toHaveLength(1);
});

test('API-172 also where the flow has versions only; a further draft is begun on purpose', async () => {
  const { drafts } = await admin.get<FlowSummary>('/api/flows/order-change-2');
  await admin.send('POST', '/api/flows/order-change-2/versions', { draftId: drafts[0]!.draftId, note: 'First.' });
  expect(await begin()).toMatchObject({ status: 409, body: { code: 'flow-exists' } satisfies Partial<Problem> });
  expect(await begin({})).toMatchObject({ status: 201, body: { flowId: 'order-change-2' } satisfies Partial<DraftView> });
});
