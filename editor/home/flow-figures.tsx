/** How each flow does: the last hour, or what sample history holds when nothing real happened in it. */
import { Text } from '@mantine/core';
import type { FlowMetrics } from '#flows/api/operations.ts';
import { useFlowWords } from '../operations/use-flow-words.ts';
import { useMetrics, useSampleMetrics } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SampleBadge } from '../ui/sample-badge.tsx';
import { Table } from '../ui/table.tsx';
import { durationText } from '../ui/time-text.ts';

/** Minutes. */
export const LAST_HOUR = 60;

export function FlowFigures({ environment }: { readonly environment: string }) {
  const query = useMetrics(environment, LAST_HOUR);
  const { nameOf } = useFlowWords();
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <QuietHour environment={environment} />
        ) : (
          <Table className="table-narrow">
            <Table.Thead>
              <Table.Tr>
                <Table.Th rowSpan={2}>{t('home.flow', 'Flow')}</Table.Th>
                <Table.Th colSpan={3} ta="center">
                  {t('home.now', 'Now')}
                </Table.Th>
                <Table.Th colSpan={4} ta="center">
                  {t('home.last-hour', 'In the last hour')}
                </Table.Th>
              </Table.Tr>
              <Table.Tr>
                {[
                  t('home.flight', 'In flight'),
                  t('home.held-short', 'Held'),
                  t('home.parked-short', 'Parked'),
                  t('home.accepted', 'Accepted'),
                  t('home.completed', 'Completed'),
                  t('home.failed', 'Failed'),
                  t('home.p95', 'p95'),
                ].map((column) => (
                  <Table.Th key={column} ta="right" fw={500} className="number">
                    {column}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((flow) => (
                <FlowRow key={flow.flowId} flow={flow} name={nameOf(flow.flowId)} />
              ))}
            </Table.Tbody>
          </Table>
        )
      }
    </QueryView>
  );
}

/** Nothing real happened: a young installation shows what its sample history holds, so that the page says what it is for. */
function QuietHour({ environment }: { readonly environment: string }) {
  const samples = useSampleMetrics(environment).data?.items;
  const { nameOf } = useFlowWords();
  if (samples === undefined) return null;
  if (samples.length === 0)
    return <EmptyState title={t('home.quiet', 'It was quiet')} why={t('home.quiet-why', 'No run began in the last hour.')} />;
  return (
    <>
      <Text size="sm" c="dimmed" mb={6}>
        {t('home.quiet-samples', 'No run began in the last hour. This is what two weeks of sample history hold:')}
      </Text>
      <Table className="table-narrow">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('home.flow', 'Flow')}</Table.Th>
            {[t('home.accepted', 'Accepted'), t('home.completed', 'Completed'), t('home.failed', 'Failed'), t('home.p95', 'p95')].map(
              (column) => (
                <Table.Th key={column} ta="right" fw={500} className="number">
                  {column}
                </Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {samples.map(({ flowId, accepted, completed, failed, p95Ms }) => (
            <Table.Tr key={flowId}>
              <Table.Td className="number">
                <PageLink to="/runs" search={{ flow: flowId }}>
                  {nameOf(flowId)}
                </PageLink>
                <SampleBadge />
              </Table.Td>
              {[accepted, completed, failed].map((count, column) => (
                <Table.Td key={['accepted', 'completed', 'failed'][column]} ta="right" className="number">
                  {count}
                </Table.Td>
              ))}
              <Table.Td ta="right" className="number">
                {p95Ms === undefined ? '–' : durationText(p95Ms)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function FlowRow({ flow, name }: { readonly flow: FlowMetrics; readonly name: string }) {
  const { state, accepted, completed, failed, p95Ms } = flow;
  const counts: readonly (readonly [name: string, count: number])[] = [
    ['flight', (state.accepted ?? 0) + (state.running ?? 0) + (state.waiting ?? 0)],
    ['held', state.held ?? 0],
    ['parked', state.parked ?? 0],
    ['accepted', accepted],
    ['completed', completed],
    ['failed', failed],
  ];
  return (
    <Table.Tr>
      <Table.Td>
        <PageLink to={`/flows/${flow.flowId}/live`} className="number">
          {name}
        </PageLink>
      </Table.Td>
      {counts.map(([column, count]) => (
        <Table.Td key={column} ta="right" className="number">
          {count}
        </Table.Td>
      ))}
      <Table.Td ta="right" className="number">
        {p95Ms === undefined ? '–' : durationText(p95Ms)}
      </Table.Td>
    </Table.Tr>
  );
}
