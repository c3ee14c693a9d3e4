/** Data records into rows and rejects, in their order. */
import type { JsonObject } from '#flows/json.ts';
import { isBlankRecord } from './file-walk.ts';
import type { Layout } from './layout.ts';
import { type Reject, readRow } from './read-row.ts';
import type { RawRecord } from './scan-records.ts';

export interface RowSorter {
  readonly rows: JsonObject[];
  readonly rejects: Reject[];
  add(records: readonly RawRecord[]): void;
}

export function createRowSorter(layout: Layout, places: readonly number[] | undefined, firstRecord = 1): RowSorter {
  const rows: JsonObject[] = [];
  const rejects: Reject[] = [];
  let number = firstRecord;
  return {
    rows,
    rejects,
    add(records) {
      for (const raw of records) {
        if (isBlankRecord(raw.bytes)) continue;
        const reading = readRow(raw, number, layout, places);
        number += 1;
        if ('row' in reading) rows.push(reading.row);
        else rejects.push(reading.reject);
      }
    },
  };
}
