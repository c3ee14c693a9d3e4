/**
 * Whether a message shows nothing but our own writes (STP-5), of a sender that tells of every change apart and yet shows the object as it
 * is when it sends. Neither stamps of whole seconds nor counting can tell somebody's change that lies between two of ours, so what the
 * flow was shown before, with the values that our writes set since, must be what it is shown now, field by field. Pure.
 */

import type { OwnChange } from '#nodes/step.ts';
import type { ShownState } from '#nodes/trigger.ts';

/** Digest of each field's value, by its name in small letters; empty where it has none. */
export type FieldDigests = { readonly [field: string]: string };

/** What the flow was shown, as a run or an echo. */
export interface TakenState {
  readonly message: string;
  readonly version: string;
  readonly author: string;
  readonly content: FieldDigests;
}

export type DigestedChange = Omit<OwnChange, 'fields'> & { readonly fields?: FieldDigests };

interface Shown {
  readonly version: string;
  readonly of: Omit<Extract<ShownState['of'], { kind: 'notified' }>, 'content'> & { readonly content: FieldDigests };
}

/** More writes in a row than these are not followed, nor more ways through writes that were made at the same time. */
const LONGEST_CHAIN = 20;
const MOST_CHAINS = 500;

/**
 * The write that left what is shown; undefined when somebody else's change may be in it. `own`: states that our writes left, the newest
 * first; `isTied`: another message was taken for this write's.
 */
export function findNotifiedEcho<Change extends DigestedChange>(
  shown: Shown,
  own: readonly Change[],
  taken: readonly TakenState[],
  isTied: (change: Change) => boolean,
): Change | undefined {
  const { author, takenBefore, content } = shown.of;
  const lasts = own.filter((change) => change.version === shown.version && change.author === author);
  const isShownAlready = taken.some(
    (state) => state.version === shown.version && state.author === author && isExplained(content, state.content, []),
  );
  if (isShownAlready) return lasts[0];
  const untied = (chain: readonly Change[]): Change | undefined => chain.find((one) => !isTied(one));
  let alone: Change | undefined;
  const chains = lasts.map((last): readonly Change[] => [last]);
  for (let looked = 0; looked < MOST_CHAINS; looked += 1) {
    const chain = chains.shift();
    if (chain === undefined) break;
    const { version, before } = chain.at(-1)!;
    if (taken.some((state) => state.version === before && isExplained(content, state.content, chain))) return untied(chain) ?? chain[0];
    // Nothing that was shown can be compared: stamps alone speak, and each write must have a message of its own.
    if ((before === undefined || before < takenBefore) && isStrict(chain)) alone ??= untied(chain);
    if (chain.length === LONGEST_CHAIN) continue;
    // Two of our writes at the same time may both have been read back when both were made.
    const earlier = own.filter((change) => (change.version === before || change.version === version) && !chain.includes(change));
    if (chains.length < MOST_CHAINS) chains.push(...earlier.map((change) => [...chain, change]));
  }
  return alone;
}

/** Each write was made on what the one before it left, and no two share a second. */
function isStrict(chain: readonly DigestedChange[]): boolean {
  return chain.every(({ version, before }, index) => before !== version && (index === 0 || chain[index - 1]!.before === version));
}

/** `chain`: our writes since, the newest first. Fields that neither showed are none of the message's. */
function isExplained(now: FieldDigests, before: FieldDigests, chain: readonly DigestedChange[]): boolean {
  const expected: FieldDigests = Object.assign({}, before, ...chain.toReversed().map(({ fields }) => fields));
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].every((name) => (expected[name] ?? '') === (now[name] ?? ''));
}
