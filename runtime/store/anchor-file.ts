/**
 * The side file `journal.anchor`: last sequence number and hash that are known to be committed (RES-4). SQLite opens clean after its
 * log was lost or cut; only a witness outside of it can tell. It may lag a second behind, and never leads.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import type { CommitAnchor } from './batch-ledger.ts';

const WRITE_EVERY_MS = 1_000;

export interface AnchorFile {
  /** Called after each commit; cheap. */
  note(anchor: CommitAnchor): void;
  /** Writes what was noted and stops. */
  close(): void;
}

/** `undefined` when there is none yet; throws a sentence when it is not what we wrote. */
export function readAnchorFile(file: string): CommitAnchor | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const anchor = parse(text);
  if (anchor === undefined) throw new Error(`${file} is not readable: it should hold one line of JSON with seq, hash and at.`);
  return anchor;
}

export function createAnchorFile(file: string, everyMs = WRITE_EVERY_MS): AnchorFile {
  let noted: CommitAnchor | undefined;
  let written: CommitAnchor | undefined;
  let writing = false;
  const timer = setInterval(() => void write(), everyMs);
  timer.unref();

  async function write(): Promise<void> {
    if (noted === written || noted === undefined || writing) return;
    writing = true;
    const anchor = noted;
    try {
      const handle = await open(`${file}.next`, 'w', 0o600);
      try {
        await handle.writeFile(format(anchor));
        await handle.sync();
      } finally {
        await handle.close();
      }
      // After close() the newest state is on disk already and must not be put back.
      if (!closed) await rename(`${file}.next`, file);
      written = anchor;
    } catch {
      // A full disk: the file lags until the next second that can write it.
    } finally {
      writing = false;
    }
  }
  let closed = false;

  return {
    note(anchor) {
      noted = anchor;
    },
    close() {
      closed = true;
      clearInterval(timer);
      if (noted === undefined || noted === written) return;
      try {
        replaceFile(file, format(noted));
      } catch {
        // A full disk: it may lag, and the next life goes on from what is committed.
      }
    },
  };
}

function replaceFile(file: string, text: string): void {
  const partial = `${file}.last`;
  const descriptor = openSync(partial, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(partial, file);
}

function format(anchor: CommitAnchor): string {
  return `${JSON.stringify({ seq: anchor.seq, hash: anchor.hash, at: anchor.at })}\n`;
}

function parse(text: string): CommitAnchor | undefined {
  try {
    const { seq, hash, at } = JSON.parse(text) as Record<string, unknown>;
    return Number.isSafeInteger(seq) && typeof hash === 'string' && typeof at === 'string' ? { seq: seq as number, hash, at } : undefined;
  } catch {
    return undefined;
  }
}
