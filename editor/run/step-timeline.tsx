/** Steps as bars over time, in the order they began. */
import { UnstyledButton } from '@mantine/core';
import type { StepView } from '#flows/api.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useNow } from '../ui/relative-time.tsx';
import { lookOf } from '../ui/states.ts';
import { durationText } from '../ui/time-text.ts';
import { barsOf } from './timeline-bars.ts';

export interface StepTimelineProps {
  readonly steps: readonly StepView[];
  readonly startedAt: string;
  readonly endedAt?: string | undefined;
  readonly selected: string | undefined;
  readonly onSelect: (path: string) => void;
}

export function StepTimeline({ steps, startedAt, endedAt, selected, onSelect }: StepTimelineProps) {
  const now = useNow();
  const { bars, totalMs } = barsOf(steps, startedAt, endedAt ?? new Date(now).toISOString());
  if (bars.length === 0)
    return (
      <EmptyState title={t('timeline.none', 'No step has begun')} why={t('timeline.why', 'Steps appear here as the run reaches them.')} />
    );
  return (
    <div className="timeline">
      <div className="timeline-scale number">
        <span>0</span>
        <span>{durationText(totalMs / 2)}</span>
        <span>{durationText(totalMs)}</span>
      </div>
      {bars.map(({ step, left, width, durationMs }) => {
        const look = lookOf(step.state);
        return (
          <UnstyledButton
            key={step.path}
            className="timeline-row"
            aria-current={step.path === selected}
            onClick={() => onSelect(step.path)}
          >
            <span className="timeline-label" title={step.path}>
              {step.path.includes('/') ? `${step.path.split('/').slice(0, -1).join(' / ')} / ${step.label}` : step.label}
            </span>
            <span className="timeline-state">
              <look.Icon size={13} aria-hidden /> {look.label}
              {step.attempts > 1 && ` ×${step.attempts}`}
            </span>
            <span className="timeline-track">
              <span className="timeline-bar" data-color={look.color} style={{ left: `${left}%`, width: `${width}%` }} />
            </span>
            <span className="number timeline-duration">{durationText(durationMs)}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
