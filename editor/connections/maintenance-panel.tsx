/** When the connection is not to be called: windows that were announced, one more, and taking one back. */
import { ActionIcon, Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectionView, MaintenanceWindow } from '#flows/api/connections.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { connectionName } from '../ui/connection-name.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { minuteText } from '../ui/time-text.ts';

export interface MaintenancePanelProps {
  readonly connection: ConnectionView;
  readonly mayAct: boolean;
}

export function MaintenancePanel({ connection, mayAct }: MaintenancePanelProps) {
  const { environment, name, plant, maintenance } = connection;
  const [announcing, setAnnouncing] = useState(false);
  const path = apiPath`/api/environments/${environment}/connections/${name}/maintenance`;
  const remove = useMutation({
    mutationFn: ({ windowId }: MaintenanceWindow) => callApi('DELETE', `${path}/${encodeURIComponent(windowId)}`, { query: { plant } }),
    onSettled: readAgain,
  });
  if (maintenance.length === 0 && !mayAct) return null;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('maintenance.title', 'Maintenance windows')}
        </Text>
        {mayAct && (
          <Button size="compact-xs" variant="default" onClick={() => setAnnouncing(true)}>
            {t('maintenance.add', 'Announce one …')}
          </Button>
        )}
      </Group>
      {maintenance.length > 0 && (
        <List size="sm" listStyleType="none">
          {maintenance.map((window) => (
            <List.Item key={window.windowId}>
              <Group gap={6} component="span">
                <span className="number">{t('maintenance.span', '{from} to {to}', spanOf(window))}</span>
                <Text span size="sm" c="dimmed">
                  {window.reason}, {window.by}
                </Text>
                {mayAct && (
                  <ActionIcon
                    variant="subtle"
                    size="sm"
                    aria-label={t('maintenance.remove', 'Take back the window from {from} to {to}', spanOf(window))}
                    loading={remove.isPending && remove.variables === window}
                    onClick={() => remove.mutate(window)}
                  >
                    <IconTrash size={14} aria-hidden />
                  </ActionIcon>
                )}
              </Group>
            </List.Item>
          ))}
        </List>
      )}
      {remove.error !== null && <ErrorPanel error={remove.error} />}
      {announcing && <AnnounceDialog connection={connection} path={path} onClose={() => setAnnouncing(false)} />}
    </Stack>
  );
}

interface AnnounceDialogProps {
  readonly connection: ConnectionView;
  readonly path: string;
  readonly onClose: () => void;
}

function AnnounceDialog({ connection: { name, plant }, path, onClose }: AnnounceDialogProps) {
  const [from, setFrom] = useState(() => localText(Date.now()));
  const [to, setTo] = useState(() => localText(Date.now() + 2 * HOUR_MS));
  const connection = connectionName({ connection: name, ...(plant === undefined ? {} : { plant }) });
  return (
    <ReasonDialog
      title={t('maintenance.announce', 'Maintenance of {connection}', { connection })}
      effect={t(
        'maintenance.effect',
        'In the window nothing is called: runs are held at their step, no attempt is used up and nobody is alarmed. They go on by themselves at its end.',
      )}
      confirmLabel={t('maintenance.do', 'Announce')}
      onConfirm={async (reason) => {
        await callApi('POST', path, { query: { plant }, body: { from: utcText(from), to: utcText(to), reason } });
        await readAgain();
      }}
      onClose={onClose}
    >
      <Group grow align="flex-start">
        <TextInput
          type="datetime-local"
          required
          label={t('maintenance.from', 'From')}
          description={t('maintenance.zone', 'In the time of this browser.')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          required
          label={t('maintenance.to', 'To')}
          description={t('maintenance.to-help', 'When work may go on.')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </Group>
    </ReasonDialog>
  );
}

const HOUR_MS = 3_600_000;

async function readAgain(): Promise<void> {
  await Promise.all(['connections', 'circuits'].map((resource) => queryClient.invalidateQueries({ queryKey: [resource] })));
}

function spanOf({ from, to }: MaintenanceWindow): { readonly from: string; readonly to: string } {
  return { from: minuteText(from), to: minuteText(to) };
}

/** As the field for a local date and time has it. */
function localText(at: number): string {
  return minuteText(new Date(at).toISOString()).replace(' ', 'T');
}

function utcText(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? local : at.toISOString();
}
