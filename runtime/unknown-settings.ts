/** Environment variables that look like ours and are none: a setting that is misspelt is silent otherwise, and its default holds. */
import { SETTINGS } from './config.ts';

/** What the command line reads, in the same shell. */
const OF_THE_COMMAND_LINE = ['MILLRACE_URL', 'MILLRACE_TOKEN', 'MILLRACE_PASSWORD'];
const PREFIX = 'MILLRACE_';

export interface UnknownSetting {
  readonly name: string;
  /** The setting that is written most like it; undefined when none is. */
  readonly nearest: string | undefined;
}

export function findUnknownSettings(environment: { readonly [name: string]: string | undefined }): readonly UnknownSetting[] {
  const known = [...SETTINGS.map(({ name }) => name as string), ...OF_THE_COMMAND_LINE];
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && environment[name] !== undefined && !known.includes(name))
    .sort()
    .map((name) => ({ name, nearest: nearestTo(name, known) }));
}

export function unknownSettingSentence({ name, nearest }: UnknownSetting): string {
  return `${name} is not a setting and has no effect.${nearest === undefined ? '' : ` Is ${nearest} meant?`}`;
}

function nearestTo(name: string, known: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(name.slice(PREFIX.length), candidate.slice(PREFIX.length));
    if (best === undefined || distance < best.distance) best = { name: candidate, distance };
  }
  // More than a third of it is wrong, or more than two letters that changed places: another word.
  return best === undefined || best.distance > Math.max(2, (name.length - PREFIX.length) / 3) ? undefined : best.name;
}

/** Letters to add, take away or replace. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1));
    row = next;
  }
  return row[other.length]!;
}
