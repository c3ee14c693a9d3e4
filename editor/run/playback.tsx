/** Back in time: the run as it stood after any of its events; and, while it goes on, a picture that holds still. */
import { Button, Group, Slider, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { TraceEvent } from '#flows/trace.ts';
import { t } from '../text.ts';
import { clockText } from '../ui/time-text.ts';

export interface PlaybackProps {
  readonly events: readonly TraceEvent[];
  /** How many events are shown; undefined: all, as they come. */
  readonly shown: number | undefined;
  readonly ended: boolean;
  readonly onChange: (shown: number | undefined) => void;
}

export function Playback({ events, shown, ended, onChange }: PlaybackProps) {
  const at = shown ?? events.length;
  const event = events[at - 1];
  if (events.length < 2) return null;
  return (
    <Group gap="sm" wrap="nowrap" className="playback">
      {shown === undefined ? (
        !ended && (
          <Button variant="default" size="compact-xs" leftSection={<IconPlayerPause size={13} aria-hidden />} onClick={() => onChange(at)}>
            {t('playback.pause', 'Pause')}
          </Button>
        )
      ) : (
        <Button size="compact-xs" leftSection={<IconPlayerPlay size={13} aria-hidden />} onClick={() => onChange(undefined)}>
          {ended ? t('playback.end', 'To the end') : t('playback.live', 'Back to live')}
        </Button>
      )}
      <Text size="xs" c="dimmed" className="number">
        {event !== undefined && clockText(event.at)}
      </Text>
      <Slider
        size="sm"
        w={160}
        min={1}
        max={events.length}
        value={at}
        label={null}
        thumbLabel={t('playback.position', 'Event shown')}
        onChange={(value) => onChange(value >= events.length && ended ? undefined : value)}
      />
      {shown !== undefined && (
        <Text size="xs" c="dimmed" className="number">
          {t('playback.of', 'event {shown} of {count}', { shown, count: events.length })}
        </Text>
      )}
    </Group>
  );
}
