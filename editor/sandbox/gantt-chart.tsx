/**
 * Machines as rows, operations as bars on a time axis. A bar keeps its element over plans, so that it is seen to move; arrows lead
 * from bar to bar, in time along a machine and up and down between machines.
 */
import { Text } from '@mantine/core';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { t } from '../text.ts';
import { instantText } from '../ui/time-text.ts';
import { bareNumber } from './sap-order.ts';
import { type Bar, barsOf, daysOf, offTimesOf, type ScheduledOperation, type TimeWindow } from './schedule-bars.ts';

export interface Resource {
  readonly resource: string;
  readonly plant: string;
  readonly description: string;
}

export interface WorkingTimes {
  readonly resource: string;
  /** Epoch milliseconds, sorted. */
  readonly spans: readonly (readonly [number, number])[];
}

export interface GanttChartProps {
  readonly label: string;
  readonly resources: readonly Resource[];
  readonly operations: readonly ScheduledOperation[];
  /** Where bars stood before, drawn behind them. */
  readonly before?: readonly ScheduledOperation[];
  readonly window: TimeWindow;
  readonly workingTimes: readonly WorkingTimes[];
  readonly lookOf: (operation: ScheduledOperation) => 'plain' | 'picked' | 'faded';
  /** Keys of bars that the last plan has moved. */
  readonly moved?: ReadonlySet<string>;
  readonly selected?: string | undefined;
  readonly onSelect?: (key: string) => void;
}

const ROW_PX = 43;
/** Days whose names have room for a month. */
const MOST_LONG_NAMES = 14;
/** Days of which each has room for its number. */
const MOST_NAMES = 31;

export function GanttChart(props: GanttChartProps) {
  const { label, resources, operations, before = [], window, workingTimes } = props;
  const marks = daysOf(window);
  const columns = { gridTemplateColumns: `repeat(${marks.length}, minmax(0, 1fr))` };
  const rows = useMemo(() => resources.map(({ resource }) => barsOf(operations, resource, window)), [resources, operations, window]);
  const ghosts = useMemo(() => resources.map(({ resource }) => barsOf(before, resource, window)), [resources, before, window]);
  const off = useMemo(() => {
    const known = new Map(workingTimes.map(({ resource, spans }) => [resource, spans]));
    return resources.map(({ resource }) => (known.has(resource) ? offTimesOf(known.get(resource)!, window) : []));
  }, [resources, workingTimes, window]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="gantt" aria-label={label} tabIndex={0}>
      <div className="gantt-row gantt-head">
        <div className="gantt-name" />
        <div className="gantt-days" style={columns}>
          {marks.map((day, index) => (
            <span key={day} className="number">
              {marks.length <= MOST_LONG_NAMES ? day.slice(5) : marks.length <= MOST_NAMES || index % 7 === 0 ? day.slice(8) : ''}
            </span>
          ))}
        </div>
      </div>
      <div className="gantt-row">
        <div>
          {resources.map(({ resource, plant, description }) => (
            <div key={resource} className="gantt-name" style={{ height: ROW_PX }}>
              <Text size="sm" fw={500}>
                {resource}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {plant} {description}
              </Text>
            </div>
          ))}
        </div>
        <div className="gantt-lanes" style={{ height: resources.length * ROW_PX }}>
          <div className="gantt-days" style={columns} aria-hidden>
            {marks.map((day) => (
              <span key={day} />
            ))}
          </div>
          {off.map((stretches, row) =>
            stretches.map(({ left, width }) => (
              <div
                key={`${resources[row]!.resource} ${left}`}
                className="gantt-off"
                aria-hidden
                style={{ left: `${left}%`, width: `${width}%`, top: row * ROW_PX, height: ROW_PX - 1 }}
              />
            )),
          )}
          {ghosts.map((bars, row) =>
            bars.map(({ operation, left, width }) => (
              <div
                key={operation.key}
                className="gantt-ghost"
                aria-hidden
                style={{ left: `${left}%`, width: `${width}%`, top: row * ROW_PX + 4 }}
              />
            )),
          )}
          <Bars {...props} rows={rows} />
        </div>
      </div>
    </section>
  );
}

interface PlacedBar extends Bar {
  readonly row: number;
}

function Bars({ rows, lookOf, moved, selected, onSelect }: GanttChartProps & { readonly rows: readonly (readonly Bar[])[] }) {
  const holder = useRef<HTMLDivElement>(null);
  // In one order whatever the machine: an element that is moved within the list would not be seen to move on the screen.
  const bars = rows
    .flatMap((found, row) => found.map((bar): PlacedBar => ({ ...bar, row })))
    .sort((a, b) => (a.operation.key < b.operation.key ? -1 : 1));
  const inOrder = rows.flat();
  const stop = inOrder.find(({ operation }) => operation.key === selected) ?? inOrder[0];

  function go(event: KeyboardEvent, from: PlacedBar): void {
    const next = neighbourOf(rows, from, event.key);
    if (next === undefined) return;
    event.preventDefault();
    const { key } = next.operation;
    holder.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
    onSelect?.(key);
  }

  return (
    <div ref={holder} className="gantt-lane">
      {bars.map((bar) => {
        const { operation, left, width, setUp, row } = bar;
        const { key } = operation;
        const words = barText(operation);
        return (
          <button
            key={key}
            type="button"
            className="gantt-bar"
            data-key={key}
            data-late={operation.late}
            data-look={lookOf(operation)}
            data-moved={moved?.has(key) === true || undefined}
            aria-pressed={onSelect === undefined ? undefined : key === selected}
            aria-label={words}
            title={words}
            tabIndex={key === stop?.operation.key ? 0 : -1}
            style={{ left: `${left}%`, width: `${width}%`, top: row * ROW_PX + 9 }}
            onClick={() => onSelect?.(key)}
            onKeyDown={(event) => go(event, bar)}
          >
            {setUp > 0 && <span className="gantt-set-up" aria-hidden style={{ width: `${setUp}%` }} />}
            {width > 4 && bareNumber(operation.demandId)}
          </button>
        );
      })}
    </div>
  );
}

function barText({ demandId, item, description, start, end, late }: ScheduledOperation): string {
  const words = `${bareNumber(demandId)} / ${bareNumber(item)} · ${description} · ${instantText(start)} – ${instantText(end)}`;
  return late ? `${words} · ${t('schedule.late', 'late')}` : words;
}

function neighbourOf(rows: readonly (readonly Bar[])[], { operation, row, left }: PlacedBar, key: string): Bar | undefined {
  const bars = rows[row]!;
  const at = bars.findIndex((bar) => bar.operation.key === operation.key);
  if (key === 'ArrowRight') return bars[at + 1];
  if (key === 'ArrowLeft') return bars[at - 1];
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return undefined;
  for (let other = row + step; rows[other] !== undefined; other += step) {
    const nearest = rows[other]!.toSorted((a, b) => Math.abs(a.left - left) - Math.abs(b.left - left))[0];
    if (nearest !== undefined) return nearest;
  }
  return undefined;
}
