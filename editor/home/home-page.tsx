/** What needs somebody now, what happened last, and for a new installation the first steps. */
import { Anchor, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApprovals, useCircuits, useExceptions, useFlows, useMetrics, useRuns } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useEnvironmentName } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';
import { FirstSteps } from './first-steps.tsx';

const LAST_HOUR = 60;

export function HomePage() {
  const environment = useEnvironmentName();
  const parked = useRuns({ environment, state: 'parked', limit: 50 });
  const exceptions = useExceptions(environment);
  const approvals = useApprovals(environment);
  const circuits = useCircuits(environment);
  const open = circuits.data?.items.filter(({ state }) => state !== 'closed').length;
  return (
    <Stack gap="md">
      <PageHeader title={t('home.title', 'Home')} about={environment} />
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Figure label={t('home.parked', 'Parked runs')} value={countText(parked.data)} to="/parking" />
        <Figure label={t('home.exceptions', 'Open exceptions')} value={countText(exceptions.data)} to="/exceptions" />
        <Figure label={t('home.approvals', 'Approvals that wait')} value={countText(approvals.data)} to="/approvals" />
        <Figure label={t('home.circuits', 'Connections in trouble')} value={open === undefined ? '…' : String(open)} to="/connections" />
      </SimpleGrid>
      <FirstSteps environment={environment} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title={t('home.flows', 'Flows in the last hour')}>
          <FlowFigures environment={environment} />
        </Section>
        <Section title={t('home.runs', 'Latest runs')}>
          <LatestRuns environment={environment} />
        </Section>
      </SimpleGrid>
    </Stack>
  );
}

/** A page of a list that has more is shown as `50+`. */
function countText(page: { readonly items: readonly unknown[]; readonly next?: string } | undefined): string {
  if (page === undefined) return '…';
  return page.next === undefined ? String(page.items.length) : `${page.items.length}+`;
}

function Figure({ label, value, to }: { readonly label: string; readonly value: string; readonly to: string }) {
  return (
    <Paper withBorder p="sm" component={Link} to={to} className="figure">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fz={22} fw={600} className="number">
        {value}
      </Text>
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

function FlowFigures({ environment }: { readonly environment: string }) {
  const query = useMetrics(environment, LAST_HOUR);
  const names = new Map((useFlows().data?.items ?? []).map(({ flowId, name }) => [flowId, name]));
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('home.quiet', 'It was quiet')} why={t('home.quiet-why', 'No run began in the last hour.')} />
        ) : (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('home.flow', 'Flow')}</Table.Th>
                <Table.Th ta="right">{t('home.accepted', 'Accepted')}</Table.Th>
                <Table.Th ta="right">{t('home.completed', 'Completed')}</Table.Th>
                <Table.Th ta="right">{t('home.failed', 'Failed')}</Table.Th>
                <Table.Th ta="right">{t('home.parked-short', 'Parked')}</Table.Th>
                <Table.Th ta="right">p95</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((flow) => (
                <Table.Tr key={flow.flowId}>
                  <Table.Td>
                    <Anchor component={Link} to={`/flows/${flow.flowId}`} size="sm">
                      {names.get(flow.flowId) ?? flow.flowId}
                    </Anchor>
                  </Table.Td>
                  {[flow.accepted, flow.completed, flow.failed, flow.state.parked ?? 0].map((count, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns of a fixed table
                    <Table.Td key={column} ta="right" className="number">
                      {count}
                    </Table.Td>
                  ))}
                  <Table.Td ta="right" className="number">
                    {flow.p95Ms === undefined ? '–' : durationText(flow.p95Ms)}
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

function LatestRuns({ environment }: { readonly environment: string }) {
  const query = useRuns({ environment, limit: 12 });
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            title={t('home.no-runs', 'No runs yet')}
            why={t('home.no-runs-why', 'Send something to a flow, or start traffic in the sandbox.')}
          />
        ) : (
          <Table highlightOnHover>
            <Table.Tbody>
              {items.map((run) => (
                <Table.Tr key={run.runId}>
                  <Table.Td>
                    <StateBadge state={run.state} />
                  </Table.Td>
                  <Table.Td>
                    <Anchor component={Link} to={`/runs/${run.runId}`} size="sm">
                      {run.flowId} {Object.values(run.keys).join(' · ')}
                    </Anchor>
                  </Table.Td>
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
