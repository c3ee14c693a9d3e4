/** Freezes the draft as the next version: problems, what changed, a note. */
import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { DraftView, VersionSummary } from '#flows/api/flows.ts';
import { hasErrors } from '#flows/problem.ts';
import { isPastSystemApi } from '#flows/waivers/layer-problems.ts';
import { apiPath, callApi, problemOf } from '../server/api-client.ts';
import { useEnvironments, useFlow, useVersion } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Loading } from '../ui/loading.tsx';
import { notify } from '../ui/notify.ts';
import { useSubmit } from '../ui/use-submit.ts';
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
  const [first, second] = useEnvironments().data?.items ?? [];
  const may = useMay();
  const folder = editor.flow.owner;
  const mayAsk =
    first !== undefined &&
    second !== undefined &&
    may('deployments.write', { environment: first.name, folder }) &&
    may('promotions.request', { environment: second.name, folder });

  // Into production nothing goes past a system API without a waiver, but in an emergency.
  const emergency = second?.production === true && editor.problems.some(isPastSystemApi);

  /** A promotion takes a version from where it is live. */
  async function askFor(version: number): Promise<void> {
    await callApi('PUT', apiPath`/api/environments/${first!.name}/deployments/${draft.flowId}`, { body: { version } });
    await callApi('POST', '/api/promotions', {
      body: { flow: draft.flowId, version, to: second!.name, note: note.trim(), ...(emergency ? { emergency } : {}) },
    });
  }

  const publish = useMutation({
    async mutationFn(asks: boolean) {
      if (!(await editor.saveNow())) throw new Error(t('publish.unsaved', 'The draft could not be saved; nothing was published.'));
      const { version } = await callApi<VersionSummary>('POST', apiPath`/api/flows/${draft.flowId}/versions`, {
        body: { draftId: draft.draftId, note: note.trim() },
      });
      if (!asks) return { version, asked: false };
      // The version is there, whatever becomes of the rest.
      const why = await askFor(version).then(
        () => undefined,
        (error: unknown) => problemOf(error).detail,
      );
      return { version, asked: true, why };
    },
    async onSuccess({ version, asked, why }) {
      editor.end();
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await queryClient.invalidateQueries({ queryKey: ['promotions'] });
      if (why !== undefined)
        notify({
          message: t('publish.not-asked', 'Version {version} is published, and no more: {why}', { version, why }),
          tone: 'warning',
        });
      else if (asked)
        notify({
          message: t('publish.asked', 'Version {version} is published, live in {first} and asked for in {second}.', {
            version,
            first: first?.label ?? '',
            second: second?.label ?? '',
          }),
        });
      else notify({ message: t('publish.done', 'Version {version} is published. Deploy it to make it live.', { version }) });
      await navigate({ to: '/flows/$flowId', params: { flowId: draft.flowId }, search: { tab: 'versions' } });
    },
  });
  const submit = useSubmit(() => publish.mutateAsync(false));
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
          {publish.error !== null && <ErrorPanel error={publish.error} onGo={(problem) => onGo(problem.nodeId, problem)} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel', 'Cancel')}
            </Button>
            {mayAsk && (
              <Button
                variant="default"
                {...(emergency ? { color: 'red' } : {})}
                disabled={blocked || note.trim() === ''}
                loading={publish.isPending && publish.variables}
                onClick={() => publish.mutate(true)}
              >
                {emergency
                  ? t('publish.ask-emergency', 'Publish, run it in {first}, ask for {second} without a waiver, as an emergency', {
                      first: first.label,
                      second: second.label,
                    })
                  : t('publish.ask', 'Publish, run it in {first}, ask for {second}', { first: first.label, second: second.label })}
              </Button>
            )}
            <Button type="submit" disabled={blocked || note.trim() === ''} loading={publish.isPending && !publish.variables}>
              {t('publish.do', 'Publish as version {version}', { version: (latest ?? 0) + 1 })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
