// Brings the packages to what package-lock.json says, and compiles the one that is native, unless it was compiled for this Node before.
// Does nothing when they already are.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.millrace-installed');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Millrace needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const objectWrap = fileURLToPath(new URL('native/object-wrap.h', import.meta.url));
const lockFile = readFileSync(join(root, 'package-lock.json'));
/** What the native module is bound to beside its own sources: Node's ABI, and on Node 24 a header of ours. */
const target = [process.versions.modules, major < 24 ? '' : readFileSync(objectWrap)];

const stamp = hash(lockFile, ...target);
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);

/** Compiling takes minutes on a slow machine, and most changes of the lock file have nothing to do with SQLite. */
const sqlite = JSON.parse(lockFile).packages['node_modules/better-sqlite3'];
const compiledFor = hash(sqlite.version, sqlite.integrity ?? '', process.platform, process.arch, ...target);
const compiledFile = join(root, 'node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');
const compiledStampFile = join(root, 'node_modules', 'better-sqlite3', 'build', '.millrace-compiled');

function hash(...parts) {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
}

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

/** Puts the module that was compiled before into the fresh package. False when it does not work there: then it is compiled again. */
function putBack(kept) {
  mkdirSync(dirname(compiledFile), { recursive: true });
  copyFileSync(kept, compiledFile);
  const open = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['--eval', open], { cwd: root, stdio: 'ignore' }).status === 0;
}

const isFit = existsSync(compiledFile) && existsSync(compiledStampFile) && readFileSync(compiledStampFile, 'utf8') === compiledFor;
const aside = isFit ? mkdtempSync(join(tmpdir(), 'millrace-compiled-')) : undefined;
if (aside !== undefined) {
  copyFileSync(compiledFile, join(aside, 'kept'));
  process.on('exit', () => rmSync(aside, { recursive: true, force: true }));
}
// Install scripts stay off (.npmrc); better-sqlite3 is the only package that may run one.
npm(['ci', '--no-progress', '--loglevel=error'], 'Installing packages …');
if (aside === undefined || !putBack(join(aside, 'kept')))
  npm(
    ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--loglevel=error'],
    'Compiling SQLite (about a minute, once) …',
    compilation,
  );
writeFileSync(compiledStampFile, compiledFor);
writeFileSync(stampFile, stamp);
