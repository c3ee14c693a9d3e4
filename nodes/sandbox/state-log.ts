/**
 * Where the sandbox keeps its state over a crash: a snapshot of named parts and the changes since. Every change is on disk before
 * the exchange that made it is answered, so what the record calls applied is there after a restart.
 */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Json } from '#flows/json.ts';
import { applyChanges, findChanges, type StateChange } from './state-difference.ts';

export interface StateLog {
  /** As it was saved last, a copy of the caller's own; undefined for a part that never was. */
  find(part: string): Json | undefined;
  /** Number of the last record entry whose effects are in the state. Younger entries were never answered. */
  readonly recordSeq: number;
  /** On disk when this returns. Parts that are left out stay as they are. */
  save(parts: { readonly [part: string]: Json }, recordSeq: number): void;
  close(): void;
}

interface Snapshot {
  readonly generation: number;
  readonly recordSeq: number;
  readonly parts: { [part: string]: Json };
}

interface ChangeLine {
  readonly recordSeq: number;
  readonly changes: { readonly [part: string]: readonly StateChange[] };
}

/** Keeps a restart short: at some 100 MB/s of parsing this is well under a second. */
const COMPACT_AFTER_BYTES = 16_000_000;

/** Throws with a sentence where the files were damaged; a line torn by a crash is cut off, nobody was answered for it. */
export function openStateLog(folder: string, compactAfterBytes: number = COMPACT_AFTER_BYTES): StateLog {
  const snapshotFile = join(folder, 'state.json');
  let snapshot: Snapshot = existsSync(snapshotFile)
    ? (JSON.parse(readFileSync(snapshotFile, 'utf8')) as Snapshot)
    : { generation: 0, recordSeq: 0, parts: {} };
  const changesFile = () => join(folder, `state-changes.${snapshot.generation}.jsonl`);
  let recordSeq = snapshot.recordSeq;
  const parts = snapshot.parts;
  let written = 0;
  for (const line of readWholeLines(changesFile())) {
    const { recordSeq: seq, changes } = parseLine(line.text, changesFile());
    recordSeq = seq;
    for (const [part, list] of Object.entries(changes)) parts[part] = applyChanges(parts[part], list)!;
    written = line.end;
  }
  if (existsSync(changesFile())) truncateSync(changesFile(), written);
  // Compaction left its predecessor behind when the process died in between.
  rmSync(join(folder, `state-changes.${snapshot.generation - 1}.jsonl`), { force: true });
  let handle = openSync(changesFile(), 'a', 0o600);

  function compact(): void {
    const before = changesFile();
    snapshot = { generation: snapshot.generation + 1, recordSeq, parts };
    const temporary = `${snapshotFile}.tmp`;
    const target = openSync(temporary, 'w', 0o600);
    writeSync(target, JSON.stringify(snapshot));
    fsyncSync(target);
    closeSync(target);
    renameSync(temporary, snapshotFile);
    syncFolder(folder);
    closeSync(handle);
    handle = openSync(changesFile(), 'a', 0o600);
    written = 0;
    rmSync(before, { force: true });
  }

  return {
    find: (part) => structuredClone(parts[part]),
    get recordSeq() {
      return recordSeq;
    },
    save(saved, seq) {
      const changes: { [part: string]: readonly StateChange[] } = {};
      for (const [part, value] of Object.entries(saved)) {
        const found = findChanges(parts[part], value);
        if (found.length > 0) changes[part] = found;
        parts[part] = value;
      }
      if (seq === recordSeq && Object.keys(changes).length === 0) return;
      recordSeq = seq;
      const line = `${JSON.stringify({ recordSeq: seq, changes } satisfies ChangeLine)}\n`;
      writeSync(handle, line);
      fdatasyncSync(handle);
      written += Buffer.byteLength(line);
      if (written > compactAfterBytes) compact();
    },
    close: () => closeSync(handle),
  };
}

function parseLine(text: string, file: string): ChangeLine {
  try {
    return JSON.parse(text) as ChangeLine;
  } catch (cause) {
    throw new Error(`${file} is damaged. Remove the sandbox's data folder to begin anew.`, { cause });
  }
}

/** Lines that end with a line feed; `end` is the offset behind it. */
export function* readWholeLines(file: string): Generator<{ readonly text: string; readonly end: number }> {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
    yield { text: bytes.toString('utf8', start, end), end: end + 1 };
    start = end + 1;
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
