/**
 * What reached the simulated systems as a write, in one file that only grows: the oracle of the tests. An entry is on disk before
 * `append` returns, hence before the answer leaves.
 */
import { closeSync, existsSync, fsyncSync, openSync, truncateSync, writeSync } from 'node:fs';
import type { Json, JsonObject } from '#flows/json.ts';
import type { RecordDraft, RecordEntry, SandboxPart } from './simulator.ts';
import { readWholeLines } from './state-log.ts';

export interface RecordLog {
  append(system: SandboxPart, draft: RecordDraft, at: number, fault?: string): RecordEntry;
  /** In order of `seq`. `limit` left out: all of them. `about`: a business key, or the order that an entry belongs to. */
  list(query: {
    readonly system?: SandboxPart;
    readonly after?: number;
    readonly limit?: number;
    readonly about?: string;
  }): readonly RecordEntry[];
  readonly lastSeq: number;
  close(): void;
}

/** The two calls whose order is the promise; tests look on. */
export interface RecordDisk {
  writeSync(handle: number, text: string): number;
  fsyncSync(handle: number): void;
}

/**
 * Entries above `committedSeq` are cut off: the process died between writing them and answering, their effect is not in the
 * restored state and nobody was told about them.
 */
export function openRecord(file: string, committedSeq: number, disk: RecordDisk = { writeSync, fsyncSync }): RecordLog {
  const entries: RecordEntry[] = [];
  let committedBytes = 0;
  for (const { text, end } of readWholeLines(file)) {
    const entry = JSON.parse(text) as RecordEntry;
    if (entry.seq > committedSeq) break;
    entries.push(entry);
    committedBytes = end;
  }
  if (existsSync(file)) truncateSync(file, committedBytes);
  const handle = openSync(file, 'a', 0o600);
  return {
    append(system, draft, at, fault) {
      const entry: RecordEntry = {
        seq: (entries.at(-1)?.seq ?? 0) + 1,
        at: new Date(at).toISOString(),
        system,
        ...draft,
        ...(fault === undefined ? {} : { fault }),
      };
      disk.writeSync(handle, `${JSON.stringify(entry)}\n`);
      disk.fsyncSync(handle);
      entries.push(entry);
      return entry;
    },
    list({ system, after = 0, limit = Number.POSITIVE_INFINITY, about }) {
      const found: RecordEntry[] = [];
      // `seq` counts from 1 without gaps, so the place in the list follows from it.
      for (let index = Math.max(0, after); index < entries.length && found.length < limit; index++) {
        const entry = entries[index]!;
        if ((system === undefined || entry.system === system) && (about === undefined || isAbout(entry, about))) found.push(entry);
      }
      return found;
    },
    get lastSeq() {
      return entries.at(-1)?.seq ?? 0;
    },
    close: () => closeSync(handle),
  };
}

/** The order stands in `detail` as CRM's field or as what the simulator adds. */
function isAbout({ key, detail }: RecordEntry, about: string): boolean {
  if (key === about) return true;
  if (!isObject(detail)) return false;
  const { order, fields } = detail;
  return order === about || (isObject(fields) && fields['ERP_Order_Number__c'] === about);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
