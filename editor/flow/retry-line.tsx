/** When a step is tried again, drawn on a line of time. */
import { Text } from '@mantine/core';
import type { RetryPolicy } from '#flows/flow.ts';
import { t } from '../text.ts';
import { durationText } from '../ui/time-text.ts';
import { retryTimeline } from './retry-timeline.ts';

export interface RetryLineProps {
  readonly policy: RetryPolicy | undefined;
  readonly timeoutMs: number;
}

const MOST_WAITS = 8;

export function RetryLine({ policy, timeoutMs }: RetryLineProps) {
  const { bars, waitsMs, longestMs, notShown } = retryTimeline(policy, timeoutMs);
  const waits = waitsMs.slice(0, MOST_WAITS).map(durationText).join(', ');
  const ends = t('retry.ends', 'Given up after {attempts, plural, one {# attempt} other {# attempts}}, at the latest after {duration}.', {
    attempts: waitsMs.length + 1,
    duration: durationText(longestMs),
  });
  return (
    <figure className="retry-line">
      <div
        className="retry-line-bars"
        role="img"
        aria-label={waits === '' ? ends : `${t('retry.waits', 'Waits: {waits}', { waits })}. ${ends}`}
      >
        {bars.map(({ kind, left, width }) => (
          <span key={`${kind} ${left}`} data-kind={kind} style={{ left: `${left}%`, width: `${width}%` }} />
        ))}
      </div>
      <figcaption>
        <Text size="xs" c="dimmed">
          {waits !== '' && `${t('retry.waits', 'Waits: {waits}', { waits })}${waitsMs.length > MOST_WAITS ? ' …' : ''}. `}
          {ends}
          {notShown > 0 && ` ${t('retry.not-shown', 'The line shows the first {count}.', { count: waitsMs.length + 1 - notShown })}`}
        </Text>
      </figcaption>
    </figure>
  );
}
