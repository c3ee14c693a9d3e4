/** Rules of the effect ledger (STP-3, STP-4): how an effect is named and what a row found there allows. Pure. */
import type { EffectState } from '#flows/run.ts';
import type { EffectRow } from '#flows/trace.ts';

/** Origin run / path / ordinal of the write within the step / resend epoch: the same in every attempt, after every crash and retry. */
export function writeKey(originRunId: string, path: string, ordinal: number, epoch: number): string {
  return `${originRunId}/${path}/${ordinal}/${epoch}`;
}

/** Which write of its step a key names, and how often that was sent as new before. */
export function readWriteKey(effectKey: string): { readonly ordinal: number; readonly epoch: number } | undefined {
  const [, ordinal, epoch] = /\/(\d+)\/(\d+)$/.exec(effectKey) ?? [];
  return ordinal === undefined || epoch === undefined ? undefined : { ordinal: Number(ordinal), epoch: Number(epoch) };
}

/** Of each write of the step the row that counts: the one that was sent as new last. */
export function latestWrites<Row extends Pick<EffectRow, 'kind' | 'path' | 'ordinal' | 'epoch'>>(
  effects: readonly Row[],
  path: string,
): readonly Row[] {
  const latest = new Map<number, Row>();
  for (const effect of effects) {
    if (effect.kind !== 'write' || effect.path !== path) continue;
    const known = latest.get(effect.ordinal);
    if (known === undefined || known.epoch < effect.epoch) latest.set(effect.ordinal, effect);
  }
  return [...latest.values()].sort((a, b) => a.ordinal - b.ordinal);
}

/** Reads are told apart by attempt: each look is a row of its own. */
export function readKey(originRunId: string, path: string, ordinal: number, runId: string, attempt: number): string {
  return `${originRunId}/${path}/r${ordinal}/${runId === originRunId ? '' : `${runId}.`}${attempt}`;
}

export type WriteVerdict =
  /** Nothing went out, or the other system refused it: send. */
  | 'send'
  /** It is done: the recorded answer is the answer. */
  | 'answer'
  /** It may have happened: ask. */
  | 'probe'
  /** It may have happened, nobody can be asked, but repeating is harmless. */
  | 'repeat'
  /** It may have happened and only a person can find out. */
  | 'park';

export function judgeWrite(
  row: { readonly state: EffectState } | undefined,
  options: { readonly canProbe: boolean; readonly repeatable: boolean },
): WriteVerdict {
  switch (row?.state) {
    case undefined:
    case 'refused':
    case 'read':
    case 'withheld':
      return 'send';
    case 'confirmed':
      return 'answer';
    case 'intended':
    case 'sent':
    case 'unknown':
      return options.canProbe ? 'probe' : options.repeatable ? 'repeat' : 'park';
  }
}
