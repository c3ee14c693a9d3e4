import { useMemo } from 'react';
import type { Page } from '#flows/api/page.ts';
import { apiPath } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';

/** Names of the environment's value maps; none while they are not known or may not be seen. */
export function useValueMaps(environment: string): readonly string[] {
  const { data } = useResource<Page<{ readonly name: string }>>(
    'value-maps',
    apiPath`/api/environments/${environment}/value-maps`,
    {},
    { enabled: environment !== '', staleTime: 60_000 },
  );
  return useMemo(() => data?.items.map(({ name }) => name) ?? [], [data]);
}
