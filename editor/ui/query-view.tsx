/** A query's three faces in one place: skeleton, problem with "try again", or the data. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from './error-panel.tsx';
import { Loading } from './loading.tsx';
import { PageHeader } from './page-header.tsx';

export interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>;
  /** It is the whole page, which has no heading of its own before the data are here: this one, where they cannot be had. */
  readonly page?: string;
  readonly children: (data: T) => ReactNode;
}

export function QueryView<T>({ query, page, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError)
    return (
      <>
        {page !== undefined && <PageHeader title={page} />}
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  return <Loading />;
}
