/** The shop floor's plan by resource; one order can be picked out of it. */
import { Group, SegmentedControl, Table, Text, TextInput, Title } from '@mantine/core';
import { useMemo } from 'react';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { instantText } from '../ui/time-text.ts';
import { useSystemView } from './sandbox-api.ts';
import { bareNumber } from './sap-order.ts';
import { barsOf, daysOf, type ScheduledOperation, windowOf } from './schedule-bars.ts';

interface Schedule {
  readonly planVersion: number;
  readonly operations: readonly ScheduledOperation[];
}

interface Resource {
  readonly resource: string;
  readonly plant: string;
  readonly description: string;
}

const SPANS = ['3', '7', '14', '28'];

export function ScheduleView() {
  const schedule = useSystemView<Schedule>('scheduler', 'schedule');
  const resources = useSystemView<readonly Resource[]>('scheduler', 'resources');
  return (
    <QueryView query={resources}>
      {(rows) => <QueryView query={schedule}>{(plan) => <Plan plan={plan} resources={rows} />}</QueryView>}
    </QueryView>
  );
}

function Plan({ plan, resources }: { readonly plan: Schedule; readonly resources: readonly Resource[] }) {
  const [{ order = '', days = '7' }, setSearch] = usePageSearch();
  const wanted = bareNumber(order.trim());
  const picked = wanted === '' ? [] : plan.operations.filter(({ demandId }) => bareNumber(demandId) === wanted);
  return (
    <>
      <Group gap="sm" mb="sm">
        <SegmentedControl
          aria-label={t('schedule.days', 'Days shown')}
          value={days}
          onChange={(value) => setSearch({ days: value })}
          data={SPANS.map((span) => ({ value: span, label: t('schedule.span', '{days} days', { days: span }) }))}
        />
        <TextInput
          w={160}
          aria-label={t('schedule.order', 'Pick out an order')}
          placeholder={t('schedule.order', 'Pick out an order')}
          value={bareNumber(order)}
          onChange={(event) => setSearch({ order: event.currentTarget.value.trim() || undefined })}
        />
        <Text size="sm" c="dimmed" className="number">
          {t('schedule.version', 'plan {version}, {count} operations, {late} late', {
            version: plan.planVersion,
            count: plan.operations.length,
            late: plan.operations.filter(({ late }) => late).length,
          })}
        </Text>
      </Group>
      {plan.operations.length === 0 ? (
        <EmptyState
          title={t('schedule.none', 'Nothing is planned')}
          why={t('schedule.none-why', 'Orders are planned when their demand reaches the scheduler.')}
        />
      ) : (
        <Gantt plan={plan} resources={resources} days={Number(days) || 7} wanted={wanted} />
      )}
      {wanted !== '' && <OperationTable operations={picked} order={wanted} />}
    </>
  );
}

interface GanttProps {
  readonly plan: Schedule;
  readonly resources: readonly Resource[];
  readonly days: number;
  readonly wanted: string;
}

function Gantt({ plan, resources, days, wanted }: GanttProps) {
  const window = useMemo(() => windowOf(plan.operations, Date.now(), days), [plan, days]);
  const marks = daysOf(window);
  const columns = { gridTemplateColumns: `repeat(${marks.length}, minmax(0, 1fr))` };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="gantt" aria-label={t('schedule.title', 'Schedule')} tabIndex={0}>
      <div className="gantt-row gantt-head">
        <div className="gantt-name" />
        <div className="gantt-days" style={columns}>
          {marks.map((day) => (
            <span key={day} className="number">
              {marks.length > 14 ? day.slice(8) : day.slice(5)}
            </span>
          ))}
        </div>
      </div>
      {resources.map(({ resource, plant, description }) => (
        <div key={resource} className="gantt-row">
          <div className="gantt-name">
            <Text size="sm" fw={500}>
              {resource}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {plant} {description}
            </Text>
          </div>
          <div className="gantt-lane">
            <div className="gantt-days" style={columns}>
              {marks.map((day) => (
                <span key={day} />
              ))}
            </div>
            {barsOf(plan.operations, resource, window).map(({ operation, left, width }) => (
              <div
                key={`${operation.demandId} ${operation.item} ${operation.operation} ${operation.start}`}
                className="gantt-bar"
                data-late={operation.late}
                data-look={wanted === '' ? 'plain' : bareNumber(operation.demandId) === wanted ? 'picked' : 'faded'}
                style={{ left: `${left}%`, width: `${width}%` }}
                title={`${bareNumber(operation.demandId)} / ${bareNumber(operation.item)} · ${operation.material} · ${instantText(operation.start)} – ${instantText(operation.end)}${operation.late ? ` · ${t('schedule.late', 'late')}` : ''}`}
              >
                {width > 4 && bareNumber(operation.demandId)}
              </div>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}

function OperationTable({ operations, order }: { readonly operations: readonly ScheduledOperation[]; readonly order: string }) {
  if (operations.length === 0)
    return (
      <Text size="sm" mt="sm" c="dimmed">
        {t('schedule.not-planned', 'Nothing is planned for order {order}: it comes from stock, or its demand has not arrived.', { order })}
      </Text>
    );
  return (
    <>
      <Title order={2} mt="md" mb="xs">
        {t('schedule.of-order', 'Operations of order {order}', { order })}
      </Title>
      <Table w="auto">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('schedule.item', 'Item')}</Table.Th>
            <Table.Th>{t('schedule.operation', 'Operation')}</Table.Th>
            <Table.Th>{t('schedule.resource', 'Resource')}</Table.Th>
            <Table.Th>{t('schedule.start', 'Start')}</Table.Th>
            <Table.Th>{t('schedule.end', 'End')}</Table.Th>
            <Table.Th>{t('schedule.in-time', 'In time')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {operations.map((operation) => (
            <Table.Tr key={`${operation.item} ${operation.operation} ${operation.start}`}>
              <Table.Td className="number">{bareNumber(operation.item)}</Table.Td>
              <Table.Td className="number">{operation.operation}</Table.Td>
              <Table.Td>{operation.resource}</Table.Td>
              <Table.Td className="number">{instantText(operation.start)}</Table.Td>
              <Table.Td className="number">{instantText(operation.end)}</Table.Td>
              <Table.Td>{operation.late ? t('schedule.late', 'late') : t('schedule.yes', 'yes')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
