/** An administrator's day: from development to production and back, a connection and its secrets, people and tokens, the audit trail. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionView } from '#flows/api/connections.ts';
import type { DeploymentView } from '#flows/api/environments.ts';
import type { DraftView, FlowSummary, VersionSummary } from '#flows/api/flows.ts';
import type { Page as ListPage } from '#flows/api/page.ts';
import { createApi, eventually } from '../support/api.ts';
import { accessibilityProblems } from './accessibility.ts';
import { type House, openHouse } from './open-house.ts';
import { takePictures } from './pictures.ts';
import { settled } from './watched-page.ts';

const SECOND = { email: 'berta@plant.example', name: 'Berta Approver', password: 'a wheel turns twice at noon' };
const FLOW = 'scheduler-promise';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

async function noted(page: Page, text: RegExp): Promise<void> {
  await page.getByRole('alert').filter({ hasText: text }).first().waitFor();
}

async function liveIn(environment: string, flowId = FLOW): Promise<DeploymentView | undefined> {
  const { items } = await house.api.get<ListPage<DeploymentView>>(`/api/environments/${environment}/deployments`);
  return items.find((deployment) => deployment.flowId === flowId);
}

/** Another version that does the same and says so. */
async function publishAnother(flowId: string, note: string): Promise<void> {
  const draft = await house.api.send<DraftView>('POST', `/api/flows/${flowId}/drafts`, {});
  await house.api.send(
    'PUT',
    `/api/flows/${flowId}/drafts/${draft.draftId}`,
    { document: { ...draft.document, deadlineMs: 3_600_000 } },
    { 'if-match': `"${draft.revision}"` },
  );
  await house.api.send<VersionSummary>('POST', `/api/flows/${flowId}/versions`, { draftId: draft.draftId, note });
}

describe('from development to production and back', () => {
  test('a version is deployed with its differences in sight, and taken back in two clicks', async () => {
    await publishAnother(FLOW, 'A promise within the hour.');
    const { page, go, hear } = await house.openPage();
    await go('/deployments');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Deploy version 2 of Scheduler promise to Development' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scheduler promise: version 2 in Development' });
    await dialog.getByText('A promise within the hour.').waitFor();
    await dialog.getByRole('row', { name: /Deadline – 1 h 0 min/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'deploy');
    await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
    await noted(page, /Version 2 of Scheduler promise is live in Development/);
    expect((await liveIn('development'))?.version).toBe(2);

    await page.getByRole('button', { name: 'Back to version 1: Scheduler promise, Development' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Back to 1' }).click();
    await noted(page, /Version 1 of Scheduler promise is live in Development/);
    expect((await liveIn('development'))?.version).toBe(1);
    expect(hear()).toEqual([]);
  });

  test('what an environment lacks is said, and what to do about it', async () => {
    const { page, go, hear, allow } = await house.openPage();
    allow(/status of 409/);
    await go('/deployments');
    await page.getByRole('button', { name: 'Deploy version 1 of Scheduler promise to Test' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deploy', exact: true }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: 'test has no connection "scheduler".' })
      .filter({ hasText: 'Add it under Connections.' })
      .waitFor();
    expect(hear()).toEqual([]);
  });

  test('S12: into production one asks and a second person decides; then it is live', async () => {
    for (const environment of ['test', 'production']) await copyConnection('scheduler', environment);
    await house.api.send('PUT', `/api/environments/test/deployments/${FLOW}`, { version: 1 });
    await house.api.send('POST', '/api/users', {
      ...SECOND,
      grants: [{ role: 'approver', environment: 'production', folder: '*' }],
    });

    const admin = await house.openPage();
    await admin.go('/deployments');
    await admin.page.getByRole('button', { name: 'Ask for version 1 of Scheduler promise in Production' }).click();
    await admin.page.getByLabel('Why it should be live there').fill('It ran two weeks in test.');
    expect(await accessibilityProblems(admin.page)).toEqual([]);
    await admin.page.getByRole('button', { name: 'Ask for it' }).click();
    await noted(admin.page, /Somebody else who may approve in Production decides/);
    await admin.page.getByRole('button', { name: 'Review Scheduler promise, version 1, to Production' }).click();
    await admin.page.getByText('You have asked for this promotion yourself: a second person decides.').waitFor();
    await expect.poll(() => admin.page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);

    const approver = await house.openPage({ as: SECOND, scheme: 'dark' });
    await approver.go('/deployments');
    await approver.page.getByRole('button', { name: 'Review Scheduler promise, version 1, to Production' }).click();
    await approver.page.getByText('It ran two weeks in test.').first().waitFor();
    await approver.page.getByLabel('Reason').fill('Looked at the runs.');
    expect(await accessibilityProblems(approver.page)).toEqual([]);
    await takePictures(approver.page, 'promotion');
    await approver.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await noted(approver.page, /Approved/);

    await admin.page.reload();
    await admin.page.getByRole('button', { name: 'Make it live' }).click();
    await noted(admin.page, /is live in Production/);
    expect((await liveIn('production'))?.version).toBe(1);
    await settled(admin.page);
    await takePictures(admin.page, 'deployments');
    expect([...admin.hear(), ...approver.hear()]).toEqual([]);
  });
});

describe('connections', () => {
  test('S14: a connection is made, its ladder climbed with the fix in words, its secret replaced and never shown', async () => {
    const { page, go, hear, allow } = await house.openPage();
    allow(/status of 40[04]/);
    await go('/connections');
    await page.getByRole('button', { name: 'New connection' }).click();
    const panel = page.getByRole('dialog', { name: 'New connection in development' });
    await panel.getByLabel('Type', { exact: true }).selectOption({ label: 'HTTP service' });
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('carrier');
    await panel.getByRole('textbox', { name: 'Base address' }).fill('http://127.0.0.1:9');
    // Fields and secrets come with the way of signing in.
    await expect.poll(() => panel.getByLabel('Header of the API key').count()).toBe(0);
    await panel.getByLabel('Signs in with').selectOption({ label: 'API key' });
    await panel.getByLabel('Header of the API key').waitFor();
    await panel.getByLabel('API key', { exact: true }).fill('first-secret-of-the-carrier');
    expect(await accessibilityProblems(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Save and check' }).click();
    await noted(page, /carrier is saved/);

    const made = page.getByRole('dialog', { name: /^carrier/ });
    // It is checked as it is made.
    await made.getByText('It does not work yet,').waitFor();
    await made.locator('.ladder-fix').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'connection-ladder');

    await made.getByText('is set').waitFor();
    expect(await page.content()).not.toContain('first-secret-of-the-carrier');
    await made.getByRole('button', { name: 'Replace API key' }).click();
    await made.getByLabel('API key, the new one').fill('second-secret-of-the-carrier');
    await made.getByRole('button', { name: 'Save and check' }).click();
    await noted(page, /carrier is saved/);
    await made.getByText('is set').waitFor();
    expect(await page.content()).not.toContain('second-secret-of-the-carrier');
    expect((await house.api.get<ConnectionView>('/api/environments/development/connections/carrier')).secretsSet).toEqual(['apiKey']);
    expect(hear()).toEqual([]);
  });

  test('a working one is checked rung by rung, and its calls are held and let through by hand', async () => {
    const { page, go, hear } = await house.openPage({ scheme: 'dark' });
    await go('/connections');
    await page.getByRole('button', { name: 'sap', exact: true }).click();
    const panel = page.getByRole('dialog', { name: /^sap/ });
    await panel.getByRole('button', { name: 'Check now' }).click();
    await panel.getByText('Everything that was tried works,').waitFor();
    await panel.getByText('sign-in', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Hold all calls …' }).click();
    const reason = page.getByRole('textbox', { name: 'Reason', exact: true });
    await reason.fill('SAP is being moved.');
    await page.getByRole('button', { name: 'Hold', exact: true }).click();
    await panel.getByRole('button', { name: 'Let calls through …' }).click();
    await reason.fill('It stands.');
    await page.getByRole('button', { name: 'Let through', exact: true }).click();
    await panel.getByRole('button', { name: 'Hold all calls …' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(hear()).toEqual([]);
  });
});

describe('people, tokens and the trail', () => {
  test('S11: a person gets roles by environment, folder and plant, and sees what they allow', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/people');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add a person' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a person' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Olga Operator');
    await dialog.getByLabel('E-mail').fill('olga@plant.example');
    await dialog.getByLabel('First password').fill('turbines hum before the rain');
    await dialog.getByLabel('Role', { exact: true }).click();
    await page.getByRole('option', { name: 'operator' }).click();
    await dialog.getByLabel('Environment', { exact: true }).click();
    await page.getByRole('option', { name: 'Development' }).click();
    await dialog.getByLabel('Folder', { exact: true }).click();
    await page.getByRole('option', { name: 'order-management' }).click();
    await dialog.getByLabel('Plants').fill('1010, 1020');
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'person');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('cell', { name: 'operator in development, folder order-management, plants 1010 1020' }).waitFor();

    const olga = await house.openPage({ as: { email: 'olga@plant.example', password: 'turbines hum before the rain' } });
    await olga.go('/flows');
    await expect.poll(() => olga.page.getByRole('button', { name: 'New flow' }).count()).toBe(0);
    await expect.poll(() => olga.page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
    expect([...hear(), ...olga.hear()]).toEqual([]);
  });

  test('API-101: a person is invited by a link, makes their own account with it, and it works once', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/people');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite a person' });
    await dialog.getByLabel('E-mail').fill('ines@plant.example');
    await dialog.getByLabel('Role', { exact: true }).click();
    await page.getByRole('option', { name: 'analyst' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const made = page.getByRole('dialog', { name: 'Invitation for ines@plant.example' });
    const link = await made.locator('pre').textContent();
    expect(link).toContain(`${house.url}/invitation#`);
    expect(await accessibilityProblems(page)).toEqual([]);
    await made.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('row', { name: /ines@plant\.example.*analyst.*Ada Admin/ }).waitFor();
    await settled(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'invitations');

    const ines = await house.openPage({ as: 'nobody', scheme: 'dark' });
    ines.allow(/status of 40[013]/);
    await ines.go(link!.slice(house.url.length));
    await ines.page.getByRole('textbox', { name: 'Your name' }).fill('Ines Invited');
    await ines.page.getByRole('textbox', { name: 'Password' }).fill('short');
    await ines.page.getByRole('button', { name: 'Make my account' }).click();
    await ines.page.getByRole('alert').waitFor();
    expect(await accessibilityProblems(ines.page)).toEqual([]);
    await ines.page.getByRole('textbox', { name: 'Password' }).fill('swallows over the mill pond');
    await ines.page.getByRole('button', { name: 'Make my account' }).click();
    await ines.page.getByText('You are signed in. From now on you sign in with ines@plant.example.').waitFor();
    await ines.page.getByRole('link', { name: 'Start' }).click();
    await ines.page.getByRole('button', { name: 'Ines Invited' }).waitFor();

    const late = await house.openPage({ as: 'nobody' });
    late.allow(/status of 40[013]/);
    await late.go(link!.slice(house.url.length));
    await late.page.getByRole('textbox', { name: 'Your name' }).fill('Somebody Else');
    await late.page.getByRole('textbox', { name: 'Password' }).fill('swallows over the mill pond');
    await late.page.getByRole('button', { name: 'Make my account' }).click();
    await late.page.getByRole('alert').filter({ hasText: 'This invitation was used, taken back, or is too old.' }).waitFor();

    await page.reload();
    await page.getByRole('cell', { name: 'Ines Invited', exact: true }).waitFor();
    await expect.poll(() => page.getByText('Open invitations').count()).toBe(0);
    expect([...hear(), ...ines.hear(), ...late.hear()]).toEqual([]);
  });

  test('a token is shown once, signs a program in, and is refused when it is revoked', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/people?tab=tokens');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('reporting');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('This is shown once.').waitFor();
    const secret = await page.getByRole('dialog').locator('pre').textContent();
    expect(await accessibilityProblems(page)).toEqual([]);
    const program = createApi(house.url, secret!);
    expect((await program.get<ListPage<FlowSummary>>('/api/flows')).items.length).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'I have it' }).click();
    expect(await page.content()).not.toContain(secret!);

    await page.getByRole('button', { name: 'Revoke reporting' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await eventually(async () => (await program.raw('GET', '/api/flows')).status === 401, 'the token is refused');
    expect(hear()).toEqual([]);
  });

  test('FRM-8: two clicks make one token, and its secret is not lost by Escape while it is being made', async () => {
    const { page, go, hear } = await house.openPage();
    await go('/people?tab=tokens');
    let letOn = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letOn = resolve;
    });
    await page.route('**/api/tokens', async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Make a token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make a token' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('twice');
    await dialog.getByRole('button', { name: 'Make it' }).dblclick();
    await dialog.locator('button[data-loading]').waitFor();
    await page.keyboard.press('Escape');
    expect(await dialog.isVisible()).toBe(true);
    letOn();
    await page.getByRole('dialog', { name: 'Token twice' }).waitFor();
    const { items } = await house.api.get<ListPage<{ readonly name: string }>>('/api/tokens');
    expect(items.filter(({ name }) => name === 'twice')).toHaveLength(1);
    expect(hear()).toEqual([]);
  });

  test('S13: the trail tells who did what, is searched, and its chain is verified', async () => {
    const { page, go, hear } = await house.openPage({ scheme: 'dark' });
    await go('/audit');
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText(/entries, none changed or missing/).waitFor();
    await page.getByRole('textbox', { name: 'Find who, what, on what' }).fill('published scheduler-promise');
    await page.getByRole('row', { name: /Ada Admin.*version published.*scheduler-promise/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePictures(page, 'audit');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
    expect(file.suggestedFilename()).toBe('millrace-audit.ndjson');
    expect(hear()).toEqual([]);
  });
});

/** The same system in another environment, with a secret of its own. */
async function copyConnection(name: string, environment: string): Promise<void> {
  const { type, settings } = await house.api.get<ConnectionView>(`/api/environments/development/connections/${name}`);
  await house.api.send(
    'PUT',
    `/api/environments/${environment}/connections/${name}`,
    { type, settings, secrets: { apiKey: 'of-this-environment' } },
    { 'if-match': '"0"' },
  );
}
