/** The shop floor's plan by machine, moving as plans change; one order can be picked out of it, and one operation looked at. */
import { Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { GanttChart, type Resource, type WorkingTimes } from './gantt-chart.tsx';
import { OperationPanel } from './operation-panel.tsx';
import { OperationTable } from './operation-table.tsx';
import { useSystemView } from './sandbox-api.ts';
import { bareNumber } from './sap-order.ts';
import { movedBetween, type ScheduledOperation, windowOf } from './schedule-bars.ts';

interface Schedule {
  readonly planVersion: number;
  readonly operations: readonly ScheduledOperation[];
}

const SPANS = ['3', '7', '14', '28'];
/** Working times follow the calendar and breakdowns. */
const WORKING_TIMES_MS = 10_000;

export function ScheduleView() {
  const schedule = useSystemView<Schedule>('scheduler', 'schedule');
  const resources = useSystemView<readonly Resource[]>('scheduler', 'resources');
  const workingTimes = useSystemView<readonly WorkingTimes[]>('scheduler', 'working-times', WORKING_TIMES_MS);
  return (
    <QueryView query={resources}>
      {(rows) => (
        <QueryView query={schedule}>
          {(plan) => <Plan plan={plan} resources={rows} workingTimes={workingTimes.data ?? NO_TIMES} />}
        </QueryView>
      )}
    </QueryView>
  );
}

const NO_TIMES: readonly WorkingTimes[] = [];

interface PlanProps {
  readonly plan: Schedule;
  readonly resources: readonly Resource[];
  readonly workingTimes: readonly WorkingTimes[];
}

function Plan({ plan, resources, workingTimes }: PlanProps) {
  const [{ order = '', days = '7', bar }, setSearch] = usePageSearch();
  const wanted = bareNumber(order.trim());
  const picked = wanted === '' ? [] : plan.operations.filter(({ demandId }) => bareNumber(demandId) === wanted);
  const moved = useMoved(plan);
  // Someone who picked an order looks for it, wherever it stands.
  const shown = picked.length > 0 ? picked : plan.operations;
  const window = useMemo(() => windowOf(shown, Date.now(), Number(days) || 7), [shown, days]);
  const selected = plan.operations.find(({ key }) => key === bar);
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
        <Text size="sm" role="status" className="number">
          {moved.size > 0 &&
            t('schedule.moved', 'plan {version} has moved {count, plural, one {# operation} other {# operations}}', {
              version: plan.planVersion,
              count: moved.size,
            })}
        </Text>
      </Group>
      {plan.operations.length === 0 ? (
        <EmptyState
          title={t('schedule.none', 'Nothing is planned')}
          why={t('schedule.none-why', 'Orders are planned when their demand reaches the scheduler.')}
        />
      ) : (
        <>
          <GanttChart
            label={t('schedule.title', 'Schedule')}
            resources={resources}
            operations={plan.operations}
            window={window}
            workingTimes={workingTimes}
            moved={moved}
            selected={bar}
            onSelect={(key) => setSearch({ bar: key })}
            lookOf={({ demandId }) => (wanted === '' ? 'plain' : bareNumber(demandId) === wanted ? 'picked' : 'faded')}
          />
          <Legend />
        </>
      )}
      {selected !== undefined && <OperationPanel operation={selected} all={plan.operations} />}
      {wanted !== '' && <OperationTable operations={picked} order={wanted} />}
    </>
  );
}

function Legend() {
  return (
    <Group gap="md" mt={6} className="gantt-legend">
      <Text size="xs" c="dimmed">
        <span className="gantt-key" data-kind="bar" aria-hidden /> {t('schedule.legend-bar', 'work')}
      </Text>
      <Text size="xs" c="dimmed">
        <span className="gantt-key" data-kind="set-up" aria-hidden /> {t('schedule.legend-set-up', 'set-up')}
      </Text>
      <Text size="xs" c="dimmed">
        <span className="gantt-key" data-kind="late" aria-hidden /> {t('schedule.legend-late', 'after its due date')}
      </Text>
      <Text size="xs" c="dimmed">
        <span className="gantt-key" data-kind="off" aria-hidden /> {t('schedule.legend-off', 'no shift, down or reserved for others')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('schedule.legend-keys', 'Arrow keys lead from bar to bar. Days in UTC.')}
      </Text>
    </Group>
  );
}

/** How long a bar says that it was moved. */
const MARKED_MS = 8_000;

/** What the last plan has moved under the eyes of whoever looks; empty again after a while. */
function useMoved(plan: Schedule): ReadonlySet<string> {
  const [{ seen, moved }, setState] = useState<{ readonly seen: Schedule; readonly moved: ReadonlySet<string> }>({
    seen: plan,
    moved: new Set(),
  });
  if (seen.planVersion !== plan.planVersion) setState({ seen: plan, moved: movedBetween(seen.operations, plan.operations) });
  useEffect(() => {
    if (moved.size === 0) return undefined;
    const timer = setTimeout(() => setState((state) => ({ ...state, moved: new Set() })), MARKED_MS);
    return () => clearTimeout(timer);
  }, [moved]);
  return moved;
}
