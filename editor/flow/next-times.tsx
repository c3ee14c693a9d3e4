/** When a schedule falls due next, by the clock of its plant. */
import { List, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ScheduleTimes } from '#flows/api/expressions.ts';
import { formatLocale } from '../locale.ts';
import { problemOf } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';

const TYPING_MS = 400;

export function NextTimes({ cron, timeZone }: { readonly cron: string; readonly timeZone: string }) {
  const [asked] = useDebouncedValue(`${cron}\n${timeZone}`, TYPING_MS);
  const [askedCron = '', askedZone = ''] = asked.split('\n');
  const { data, error } = useResource<ScheduleTimes>('schedule-times', '/api/schedule-times', { cron: askedCron, timeZone: askedZone });
  if (error !== null)
    return (
      <Text size="xs" c="dimmed">
        {problemOf(error).detail}
      </Text>
    );
  if (data === undefined) return null;
  return (
    <section aria-label={t('schedule.next', 'Next times')}>
      <Text size="xs" fw={600}>
        {t('schedule.next', 'Next times')}
      </Text>
      <List size="xs" className="number">
        {data.times.map((at) => (
          <List.Item key={at}>{wallClock(at, askedZone)}</List.Item>
        ))}
      </List>
    </section>
  );
}

/** The plant's clock and, where it differs, nothing else: whoever plans there thinks in it. */
function wallClock(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat(formatLocale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));
}
