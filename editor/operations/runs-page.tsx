/** All runs of an environment, newest first; the filter lives in the address, the list follows what happens. */
import { Button, Group, MultiSelect, Pill, Select, Switch, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page } from '#flows/api/page.ts';
import type { RunSummary } from '#flows/api/runs.ts';
import type { RunState } from '#flows/run.ts';
import { callApi } from '../server/api-client.ts';
import { useFlows } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useEnvironmentName, usePageSearch } from '../ui/page-search.ts';
import { lookOf } from '../ui/states.ts';
import { hidesRuns, RUN_STATES, type RunFilter, readRunFilter, SHORTEST_KEY, toRunQuery } from './run-filter.ts';
import { RunTable } from './run-table.tsx';
import { SampleNotice } from './sample-notice.tsx';
import { useLiveRefresh } from './use-live-refresh.ts';

const PER_PAGE = 50;
const NO_FILTER = { flow: undefined, state: undefined, key: undefined, error: undefined, correlation: undefined };

export function RunsPage() {
  const environment = useEnvironmentName();
  const [search, setSearch] = usePageSearch();
  const filter = readRunFilter(search);
  const [following, setFollowing] = useState(true);
  const [timesCleared, setTimesCleared] = useState(0);
  const live = useLiveRefresh(following ? environment : '', ['runs']);
  const flows = useFlows().data?.items ?? [];
  function clearFilter(): void {
    setTimesCleared(timesCleared + 1);
    setSearch(NO_FILTER);
  }
  return (
    <>
      <PageHeader
        title={t('runs.title', 'Runs')}
        actions={
          <Group gap="sm">
            {following && live === 'broken' && (
              <Text size="xs" role="status">
                {t('runs.not-live', 'connection lost, coming back')}
              </Text>
            )}
            <Switch
              label={t('runs.follow', 'Follow')}
              checked={following}
              onChange={(event) => setFollowing(event.currentTarget.checked)}
            />
          </Group>
        }
      />
      <SampleNotice />
      <RunFilterBar
        key={timesCleared}
        filter={filter}
        flows={flows.map(({ flowId, name }) => ({ value: flowId, label: name }))}
        onChange={setSearch}
        onClear={clearFilter}
      />
      {environment !== '' && <RunList environment={environment} filter={filter} following={following} onClearFilter={clearFilter} />}
    </>
  );
}

interface RunFilterBarProps {
  readonly filter: RunFilter;
  readonly flows: { readonly value: string; readonly label: string }[];
  readonly onChange: (change: { readonly [name: string]: string | undefined }) => void;
  readonly onClear: () => void;
}

function RunFilterBar({ filter, flows, onChange, onClear }: RunFilterBarProps) {
  const [key, setKey] = useState(filter.key ?? '');
  const [error, setError] = useState(filter.error ?? '');
  const search = useDebouncedCallback(onChange, 250);
  const tooShort = key.trim() !== '' && key.trim().length < SHORTEST_KEY;
  return (
    <Group gap="xs" mb="sm" align="flex-end" component="search">
      <TextInput
        w={190}
        label={t('runs.key', 'Business key')}
        placeholder={t('runs.key-example', '4711 or how it begins')}
        error={tooShort ? t('runs.key-short', 'three characters at least') : undefined}
        value={key}
        onChange={(event) => {
          setKey(event.currentTarget.value);
          search({ key: event.currentTarget.value });
        }}
      />
      <Select
        w={210}
        label={t('runs.flow', 'Flow')}
        placeholder={t('runs.any', 'any')}
        searchable
        clearable
        data={flows}
        value={filter.flow ?? null}
        onChange={(flow) => onChange({ flow: flow ?? undefined })}
      />
      <MultiSelect
        miw={190}
        maw={420}
        label={t('runs.state', 'State')}
        placeholder={filter.states.length === 0 ? t('runs.any', 'any') : undefined!}
        clearable
        data={RUN_STATES.map((state) => ({ value: state, label: lookOf(state).label }))}
        value={[...filter.states]}
        onChange={(states) => onChange({ state: (states as RunState[]).join(',') || undefined })}
      />
      <TextInput
        w={170}
        label={t('runs.error-filter', 'Error class or code')}
        placeholder={t('runs.error-example', 'timeout, V1/331')}
        value={error}
        onChange={(event) => {
          setError(event.currentTarget.value);
          search({ error: event.currentTarget.value });
        }}
      />
      {filter.correlation !== undefined && (
        <Pill size="md" withRemoveButton mb={3} onRemove={() => onChange({ correlation: undefined })}>
          {t('runs.one-cause', 'Runs of one cause')}
        </Pill>
      )}
      {(hidesRuns(filter) || key !== '' || error !== '') && (
        <Button variant="subtle" onClick={onClear}>
          {t('runs.clear', 'Clear')}
        </Button>
      )}
    </Group>
  );
}

interface RunListProps {
  readonly environment: string;
  readonly filter: RunFilter;
  readonly following: boolean;
  readonly onClearFilter: () => void;
}

function RunList({ environment, filter, following, onClearFilter }: RunListProps) {
  const asked = toRunQuery(environment, filter);
  const query = useInfiniteQuery({
    queryKey: ['runs', 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<RunSummary>>('GET', '/api/runs', { query: { ...asked, limit: PER_PAGE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: following ? 10_000 : false,
  });
  if (query.data === undefined)
    return query.isError ? <ErrorPanel error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
  const runs = query.data.pages.flatMap(({ items }) => items);
  if (runs.length === 0) {
    return hidesRuns(filter) ? (
      <EmptyState
        title={t('runs.none-found', 'No run fits the filter')}
        why={t('runs.none-found-why', 'There may be runs that the filter hides.')}
        action={
          <Button variant="default" onClick={onClearFilter}>
            {t('runs.show-all', 'Show all runs')}
          </Button>
        }
      />
    ) : (
      <EmptyState
        title={t('runs.none', 'No runs yet in {environment}', { environment })}
        why={t('runs.none-why', 'A run begins when a message arrives at a deployed flow. The sandbox can send some.')}
      />
    );
  }
  return (
    <>
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      <RunTable runs={runs} />
      <Group justify="center" mt="sm" gap="sm">
        <Text size="xs" c="dimmed" role="status">
          {t('runs.shown', '{count, plural, one {# run} other {# runs}} shown', { count: runs.length })}
        </Text>
        {query.hasNextPage && (
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('runs.more', 'Older runs')}
          </Button>
        )}
      </Group>
    </>
  );
}
