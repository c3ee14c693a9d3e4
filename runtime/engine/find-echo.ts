/** Whether an event shows nothing but what our own writes left (STP-5). Pure. */

import type { OwnChange } from '#nodes/step.ts';
import type { ShownState } from '#nodes/trigger.ts';

/** Of senders that speak otherwise, `find-notified-echo.ts` knows. */
type Shown = { readonly version: string; readonly of: Exclude<ShownState['of'], { readonly kind: 'notified' }> };

/**
 * The write that the event shows; undefined when somebody else's change may be in it. `own`: states that our writes left and that no
 * other message was tied to, the newest first.
 */
export function findEcho<Change extends Pick<OwnChange, 'version' | 'before'>>(
  { version, of }: Shown,
  own: readonly Change[],
): Change | undefined {
  return of.kind === 'each' ? findTold(version, of.withinMs, own) : findUnbroken(version, of, own);
}

/**
 * The sender names whole seconds and tells a little later than it saves. One write takes one event: when somebody's change falls into
 * the same moment, one of the two events starts a run, which reads what both left.
 */
function findTold<Change extends Pick<OwnChange, 'version'>>(toldAt: string, withinMs: number, own: readonly Change[]): Change | undefined {
  const told = Date.parse(toldAt);
  return own.findLast(({ version }) => {
    const saved = Date.parse(version);
    return Math.floor(saved / 1_000) * 1_000 <= told && told - saved <= withinMs;
  });
}

/** Back from the state shown, write by write, until one was made on a state that the sender had shown before. */
function findUnbroken<Change extends Pick<OwnChange, 'version' | 'before'>>(
  shown: string,
  { takenBefore, taken }: Shown['of'] & { readonly kind: 'latest' },
  own: readonly Change[],
): Change | undefined {
  const left = [...own];
  let first: Change | undefined;
  for (let version = shown; ; ) {
    const index = left.findIndex((change) => change.version === version);
    if (index === -1) return undefined;
    const [change] = left.splice(index, 1);
    first ??= change;
    const { before } = change!;
    // Made within the same whole second as what it was made on: somebody's change may lie between the two.
    if (before === version) return undefined;
    if (before === undefined || before < takenBefore || taken.includes(before)) return first;
    version = before;
  }
}
