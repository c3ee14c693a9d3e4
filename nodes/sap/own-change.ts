/** What our write left in SAP, for the echo filter (STP-5): taken from the read-back, and only while that can still be said of it. */
import type { StepContext } from '../step.ts';

/** So long after a change its event may name it as the time (`receive-event`): what came in between shares its moment, and starts a run itself. */
export const RAISED_WITHIN_MS = 2_000;

/** When an object was changed last: `was` before our write, `is` by the read-back. ISO; null where SAP shows none. */
export interface ChangedAt {
  /** Left out: the write made the object. */
  readonly was?: string | null;
  readonly is: string | null;
}

export interface OwnWrite {
  /** To be called where the write goes out. */
  readonly sent: () => void;
  /**
   * SAP names no author. A read-back long after the write, or after a crash, may show somebody else's change as the last one: that
   * one's event must not be taken for ours. Nor must that of the change before ours, where our write left the instant as it was.
   */
  readonly left: (step: StepContext, object: { readonly type: string; readonly key: string }, changedAt: ChangedAt) => void;
}

export function ownWrite(): OwnWrite {
  let sentAt: number | undefined;
  return {
    sent: () => {
      sentAt = performance.now();
    },
    left(step, { type, key }, { was, is }) {
      if (is === null || is === was || sentAt === undefined || performance.now() - sentAt >= RAISED_WITHIN_MS) return;
      step.leftBehind({ type, key, version: is });
    },
  };
}
