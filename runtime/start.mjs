// `npm start` on a fresh clone: installs, builds when stale, starts the runtime in the foreground.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { heapFlags } from './heap-flags.mjs';

for (const step of [['install.mjs'], ['build.mjs', '--if-stale']]) {
  const [script, ...args] = step;
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
const main = fileURLToPath(new URL('../dist/runtime/millrace.js', import.meta.url));
const child = spawn(process.execPath, [...heapFlags(), main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
