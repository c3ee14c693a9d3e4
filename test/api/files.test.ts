/** Connections to folders, as an administrator sets them up: where they may lie, and what the check says of one that may not. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectionCheckView, ConnectionView } from '#flows/api/connections.ts';
import { type Api, setUp } from '../support/api.ts';
import { type InProcessRuntime, startInProcess } from '../support/runtime-in-process.ts';

let plants: string;
let runtime: InProcessRuntime;
let api: Api;
beforeAll(async () => {
  plants = realpathSync(mkdtempSync(join(tmpdir(), 'millrace-plants-')));
  mkdirSync(join(plants, 'hamburg'));
  runtime = await startInProcess({ environment: { MILLRACE_FILE_ROOTS: plants } });
  api = await setUp(runtime);
  symlinkSync(runtime.dataFolder, join(plants, 'away'));
});
afterAll(async () => {
  await runtime?.close();
  rmSync(plants, { recursive: true, force: true });
});

async function checkOf(name: string, settings: object): Promise<ConnectionCheckView> {
  const path = `/api/environments/development/connections/${name}`;
  const { hosts } = await api.send<ConnectionView>('PUT', path, { type: 'files', settings }, { 'if-match': '0' });
  // Its root stands where the hosts of other connections do.
  expect(hosts).toEqual([(settings as { root: string }).root]);
  return api.send('POST', `${path}/check`);
}

test('S24 a folder below an allowed one is checked to the last rung', async () => {
  const { ok, rungs } = await checkOf('hamburg', { root: join(plants, 'hamburg') });
  expect(rungs.map(({ name }) => name)).toEqual(['folder', 'write', 'rename', 'space']);
  expect(ok).toBe(true);
});

test.each([
  ['somewhere else', () => tmpdir()],
  ['the data folder itself', () => runtime.dataFolder],
  ['a link that leads to the data folder', () => join(plants, 'away')],
  ['a way up', () => `${plants}/hamburg/../../`],
])('S24 %s is refused, and the setting that would allow it is named', async (what, root) => {
  const { ok, rungs } = await checkOf(what.replaceAll(' ', '-'), { root: root() });
  expect(ok).toBe(false);
  expect(rungs).toMatchObject([{ name: 'folder', state: 'failed', fix: expect.stringContaining('MILLRACE_FILE_ROOTS') }]);
});

test.each([{ root: 'relative/path' }, {}, { root: '/x', workFolder: '../out' }, { root: '/x', user: 'somebody' }])(
  'settings as %j are refused at once',
  async (settings) => {
    const path = '/api/environments/development/connections/wrong';
    expect(await api.raw('PUT', path, { type: 'files', settings }, { 'if-match': '0' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-settings' },
    });
  },
);
