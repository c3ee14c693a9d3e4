/** Rows of collected parts, one part after the other, each checked against the hash that it was collected with. */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { FileRoot } from '../file-root.ts';
import { createRecordScanner } from '../scan-records.ts';
import type { WriteConfig } from './manifest.ts';

interface CollectedList {
  readonly records: number;
  readonly path?: string;
  readonly sha256?: string;
}

/** Throws InvalidError `parts-missing` or `part-changed`; nothing is left out in silence. */
export async function* readCollected(
  files: FileRoot,
  { collected = [], list = 'rows' }: WriteConfig,
  signal: AbortSignal,
): AsyncGenerator<readonly Json[]> {
  const parts = collected.map((entry, index) => ({ number: index + 1, list: readList(entry as Json, index, list) }));
  for (const { number, list: part } of parts) {
    if (part.path === undefined) continue;
    const hash = createHash('sha256');
    const scanner = createRecordScanner({ format: 'json-lines' }, { offset: 0, line: 1 });
    const rows: Json[] = [];
    for await (const chunk of files.read(part.path, undefined, signal)) {
      hash.update(chunk);
      for (const { bytes } of scanner.push(chunk)) rows.push(JSON.parse(bytes.toString('utf8')) as Json);
    }
    if (hash.digest('hex') !== part.sha256 || rows.length !== part.records)
      throw new InvalidError(`Part ${number} is not what was collected.`, { code: 'part-changed' });
    yield rows;
  }
}

function readList(entry: Json, index: number, name: string): CollectedList {
  const lists =
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? ((entry as JsonObject)['lists'] as JsonObject | undefined)
      : undefined;
  if (lists === undefined)
    throw new InvalidError(`Part ${index + 1} was not collected: it failed, or the loop does not end with a collecting step.`, {
      code: 'parts-missing',
    });
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (list === undefined) throw new InvalidError(`Part ${index + 1} has no list "${name}".`, { code: 'parts-missing' });
  return list as unknown as CollectedList;
}
