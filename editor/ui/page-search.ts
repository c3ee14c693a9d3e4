/** What a page shows lives in its address: operators paste links. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useEnvironments } from '../server/queries.ts';
import type { PageSearch } from './search-text.ts';

/** The page's search values and how to change some of them; `undefined` removes one. */
export function usePageSearch(): readonly [PageSearch, (change: PageSearch, how?: { readonly replace?: boolean }) => void] {
  const search = useSearch({ strict: false }) as PageSearch;
  const navigate = useNavigate();
  // The same function as long as the page is there: what is handed it is not drawn anew.
  const change = useCallback(
    (change: PageSearch, { replace = true }: { readonly replace?: boolean } = {}) =>
      void navigate({ to: '.', search: ((old: PageSearch) => ({ ...old, ...change })) as never, replace }),
    [navigate],
  );
  return [search, change];
}

/** Name of the environment that the page looks at: `?env=`, else the first one; '' until the environments are known. */
export function useEnvironmentName(): string {
  const [{ env }] = usePageSearch();
  const environments = useEnvironments().data?.items ?? [];
  return environments.find(({ name }) => name === env)?.name ?? environments[0]?.name ?? '';
}
