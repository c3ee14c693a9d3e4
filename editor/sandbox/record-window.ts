/** The newest entries of the record, read on from where the last reading ended. */
import type { RecordEntry } from './sandbox-api.ts';

export const MOST_SHOWN = 300;
/** Entries per reading; a flood is caught up over several. */
export const MOST_READ = 500;

export interface RecordWindow {
  /** Oldest first. */
  readonly entries: readonly RecordEntry[];
  readonly after: number;
}

/** Where a page that has read nothing begins, so that it shows the newest. */
export function beginAt(lastSeq: number): RecordWindow {
  return { entries: [], after: Math.max(0, lastSeq - MOST_SHOWN) };
}

export function addEntries({ entries, after }: RecordWindow, read: readonly RecordEntry[]): RecordWindow {
  const fresh = read.filter(({ seq }) => seq > after);
  const last = fresh.at(-1);
  if (last === undefined) return { entries, after };
  return { entries: [...entries, ...fresh].slice(-MOST_SHOWN), after: last.seq };
}
