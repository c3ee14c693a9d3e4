/** The bars of one order with where they stood before the plan that moved it last. */
import { useMemo } from 'react';
import { t } from '../text.ts';
import { GanttChart, type Resource, type WorkingTimes } from './gantt-chart.tsx';
import { useSystemView } from './sandbox-api.ts';
import { bareNumber } from './sap-order.ts';
import { movedBetween, type ScheduledOperation, windowAround } from './schedule-bars.ts';

/** What the scheduler's view `orders/{order}` says. */
export interface PlannedOrder {
  readonly demand: { readonly demandId: string; readonly demandRevision: number };
  readonly commitment: {
    readonly outcome: 'committed' | 'offers' | 'infeasible';
    readonly committedDate?: string;
    readonly demandRevision: number;
    readonly lines: readonly {
      readonly item: string;
      readonly quantity: string;
      readonly unit: string;
      readonly requestedDate: string;
      readonly committedDate: string;
      readonly onTime: boolean;
      readonly reason?: string;
      readonly blocking?: string;
      readonly operations: readonly unknown[];
    }[];
  } | null;
  readonly change: { readonly planVersion: number; readonly at: string; readonly displaced: boolean } | null;
  readonly bars: readonly ScheduledOperation[];
  readonly barsBefore: readonly ScheduledOperation[];
}

const NONE: readonly WorkingTimes[] = [];

export function OrderGantt({ planned: { demand, bars, barsBefore } }: { readonly planned: PlannedOrder }) {
  const resources = useSystemView<readonly Resource[]>('scheduler', 'resources').data;
  const workingTimes = useSystemView<readonly WorkingTimes[]>('scheduler', 'working-times', 10_000).data ?? NONE;
  const moved = useMemo(() => movedBetween(barsBefore, bars), [barsBefore, bars]);
  const before = useMemo(() => {
    const stay = new Set(bars.filter(({ key }) => !moved.has(key)).map(({ key }) => key));
    return barsBefore.filter(({ key }) => !stay.has(key));
  }, [bars, barsBefore, moved]);
  const window = useMemo(() => windowAround([...bars, ...before]), [bars, before]);
  if (resources === undefined || window === undefined) return null;
  const used = new Set([...bars, ...before].map(({ resource }) => resource));
  return (
    <GanttChart
      label={t('way.gantt', 'Operations of order {order}', { order: bareNumber(demand.demandId) })}
      resources={resources.filter(({ resource }) => used.has(resource))}
      operations={bars}
      before={before}
      window={window}
      workingTimes={workingTimes}
      moved={moved}
      lookOf={() => 'plain'}
    />
  );
}
