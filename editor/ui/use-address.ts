/** What changes often while somebody works (what is selected) stands in the address a moment later, so that a reload shows the same. */
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { usePageSearch } from './page-search.ts';
import { type PageSearch, writeSearch } from './search-text.ts';

const AFTER_LAST_CHANGE_MS = 300;

/** `undefined` takes a value away. The entry of the history is replaced: Back leads to the page before. */
export function useAddress(shown: PageSearch): void {
  const [search, setSearch] = usePageSearch();
  const router = useRouter();
  const wanted = { ...search, ...shown };
  const differs = writeSearch(wanted) !== writeSearch(search);
  const text = JSON.stringify(Object.entries(shown).map(([name, value]) => [name, value ?? null]));
  useEffect(() => {
    if (!differs) return;
    const timer = setTimeout(() => {
      // On the way to another page: that address counts.
      if (router.state.status === 'pending') return;
      const change = Object.fromEntries((JSON.parse(text) as [string, string | null][]).map(([name, value]) => [name, value ?? undefined]));
      setSearch(change as PageSearch);
    }, AFTER_LAST_CHANGE_MS);
    return () => clearTimeout(timer);
  }, [differs, text, router, setSearch]);
}
