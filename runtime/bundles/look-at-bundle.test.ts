import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createReadApart, readingTime } from '../services/read-apart.ts';
import { type ImportParts, servicesFor } from './import-bundle.ts';
import { lookAtServices } from './look-at-bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-bundle-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads at once, or never ends where the text is `slow`. */
function aReader() {
  const file = join(folder, 'slow.mjs');
  writeFileSync(
    file,
    `import { parentPort, workerData } from 'node:worker_threads';
     if (workerData.text === 'slow') for (;;);
     parentPort.postMessage({ problems: [] });`,
  );
  return createReadApart(pathToFileURL(file), { mostMs: 60_000, memoryMb: 64, mostWaiting: 8 });
}
// Nothing is known here: every description has to be read.
const definitions = { findService: () => undefined } as unknown as ImportParts['definitions'];

test('BND-6 however many slow descriptions a bundle has, they hold the reader no longer than one time, and each says so', async () => {
  const readApart = aReader();
  const services = ['quick', ...Array.from({ length: 50 }, () => 'slow')].map((source, at) => ({
    name: `service-${at}`,
    version: '1',
    source,
  }));
  const time = readingTime(3_000);
  const looking = lookAtServices({ definitions, readApart }, { services } as never, { changeService: () => true }, time);
  const [first, ...others] = await looking;
  expect(first).toMatchObject({ proposal: 'take' });
  expect(others).toHaveLength(50);
  for (const other of others)
    expect(other).toMatchObject({
      proposal: 'keep',
      unreadable: expect.stringContaining('descriptions of the bundle takes more than 3 s'),
    });
  // Who comes after it is read.
  expect(await readApart('next')).toEqual({ problems: [] });
});

test('BND-6 an import that has no time for a description takes nothing and says so, and can leave it', async () => {
  const readApart = aReader();
  const services = [{ name: 'crm', version: '1', source: 'slow' }];
  const rights = { mayChangeService: () => true, requireService: () => {} };
  const take = (choices: object) => servicesFor({ definitions, readApart }, { services } as never, choices, rights, readingTime(200));
  await expect(take({})).rejects.toMatchObject({ status: 422, code: 'descriptions-too-slow', message: expect.stringContaining('"crm"') });
  expect(await take({ services: [{ name: 'crm', take: 'keep' }] })).toEqual([]);
});
