import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('every fault of the table has a test that is there, and all of them are played', async () => {
  const { testsOfTable } = (await import('./run-faults.mjs' as string)) as { testsOfTable(readme: string): readonly string[] };
  const readme = readFileSync(join(root, 'test/faults/README.md'), 'utf8');
  const files = testsOfTable(readme);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  // F1 is the crash rounds themselves.
  const rows = readme.split('\n').filter((line) => /^\| F\d/.test(line));
  expect(rows.filter((row) => !/\.test\.ts`|crash-rounds\.mjs/.test(row))).toEqual([]);
  expect(files.length).toBeGreaterThan(15);
});
