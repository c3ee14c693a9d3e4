import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { runScript } from './run-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-script-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a script whose test is out of time is asked to end, and what it said is shown', async () => {
  const [script, begun] = [join(folder, 'endless.mjs'), join(folder, 'begun')];
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs';
     process.on('SIGTERM', () => { console.log('ended all'); process.exit(130); });
     setInterval(() => {}, 1_000);
     console.log('round 20');
     writeFileSync(${JSON.stringify(begun)}, '');`,
  );
  const shown = vi.spyOn(console, 'error').mockImplementation(() => {});
  const outOfTime = new AbortController();
  const running = runScript(outOfTime.signal, script);
  await vi.waitFor(() => expect(existsSync(begun)).toBe(true), { timeout: 15_000 });
  outOfTime.abort();
  expect(await running).toMatchObject({ code: 130, output: expect.stringContaining('ended all') });
  expect(shown).toHaveBeenCalledOnce();
  shown.mockRestore();
});
