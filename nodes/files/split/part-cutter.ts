/** Cuts a run of records into parts, as byte ranges with their hash. Pure over what it is shown. */
import { createHash, type Hash } from 'node:crypto';
import type { FilePart } from '../file-reference.ts';
import type { RawRecord } from '../scan-records.ts';
import { UnfitFile } from '../unfit-file.ts';

/** What a loop takes. */
export const MOST_PARTS = 10_000;
/** As rows a part is about four times as large, and an expression takes 10 MB. */
export const LARGEST_PART_BYTES = 2_000_000;

export interface PartCutter {
  /** A stretch of the file as it was read, and the data records that begin in what was shown so far. */
  show(chunk: Buffer): void;
  add(records: readonly RawRecord[]): void;
  end(places: readonly number[] | undefined): readonly FilePart[];
}

type OpenPart = { readonly [key in 'from' | 'firstRecord' | 'firstLine']: number } & { to: number; records: number };

/** `fileBytes` decides how large a part is at least, so that no file has more parts than a loop takes. */
export function createPartCutter(path: string, recordsPerPart: number, fileBytes: number): PartCutter {
  const leastBytes = Math.ceil(fileBytes / (MOST_PARTS - 100));
  const parts: FilePart[] = [];
  let open: OpenPart | undefined;
  let counted = 0;
  // Bytes that were shown and belong to no closed part yet.
  const kept: Buffer[] = [];
  let keptFrom = 0;
  let keptBytes = 0;

  function close(part: OpenPart): void {
    const { from, to, firstRecord, firstLine, records } = part;
    const hash = createHash('sha256');
    takeBytes(from, undefined);
    takeBytes(to, hash);
    parts.push({ path, part: parts.length + 1, from, to, records, firstRecord, firstLine, sha256: hash.digest('hex') });
    if (parts.length > MOST_PARTS)
      throw new UnfitFile('too-many-records', `The file has more than ${MOST_PARTS} parts of the largest size.`);
  }

  /** Takes what was kept up to the place `to` of the file. */
  function takeBytes(to: number, hash: Hash | undefined): void {
    while (keptFrom < to && kept.length > 0) {
      const [first] = kept;
      const take = Math.min(first!.length, to - keptFrom);
      hash?.update(first!.subarray(0, take));
      if (take === first!.length) kept.shift();
      else kept[0] = first!.subarray(take);
      keptFrom += take;
      keptBytes -= take;
    }
  }

  return {
    show(chunk) {
      // Nothing of a part lies in what comes before it.
      if (open === undefined && keptBytes > LARGEST_PART_BYTES) takeBytes(keptFrom + keptBytes - LARGEST_PART_BYTES, undefined);
      kept.push(chunk);
      keptBytes += chunk.length;
    },
    add(records) {
      for (const record of records) {
        counted += 1;
        if (open !== undefined && isFull(open, record)) {
          close(open);
          open = undefined;
        }
        open ??= { from: record.offset, to: record.end, firstRecord: counted, firstLine: record.line, records: 0 };
        open.to = record.end;
        open.records += 1;
      }
    },
    end(places) {
      if (open !== undefined) close(open);
      return places === undefined ? parts : parts.map((part) => ({ ...part, places: [...places] }));
    },
  };

  function isFull(part: OpenPart, next: RawRecord): boolean {
    if (next.end - part.from > LARGEST_PART_BYTES) return true;
    return part.records >= recordsPerPart && part.to - part.from >= leastBytes;
  }
}
