import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json } from '#flows/json.ts';
import { createTestFolder, type TestFolder } from '../../../test/support/files-connection.ts';
import { createStep } from '../../../test/support/step-context.ts';
import { filesWrite } from '../write/execute.ts';
import { filesCollect } from './execute.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = createTestFolder();
});
afterEach(() => folder.remove());

test('FILE-23 parts are collected and written in their order, and none is left out in silence', async () => {
  const collected = [];
  for (const part of [3, 1, 2])
    collected[part - 1] = (
      await folder.run(
        filesCollect,
        { part, lists: { rows: [{ n: part }, { n: part * 10 }], rejects: part === 2 ? [{ line: 2 }] : [] } },
        'each/collect@7',
      )
    ).output as Json;
  const write = (list: string, parts: Json) =>
    folder.run(filesWrite, {
      folder: 'out',
      name: `${list}.jsonl`,
      layout: { format: 'json-lines', lineEnd: 'lf' },
      collected: parts,
      list,
    });
  await write('rows', collected);
  await write('rejects', collected);
  expect(folder.text('out/rows.jsonl')).toBe('{"n":1}\n{"n":10}\n{"n":2}\n{"n":20}\n{"n":3}\n{"n":30}\n');
  expect(folder.text('out/rejects.jsonl')).toBe('{"line":2}\n');
  await expect(write('rows', [collected[0]!, null])).rejects.toMatchObject({ options: { code: 'parts-missing' } });
  await expect(write('nothing', collected)).rejects.toMatchObject({ options: { code: 'parts-missing' } });
  folder.drop('work/collected/run-1/each.collect.rows.000002', '{"n":2}\n');
  await expect(write('rows', collected)).rejects.toMatchObject({ options: { code: 'part-changed' } });
});

test('FILE-23 a dry run collects nothing, and says the same as if it had', async () => {
  const config = { part: 1, lists: { rows: [{ n: 1 }, { text: 'ä' }], rejects: [] } };
  const dry = await filesCollect.execute(createStep({ config, connection: folder.connect(), withholdsWrites: true }));
  expect(folder.list()).toEqual([]);
  const wet = await filesCollect.execute(createStep({ config, connection: folder.connect() }));
  expect(folder.list()).toHaveLength(1);
  expect(dry).toEqual(wet);
});
