/** The draft cannot be saved just now: how much is kept in this browser, and why. Drawing goes on. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { problemOf } from '../server/api-client.ts';
import { t } from '../text.ts';
import type { DraftEditor } from './use-draft.ts';

export function KeptBar({ editor: { save, unsaved, saveNow }, online }: { readonly editor: DraftEditor; readonly online: boolean }) {
  const failed = save.kind === 'failed';
  if (!failed && (online || unsaved === 0)) return null;
  const problem = failed ? problemOf(save.error) : undefined;
  return (
    <Alert color="yellow" p="xs" role="alert">
      <Group gap="xs" justify="space-between">
        <Text size="sm">
          {t('kept.count', 'Changes kept here: {count}.', { count: unsaved })}{' '}
          {online
            ? t('save.kept', 'Not saved yet: {why} Your changes are kept in this browser, and saving is tried again.', {
                why: problem?.problems?.[0]?.message ?? problem?.detail ?? '',
              })
            : t('kept.offline', 'You are offline. Go on drawing: everything is saved when the network is back.')}
        </Text>
        {online && (
          <Button size="compact-xs" variant="default" onClick={() => void saveNow()}>
            {t('kept.now', 'Save now')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
