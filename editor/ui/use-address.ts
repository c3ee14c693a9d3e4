/** What changes often while somebody works (what is selected) stands in the address a moment later, so that a reload shows the same. */
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { usePageSearch } from './page-search.ts';
import { type PageSearch, writeSearch } from './search-text.ts';
import { useStable } from './use-stable.ts';

const AFTER_LAST_CHANGE_MS = 300;

/**
 * `undefined` takes a value away. The entry of the history is replaced: Back leads to the page before. `onLink` hears the address when
 * somebody followed a link to another place of the same page; not at first, and not what was written here.
 */
export function useAddress(shown: PageSearch, onLink: (link: PageSearch) => void = () => {}): void {
  const [search, setSearch] = usePageSearch();
  const router = useRouter();
  const wanted = { ...search, ...shown };
  const differs = writeSearch(wanted) !== writeSearch(search);
  const text = textOf(shown, shown);
  const address = textOf(shown, search);
  const known = useRef(address);
  const follow = useStable(() => onLink(search));
  useEffect(() => {
    if (address === known.current) return;
    known.current = address;
    follow();
  }, [address, follow]);
  useEffect(() => {
    if (!differs) return;
    const timer = setTimeout(() => {
      // On the way to another page: that address counts.
      if (router.state.status === 'pending') return;
      const change = Object.fromEntries((JSON.parse(text) as [string, string | null][]).map(([name, value]) => [name, value ?? undefined]));
      known.current = text;
      setSearch(change as PageSearch);
    }, AFTER_LAST_CHANGE_MS);
    return () => clearTimeout(timer);
  }, [differs, text, router, setSearch]);
}

/** Of what is shown here, what an address says. */
function textOf(shown: PageSearch, search: PageSearch): string {
  return JSON.stringify(Object.keys(shown).map((name) => [name, search[name as keyof PageSearch] ?? null]));
}
