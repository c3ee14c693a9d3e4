// Builds everything into dist/: the floors with tsc, the one file that is started and the pages with Vite. `--if-stale` does nothing when no source changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'dist', '.stamp');

/** Names, sizes and times of every source file: cheap, and wrong only towards building once too often. */
function sourceStamp() {
  const hash = createHash('sha256');
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}:${size}:${Math.round(mtimeMs)}\n`);
      }
    }
  };
  for (const floor of ['flows', 'nodes', 'runtime', 'editor']) walk(join(root, floor));
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'vite.config.ts']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** What tsc leaves behind: plain scripts of workers and children, flow documents, icons, help texts. */
function copyAssets(floor) {
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (
        /\.(mjs|json|svg|md|xml)$/.test(entry.name) &&
        !/^(build|bundle|compile-ahead|install|start)\.mjs$|^tsconfig/.test(entry.name)
      ) {
        const target = join(root, 'dist', relative(root, path));
        mkdirSync(dirname(target), { recursive: true });
        copyFileSync(path, target);
      }
    }
  };
  walk(join(root, floor));
}

function run(script, args = []) {
  const result = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const stamp = sourceStamp();
if (process.argv.includes('--if-stale') && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);
run('node_modules/typescript/bin/tsc', ['-b', 'flows', 'nodes', 'runtime']);
for (const floor of ['flows', 'nodes', 'runtime']) copyAssets(floor);
// What "npx millrace" starts; tsc writes plain files.
chmodSync(join(root, 'dist', 'runtime', 'cli', 'main.js'), 0o755);
run('runtime/bundle.mjs');
run('runtime/compile-ahead.mjs');
run('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn']);
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(stampFile, stamp);
