/** What needs somebody now, what happened last, and for a new installation the first steps. */
import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RunState } from '#flows/run.ts';
import { SampleNotice } from '../operations/sample-notice.tsx';
import { useFlowWords } from '../operations/use-flow-words.ts';
import { useLiveRefresh } from '../operations/use-live-refresh.ts';
import { useApprovals, useCircuits, useEnvironments, useExceptions, useMetrics, useRuns } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { useEnvironmentName } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SampleBadge } from '../ui/sample-badge.tsx';
import type { PageSearch } from '../ui/search-text.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { lookOf } from '../ui/states.ts';
import { Table } from '../ui/table.tsx';
import { useWaiversToDecide } from '../waivers/use-waivers.ts';
import { FirstSteps } from './first-steps.tsx';
import { FlowFigures, LAST_HOUR } from './flow-figures.tsx';

export function HomePage() {
  const environment = useEnvironmentName();
  useLiveRefresh(environment, ['metrics', 'runs', 'approvals', 'exceptions', 'circuits']);
  const metrics = useMetrics(environment, LAST_HOUR).data?.items;
  const exceptions = useExceptions(environment).data;
  const approvals = useApprovals(environment);
  const waivers = useWaiversToDecide();
  const circuits = useCircuits(environment);
  // Steps of somebody new are taken where flows are made, not where they earn their money.
  const isFirst = useEnvironments().data?.items[0]?.name === environment;
  const isNew = useRuns({ environment, limit: 12 }).data?.items.every(({ sample }) => sample === true) === true;
  const open = circuits.data?.items.filter(({ state }) => state !== 'closed' && state !== 'maintenance').length;
  const inState = (...states: readonly RunState[]) =>
    metrics === undefined
      ? '…'
      : String(metrics.reduce((sum, { state }) => sum + states.reduce((all, one) => all + (state[one] ?? 0), 0), 0));
  return (
    <>
      <PageHeader title={t('home.title', 'Home')} />
      {isFirst && <SampleNotice />}
      <Stack gap="md">
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
          <Figure
            label={t('home.in-flight', 'Runs in flight')}
            value={inState('accepted', 'running', 'waiting')}
            to="/runs"
            search={{ state: 'accepted,running,waiting' }}
            look="running"
          />
          <Figure label={t('home.held', 'Held')} value={inState('held')} to="/parking" search={{ show: 'held' }} look="held" />
          <Figure label={t('home.parked', 'Parked')} value={inState('parked')} to="/parking" search={{ show: 'parked' }} look="parked" />
          <Figure
            label={t('home.exceptions', 'Open exceptions')}
            value={countText(exceptions && { ...exceptions, items: withoutSamples(exceptions.items) })}
            to="/exceptions"
            look="failed"
          />
          <Figure
            label={t('home.approvals', 'Approvals that wait')}
            value={countText(approvals.data && { ...approvals.data, items: [...withoutSamples(approvals.data.items), ...waivers] })}
            to="/approvals"
            look="waiting"
          />
          <Figure
            label={t('home.circuits', 'Connections in trouble')}
            value={open === undefined ? '…' : String(open)}
            to="/connections"
            look="open"
          />
        </SimpleGrid>
        {isFirst && isNew && <FirstSteps environment={environment} />}
        <div className="home-lists">
          <Stack gap="md">
            <Section title={t('home.flows', 'Flows')}>
              <FlowFigures environment={environment} />
            </Section>
            {isFirst && !isNew && <FirstSteps environment={environment} />}
          </Stack>
          <Section title={t('home.runs', 'Latest runs')}>
            <LatestRuns environment={environment} />
          </Section>
        </div>
      </Stack>
    </>
  );
}

function withoutSamples<T extends { readonly sample?: boolean }>(items: readonly T[]): readonly T[] {
  return items.filter(({ sample }) => sample !== true);
}

/** A page of a list that has more is shown as `50+`. */
function countText(page: { readonly items: readonly unknown[]; readonly next?: string } | undefined): string {
  if (page === undefined) return '…';
  return page.next === undefined ? String(page.items.length) : `${page.items.length}+`;
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly to: string;
  readonly search?: PageSearch;
  /** State whose icon and colour it wears while it is not 0. */
  readonly look: string;
}

function Figure({ label, value, to, search = {}, look }: FigureProps) {
  const { Icon, color } = lookOf(look);
  const any = value !== '0' && value !== '…';
  return (
    <Paper withBorder p="sm" component={Link} to={to} search={search as never} className="figure" data-color={any ? color : undefined}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Group gap={6}>
        <Text fz={22} fw={600} className="number">
          {value}
        </Text>
        {any && <Icon size={18} aria-hidden />}
      </Group>
    </Paper>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="sm">
      <Title order={2} mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function LatestRuns({ environment }: { readonly environment: string }) {
  const query = useRuns({ environment, limit: 12 });
  const { nameOf } = useFlowWords();
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            title={t('home.no-runs', 'No runs yet')}
            why={t('home.no-runs-why', 'Send something to a flow, or start traffic in the sandbox.')}
          />
        ) : (
          <Table highlightOnHover className="table-narrow">
            <Table.Tbody>
              {items.map((run) => (
                <Table.Tr key={run.runId}>
                  <Table.Td>
                    <StateBadge state={run.state} />
                  </Table.Td>
                  <Table.Td>
                    <PageLink to={`/runs/${run.runId}`}>{nameOf(run.flowId)}</PageLink>
                    {run.sample === true && <SampleBadge />}
                  </Table.Td>
                  <Table.Td className="number">{run.lane?.key ?? Object.values(run.keys)[0] ?? ''}</Table.Td>
                  <Table.Td ta="right">
                    <RelativeTime at={run.startedAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )
      }
    </QueryView>
  );
}
