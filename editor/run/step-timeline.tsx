/** Steps over time: what each did from when to when, in the order they began, inner steps under the one that calls their flow. */
import { Text, UnstyledButton } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import type { StepView } from '#flows/api/runs.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { lookOf } from '../ui/states.ts';
import { durationText } from '../ui/time-text.ts';
import { segmentsOf } from './step-segments.ts';
import { hasEnded, mostUrgent, shownState } from './step-urgency.ts';
import { type TimelineBar, type TimelineRow, timelineRows } from './timeline-bars.ts';

export interface StepTimelineProps {
  readonly steps: readonly StepView[];
  readonly events: readonly TraceEvent[];
  readonly acceptedAt: string;
  /** Up to when: the run's end, or now. */
  readonly untilMs: number;
  readonly labelOf: (path: string) => string;
  readonly selected: string | undefined;
  readonly onSelect: (path: string) => void;
}

/** A shorter wait for its turn is not worth a word. */
const LEAST_QUEUED_MS = 100;

export function StepTimeline({ steps, events, acceptedAt, untilMs, labelOf, selected, onSelect }: StepTimelineProps) {
  const segments = useMemo(() => segmentsOf(events), [events]);
  const acceptedMs = Date.parse(acceptedAt);
  const started = events.find(({ type }) => type === 'run-started');
  const startedMs = started === undefined ? undefined : Date.parse(started.at);
  // The scale begins when the run began: the wait for its turn may be hours against milliseconds of work.
  const fromMs = startedMs ?? acceptedMs;
  const rows = timelineRows(steps, segments, fromMs, untilMs);
  // What goes on, or is looked at, is kept in sight as the list grows.
  const shownPath = selected ?? mostUrgent(steps.filter((step) => !hasEnded(step)).toSorted(deepestFirst))?.path;
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row more may push it out of sight
  useEffect(() => {
    const frame = list.current?.parentElement;
    const keepInSight = () => list.current?.querySelector('[data-shown]')?.scrollIntoView({ block: 'nearest' });
    keepInSight();
    if (frame === null || frame === undefined) return;
    // What opens beside or above it makes it smaller.
    const observer = new ResizeObserver(keepInSight);
    observer.observe(frame);
    return () => observer.disconnect();
  }, [shownPath, rows.length]);
  const queuedMs = (startedMs ?? untilMs) - acceptedMs;
  return (
    <div className="timeline" ref={list}>
      {queuedMs >= LEAST_QUEUED_MS && (
        <Text size="xs" c="dimmed" py={2}>
          {startedMs === undefined
            ? t('timeline.queued', 'Waits for its turn for {duration}', { duration: durationText(queuedMs) })
            : t('timeline.was-queued', 'Waited {duration} for its turn before it began', { duration: durationText(queuedMs) })}
        </Text>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t('timeline.none', 'No step has begun')} why={t('timeline.why', 'Steps appear here as the run reaches them.')} />
      ) : (
        <>
          <div className="timeline-scale number">
            <span>0</span>
            <span>{durationText((untilMs - fromMs) / 2)}</span>
            <span>{durationText(untilMs - fromMs)}</span>
          </div>
          {rows.map((row) => (
            <Row
              key={row.step.path}
              row={row}
              label={labelOf(row.step.path)}
              selected={row.step.path === selected}
              shown={row.step.path === shownPath}
              onSelect={onSelect}
            />
          ))}
        </>
      )}
    </div>
  );
}

/** The inner step, not the one that calls it. */
function deepestFirst(a: StepView, b: StepView): number {
  return b.path.split('/').length - a.path.split('/').length;
}

interface RowProps {
  readonly row: TimelineRow;
  readonly label: string;
  readonly selected: boolean;
  readonly shown: boolean;
  readonly onSelect: (path: string) => void;
}

function Row({ row: { step, depth, bars, durationMs }, label, selected, shown, onSelect }: RowProps) {
  const look = lookOf(shownState(step));
  return (
    <UnstyledButton className="timeline-row" aria-current={selected} data-shown={shown || undefined} onClick={() => onSelect(step.path)}>
      <span className="timeline-label" title={step.path} style={{ paddingLeft: depth * 16 }}>
        {label}
      </span>
      <span className="timeline-state">
        <look.Icon size={13} aria-hidden /> {look.label}
        {step.attempts > 1 && step.state !== 'held' && ` ×${step.attempts}`}
      </span>
      <span className="timeline-track" aria-hidden>
        {bars.map(({ kind, left, width }) => (
          <span
            key={`${kind} ${left}`}
            className="timeline-bar"
            data-kind={kind === 'working' && look.color === 'green' ? 'done' : kind}
            title={BAR_TEXTS[kind]}
            style={{ left: `${left}%`, width: `${width}%` }}
          />
        ))}
      </span>
      <span className="number timeline-duration">{durationText(durationMs)}</span>
    </UnstyledButton>
  );
}

const BAR_TEXTS: { readonly [K in TimelineBar['kind']]: string } = {
  working: t('bar.working', 'at work'),
  failed: t('bar.failed', 'an attempt that failed'),
  retrying: t('bar.retrying', 'waits to try again'),
  held: t('bar.held', 'held: the system is not available'),
  waiting: t('bar.waiting', 'waits'),
  parked: t('bar.parked', 'parked'),
  calling: t('bar.calling', 'in the called flow'),
};
