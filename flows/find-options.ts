/** What of a list of values is shown for what somebody types. Pure: pages and server find the same. */
import type { OfferedOption } from './connection-manifest.ts';

export interface FoundOptions {
  readonly options: readonly OfferedOption[];
  readonly more: boolean;
}

/** Those that have all words of `search` in value or label: first those that begin with it. */
export function findOptions(options: readonly OfferedOption[], search: string, most: number): FoundOptions {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const begins = (option: OfferedOption) => option.value.toLowerCase().startsWith(words[0] ?? '');
  const found = options.filter(({ value, label = '' }) => {
    const text = `${value} ${label}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const ranked = words.length === 0 ? found : [...found.filter(begins), ...found.filter((option) => !begins(option))];
  return { options: ranked.slice(0, most), more: ranked.length > most };
}
