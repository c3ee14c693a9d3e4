/** Packages that come with their first use: together they would be a fifth of what an idle process holds, and most processes use none of them. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Gives the package, read when that is asked for the first time. */
export function comesLate<Package>(name: string): () => Package {
  let loaded: Package | undefined;
  return () => {
    loaded ??= require(name) as Package;
    return loaded;
  };
}
