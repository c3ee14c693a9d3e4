/** Sealed values opened because a person asks: to look at them, or to let the engine go on with what was edited around them. */
import type { Json } from '#flows/json.ts';
import { kindOfToken } from '#flows/sealed-token.ts';
import type { SealedValueReads } from '../store/sealed-value-reads.ts';
import { replaceTokens, type SealedValues } from './sealed-values.ts';

export type Revealed =
  | { readonly kind: 'value'; readonly value: Json }
  /** The run has no such value. */
  | { readonly kind: 'unknown' }
  /** Written, never read (S15). */
  | { readonly kind: 'secret' }
  /** The master key that it was sealed under is gone. */
  | { readonly kind: 'lost' };

export interface OpenForPeople {
  reveal(runId: string, token: string): Revealed;
  /** For the engine alone: `data` with what its tokens stand for; a token that the run does not have is named instead. */
  openData(runId: string, data: Json): { readonly data: Json } | { readonly unknown: string };
}

export function createOpenForPeople(values: SealedValues, reads: SealedValueReads): OpenForPeople {
  const open = (token: string) => values.unseal({ $sealed: token }, reads.find);
  return {
    reveal(runId, token) {
      if (!reads.isOfRun(runId, token)) return { kind: 'unknown' };
      if (kindOfToken(token) === 'secret') return { kind: 'secret' };
      try {
        return { kind: 'value', value: open(token) };
      } catch {
        return { kind: 'lost' };
      }
    },
    openData(runId, data) {
      let unknown: string | undefined;
      const opened = replaceTokens(data, (sealed) => {
        if (reads.isOfRun(runId, sealed.$sealed)) return open(sealed.$sealed);
        unknown ??= sealed.$sealed;
        return sealed as unknown as Json;
      });
      return unknown === undefined ? { data: opened } : { unknown };
    },
  };
}
