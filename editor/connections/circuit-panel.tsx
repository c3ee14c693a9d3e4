/** How the connection's circuit stands, and opening or closing it by hand. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { CircuitState } from '#flows/api/connections.ts';
import { RunErrorPanel } from '../run/run-error-panel.tsx';
import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { connectionName } from '../ui/connection-name.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';

export function CircuitPanel({ environment, circuit }: { readonly environment: string; readonly circuit: CircuitState }) {
  const [wanted, setWanted] = useState<'open' | 'closed'>();
  async function set(reason: string): Promise<void> {
    await callApi('POST', apiPath`/api/environments/${environment}/circuits/${circuit.connection}`, {
      query: { plant: circuit.plant },
      body: { state: wanted, reason },
    });
    await queryClient.invalidateQueries({ queryKey: ['circuits'] });
    await queryClient.invalidateQueries({ queryKey: ['connections'] });
  }
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <StateBadge state={circuit.state} />
        <Text size="sm">
          {t('circuit.figures', '{failures} failures in a row, {held} held, {inFlight} under way, since', {
            failures: circuit.failures,
            held: circuit.held,
            inFlight: circuit.inFlight,
          })}{' '}
          <RelativeTime at={circuit.since} />
        </Text>
        {circuit.nextTrialAt !== undefined && (
          <Text size="sm">
            {t('circuit.trial', '· next trial')} <RelativeTime at={circuit.nextTrialAt} />
          </Text>
        )}
        {circuit.maintenanceUntil !== undefined && (
          <Text size="sm">
            {t('circuit.ends', '· ends')} <RelativeTime at={circuit.maintenanceUntil} />
          </Text>
        )}
        {circuit.state === 'maintenance' ? null : circuit.state === 'closed' ? (
          <Button size="compact-xs" variant="default" onClick={() => setWanted('open')}>
            {t('circuit.open', 'Hold all calls …')}
          </Button>
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => setWanted('closed')}>
            {t('circuit.close', 'Let calls through …')}
          </Button>
        )}
      </Group>
      {circuit.lastError !== undefined && circuit.state !== 'closed' && <RunErrorPanel error={circuit.lastError} />}
      {wanted !== undefined && (
        <ReasonDialog
          title={
            wanted === 'open'
              ? t('circuit.open-title', 'Hold all calls of {name}', { name: connectionName(circuit) })
              : t('circuit.close-title', 'Let calls of {name} through', { name: connectionName(circuit) })
          }
          effect={
            wanted === 'open'
              ? t('circuit.open-effect', 'Steps wait here until somebody lets them through. Nothing fails and nothing is lost.')
              : t('circuit.close-effect', 'Held steps go on, slowly at first.')
          }
          confirmLabel={wanted === 'open' ? t('circuit.open-do', 'Hold') : t('circuit.close-do', 'Let through')}
          onConfirm={set}
          onClose={() => setWanted(undefined)}
        />
      )}
    </Stack>
  );
}
