/**
 * Damage that was found stays announced at every start until a person accepts it: the first commits after a loss bring the side file up
 * to date again, and nobody would know any more.
 */
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDamaged, type StoreDamage } from './opening-check.ts';

export interface DamageFile {
  /** What was found now, together with what was found before and not accepted. */
  announce(found: StoreDamage): StoreDamage;
  /** Nothing is announced any more; the file is kept under another name. */
  accept(now: string): void;
}

export function openDamageFile(file: string): DamageFile {
  return {
    announce(everything) {
      const found = withoutAccepted(everything, listAccepted(file));
      const before = read(file);
      if (before === undefined) {
        if (isDamaged(found)) write(file, found);
        return found;
      }
      const sentences = [...before.sentences, ...found.sentences.filter((sentence) => !before.sentences.includes(sentence))];
      const damagedRuns = [...new Set([...before.damagedRuns, ...found.damagedRuns])];
      const journalFindings = [...new Set([...(before.journalFindings ?? []), ...(found.journalFindings ?? [])])];
      const missing = before.missing ?? found.missing;
      const all: StoreDamage = {
        ...(missing === undefined ? {} : { missing }),
        ...(journalFindings.length === 0 ? {} : { journalFindings }),
        damagedRuns,
        sentences,
      };
      if (sentences.length > before.sentences.length) write(file, all);
      return all;
    },
    accept(now) {
      if (read(file) !== undefined) renameSync(file, `${file}.accepted-${now.replaceAll(/[^0-9TZ]/g, '')}`);
    },
  };
}

/** What was accepted once is found again at every start, as long as it is among the newest entries. Its runs stay parked. */
function withoutAccepted(found: StoreDamage, accepted: ReadonlySet<string>): StoreDamage {
  if (accepted.size === 0 || !isDamaged(found)) return found;
  const left = (sentences: readonly string[]) => sentences.filter((sentence) => !accepted.has(sentence));
  const journalFindings = left(found.journalFindings ?? []);
  const { missing, damagedRuns } = found;
  return {
    ...(missing === undefined || journalFindings.length === 0 ? {} : { missing }),
    ...(journalFindings.length === 0 ? {} : { journalFindings }),
    damagedRuns,
    sentences: left(found.sentences),
  };
}

function listAccepted(file: string): ReadonlySet<string> {
  const folder = dirname(file);
  const names = readdirSync(folder).filter((name) => name.startsWith(`${basename(file)}.accepted-`));
  return new Set(names.flatMap((name) => read(join(folder, name))?.sentences ?? []));
}

/** What a start has found and nobody has accepted yet; undefined = nothing. */
export function readAnnouncedDamage(file: string): StoreDamage | undefined {
  return read(file);
}

function read(file: string): StoreDamage | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as StoreDamage;
  } catch {
    const sentence = `${file} cannot be read: damage was found before, but what it was is lost.`;
    return { journalFindings: [sentence], damagedRuns: [], sentences: [sentence] };
  }
}

function write(file: string, damage: StoreDamage): void {
  const descriptor = openSync(`${file}.next`, 'w', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(damage, undefined, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${file}.next`, file);
}
