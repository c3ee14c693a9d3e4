import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { FileRoot } from '../file-root.ts';
import { collectedFolder, filesOf, joinPath } from '../work-folder.ts';
import { type CollectConfig, collectManifest } from './manifest.ts';

export const filesCollect: StepNode = {
  manifest: collectManifest,
  async execute(step: StepContext) {
    const { part, lists } = step.config as unknown as CollectConfig;
    const files = filesOf(step.connection);
    const folder = collectedFolder(step.connection, step.run.originRunId);
    const node = step.path.replace(/@\d+/g, '').replace(/[^A-Za-z0-9_-]/g, '.');
    const counts = Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, rows.length]));
    // No entry of the ledger: the work folder is ours, no other system sees it, and the same part of the same run under the same name
    // once more is no more. So a loop over thousands of parts forgets each one when it has ended.
    const kept = await step.read(`collect part ${part}`, { part, records: counts }, async (): Promise<JsonObject> => {
      const written: { [name: string]: Json } = {};
      for (const [name, rows] of Object.entries(lists))
        written[name] = await keep(
          step.withholdsWrites ? undefined : files,
          joinPath(folder, `${node}.${name}.${String(part).padStart(6, '0')}`),
          rows as readonly Json[],
        );
      return written;
    });
    return { kind: 'done', port: 'out', output: { part, lists: kept } };
  },
};

/** `files` left out: a dry run, which says what would stand there. */
async function keep(files: FileRoot | undefined, path: string, rows: readonly Json[]): Promise<JsonObject> {
  if (rows.length === 0) return { records: 0 };
  const lines = rows.map((row) => {
    if (typeof row !== 'object' || row === null)
      throw new InvalidError('What is collected has to be a list of objects.', { code: 'row-unfit' });
    return JSON.stringify(row);
  });
  const text = `${lines.join('\n')}\n`;
  const { bytes, sha256 } = files === undefined ? measure(text) : await files.write(path, [text]);
  return { records: rows.length, path, bytes, sha256 };
}

function measure(text: string): { readonly bytes: number; readonly sha256: string } {
  return { bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
}
