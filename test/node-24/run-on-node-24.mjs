// The unit tests on Node 24, whatever Node runs here: npm brings its binary with its headers, a copy of the project gets a fresh
// installation with SQLite compiled for it. `npm run test:node24 [-- PATH…]`; exit 2 when there is no Node 24 or no headers for it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'millrace-node-24-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

function run(what, command, args, options) {
  console.log(what);
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (error !== undefined) console.error(error.message);
  return status ?? 1;
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(2);
}

/** What package `node` installs for this machine by a script of its own; asked for by name it needs no script. */
const platform = process.platform === 'win32' ? 'win' : process.platform;
const binaryPackage = `node-${platform}-${process.arch}`;

const tools = join(folder, 'tools');
mkdirSync(tools);
writeFileSync(join(tools, 'package.json'), '{ "private": true }');
const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
if (run(`Fetching ${binaryPackage} 24 …`, 'npm', ['install', ...quiet, `${binaryPackage}@24`], { cwd: tools }) !== 0)
  giveUp(`There is no Node 24 to be had for ${process.platform} on ${process.arch}.`);
const home = join(tools, 'node_modules', binaryPackage);
if (!existsSync(join(home, 'include', 'node', 'node.h')))
  giveUp(`${binaryPackage} brings no headers, and better-sqlite3 cannot be compiled for Node 24 without them.`);

/** npm too runs on Node 24, and what it compiles finds the headers without asking anybody. */
const env = { ...process.env, PATH: `${join(home, 'bin')}${delimiter}${process.env['PATH']}`, npm_config_nodedir: home };
const { stdout } = spawnSync('node', ['--version'], { env, encoding: 'utf8' });
if (!stdout?.startsWith('v24.')) giveUp(`What was fetched is ${stdout?.trim() || 'no Node'}, not Node 24.`);

const copy = join(folder, 'millrace');
const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.millrace', '.cache', 'coverage']);
cpSync(root, copy, {
  recursive: true,
  filter: (source) =>
    !relative(root, source)
      .split(/[\\/]/)
      .some((name) => LEFT_OUT.has(name)) && !source.endsWith('.tsbuildinfo'),
});
const here = { cwd: copy, env };
const steps = [
  ['Installing, as a user of Node 24 would …', 'node', [join('runtime', 'install.mjs')]],
  [
    `Unit tests on Node ${stdout.trim()}`,
    'node',
    [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'unit', ...process.argv.slice(2)],
  ],
];
for (const [what, command, args] of steps) {
  const status = run(what, command, args, here);
  if (status !== 0) process.exit(1);
}
