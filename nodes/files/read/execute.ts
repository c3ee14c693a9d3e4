import { createHash } from 'node:crypto';
import type { Json } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import { nameOfPath } from '../file-name.ts';
import { readWhole } from '../file-root.ts';
import { createFileWalk } from '../file-walk.ts';
import { readOrRefuse, requireLayout } from '../refuse-unfit.ts';
import { createRowSorter } from '../row-sorter.ts';
import { LARGEST_PART_BYTES } from '../split/part-cutter.ts';
import { fileChanged } from '../unfit-file.ts';
import { filesOf } from '../work-folder.ts';
import { type ReadConfig, readManifest } from './manifest.ts';

export const filesRead: StepNode = {
  manifest: readManifest,
  async execute(step: StepContext) {
    const { file, layout } = step.config as ReadConfig;
    requireLayout(layout);
    const files = filesOf(step.connection);
    const { path } = file;
    const outcome = await readOrRefuse(step, `read ${nameOfPath(path)}`, { path }, async (signal) => {
      const facts = await files.find(path);
      if (facts === undefined) throw new InvalidError(`There is no "${path}".`, { code: 'file-missing', target: path });
      if (facts.bytes > LARGEST_PART_BYTES)
        throw new InvalidError(`"${path}" has ${facts.bytes} bytes, more than can be read at once.`, {
          code: 'file-too-large',
          help: 'Split the file, and read its parts in a loop.',
        });
      const bytes = await readWhole(files, path, undefined, signal);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (file.sha256 !== undefined && file.sha256 !== sha256) throw fileChanged();
      const walk = createFileWalk(layout);
      const first = walk.push(bytes);
      const { records, frame } = walk.end();
      const sorter = createRowSorter(layout, frame.places);
      sorter.add(first);
      sorter.add(records);
      return { summary: { records: frame.records, rejects: sorter.rejects.length, sha256 }, result: { sorter, frame } };
    });
    if ('unfit' in outcome) return outcome.unfit;
    const { sorter, frame } = outcome.result;
    const { records, header, trailer } = frame;
    return {
      kind: 'done',
      port: 'out',
      output: {
        rows: sorter.rows,
        rejects: sorter.rejects as unknown as Json,
        records,
        ...(header === undefined ? {} : { header }),
        ...(trailer === undefined ? {} : { trailer }),
      },
    };
  },
};
