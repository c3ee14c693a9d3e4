// npm run test:faults [-- --rounds N --seed N] [--rows-only | --rounds-only]: the tests of the table in README.md, then the crash rounds.
// The last line of standard output is one JSON object of counts; exit 1 on any fault.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../..');

/** The table is the list: a row whose test is not run would be a promise that nobody looks at. */
export function testsOfTable(readme) {
  const rows = readme.split('\n').filter((line) => /^\| F\d/.test(line));
  const named = rows.flatMap((row) => [...row.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, file]) => relative(root, resolve(here, file))));
  return [...new Set(named)];
}

function runRows() {
  const files = testsOfTable(readFileSync(join(here, 'README.md'), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'millrace-faults-'));
  const report = join(folder, 'report.json');
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files];
  spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  try {
    const {
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: skipped,
      testResults,
    } = JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length;
    return { passed, failed: failed + broken, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runRounds(args) {
  const { stdout, status } = spawnSync(process.execPath, [join(here, 'crash-rounds.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const lines = stdout.trimEnd().split('\n');
  const last = lines.pop() ?? '';
  if (lines.length > 0) console.log(lines.join('\n'));
  try {
    return { counts: JSON.parse(last), failed: status !== 0 };
  } catch {
    console.log(last);
    return { counts: {}, failed: true };
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2).filter((arg) => !/^--(rows|rounds)-only$/.test(arg));
  const only = (what) => process.argv.includes(`--${what}-only`);
  const rows = only('rounds') ? undefined : runRows();
  const rounds = only('rows') ? { counts: {}, failed: false } : runRounds(args);
  console.log(JSON.stringify({ ...rounds.counts, ...(rows === undefined ? {} : { rows }) }));
  process.exit(rounds.failed || (rows?.failed ?? 0) > 0 ? 1 : 0);
}
