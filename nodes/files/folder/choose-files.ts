/** Which files of a folder may be taken now: pure, over what was seen before and what is seen. */
import type { FileFacts } from '../file-root.ts';
import type { FolderConfig } from './manifest.ts';

/** How long a file has looked like this, by our own clock: that of a share may go wrong. */
export interface Sighting {
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly since: number;
}

export interface Choice {
  readonly ready: readonly FileFacts[];
  readonly sightings: ReadonlyMap<string, Sighting>;
}

/** While they are written, senders call their files like this. */
const UNFINISHED = /(?:\.tmp|\.part|\.filepart|\.crdownload|~)$/i;
/** Leaves room for the time and the sign that a taken file gets before its name. */
const LONGEST_NAME_BYTES = 180;

export function chooseFiles(
  found: readonly FileFacts[],
  seen: ReadonlyMap<string, Sighting>,
  config: Pick<FolderConfig, 'pattern' | 'stableMs' | 'readyMarker' | 'order'>,
  now: number,
): Choice {
  const { readyMarker } = config;
  const names = new Set(found.map(({ name }) => name));
  const fits = matcher(config.pattern);
  const sightings = new Map<string, Sighting>();
  const ready: FileFacts[] = [];
  for (const file of found) {
    const { name, bytes, modifiedMs } = file;
    if (UNFINISHED.test(name) || !fits(name) || Buffer.byteLength(name) > LONGEST_NAME_BYTES) continue;
    if (readyMarker !== undefined && (name.endsWith(readyMarker) || !names.has(name + readyMarker))) continue;
    const before = seen.get(name);
    const same = before !== undefined && before.bytes === bytes && before.modifiedMs === modifiedMs && before.since <= now;
    const since = same ? before.since : now;
    sightings.set(name, { bytes, modifiedMs, since });
    if (now - since >= config.stableMs) ready.push(file);
  }
  if (config.order === 'modified') ready.sort((a, b) => a.modifiedMs - b.modifiedMs);
  return { ready, sightings };
}

/** `*` and `?` only, so no pattern can take long. */
function matcher(pattern: string): (name: string) => boolean {
  const wanted = pattern.toLowerCase();
  return (name) => matches(wanted, name.toLowerCase());
}

function matches(pattern: string, name: string): boolean {
  let [at, of] = [0, 0];
  let [star, starOf] = [-1, 0];
  while (of < name.length) {
    if (pattern[at] === '*') {
      star = at++;
      starOf = of;
    } else if (pattern[at] === '?' || pattern[at] === name[of]) {
      at += 1;
      of += 1;
    } else if (star >= 0) {
      at = star + 1;
      of = ++starOf;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
