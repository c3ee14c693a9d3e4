/** A flow document pasted or uploaded, checked before it becomes a draft of one's own. Nothing of it runs. */
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { DraftView, FlowCheck } from '#flows/api/flows.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useFlows } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { FileChoice } from '../ui/file-choice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { readFlowText } from './read-flow-text.ts';

const TYPING_MS = 400;
const MOST_SHOWN = 30;

export function UploadFlowDialog({ onClose }: { readonly onClose: () => void }) {
  const flows = useFlows().data?.items ?? [];
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text, TYPING_MS);
  const read = readFlowText(text);
  const given = readFlowText(settled);
  const check = useQuery({
    queryKey: ['flow-check', settled],
    queryFn: ({ signal }) =>
      callApi<FlowCheck>('POST', apiPath`/api/flows/${given.flow?.id ?? ''}/check`, { body: { document: given.flow }, signal }),
    enabled: given.flow !== undefined,
    retry: false,
  });
  const known = flows.find(({ flowId }) => flowId === read.flow?.id);
  const create = useMutation({
    mutationFn: (flow: { readonly id: string }) =>
      callApi<DraftView>('POST', apiPath`/api/flows/${flow.id}/drafts`, { body: { document: flow } }),
    async onSuccess({ flowId, draftId }) {
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await navigate({ to: '/flows/$flowId/drafts/$draftId', params: { flowId, draftId } });
    },
  });
  const submit = useSubmit(() => (read.flow !== undefined ? create.mutateAsync(read.flow) : undefined));
  const problems = settled === text ? (check.data?.problems ?? []) : [];
  return (
    <Modal opened onClose={onClose} size="lg" title={t('upload.title', 'Upload a flow')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group gap="md">
            <FileChoice accept=".json,application/json" onChoose={(file) => void file.text().then(setText)}>
              {t('upload.choose', 'Choose a file …')}
            </FileChoice>
            <Text size="sm" c="dimmed">
              {t('upload.about', 'It becomes a draft of yours. Nothing of it runs before it is published and deployed.')}
            </Text>
          </Group>
          <Textarea
            label={t('upload.text', 'Flow document (JSON)')}
            autosize
            minRows={6}
            maxRows={12}
            spellCheck={false}
            classNames={{ input: 'mono' }}
            error={read.problem}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {read.flow !== undefined && (
            <Text size="sm" role="status">
              {known === undefined
                ? t('upload.new', '{name}: a new flow, id {id}.', { name: read.flow.name, id: read.flow.id })
                : t('upload.known', '{name}: there is a flow {id} already; this becomes another draft of it and changes no version.', {
                    name: known.name,
                    id: known.flowId,
                  })}
            </Text>
          )}
          {problems.slice(0, MOST_SHOWN).map(({ code, severity, path, message, help }) => (
            <Alert
              key={`${path} ${code} ${message}`}
              p="xs"
              variant="light"
              color={severity === 'error' ? 'red' : 'yellow'}
              title={message}
            >
              {help} <span className="mono">{path}</span>
            </Alert>
          ))}
          {(create.error ?? check.error) !== null && <ErrorPanel error={create.error ?? check.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel', 'Cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={read.flow === undefined}>
              {t('upload.create', 'Make a draft of it')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
