/** Reach, sign in, read, may write: rung by rung, with the fix at the first one that fails. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ConnectionCheckView } from '#flows/api.ts';
import { callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';

export interface CheckLadderProps {
  /** Of the connection. */
  readonly path: string;
  readonly plant: string | undefined;
  readonly last: ConnectionCheckView | undefined;
}

export function CheckLadder({ path, plant, last }: CheckLadderProps) {
  const check = useMutation({
    mutationFn: () => callApi<ConnectionCheckView>('POST', `${path}/check`, { query: { plant } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['connections'] }),
  });
  const shown = check.data ?? last;
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {t('check.do', 'Check now')}
        </Button>
        {shown !== undefined && <RelativeTime at={shown.at} />}
      </Group>
      {check.error !== null && <ErrorPanel error={check.error} />}
      {shown?.rungs.map((rung) => (
        <div key={rung.name}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <StateBadge state={rung.state} />
            <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
              {rung.name}
            </Text>
            <Text size="sm">{rung.message}</Text>
            <Text size="xs" c="dimmed" className="number">
              {durationText(rung.durationMs)}
            </Text>
          </Group>
          {rung.fix !== undefined && (
            <Alert color="yellow" variant="light" p="xs" mt={4}>
              {rung.fix}
            </Alert>
          )}
        </div>
      ))}
    </Stack>
  );
}
