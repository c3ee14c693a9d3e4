/** A loop over items: drawn as a frame, edited by the form, seen at work item by item. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import { runReaches } from '../support/api.ts';
import { deploy } from '../support/api-flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

const FLOW = {
  format: 1,
  id: 'round-lines',
  name: 'Round the lines of an order',
  layer: 'process',
  owner: 'order-management',
  contract: { major: 1 },
  nodes: {
    start: { type: 'core/manual', version: 1, label: 'By hand', config: {} },
    each: { type: 'core/for-each', version: 1, label: 'Each line', config: { items: '= trigger.body.lines', concurrency: 2 } },
    rounded: {
      type: 'core/map',
      version: 1,
      label: 'Rounded',
      parent: 'each',
      config: {
        rows: [
          { target: 'line', expression: 'index' },
          { target: 'quantity', expression: '$round(item.quantity)' },
        ],
      },
    },
    settle: { type: 'core/delay', version: 1, label: 'Settle', parent: 'each', config: { durationMs: 10 } },
    sum: { type: 'core/map', version: 1, label: 'Sum', config: { rows: [{ target: 'lines', expression: '$count(steps.each.items)' }] } },
  },
  edges: [
    { from: 'start', to: 'each' },
    { from: 'rounded', to: 'settle' },
    { from: 'each', to: 'sum' },
  ],
  layout: { start: [0, 0], each: [280, 0], rounded: [280, 160], settle: [560, 160], sum: [860, 0] },
};

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

test('CMP-3: a loop is drawn round what stands in it, and a step is put into it by the form', async () => {
  const { api } = house;
  const { draftId } = await api.send<{ draftId: string }>('POST', '/api/flows/round-lines/drafts', {
    document: withoutParent(FLOW, 'settle'),
  });
  const { page, go, hear } = await house.openPage();
  await go(`/flows/round-lines/drafts/${draftId}`);
  const frame = page.locator('.container-frame', { hasText: 'Each line' });
  const before = await frame.boundingBox();

  await page.locator('.react-flow__node[data-id="settle"]').click();
  await page.getByLabel('Stands in').selectOption({ label: 'Each line' });
  await expect.poll(async () => (await frame.boundingBox())?.width, { timeout: 20_000 }).toBeGreaterThan(before!.width);
  await takePictures(page, 'loop-draft');
  expect(await accessibilityProblems(page)).toEqual([]);
  await expect
    .poll(async () => (await api.get<{ document: typeof FLOW }>(`/api/flows/round-lines/drafts/${draftId}`)).document.nodes.settle.parent, {
      timeout: 30_000,
    })
    .toBe('each');
  expect(hear()).toEqual([]);
});

test('CMP-3: a run shows its items one by one', async () => {
  const { api } = house;
  await deploy(api, FLOW as unknown as FlowDocument);
  const { runId } = await api.send<{ runId: string }>('POST', '/api/runs', {
    environment: 'development',
    flow: 'round-lines',
    input: { lines: [{ quantity: 1.4 }, { quantity: 2.6 }, { quantity: 3 }] },
  });
  await runReaches(api, runId, 'completed');
  const { page, go, hear } = await house.openPage();
  await go(`/runs/${runId}`);
  await page.getByText('Completed').first().waitFor();
  await takePictures(page, 'loop-run');
  for (const item of [0, 1, 2]) await page.getByText(`Rounded (${item})`).waitFor();
  await page.getByText('Completed · 3/3').first().waitFor();
  expect(hear()).toEqual([]);
});

function withoutParent(flow: typeof FLOW, id: 'settle'): unknown {
  const { parent: _parent, ...node } = flow.nodes[id];
  return { ...flow, nodes: { ...flow.nodes, [id]: node }, edges: flow.edges.filter(({ to }) => to !== id) };
}
