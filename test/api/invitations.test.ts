/** Inviting people by a link: what it gives, to whom, how long, and that it works once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView } from '#flows/api/audit.ts';
import type { Page } from '#flows/api/page.ts';
import type { InvitationCreated, InvitationView, UserView } from '#flows/api/people.ts';
import { type Api, createApi } from '../support/api.ts';
import type { Problem } from '../support/api-flows.ts';
import { filesContain } from '../support/files-contain.ts';
import { addPerson, everywhere, type InProcessRuntime, signIn, startWithAdmin } from '../support/runtime-in-process.ts';

const PASSWORD = 'the heron stands in the race';

let runtime: InProcessRuntime;
let admin: Api;
let nobody: Api;
beforeAll(async () => {
  ({ runtime, admin } = await startWithAdmin());
  nobody = createApi(runtime.url, '');
});
afterAll(() => runtime?.close());

const invite = (by: Api, email: string, more: object = {}) =>
  by.send<InvitationCreated>('POST', '/api/invitations', { email, grants: [everywhere('viewer')], ...more });
const accept = (token: string, name = 'New Person') => nobody.raw('POST', '/api/invitations/accept', { token, name, password: PASSWORD });
const open = async () => (await admin.get<Page<InvitationView>>('/api/invitations')).items;

async function expectInvalid(token: string): Promise<void> {
  const { status, body } = await accept(token);
  expect([status, (body as Problem).code]).toEqual([403, 'invitation-invalid']);
}

test('API-101 gives an account with its roles to who has the link, once; name and password are theirs', async () => {
  const { invitation, token } = await invite(admin, 'Nora@Plant.example', { grants: [everywhere('operator')] });
  expect(invitation).toMatchObject({ email: 'nora@plant.example', invitedBy: expect.stringContaining('Ada Admin') });
  expect(JSON.stringify([await open(), await admin.get('/api/audit')])).not.toContain(token);
  expect(filesContain(runtime.folder, token)).toEqual([]);
  expect(await nobody.raw('POST', '/api/invitations/accept', { token, name: 'Nora', password: 'short' })).toMatchObject({ status: 400 });
  const both = await Promise.all([accept(token, 'Nora New'), accept(token, 'Nora New')]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
  await expectInvalid(token);
  const people = (await admin.get<Page<UserView>>('/api/users')).items;
  expect(people.find(({ email }) => email === 'nora@plant.example')).toMatchObject({ name: 'Nora New', grants: [everywhere('operator')] });
  expect(await signIn(runtime.url, 'nora@plant.example', PASSWORD)).toContain('__Host-');
  const { items } = await admin.get<Page<AuditView>>('/api/audit?limit=20');
  expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['person-invited', 'invitation-accepted']));
  expect((await admin.raw('POST', '/api/invitations', { email: 'nora@plant.example', grants: [] })).status).toBe(409);
});

test('API-101 ends when it is taken back, replaced, or too old', async () => {
  const first = await invite(admin, 'omar@plant.example');
  const second = await invite(admin, 'omar@plant.example');
  await expectInvalid(first.token);
  await admin.send('DELETE', `/api/invitations/${second.invitation.invitationId}`);
  await expectInvalid(second.token);
  const third = await invite(admin, 'omar@plant.example', { days: 2 });
  runtime.passTime(2 * 86_400_000 + 1);
  await expectInvalid(third.token);
  await expectInvalid('no-such-token-at-all');
});

test('API-101 never gives more than the inviter may give, when it is made and when it is taken', async () => {
  const small = await addPerson(admin, 'Sina Small', [{ role: 'admin', environment: 'test', folder: '*' }]);
  const big = { email: 'petra@plant.example', grants: [everywhere('admin')] };
  expect(await small.raw('POST', '/api/invitations', big)).toMatchObject({ status: 403, body: { code: 'grants-exceed-own' } });
  const grants = [{ role: 'operator', environment: 'test', folder: '*' }];
  const { token } = await small.send<InvitationCreated>('POST', '/api/invitations', { email: 'petra@plant.example', grants });
  await admin.send('PUT', `/api/users/${small.userId}`, { grants: [{ role: 'viewer', environment: 'test', folder: '*' }] });
  await expectInvalid(token);
});
