// `npm test` on a fresh clone of a bare machine: installs, checks style and types, builds, runs all tests, browser included.
// Ends in one line `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = mkdtempSync(join(tmpdir(), 'millrace-results-'));
const totals = { passed: 0, failed: 0, skipped: 0 };

function run(title, script, args) {
  console.log(`\n— ${title}`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  console.log(`  ${title}: ${status === 0 ? 'ok' : `failed (exit ${status})`} in ${Math.round((Date.now() - started) / 1000)} s`);
  return status === 0;
}

function check(title, script, args) {
  if (run(title, script, args)) totals.passed += 1;
  else totals.failed += 1;
}

/** One Vitest project; its tests are counted one by one. A run that dies without a report counts as one failure. */
function tests(project) {
  const report = join(results, `${project}.json`);
  const ok = run(`tests: ${project}`, 'node_modules/vitest/vitest.mjs', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) {
    totals.failed += 1;
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += numPassedTests;
  totals.failed += numFailedTests;
  totals.skipped += numPendingTests + numTodoTests;
  if (!ok && numFailedTests === 0) totals.failed += 1;
}

if (run('install', 'runtime/install.mjs', [])) {
  check('style', 'node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']);
  check('types', 'node_modules/typescript/bin/tsc', ['-b']);
  check('build', 'runtime/build.mjs', []);
  for (const project of ['unit', 'api', 'system', 'browser']) tests(project);
} else {
  totals.failed += 1;
}
rmSync(results, { recursive: true, force: true });
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
