/** How a connection is here and now, beside where it is chosen: its circuit, its last check, and what becomes of writes. */
import { Group, Text } from '@mantine/core';
import type { ConnectionView } from '#flows/api/connections.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';

export function ConnectionHealth({ connection: { environment, circuit, lastCheck, limits } }: { readonly connection: ConnectionView }) {
  return (
    <Group gap={6} mt={4} role="status" aria-label={t('health.label', 'Health of the connection')}>
      <StateBadge state={circuit?.state ?? 'closed'} />
      <Text size="xs" c="dimmed">
        {environment}
      </Text>
      {lastCheck !== undefined && (
        <Text size="xs" c="dimmed">
          {lastCheck.ok ? t('health.checked', 'checked, works') : t('health.check-failed', 'its check failed')}{' '}
          <RelativeTime at={lastCheck.at} />
        </Text>
      )}
      {circuit?.lastError !== undefined && circuit.state !== 'closed' && (
        <Text size="xs" className="error-words">
          {spoken(circuit.lastError.message)}
        </Text>
      )}
      {limits['withholdWrites'] === true && <StateBadge state="withheld" label={t('health.withheld', 'Writes withheld')} />}
    </Group>
  );
}
