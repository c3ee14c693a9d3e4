/** Starts a run of the live version by hand, with a body written here. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { FlowSummary, RunAccepted } from '#flows/api.ts';
import { readJson } from '../run/read-json.ts';
import { callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useEnvironmentName } from '../ui/page-search.ts';

export function StartRunButton({ flow }: { readonly flow: FlowSummary }) {
  const environment = useEnvironmentName();
  const [open, setOpen] = useState(false);
  if (!flow.deployments.some((deployment) => deployment.environment === environment)) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {t('start.open', 'Run it')}
      </Button>
      {open && <StartRunDialog flow={flow} environment={environment} onClose={() => setOpen(false)} />}
    </>
  );
}

interface StartRunDialogProps {
  readonly flow: FlowSummary;
  readonly environment: string;
  readonly onClose: () => void;
}

function StartRunDialog({ flow, environment, onClose }: StartRunDialogProps) {
  const [text, setText] = useState('{}');
  const navigate = useNavigate();
  const input = readJson(text);
  const start = useMutation({
    mutationFn: () => callApi<RunAccepted>('POST', '/api/runs', { body: { environment, flow: flow.flowId, input: input.value ?? null } }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$runId', params: { runId } }),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    start.mutate();
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={t('start.title', 'Run {name} in {environment}', { name: flow.name, environment })}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text c="dimmed">{t('start.effect', 'A real run: what the flow writes is written.')}</Text>
          <Textarea
            label={t('start.body', 'Trigger body (JSON)')}
            autosize
            minRows={8}
            maxRows={24}
            classNames={{ input: 'mono' }}
            spellCheck={false}
            data-autofocus
            value={text}
            error={input.problem}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {start.error !== null && <ErrorPanel error={start.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel', 'Cancel')}
            </Button>
            <Button type="submit" loading={start.isPending} disabled={input.problem !== undefined}>
              {t('start.do', 'Run')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
