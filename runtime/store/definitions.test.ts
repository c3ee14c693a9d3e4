import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FlowDocument } from '#flows/flow.ts';
import type { AuditDraft } from './audit-definitions.ts';
import type { Definitions } from './definitions.ts';
import { openStore, type Store } from './open-store.ts';
import type { TokenRow, UserRow } from './people-definitions.ts';
import { aDataFolder, type DataFolder } from './store-fixture.ts';

let folder: DataFolder;
let store: Store;
let definitions: Definitions;
let now = '2026-11-24T08:00:00.000Z';
beforeEach(() => {
  folder = aDataFolder();
  open();
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

function open(): void {
  store = openStore({ dataFolder: folder.path, now: () => now });
  definitions = store.definitions;
}

const audit: AuditDraft = { by: 'ada', action: 'tested', object: 'something' };
const document = { format: 1, id: 'order-change', name: 'Order change' } as unknown as FlowDocument;
const version = {
  flowId: 'order-change',
  major: 1,
  document,
  schemas: { 'schemas/a.json': { type: 'object' } },
  meaningHash: 'hash',
  note: 'first',
  publishedBy: 'ada',
  publishedById: 'u1',
  authorId: 'u2',
  editedById: 'u2',
} as const;

describe('flows', () => {
  test('a draft is saved only over the revision that was read', async () => {
    const draft = await definitions.insertDraft({ draftId: 'd1', flowId: 'order-change', ownerId: 'u1', document }, audit);
    expect(draft).toMatchObject({ revision: 1, document, editedById: 'u1' });
    expect(await definitions.saveDraft('d1', 1, { ...document, name: 'New' }, 'u2')).toMatchObject({
      revision: 2,
      editedById: 'u2',
      document: { name: 'New' },
    });
    expect(await definitions.saveDraft('d1', 1, document, 'u2')).toBeUndefined();
    expect(definitions.findDraft('d1')).toMatchObject({ revision: 2, document: { name: 'New' } });
    await definitions.deleteDraft('d1', audit);
    expect(definitions.listDrafts()).toEqual([]);
  });

  test('versions are numbered by flow and never change', async () => {
    const both = await Promise.all([definitions.insertVersion(version, audit), definitions.insertVersion(version, audit)]);
    expect(both.map((row) => row.version)).toEqual([1, 2]);
    expect(both[0]!.writtenByIds).toEqual(['u1', 'u2']);
    expect((await definitions.insertVersion({ ...version, flowId: 'other' }, audit)).version).toBe(1);
    expect(definitions.findVersion('order-change', 2)).toEqual(both[1]);
    expect(definitions.latestVersion('order-change')).toBe(2);
    expect(definitions.latestVersion('nothing')).toBeUndefined();
    expect(definitions.listVersions('order-change').map((row) => row.version)).toEqual([2, 1]);
    expect(definitions.listFlowIds()).toEqual(['order-change', 'other']);
    await store.close();
    const raw = new SqliteDatabase(`${folder.path}/millrace.db`);
    expect(() => raw.exec("UPDATE version SET note = 'x'")).toThrow('never changes');
    expect(() => raw.exec('DELETE FROM version')).toThrow('never removed');
    raw.close();
    open();
  });

  test('a deployment remembers the version before it, and only published versions can be live', async () => {
    await definitions.insertVersion(version, audit);
    await definitions.insertVersion(version, audit);
    const at = { environment: 'development', flowId: 'order-change', major: 1, deployedBy: 'ada' };
    await definitions.putDeployment({ ...at, version: 1 }, audit);
    expect(await definitions.putDeployment({ ...at, version: 2 }, audit)).toMatchObject({ version: 2, previousVersion: 1 });
    await expect(definitions.putDeployment({ ...at, version: 9 }, audit)).rejects.toMatchObject({ code: 'constraint' });
    await definitions.deleteDeployment('development', 'order-change', 1, audit);
    expect(definitions.listDeployments('development')).toEqual([]);
  });

  test('a promotion is asked for once, decided once, and applied together with its deployment', async () => {
    await definitions.insertVersion(version, audit);
    const asked = {
      flowId: 'order-change',
      version: 1,
      major: 1,
      meaningHash: 'hash',
      fromEnvironment: 'test',
      toEnvironment: 'production',
      note: 'because',
      requestedBy: 'ada',
      requestedById: 'u1',
    };
    expect(await definitions.insertPromotion({ ...asked, promotionId: 'p1' }, audit)).toMatchObject({ state: 'requested' });
    expect(await definitions.insertPromotion({ ...asked, promotionId: 'p2' }, audit)).toBeUndefined();
    expect(await definitions.applyPromotion('p1', ['approved'], { by: 'ada' }, audit)).toBeUndefined();
    const approved = { state: 'approved', by: 'bea', reason: 'good' } as const;
    expect(await definitions.decidePromotion('p1', approved, audit)).toMatchObject({ state: 'approved', decidedBy: 'bea' });
    expect(await definitions.decidePromotion('p1', { ...approved, state: 'rejected' }, audit)).toBeUndefined();
    expect(definitions.wasDeployed('production', 'order-change', 1)).toBe(false);
    expect(await definitions.applyPromotion('p1', ['approved'], { by: 'ada' }, audit)).toMatchObject({ state: 'applied' });
    expect(definitions.listDeployments('production')).toMatchObject([{ flowId: 'order-change', version: 1, deployedBy: 'ada' }]);
    expect(definitions.wasDeployed('production', 'order-change', 1)).toBe(true);
    expect(await definitions.insertPromotion({ ...asked, promotionId: 'p3' }, audit)).toMatchObject({ state: 'requested' });
    expect(definitions.listPromotions({ limit: 10 }).map(({ promotionId }) => promotionId)).toEqual(['p3', 'p1']);
    expect(definitions.listPromotions({ limit: 10, before: { at: now, id: 'p3' } }).map(({ promotionId }) => promotionId)).toEqual(['p1']);
    expect(definitions.listPromotions({ limit: 10, state: 'applied' })).toHaveLength(1);
  });

  test('there are three environments from the start, in order', () => {
    expect(definitions.listEnvironments().map(({ name, production }) => [name, production])).toEqual([
      ['development', false],
      ['test', false],
      ['production', true],
    ]);
  });
});

describe('connections', () => {
  const connection = {
    environment: 'development',
    name: 'sap',
    type: 'sap-odata',
    settings: { baseUrl: 'http://127.0.0.1:1' },
    limits: {},
    hosts: ['127.0.0.1:1'],
    sandbox: true,
  } as const;
  const secret = {
    owner: 'connection/development/sap/',
    field: 'password',
    keyId: 'k1',
    envelope: 'cipher',
    hosts: ['127.0.0.1:1'],
  } as const;

  test('are written over the revision that was read, together with their secrets', async () => {
    expect(await definitions.putConnection(connection, 0, [secret], audit)).toMatchObject({ revision: 1 });
    expect(await definitions.putConnection(connection, 0, [], audit)).toBeUndefined();
    expect(definitions.listSecrets(secret.owner)).toEqual([secret]);
    await definitions.saveCheck('development', 'sap', undefined, { ok: true });
    expect(definitions.findConnection('development', 'sap')).toMatchObject({ lastCheck: { ok: true } });
    expect(await definitions.putConnection({ ...connection, sandbox: false }, 1, [], audit)).toMatchObject({ revision: 2, sandbox: false });
    expect(definitions.listSecrets(secret.owner)).toEqual([]);
  });

  test('of a plant stand beside the one for all', async () => {
    await definitions.putConnection(connection, 0, [secret], audit);
    await definitions.putConnection({ ...connection, plant: '1000' }, 0, [], audit);
    expect(definitions.listConnections('development').map(({ plant }) => plant)).toEqual([undefined, '1000']);
    await definitions.deleteConnection('development', 'sap', '1000', audit);
    expect(definitions.findConnection('development', 'sap', '1000')).toBeUndefined();
    expect(definitions.listSecrets(secret.owner)).toEqual([secret]);
    await definitions.deleteConnection('development', 'sap', undefined, audit);
    expect(definitions.listSecrets(secret.owner)).toEqual([]);
  });

  test('a secret that was sealed for somebody else is not stored', async () => {
    await expect(definitions.putConnection(connection, 0, [{ ...secret, owner: 'connection/production/sap/' }], audit)).rejects.toThrow(
      'sealed for',
    );
    expect(definitions.listConnections()).toEqual([]);
  });
});

describe('people', () => {
  const user: UserRow = {
    userId: 'u1',
    email: 'ada@example.org',
    name: 'Ada',
    passwordHash: 'scrypt',
    disabled: false,
    grants: [{ role: 'admin', environment: '*', folder: '*' }],
    createdAt: now,
  };
  const token: TokenRow = {
    tokenId: 't1',
    name: 'first',
    prefix: 'mlr_1',
    sha256: 'abc',
    userId: 'u1',
    grants: user.grants,
    createdAt: now,
  };

  test('S1 the set-up token works once, for the first person only', async () => {
    await definitions.putSetupToken({ sha256: 'setup', expiresAt: '2026-11-24T08:30:00.000Z' });
    expect(await definitions.completeSetup('wrong', user, token, audit)).toBe(false);
    const both = await Promise.all([
      definitions.completeSetup('setup', user, token, audit),
      definitions.completeSetup('setup', { ...user, userId: 'u2', email: 'eve@example.org' }, { ...token, tokenId: 't2' }, audit),
    ]);
    expect(both).toEqual([true, false]);
    expect(definitions.countUsers()).toBe(1);
    expect(definitions.findSetupToken()).toBeUndefined();
    expect(definitions.findTokenBySha256('abc')).toEqual(token);
    expect(definitions.listAudit(undefined, 10)).toHaveLength(1);
  });

  test('S1 an expired set-up token is worth nothing', async () => {
    await definitions.putSetupToken({ sha256: 'setup', expiresAt: '2026-11-24T07:59:59.000Z' });
    expect(await definitions.completeSetup('setup', user, token, audit)).toBe(false);
    expect(definitions.countUsers()).toBe(0);
  });

  test('S2 disabling a person ends the sessions; expired ones go by themselves', async () => {
    await definitions.putUser(user, audit);
    const session = { idHash: 's1', userId: 'u1', createdAt: now, usedAt: now, expiresAt: '2026-11-24T20:00:00.000Z' };
    await definitions.putSession(session);
    await definitions.putSession({ ...session, idHash: 's2', expiresAt: '2026-11-24T08:00:01.000Z' });
    now = '2026-11-24T09:00:00.000Z';
    await definitions.putSession({ ...session, usedAt: now });
    expect(definitions.listSessions('u1').map(({ idHash, usedAt }) => [idHash, usedAt])).toEqual([['s1', now]]);
    await definitions.putUser({ ...user, disabled: true }, audit);
    expect(definitions.findSession('s1')).toBeUndefined();
    expect(definitions.findUserByEmail('ADA@example.org')).toMatchObject({ disabled: true });
    now = '2026-11-24T08:00:00.000Z';
  });

  test('an address belongs to one person', async () => {
    await definitions.putUser(user, audit);
    await expect(definitions.putUser({ ...user, userId: 'u2' }, audit)).rejects.toMatchObject({ code: 'constraint' });
    expect(definitions.listAudit(undefined, 10)).toHaveLength(1);
  });
});

test('consumers are listed by environment and flow', async () => {
  const consumer = {
    consumerId: 'c1',
    environment: 'development',
    flowId: 'order-change',
    name: 'CRM',
    owner: 'sales',
    kind: 'signed',
    createdAt: now,
  } as const;
  const secret = { owner: 'consumer/c1', field: 'secret', keyId: 'k1', envelope: 'cipher', hosts: [] };
  await definitions.putConsumer(consumer, [secret], audit);
  await definitions.putConsumer({ ...consumer, quotaPerMinute: 60 }, [secret], audit);
  expect(definitions.listConsumers('development', 'order-change')).toEqual([{ ...consumer, quotaPerMinute: 60 }]);
  expect(definitions.listConsumers('production')).toEqual([]);
  expect(definitions.listConsumers()).toHaveLength(1);
  await definitions.deleteConsumer('c1', audit);
  expect(definitions.listSecrets('consumer/c1')).toEqual([]);
});

describe('RES-3 reference data', () => {
  test('keeps what was valid at a revision, also over a restart and after removal', async () => {
    await definitions.putReference('development', 'value-map', 'uom', { PC: 'PCE' }, 0, audit);
    const before = store.referenceData.revision('development');
    await definitions.putReference('development', 'value-map', 'uom', { PC: 'H87' }, 1, audit);
    await definitions.putReference('development', 'variable', 'limit', 5000, 0, audit);
    await store.close();
    open();
    await definitions.deleteReference('development', 'value-map', 'uom', audit);
    const { referenceData } = store;
    const after = referenceData.revision('development');
    expect(after).toBeGreaterThan(before);
    expect(referenceData.valueMap('development', before, 'uom')).toEqual({ PC: 'PCE' });
    expect(referenceData.valueMap('development', after - 1, 'uom')).toEqual({ PC: 'H87' });
    expect(referenceData.valueMap('development', after, 'uom')).toBeUndefined();
    expect(referenceData.variables('development', after)).toEqual({ limit: 5000 });
    expect(referenceData.variables('development', before)).toEqual({});
    expect(referenceData.revision('production')).toBe(0);
  });

  test('is written over the revision that was read', async () => {
    expect(await definitions.putReference('development', 'variable', 'limit', 1, 0, audit)).toMatchObject({ revision: 1 });
    expect(await definitions.putReference('development', 'variable', 'limit', 2, 0, audit)).toBeUndefined();
    expect(await definitions.putReference('development', 'variable', 'limit', 2, 1, audit)).toMatchObject({ revision: 2, value: 2 });
    expect(definitions.listAudit(undefined, 10)).toHaveLength(2);
  });
});

describe('S13 the audit', () => {
  test('is chained, newest first, and refuses to be changed', async () => {
    await definitions.append({ by: 'ada', action: 'signed-in', object: 'session', detail: { from: '127.0.0.1' } });
    await definitions.append({ by: 'ada', action: 'run-skipped', object: 'run r1', reason: 'known duplicate' });
    expect(definitions.listAudit(undefined, 10).map(({ seq, action }) => [seq, action])).toEqual([
      [2, 'run-skipped'],
      [1, 'signed-in'],
    ]);
    expect(definitions.listAudit(2, 10)).toMatchObject([{ seq: 1, detail: { from: '127.0.0.1' } }]);
    expect(definitions.verifyAudit()).toEqual({ ok: true, rows: 2 });
  });

  test.each([
    ['a changed row', "UPDATE audit SET reason = 'other' WHERE seq = 2", 2],
    ['a removed row', 'DELETE FROM audit WHERE seq = 2', 2],
    ['rows cut off the end', 'DELETE FROM audit WHERE seq >= 2', 2],
  ])('%s is found', async (_name, damage, brokenAt) => {
    for (let index = 0; index < 3; index += 1) await definitions.append(audit);
    await store.close();
    const raw = new SqliteDatabase(`${folder.path}/millrace.db`);
    raw.exec('DROP TRIGGER audit_is_append_only; DROP TRIGGER audit_stays');
    raw.exec(damage);
    raw.close();
    open();
    expect(definitions.verifyAudit()).toMatchObject({ ok: false, brokenAt });
  });
});

test('samples are kept by flow', async () => {
  const sample = { sampleId: 's1', flowId: 'order-change', name: 'Monday', payload: { a: 1 }, createdBy: 'ada', createdAt: now };
  await definitions.putSample(sample, audit);
  expect(definitions.listSamples('order-change')).toEqual([sample]);
  await definitions.deleteSample('s1', audit);
  expect(definitions.listSamples('order-change')).toEqual([]);
});
