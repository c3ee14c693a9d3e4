import { InvalidError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import { isWatermarkValue, sinceOf } from '../watermark-value.ts';
import { type ReadWatermarkConfig, readWatermarkManifest } from './manifest.ts';

export const coreReadWatermark: StepNode = {
  manifest: readWatermarkManifest,
  execute: (step) => {
    const { name, key, start, overlapMs } = step.config as unknown as ReadWatermarkConfig;
    const found = step.watermark(name, key);
    if (isWatermarkValue(found.value))
      return {
        kind: 'done',
        port: 'out',
        output: { value: found.value, since: sinceOf(found.value, overlapMs), first: false, seen: found.seen },
      };
    if (!isWatermarkValue(start))
      throw new InvalidError(`${JSON.stringify(start)} is nothing to begin at`, {
        code: 'watermark-malformed',
        help: 'Give an instant, a day, a number or a text of at most 200 signs.',
      });
    return { kind: 'done', port: 'out', output: { value: start, since: start, first: true, seen: [] } };
  },
};
