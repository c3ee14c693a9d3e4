/** Freezes the draft as the next version: problems, what changed, a note. */
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { DraftView, VersionSummary } from '#flows/api.ts';
import { hasErrors } from '#flows/problem.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useFlow, useVersion } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { notify } from '../ui/notify.ts';
import { ChangeList } from './change-list.tsx';
import { ProblemList } from './problem-list.tsx';
import type { GoTo } from './problem-place.ts';
import type { DraftEditor } from './use-draft.ts';

export interface PublishDialogProps {
  readonly draft: DraftView;
  readonly editor: DraftEditor;
  readonly onClose: () => void;
  /** To a problem's node. */
  readonly onGo: GoTo;
}

export function PublishDialog({ draft, editor, onClose, onGo }: PublishDialogProps) {
  const [note, setNote] = useState('');
  const navigate = useNavigate();
  const latest = useFlow(draft.flowId).data?.latestVersion;
  const base = useVersion(draft.flowId, draft.baseVersion);
  const blocked = hasErrors(editor.problems);
  const publish = useMutation({
    async mutationFn() {
      if (!(await editor.saveNow())) throw new Error(t('publish.unsaved', 'The draft could not be saved; nothing was published.'));
      return callApi<VersionSummary>('POST', apiPath`/api/flows/${draft.flowId}/versions`, {
        body: { draftId: draft.draftId, note: note.trim() },
      });
    },
    async onSuccess({ version }) {
      editor.end();
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      notify({ message: t('publish.done', 'Version {version} is published. Deploy it to make it live.', { version }) });
      await navigate({ to: '/flows/$flowId', params: { flowId: draft.flowId }, search: { tab: 'versions' } });
    },
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    publish.mutate();
  }
  return (
    <Modal opened onClose={onClose} size={900} title={t('publish.title', 'Publish {name}', { name: editor.flow.name })}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {editor.problems.length > 0 && (
            <>
              <Text fw={600}>
                {blocked
                  ? t('publish.blocked', 'These problems must be solved first:')
                  : t('publish.warned', 'Nothing stops it, but look at these:')}
              </Text>
              <ProblemList problems={editor.problems} flow={editor.flow} onGo={onGo} />
            </>
          )}
          {latest !== undefined && draft.baseVersion !== undefined && latest > draft.baseVersion && (
            <Alert color="yellow" p="xs">
              {t(
                'publish.behind',
                'The draft began with version {base}; version {latest} was published since, and what it changed is not in here.',
                { base: draft.baseVersion, latest },
              )}
            </Alert>
          )}
          {draft.baseVersion !== undefined && (
            <div className="publish-changes">
              {base.data === undefined ? <Loading /> : <ChangeList from={base.data.document} to={editor.flow} />}
            </div>
          )}
          <Textarea
            label={t('publish.note', 'What is new, and why')}
            description={t('publish.note-help', 'Reviewers and operators read it beside the version.')}
            required
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {publish.error !== null && <ErrorPanel error={publish.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel', 'Cancel')}
            </Button>
            <Button type="submit" disabled={blocked || note.trim() === ''} loading={publish.isPending}>
              {t('publish.do', 'Publish as version {version}', { version: (latest ?? 0) + 1 })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
