import type { Json } from '#flows/json.ts';
import { InvalidError, RejectedError } from '../../errors.ts';
import type { StepNode } from '../../node.ts';
import type { KnownWatermark } from '../../step.ts';
import type { StepOutcome } from '../../step-outcome.ts';
import { compareWatermarks, isWatermarkValue, type WatermarkValue } from '../watermark-value.ts';
import { type MoveWatermarkConfig, moveWatermarkManifest } from './manifest.ts';

/** One for each plant or object, not for each message: what nobody looks at any more is removed by nobody. */
const MOST_KEYS = 10_000;

export const coreMoveWatermark: StepNode = {
  manifest: moveWatermarkManifest,
  execute: (step) => {
    const { name, key, value, seen } = step.config as unknown as MoveWatermarkConfig;
    const known = step.watermark(name, key);
    if (value === null) return stays(known.value, 'nothing-done');
    if (!isWatermarkValue(value))
      throw new InvalidError(`${JSON.stringify(value)} is no watermark`, {
        code: 'watermark-malformed',
        help: 'Give an instant with its zone, a day, a number or a text of at most 200 signs.',
      });
    const why = findReason(known, value);
    if (why !== undefined) return stays(known.value, why);
    if (known.others >= MOST_KEYS)
      throw new RejectedError(`The flow has ${MOST_KEYS} watermarks already`, {
        code: 'too-many-watermarks',
        help: 'Divide the work by plant or object, not by message.',
      });
    const watermark = { name, key, value, seen };
    return { kind: 'done', port: 'out', output: { value, before: known.value, moved: true }, watermark };
  },
};

function findReason(known: KnownWatermark, value: WatermarkValue): string | undefined {
  if (known.writesWithheld) return 'dry-run';
  if (known.isSetByHand) return 'set-by-hand';
  return isWatermarkValue(known.value) && compareWatermarks(value, known.value) <= 0 ? 'not-further' : undefined;
}

function stays(value: Json, why: string): StepOutcome {
  return { kind: 'done', port: 'out', output: { value, before: value, moved: false, why } };
}
