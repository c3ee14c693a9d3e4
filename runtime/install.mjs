// Brings the packages to what package-lock.json says, and compiles the one that is native. Does nothing when they already are.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.millrace-installed');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Millrace needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const objectWrap = fileURLToPath(new URL('native/object-wrap.h', import.meta.url));

/** The native module is bound to Node's ABI: another Node means compiling again. */
const stamp = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(process.versions.modules)
  .update(major < 24 ? '' : readFileSync(objectWrap))
  .digest('hex');
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);

/** Node 24 aborts when it collects a statement of a better-sqlite3 that was compiled as usual: see native/object-wrap.h. */
const compilation =
  major < 24
    ? {}
    : {
        npm_config_build_from_source: 'true',
        CXXFLAGS: `${process.env.CXXFLAGS ?? ''} -include "${objectWrap}"`,
      };

function npm(args, explanation, more = {}) {
  console.error(explanation);
  const env = { ...process.env, ...more };
  const result = spawnSync('npm', args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error(`"npm ${args.join(' ')}" failed.`);
    process.exit(result.status ?? 1);
  }
}
// Install scripts stay off (.npmrc); better-sqlite3 is the only package that may run one.
npm(['ci', '--no-progress', '--loglevel=error'], 'Installing packages …');
npm(['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--loglevel=error'], 'Compiling SQLite (about a minute, once) …', compilation);
writeFileSync(stampFile, stamp);
