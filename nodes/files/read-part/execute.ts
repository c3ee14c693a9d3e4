import { createHash } from 'node:crypto';
import type { Json } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import type { FilePart } from '../file-reference.ts';
import { readWhole } from '../file-root.ts';
import type { Layout } from '../layout.ts';
import { requireLayout } from '../refuse-unfit.ts';
import { createRowSorter } from '../row-sorter.ts';
import { createRecordScanner } from '../scan-records.ts';
import { filesOf } from '../work-folder.ts';
import { createXmlScanner } from '../xml-scanner.ts';
import { type ReadPartConfig, readPartManifest } from './manifest.ts';

export const filesReadPart: StepNode = {
  manifest: readPartManifest,
  async execute(step: StepContext) {
    const { part, layout } = step.config as ReadPartConfig;
    requireLayout(layout);
    const { path, from, to } = part;
    const sorter = createRowSorter(layout, part.places, part.firstRecord);
    await step.read(`read part ${part.part}`, { path, from, to }, async ({ signal }): Promise<Json> => {
      const bytes = await readWhole(filesOf(step.connection), path, { from, to }, signal);
      requireUnchanged(part, bytes);
      sorter.add(scan(bytes, part, layout));
      return { records: sorter.rows.length + sorter.rejects.length, rejects: sorter.rejects.length, sha256: part.sha256 };
    });
    return { kind: 'done', port: 'out', output: { part: part.part, rows: sorter.rows, rejects: sorter.rejects as unknown as Json } };
  },
};

function requireUnchanged(part: FilePart, bytes: Buffer): void {
  if (createHash('sha256').update(bytes).digest('hex') === part.sha256) return;
  throw new InvalidError(`Part ${part.part} of "${part.path}" is not what was split.`, {
    code: 'part-changed',
    help: 'Somebody changed the file in the work folder. Ask for it again.',
  });
}

function scan(bytes: Buffer, { from, firstLine }: FilePart, layout: Layout) {
  const start = { offset: from, line: firstLine };
  // Between records of XML lies what the scanner may skip; the root around them is not in the part.
  const scanner =
    layout.format === 'xml' ? createXmlScanner(layout.recordElement!, start, { fragment: true }) : createRecordScanner(layout, start);
  return [...scanner.push(bytes), ...scanner.end()];
}
