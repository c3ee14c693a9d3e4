/** Somebody starts runs by hand: by a form that says what is missing, and by the days of a schedule; and looks after what a batch keeps. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CollectedGroup, WatermarkView } from '#flows/api/environments.ts';
import type { Page } from '#flows/api/page.ts';
import { eventually, runReaches } from '../support/api.ts';
import { deploy, smallFlow } from '../support/api-flows.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  const input = {
    type: 'object',
    required: ['order', 'quantity'],
    additionalProperties: false,
    properties: {
      order: { type: 'string', title: 'Order', minLength: 4 },
      quantity: { type: 'integer', title: 'Quantity', minimum: 1 },
      note: { type: 'string', title: 'Note' },
      address: { type: 'object', title: 'Address', properties: { city: { type: 'string', title: 'City' } } },
    },
  };
  const byHand = smallFlow({ id: 'by-hand' });
  const start = { type: 'core/manual', version: 1, label: 'Start', config: { body: input } };
  await deploy(house.api, { ...byHand, name: 'Order by hand', nodes: { ...byHand.nodes, start } });
  const nightly = smallFlow({ id: 'nightly' });
  const schedule = { type: 'core/schedule', version: 1, label: 'Every morning', config: { cron: '0 6 * * *', timeZone: 'Europe/Berlin' } };
  await deploy(house.api, { ...nightly, name: 'Nightly', nodes: { ...nightly.nodes, start: schedule } });
  const batch = smallFlow({
    id: 'batch',
    nodes: {
      move: { type: 'core/move-watermark', config: { name: 'changes', key: '= trigger.body.plant', value: '= trigger.body.upTo' } },
      together: { type: 'core/collect', config: { key: '= trigger.body.plant', count: '= trigger.body.of', timeoutMs: 3_600_000 } },
    },
    edges: ['start > move', 'move > together'],
  });
  await deploy(house.api, { ...batch, name: 'Batch of a plant' });
});
afterAll(() => house?.close());

describe('a run by hand', () => {
  test('API-122 is a form of what the flow takes; what does not fit is said at its field, and JSON says the same', async () => {
    const { page, go, hear, allow } = await house.openPage();
    allow(/400/);
    await go('/flows/by-hand');
    await page.getByRole('button', { name: 'Run it' }).click();
    const dialog = page.getByRole('dialog', { name: /^Run Order by hand/ });
    await dialog.getByRole('textbox', { name: 'Order' }).fill('47');
    await dialog.getByRole('textbox', { name: 'Note' }).fill('= no expression');
    await dialog.getByRole('textbox', { name: 'City' }).fill('Ulm');
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await dialog
      .getByText(/fewer than 4 characters/)
      .first()
      .waitFor();
    await dialog
      .getByText(/must have required property/)
      .first()
      .waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'run-form');
    await dialog.getByRole('textbox', { name: 'Order' }).fill('4711');
    await dialog.getByRole('spinbutton', { name: 'Quantity' }).fill('3');
    await dialog.getByRole('button', { name: 'Write it as JSON' }).click();
    const text = await dialog.getByLabel(/Input \(JSON\)/).inputValue();
    expect(JSON.parse(text)).toEqual({ order: '4711', quantity: 3, note: '= no expression', address: { city: 'Ulm' } });
    await dialog.getByRole('button', { name: 'Fill in a form' }).click();
    await dialog.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/\/runs\//);
    await page.getByText('Completed').first().waitFor();
    expect(hear()).toEqual([]);
  });

  test('API-122, WAI-1 of a schedule may be the times of some days: looked at first, each run once', async () => {
    const { page, go, hear } = await house.openPage({ scheme: 'dark' });
    await go('/flows/nightly');
    await page.getByRole('button', { name: 'Run it' }).click();
    const dialog = page.getByRole('dialog', { name: /^Run Nightly/ });
    await dialog.getByText('Times of some days').click();
    await dialog.getByLabel('From').fill('2026-03-28');
    await dialog.getByLabel('To, included').fill('2026-03-29');
    await dialog.getByRole('button', { name: 'Which are there?' }).click();
    await dialog.getByRole('cell', { name: '2026-03-29 06:00' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'run-slots');
    await dialog.getByRole('button', { name: 'Run 2 times' }).click();
    await dialog.getByText('2 runs started.').waitFor();
    await dialog.getByLabel('From').fill('2026-03-27');
    await dialog.getByRole('button', { name: 'Which are there?' }).click();
    await dialog.getByRole('button', { name: 'Run 1 time', exact: true }).waitFor();
    expect(hear()).toEqual([]);
  });
});

describe('what a flow keeps', () => {
  test('API-120, API-121 stands on its live page: a watermark is set, a group goes on, each with a reason', async () => {
    const input = { plant: '1010', upTo: '2026-11-24T04:00:00Z', of: 2 };
    const { runId } = await house.api.send<{ runId: string }>('POST', '/api/runs', { environment: 'development', flow: 'batch', input });
    await runReaches(house.api, runId, 'waiting');
    const { page, go, hear } = await house.openPage();
    await go('/flows/batch/live');
    await page.getByText('1 watermark · 1 group collected').click();
    const marks = page.getByRole('table', { name: 'How far the work has come' });
    await marks.getByText('2026-11-24T04:00:00Z').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'flow-work');
    await marks.getByRole('button', { name: 'Set …' }).click();
    const setting = page.getByRole('dialog', { name: 'Set the watermark changes 1010' });
    await setting.getByLabel('Stands at').fill('2026-11-20T00:00:00Z');
    await setting.getByLabel('Reason').fill('Plant 1010 was restored from a backup');
    await setting.getByRole('button', { name: 'Set it' }).click();
    await marks.getByText('2026-11-20T00:00:00Z').waitFor();
    const kept = await house.api.get<Page<WatermarkView>>('/api/environments/development/deployments/batch/watermarks');
    expect(kept.items).toMatchObject([{ value: '2026-11-20T00:00:00Z', set: { reason: 'Plant 1010 was restored from a backup' } }]);

    const groups = page.getByRole('table', { name: 'What is collected and waits' });
    await groups.getByRole('cell', { name: '1 of 2' }).waitFor();
    await groups.getByRole('button', { name: 'Go on now …' }).click();
    const releasing = page.getByRole('dialog', { name: 'Let "1010" go on' });
    await releasing.getByLabel('Reason').fill('The second comes tomorrow');
    await releasing.getByRole('button', { name: 'Go on now' }).click();
    await runReaches(house.api, runId, 'completed');
    await eventually(
      async () => (await house.api.get<Page<CollectedGroup>>('/api/environments/development/groups')).items.length === 0,
      'nothing waits any more',
    );
    expect(hear()).toEqual([]);
  });
});
