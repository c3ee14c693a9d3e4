/** The real script in a project of its own, with an npm that only writes down what it is asked and lays out what the real one would. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runScript } from '../test/support/run-script.ts';

const INSTALL = fileURLToPath(new URL('install.mjs', import.meta.url));

const NPM = `#!/usr/bin/env node
const fs = require('node:fs');
const [command] = process.argv.slice(2);
fs.appendFileSync('asked', command + '\\n');
const home = 'node_modules/better-sqlite3';
const file = home + '/build/Release/better_sqlite3.node';
if (command === 'ci') {
  fs.rmSync('node_modules', { recursive: true, force: true });
  fs.mkdirSync(home, { recursive: true });
  fs.writeFileSync(home + '/index.js', \`
    const text = require('node:fs').readFileSync(__dirname + '/build/Release/better_sqlite3.node', 'utf8');
    module.exports = class { constructor() { if (text !== 'compiled') throw new Error('no module'); } close() {} };\`);
} else {
  fs.mkdirSync(require('node:path').dirname(file), { recursive: true });
  fs.writeFileSync(file, 'compiled');
}
`;

function openProject() {
  const root = mkdtempSync(join(tmpdir(), 'millrace-install-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'runtime', 'native'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  copyFileSync(INSTALL, join(root, 'runtime', 'install.mjs'));
  writeFileSync(join(root, 'runtime', 'native', 'object-wrap.h'), '// none');
  writeFileSync(join(root, 'bin', 'npm'), NPM);
  chmodSync(join(root, 'bin', 'npm'), 0o755);
  const compiled = join(root, 'node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');
  return {
    compiled,
    async install(lock: { readonly sqlite: string; readonly other: string }): Promise<readonly string[]> {
      const packages = { 'node_modules/better-sqlite3': { version: lock.sqlite }, 'node_modules/other': { version: lock.other } };
      writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
      writeFileSync(join(root, 'asked'), '');
      vi.stubEnv('PATH', [join(root, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter));
      onTestFinished(() => void vi.unstubAllEnvs());
      const { code, output } = await runScript(new AbortController().signal, join(root, 'runtime', 'install.mjs'));
      expect(code, output).toBe(0);
      expect(readFileSync(compiled, 'utf8')).toBe('compiled');
      return readFileSync(join(root, 'asked'), 'utf8').split('\n').filter(Boolean);
    },
  };
}

test('SQLite is compiled once, and again only for another version of it', async () => {
  const { install } = openProject();
  expect(await install({ sqlite: '1.0.0', other: '1.0.0' })).toEqual(['ci', 'rebuild']);
  expect(await install({ sqlite: '1.0.0', other: '1.0.0' })).toEqual([]);
  expect(await install({ sqlite: '1.0.0', other: '2.0.0' })).toEqual(['ci']);
  expect(await install({ sqlite: '1.0.0', other: '3.0.0' })).toEqual(['ci']);
  expect(await install({ sqlite: '2.0.0', other: '3.0.0' })).toEqual(['ci', 'rebuild']);
});

test('a compiled module that does not work, or is not there any more, is compiled again', async () => {
  const { compiled, install } = openProject();
  await install({ sqlite: '1.0.0', other: '1.0.0' });
  writeFileSync(compiled, 'of another Node');
  expect(await install({ sqlite: '1.0.0', other: '2.0.0' })).toEqual(['ci', 'rebuild']);
  rmSync(compiled);
  expect(await install({ sqlite: '1.0.0', other: '3.0.0' })).toEqual(['ci', 'rebuild']);
  expect(existsSync(compiled)).toBe(true);
});
