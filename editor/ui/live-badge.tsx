import { Group, Text } from '@mantine/core';
import { IconPlugConnectedX, IconWifi } from '@tabler/icons-react';
import type { LiveStatus } from '../server/live-client.ts';
import { t } from '../text.ts';

/** Whether what is shown follows what happens. */
export function LiveBadge({ status }: { readonly status: LiveStatus }) {
  const isLive = status === 'live';
  return (
    <Group gap={4} role="status">
      {isLive ? <IconWifi size={14} aria-hidden /> : <IconPlugConnectedX size={14} aria-hidden />}
      <Text size="xs">
        {isLive
          ? t('live.on', 'live')
          : status === 'broken'
            ? t('live.off', 'connection lost, coming back')
            : t('live.connecting', 'connecting')}
      </Text>
    </Group>
  );
}
