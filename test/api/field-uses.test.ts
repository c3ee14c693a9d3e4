/** Before a field changes: which flows read it, as somebody asks who may not see them all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DraftView, FieldUsesOfFlow } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import type { Api } from '../support/api.ts';
import { deploy, publish, smallFlow } from '../support/api-flows.ts';
import { addPerson, everywhere, type InProcessRuntime, startWithAdmin } from '../support/runtime-in-process.ts';

let runtime: InProcessRuntime;
let admin: Api;

beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
});
afterAll(() => runtime.close());

const reading = (id: string, expression: string, owner = 'order-management') =>
  smallFlow({
    id,
    owner,
    nodes: { shape: { type: 'core/map', config: { rows: [{ target: 'x', expression }] } } },
    edges: ['start > shape'],
    more: { contract: { major: 1, input: { type: 'object', properties: { order: { $ref: 'schemas/sales-order.json' } } } } },
  });

async function ask(query: string, api: Api = admin): Promise<readonly FieldUsesOfFlow[]> {
  return (await api.get<Page<FieldUsesOfFlow>>(`/api/field-uses?${query}`)).items;
}

const shown = (items: readonly FieldUsesOfFlow[]) =>
  items.map(
    ({ flowId, version, liveIn, uses }) => `${flowId} ${version ?? 'draft'} ${liveIn.join()} ${uses.map(({ field }) => field).join()}`,
  );

test('API-150 live versions, the newest and drafts say each place that reads the field, to who may read the flow', async () => {
  await deploy(admin, reading('asks-material', 'trigger.body.order.items.material'));
  await publish(admin, reading('asks-material', 'trigger.body.order.plant'));
  await admin.send<DraftView>('POST', '/api/flows/asks-material/drafts', { document: reading('asks-material', 'trigger.body.order') });
  await publish(admin, reading('takes-quantity', '"order.items.material" & trigger.body.order.items[0].quantity'));
  await publish(admin, reading('of-finance', 'trigger.body.order.items.material', 'finance'));

  const items = await ask('schema=sales-order&field=items.material');
  expect(shown(items)).toEqual([
    'asks-material 1 development order.items.material',
    'asks-material draft  order',
    'of-finance 1  order.items.material',
  ]);
  expect(items[0]!.uses[0]).toEqual({
    nodeId: 'shape',
    label: 'shape',
    pointer: '/nodes/shape/config/rows/0/expression',
    place: { offset: 25, length: 8 },
    source: { kind: 'trigger', nodeId: 'start', nodeType: 'core/manual' },
    field: 'order.items.material',
    whole: true,
    canonical: [{ schema: 'schemas/sales-order.json', field: 'items.material' }],
  });
  expect(shown(await ask('nodeType=core/manual&field=quantity'))).toEqual(['takes-quantity 1  order.items.quantity']);
  expect(await ask('schema=sales-order&field=nothingOfThatName&nodeType=core/webhook')).toEqual([]);

  const analyst = await addPerson(admin, 'field-analyst', [{ ...everywhere('viewer'), folder: 'finance' }]);
  expect(shown(await ask('schema=sales-order&field=items.material', analyst))).toEqual(['of-finance 1  order.items.material']);
});

test('API-150 pages are of flows, nothing twice and nothing left out', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await admin.get<Page<FieldUsesOfFlow>>(`/api/field-uses?schema=sales-order&limit=1${more}`);
    seen.push(...new Set(page.items.map(({ flowId }) => flowId)));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(seen).toEqual(['asks-material', 'of-finance', 'takes-quantity']);
});

test('API-150 a field alone is looked for by its name in whatever flows read; a question for nothing is refused', async () => {
  expect(shown(await ask('field=material'))).toEqual([
    'asks-material 1 development order.items.material',
    'of-finance 1  order.items.material',
  ]);
  expect(shown(await ask('field=order.items.quantity'))).toEqual(['takes-quantity 1  order.items.quantity']);
  await expect(ask('object=A_SalesOrder')).rejects.toThrow(/schema/);
});
