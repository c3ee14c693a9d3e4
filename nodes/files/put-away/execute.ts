import type { JsonObject } from '#flows/json.ts';
import type { StepNode } from '../../node.ts';
import type { KeptEffect, ProbeAnswer, StepContext } from '../../step.ts';
import { nameOfPath } from '../file-name.ts';
import type { FileRoot } from '../file-root.ts';
import { collectedFolder, filesOf, joinPath } from '../work-folder.ts';
import { type PutAwayConfig, putAwayManifest } from './manifest.ts';

export const filesPutAway: StepNode = {
  manifest: putAwayManifest,
  async execute(step: StepContext) {
    const { file, to, reason } = step.config as PutAwayConfig;
    const files = filesOf(step.connection);
    const name = nameOfPath(file.path);
    const folder = to === 'archive' ? (file.archiveFolder ?? 'archive') : (file.errorFolder ?? 'error');
    const target = joinPath(folder, name);
    if (reason !== undefined)
      await step.write(
        `write the reason of ${name}`,
        { path: `${target}.reason.txt`, reason },
        async (): Promise<JsonObject> => {
          const { bytes } = await files.write(`${target}.reason.txt`, [`${reason}\n`]);
          return { bytes };
        },
        { repeatable: true },
      );
    await step.write(
      `put away ${name}`,
      { from: file.path, to: target },
      async (): Promise<JsonObject> => {
        await files.move(file.path, target);
        return { path: target };
      },
      { probe: (kept) => isAway(files, kept) },
    );
    // Afterwards: until the file is away, a retry may need what was collected. And outside of the write, which is not made again when it
    // was cut off right behind the renaming.
    await files.remove(collectedFolder(step.connection, step.run.originRunId));
    return { kind: 'done', port: 'out', output: { path: target } };
  },
};

async function isAway(files: FileRoot, { request }: KeptEffect): Promise<ProbeAnswer<JsonObject>> {
  const { from, to } = request as { readonly from: string; readonly to: string };
  if ((await files.find(from)) !== undefined) return { verdict: 'not-applied' };
  if ((await files.find(to)) !== undefined) return { verdict: 'confirmed', answer: { path: to } };
  return { verdict: 'changed-by-somebody-else', found: { from: null, to: null } };
}
