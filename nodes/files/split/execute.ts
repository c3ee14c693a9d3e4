import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '#flows/json.ts';
import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { StepContext } from '../../step.ts';
import { nameOfPath } from '../file-name.ts';
import type { FilePart } from '../file-reference.ts';
import { createFileWalk, type FileFrame } from '../file-walk.ts';
import { readOrRefuse, requireLayout } from '../refuse-unfit.ts';
import { fileChanged } from '../unfit-file.ts';
import { filesOf } from '../work-folder.ts';
import { type SplitConfig, splitManifest } from './manifest.ts';
import { createPartCutter } from './part-cutter.ts';

export const filesSplit: StepNode = {
  manifest: splitManifest,
  async execute(step: StepContext) {
    const { file, layout, recordsPerPart = 2_000 } = step.config as SplitConfig;
    requireLayout(layout);
    const files = filesOf(step.connection);
    const { path } = file;
    const outcome = await readOrRefuse(step, `split ${nameOfPath(path)}`, { path, recordsPerPart }, async (signal) => {
      const facts = await files.find(path);
      if (facts === undefined) throw new InvalidError(`There is no "${path}".`, { code: 'file-missing', target: path });
      const walk = createFileWalk(layout);
      const cutter = createPartCutter(path, recordsPerPart, facts.bytes);
      const hash = createHash('sha256');
      for await (const chunk of files.read(path, undefined, signal)) {
        hash.update(chunk);
        cutter.show(chunk);
        cutter.add(walk.push(chunk));
      }
      const { records, frame } = walk.end();
      cutter.add(records);
      const parts = cutter.end(frame.places);
      const sha256 = hash.digest('hex');
      if (file.sha256 !== undefined && file.sha256 !== sha256) throw fileChanged();
      return { summary: { records: frame.records, parts: parts.length, bytes: facts.bytes, sha256 }, result: { parts, frame } };
    });
    if ('unfit' in outcome) return outcome.unfit;
    const { parts, frame } = outcome.result;
    return { kind: 'done', port: 'out', output: toOutput(parts, frame) };
  },
};

function toOutput(parts: readonly FilePart[], { records, header, trailer }: FileFrame): JsonObject {
  return {
    parts: parts as unknown as Json,
    records,
    ...(header === undefined ? {} : { header }),
    ...(trailer === undefined ? {} : { trailer }),
  };
}
