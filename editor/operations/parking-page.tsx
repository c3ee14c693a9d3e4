/** Lanes that stand or queue: how deep, how old, who blocks, why, and what an operator can do about it. */
import { Button, Group, SegmentedControl, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { LaneView } from '#flows/api/operations.ts';
import type { Page } from '#flows/api/page.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useCircuits, useRuns } from '../server/queries.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { holdingConnectionName } from '../ui/connection-name.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { maintenanceEnd } from '../ui/maintenance-end.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { useEnvironmentName, usePageSearch } from '../ui/page-search.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SampleBadge } from '../ui/sample-badge.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { LaneActions } from './lane-actions.tsx';
import { countLanes, inBoardOrder, kindOf, laneId, withoutLane } from './lane-figures.ts';
import { sharedCauses } from './parked-causes.ts';
import { RunTable } from './run-table.tsx';
import { SampleNotice } from './sample-notice.tsx';
import { SharedCause } from './shared-cause.tsx';
import { useFlowWords } from './use-flow-words.ts';
import { useLiveRefresh } from './use-live-refresh.ts';
import { useStepNames } from './use-step-names.ts';

const PER_PAGE = 100;

export function ParkingPage() {
  const environment = useEnvironmentName();
  useLiveRefresh(environment, ['lanes', 'runs']);
  const query = useInfiniteQuery({
    queryKey: ['lanes', environment, 'board'],
    queryFn: ({ pageParam, signal }) =>
      callApi<Page<LaneView>>('GET', apiPath`/api/environments/${environment}/lanes`, {
        query: { limit: PER_PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
    enabled: environment !== '',
  });
  const alone = useRuns({ environment, state: 'parked,held', limit: 200 }).data?.items;
  const inLanes = query.data?.pages.flatMap(({ items }) => items);
  const lanes = inLanes === undefined || alone === undefined ? undefined : [...inLanes, ...withoutLane(alone)];
  return (
    <>
      <PageHeader title={t('parking.title', 'Parking board')} />
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {lanes === undefined && !query.isError && <Loading />}
      {lanes !== undefined && <Board lanes={lanes} isWhole={!query.hasNextPage} />}
      {query.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('parking.more', 'More lanes')}
          </Button>
        </Group>
      )}
    </>
  );
}

function Board({ lanes, isWhole }: { readonly lanes: readonly LaneView[]; readonly isWhole: boolean }) {
  const [{ show = 'all', lane: opened }, setSearch] = usePageSearch();
  const stepName = useStepNames(lanes.map(({ head }) => head));
  const figures = countLanes(lanes);
  const real = lanes.filter(({ head }) => head.sample !== true);
  const { waiting, oldestAt } = countLanes(real);
  if (lanes.length === 0)
    return (
      <EmptyState
        title={t('parking.none', 'Nothing stands')}
        why={t(
          'parking.none-why',
          'Here you see lanes whose head is parked, held or waits, and lanes in which runs queue. All lanes move.',
        )}
      />
    );
  const causes = sharedCauses(lanes);
  const shown = inBoardOrder(lanes).filter((lane) => show === 'all' || kindOf(lane) === show);
  return (
    <>
      {real.length < lanes.length && <SampleNotice />}
      <Group gap="md" mb="sm">
        <SegmentedControl
          aria-label={t('parking.show', 'Which lanes')}
          value={show}
          onChange={(value) => setSearch({ show: value === 'all' ? undefined : value })}
          data={[
            { value: 'all', label: t('parking.all', 'All {count}', { count: figures.lanes }) },
            { value: 'parked', label: t('parking.parked', 'Parked {count}', { count: figures.parked }) },
            { value: 'held', label: t('parking.held', 'Held {count}', { count: figures.held }) },
            { value: 'moving', label: t('parking.moving', 'Waiting {count}', { count: figures.lanes - figures.parked - figures.held }) },
          ]}
        />
        <Text size="sm" c="dimmed" role="status">
          {real.length === 0
            ? t('parking.all-sample', 'Nothing real stands')
            : t('parking.waiting', '{count, plural, one {# run waits} other {# runs wait}} behind the heads', { count: waiting })}
          {oldestAt !== undefined && (
            <>
              {' · '}
              {t('parking.oldest', 'the oldest stopped')} <RelativeTime at={oldestAt} />
            </>
          )}
          {!isWhole && ` ${t('parking.so-far', '(of the lanes shown so far)')}`}
        </Text>
      </Group>
      {(show === 'all' || show === 'parked') &&
        causes.map((cause) => <SharedCause key={cause.id} cause={cause} stepName={stepName(cause, cause.path)} />)}
      {shown.length === 0 ? (
        <EmptyState
          title={t('parking.none-of-kind', 'No lane of this kind')}
          why={t('parking.none-of-kind-why', 'Other lanes are hidden by the choice above.')}
          action={
            <Button variant="default" onClick={() => setSearch({ show: undefined })}>
              {t('parking.show-all', 'Show all lanes')}
            </Button>
          }
        />
      ) : (
        <LaneTable lanes={shown} stepName={stepName} opened={opened} onOpen={(id) => setSearch({ lane: id })} />
      )}
    </>
  );
}

interface LaneTableProps {
  readonly lanes: readonly LaneView[];
  readonly stepName: (run: LaneView['head'], path: string) => string;
  readonly opened: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}

function LaneTable({ lanes, stepName, opened, onOpen }: LaneTableProps) {
  return (
    <Table.ScrollContainer minWidth={980}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('parking.lane', 'Lane')}</Table.Th>
            <Table.Th ta="right">{t('parking.depth', 'Depth')}</Table.Th>
            <Table.Th>{t('parking.head', 'Head')}</Table.Th>
            <Table.Th>{t('parking.since', 'Since')}</Table.Th>
            <Table.Th>{t('parking.run', 'Run')}</Table.Th>
            <Table.Th w="34%">{t('parking.reason', 'Reason')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('parking.actions', 'Actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lanes.map((lane) => {
            const isOpen = laneId(lane) === opened;
            return (
              <Fragment key={laneId(lane)}>
                <LaneRow
                  lane={lane}
                  stepName={(path) => stepName(lane.head, path)}
                  isOpen={isOpen}
                  onToggle={() => onOpen(isOpen ? undefined : laneId(lane))}
                />
                {isOpen && (
                  <Table.Tr>
                    <Table.Td colSpan={7} pl="xl">
                      <Waiting lane={lane} />
                    </Table.Td>
                  </Table.Tr>
                )}
              </Fragment>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface LaneRowProps {
  readonly lane: LaneView;
  readonly stepName: (path: string) => string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function LaneRow({ lane, stepName, isOpen, onToggle }: LaneRowProps) {
  const { nameOf } = useFlowWords();
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Table.Tr>
      <Table.Td>
        <UnstyledButton fz="sm" fw={500} className="number" aria-expanded={isOpen} onClick={onToggle}>
          <Chevron size={14} aria-hidden style={{ verticalAlign: -2 }} />{' '}
          {lane.name === '' ? t('parking.no-lane', 'no lane, {key}', { key: lane.key }) : `${lane.name} ${lane.key}`}
        </UnstyledButton>
        {lane.head.sample === true && <SampleBadge />}
      </Table.Td>
      <Table.Td ta="right" className="number">
        {lane.depth}
      </Table.Td>
      <Table.Td>
        <StateBadge state={lane.head.state} />
      </Table.Td>
      <Table.Td>
        <RelativeTime at={lane.oldestAt} />
      </Table.Td>
      <Table.Td>
        <PageLink to={`/runs/${lane.head.runId}`} className="number">
          {nameOf(lane.head.flowId)}
          {lane.head.lane?.sequence !== undefined && ` #${lane.head.lane.sequence}`}
        </PageLink>
      </Table.Td>
      <Table.Td>
        <LaneReason head={lane.head} stepName={stepName} />
      </Table.Td>
      <Table.Td ta="right">
        <LaneActions lane={lane} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Where the head stands and why: the other system's own words where it said something. */
function LaneReason({ head, stepName }: { readonly head: LaneView['head']; readonly stepName: (path: string) => string }) {
  const { state, blockedAt, heldBy, error } = head;
  const connection = heldBy === undefined ? undefined : holdingConnectionName(heldBy);
  const where = blockedAt === undefined ? undefined : stepName(blockedAt);
  const circuits = useCircuits(head.environment).data?.items;
  const until = heldBy === undefined ? undefined : maintenanceEnd(circuits, heldBy);
  return (
    <>
      <Text size="sm">
        {until !== undefined && (
          <>
            {t('parking.maintenance', '{connection} is in maintenance; the lane goes on by itself at its end,', {
              connection: connection ?? '',
            })}{' '}
            <RelativeTime at={until} />
          </>
        )}
        {until === undefined &&
          ((error === undefined ? undefined : spoken(error.message)) ??
            (heldBy !== undefined
              ? connection !== undefined
                ? t('parking.held-by', '{connection} is not available; the lane goes on by itself', { connection })
                : t('parking.held-by-flow', 'Held by its flow: it is paused, or as many runs are at work as it allows')
              : state === 'waiting'
                ? t('parking.waits', 'Waits for an answer or a decision')
                : t('parking.queue', 'Others wait for their turn')))}
      </Text>
      {(where !== undefined || error !== undefined) && (
        <Text size="xs" c="dimmed">
          {where !== undefined && t('parking.at', 'at {step}', { step: where })}{' '}
          {error !== undefined && <span className="mono">{error.code}</span>} {spoken(error?.help ?? '')}
        </Text>
      )}
    </>
  );
}

function Waiting({ lane }: { readonly lane: LaneView }) {
  if (lane.waiting.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('parking.none-behind', 'No run waits behind the head.')}
      </Text>
    );
  return (
    <>
      <Text size="sm" fw={600}>
        {t('parking.behind', 'Waiting behind the head, in order')}
      </Text>
      <RunTable runs={lane.waiting} />
      {lane.depth - 1 > lane.waiting.length && (
        <Text size="xs" c="dimmed">
          {t('parking.behind-more', 'and {count} more', { count: lane.depth - 1 - lane.waiting.length })}
        </Text>
      )}
    </>
  );
}
