/** Every page that one sees signed in, from the list of pages itself, so that none is forgotten. */
import { readFileSync } from 'node:fs';

/** What stands for `$flowId` and its like. */
export interface Places {
  readonly [parameter: string]: string;
}

/** As the router has them; the set-up and the invitation are pages before one has signed in. */
export const PAGE_PATHS: readonly string[] = [
  ...readFileSync(new URL('../../editor/routes.tsx', import.meta.url), 'utf8').matchAll(/path: '([^']+)'/g),
]
  .map(([, path]) => path!)
  .filter((path) => path !== '$' && path !== '/setup' && path !== '/invitation');

export function addressOf(path: string, places: Places): string {
  return path.replaceAll(/\$(\w+)/g, (_, parameter: string) => {
    const place = places[parameter];
    if (place === undefined) throw new Error(`Say among the places what stands for $${parameter} in ${path}.`);
    return place;
  });
}

/** `/runs/$runId` is `run`, `/flows/$flowId/live` is `flow-live`, `/` is `home`. */
export function nameOf(path: string): string {
  const parts = path.split('/').filter(Boolean);
  const words = parts.flatMap((part, index) =>
    part.startsWith('$') ? [] : [parts[index + 1]?.startsWith('$') ? part.replace(/s$/, '') : part],
  );
  return words.join('-') || 'home';
}
