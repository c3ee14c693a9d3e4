/** What flows handed to people: what happened, whose it is, until when, and everything the flow said about it. */
import { Button, Group, SegmentedControl, Table, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { ExceptionView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { useEnvironmentName, usePageSearch } from '../ui/page-search.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SampleBadge } from '../ui/sample-badge.tsx';
import { DetailView } from './detail-view.tsx';
import { DueTime } from './due-time.tsx';
import { ExceptionActions } from './exception-actions.tsx';
import { useFlowWords } from './use-flow-words.ts';
import { useLiveRefresh } from './use-live-refresh.ts';

export function ExceptionsPage() {
  const environment = useEnvironmentName();
  useLiveRefresh(environment, ['exceptions']);
  const [{ show = 'open' }, setSearch] = usePageSearch();
  const state = show === 'closed' ? 'closed' : 'open,taken';
  const query = useInfiniteQuery({
    queryKey: ['exceptions', environment, 'list', state],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<ExceptionView>>('GET', apiPath`/api/environments/${environment}/exceptions`, {
        query: { limit: 100, cursor: pageParam, state },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled: environment !== '',
  });
  const exceptions = query.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <PageHeader
        title={t('exceptions.title', 'Exceptions')}
        actions={
          <SegmentedControl
            aria-label={t('exceptions.show', 'Which exceptions')}
            value={show}
            data={[
              { value: 'open', label: t('exceptions.open', 'To settle') },
              { value: 'closed', label: t('exceptions.closed', 'Closed') },
            ]}
            onChange={(value) => setSearch({ show: value === 'open' ? undefined : value })}
          />
        }
      />
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {exceptions === undefined && !query.isError && <Loading />}
      {exceptions?.length === 0 && show === 'closed' && (
        <EmptyState
          title={t('exceptions.none-closed', 'None has been closed yet')}
          why={t('exceptions.none-closed-why', 'An exception that somebody has settled and closed is found here.')}
        />
      )}
      {exceptions?.length === 0 && show !== 'closed' && (
        <EmptyState
          title={t('exceptions.none', 'Nothing for people to settle')}
          why={t(
            'exceptions.none-why',
            'Here you see what flows could not settle by rule: messages nobody could place, commitments that break a promise, changes that business refuses.',
          )}
        />
      )}
      {exceptions !== undefined && exceptions.length > 0 && <ExceptionList exceptions={exceptions} />}
      {query.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('exceptions.more', 'More exceptions')}
          </Button>
        </Group>
      )}
    </>
  );
}

function ExceptionList({ exceptions }: { readonly exceptions: readonly ExceptionView[] }) {
  const [{ exception: opened }, setSearch] = usePageSearch();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = exceptions.filter(({ title, owner, key = '' }) => `${title} ${owner} ${key}`.toLowerCase().includes(wanted));
  return (
    <>
      <TextInput
        w={280}
        mb="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('exceptions.filter', 'Filter by title, owner or key')}
        placeholder={t('exceptions.filter', 'Filter by title, owner or key')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {shown.length === 0 ? (
        <EmptyState
          title={t('exceptions.none-found', 'No exception fits "{text}"', { text })}
          why={t('exceptions.none-found-why', '{count} are hidden by the filter.', { count: exceptions.length })}
        />
      ) : (
        <Table.ScrollContainer minWidth={820}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('exceptions.what', 'What happened')}</Table.Th>
                <Table.Th>{t('exceptions.key', 'Key')}</Table.Th>
                <Table.Th>{t('exceptions.owner', 'Owner')}</Table.Th>
                <Table.Th>{t('exceptions.due', 'Due')}</Table.Th>
                <Table.Th>{t('exceptions.raised', 'Raised')}</Table.Th>
                <Table.Th>{t('exceptions.run', 'Run')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((exception) => {
                const isOpen = exception.exceptionId === opened;
                return (
                  <Fragment key={exception.exceptionId}>
                    <ExceptionRow
                      exception={exception}
                      isOpen={isOpen}
                      onToggle={() => setSearch({ exception: isOpen ? undefined : exception.exceptionId })}
                    />
                    {isOpen && (
                      <Table.Tr>
                        <Table.Td colSpan={6} pl="xl">
                          <ExceptionBody exception={exception} />
                          <ExceptionActions exception={exception} />
                        </Table.Td>
                      </Table.Tr>
                    )}
                  </Fragment>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

interface ExceptionRowProps {
  readonly exception: ExceptionView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function ExceptionRow({ exception, isOpen, onToggle }: ExceptionRowProps) {
  const { title, key, owner, dueAt, raisedAt, runId, flowId, takenBy, state, sample } = exception;
  const { nameOf } = useFlowWords();
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Table.Tr>
      <Table.Td>
        <UnstyledButton fz="sm" fw={500} className="row-toggle" aria-expanded={isOpen} onClick={onToggle}>
          <Chevron size={14} aria-hidden style={{ verticalAlign: -2 }} /> {title}
        </UnstyledButton>
        {sample === true && <SampleBadge />}
      </Table.Td>
      <Table.Td className="number">{key ?? '–'}</Table.Td>
      <Table.Td>
        {owner}
        {takenBy !== undefined && (
          <Text size="xs" c="dimmed">
            {state === 'closed'
              ? t('exceptions.closed-by', 'closed by {name}', { name: takenBy })
              : t('exceptions.taken', 'taken by {name}', { name: takenBy })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{dueAt === undefined ? '–' : <DueTime at={dueAt} />}</Table.Td>
      <Table.Td>
        <RelativeTime at={raisedAt} />
      </Table.Td>
      <Table.Td>
        {runId === undefined ? (
          nameOf(flowId)
        ) : (
          <PageLink to={`/runs/${runId}`} className="number">
            {nameOf(flowId)}
          </PageLink>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function ExceptionBody({ exception: { detail, runbook } }: { readonly exception: ExceptionView }) {
  return (
    <>
      {detail === undefined ? (
        <Text size="sm" c="dimmed">
          {t('exceptions.no-detail', 'The flow said no more, or you may not see payloads.')}
        </Text>
      ) : (
        <DetailView detail={detail} />
      )}
      {runbook !== undefined && (
        <Text size="sm" mt="xs">
          {t('exceptions.runbook', 'What to do:')} {runbook}
        </Text>
      )}
    </>
  );
}
