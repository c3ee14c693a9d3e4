/** On every page while the installation only looks: what was found, and the administrator's way to go on in spite of it. */
import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense } from 'react';
import type { RecoveryView } from '#flows/api/recovery.ts';
import { callApi } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';

/** Nobody needs it on a good day: every page would load dialogs otherwise. */
const ReasonDialog = later(() => import('../ui/reason-dialog.tsx'), 'ReasonDialog');

const EVERY = { refetchInterval: 30_000 };

export function RecoveryBanner() {
  const recovery = useResource<RecoveryView>('recovery', '/api/recovery', {}, EVERY).data;
  const [asking, { open, close }] = useDisclosure(false);
  const may = useMay();
  const client = useQueryClient();
  if (recovery === undefined || recovery.state === 'working') return null;
  async function accept(reason: string): Promise<void> {
    await callApi('POST', '/api/recovery/acceptance', { body: { reason } });
    await client.invalidateQueries();
  }
  if (recovery.state === 'going-on') {
    return (
      <Alert color="yellow" title={t('recovery.going-on', 'The loss is accepted; work begins')} mb="md" role="alert">
        <Text size="sm">
          {recovery.problem === undefined
            ? t('recovery.beginning', 'Until then Millrace takes nothing and runs nothing.')
            : t('recovery.not-begun', 'It could not begin yet, and is tried again by itself: {problem}', { problem: recovery.problem })}
        </Text>
      </Alert>
    );
  }
  return (
    <Alert color="red" title={t('recovery.title', 'Read only: part of the journal is lost')} mb="md" role="alert">
      <Text size="sm">
        {t(
          'recovery.what',
          'Millrace takes nothing and runs nothing until an administrator has looked at this. Everything can be read and exported; a backup can be put back instead.',
        )}
      </Text>
      <List size="sm" my="xs">
        {recovery.findings.map((finding) => (
          <List.Item key={finding}>{finding}</List.Item>
        ))}
      </List>
      {may('recovery.accept') && (
        <Group>
          <Button variant="default" size="xs" onClick={open}>
            {t('recovery.accept', 'Accept the loss and go on')}
          </Button>
        </Group>
      )}
      {asking && (
        <Suspense>
          <ReasonDialog
            title={t('recovery.accept', 'Accept the loss and go on')}
            effect={t(
              'recovery.effect',
              'Work begins again with what is left. Senders may send again what was lost; what other systems did because of it stays done. This cannot be taken back.',
            )}
            confirmLabel={t('recovery.confirm', 'Accept and go on')}
            danger
            onConfirm={accept}
            onClose={close}
          />
        </Suspense>
      )}
    </Alert>
  );
}
