/** Name, whether it is saved, undo and redo, publish; and what to do when somebody else had the draft in hand too. */
import { ActionIcon, Alert, Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconDots, IconLayoutGrid, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { DraftView } from '#flows/api.ts';
import { hasErrors } from '#flows/problem.ts';
import type { CanvasSelection } from '../canvas/canvas-types.ts';
import { apiPath, callApi, problemOf } from '../server/api-client.ts';
import { useFlow } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { MenuButton } from '../ui/menu-button.tsx';
import { notify } from '../ui/notify.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { KeptBar } from './kept-bar.tsx';
import { LiveVersions } from './live-versions.tsx';
import type { GoTo } from './problem-place.ts';
import { SaveMark } from './save-mark.tsx';
import type { DraftEditor } from './use-draft.ts';
import { useOnline } from './use-online.ts';

const ConflictPanel = lazy(async () => ({ default: (await import('./conflict-panel.tsx')).ConflictPanel }));
const PublishDialog = lazy(async () => ({ default: (await import('./publish-dialog.tsx')).PublishDialog }));
const ConfirmDialog = lazy(async () => ({ default: (await import('../ui/confirm-dialog.tsx')).ConfirmDialog }));
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));

export interface DraftHeaderProps {
  readonly draft: DraftView;
  readonly editor: DraftEditor;
  readonly selection: CanvasSelection;
  readonly onRemove: () => void;
  readonly onTidy: () => void;
  readonly onGo: GoTo;
}

export function DraftHeader({ draft, editor, selection, onRemove, onTidy, onGo }: DraftHeaderProps) {
  const [dialog, setDialog] = useState<'publish' | 'discard' | 'keys'>();
  const navigate = useNavigate();
  const { save, flow } = editor;
  const summary = useFlow(draft.flowId).data;
  const online = useOnline();
  const empty = selection.nodes.length + selection.edges.length === 0;
  const close = () => setDialog(undefined);
  const tools = [
    { label: t('editor.undo', 'Undo (Ctrl+Z)'), Icon: IconArrowBackUp, run: editor.undo, disabled: !editor.canUndo },
    { label: t('editor.redo', 'Redo (Ctrl+Shift+Z)'), Icon: IconArrowForwardUp, run: editor.redo, disabled: !editor.canRedo },
    { label: t('editor.delete', 'Delete selection (Del)'), Icon: IconTrash, run: onRemove, disabled: empty },
    { label: t('editor.tidy', 'Tidy the drawing (Shift+L)'), Icon: IconLayoutGrid, run: onTidy, disabled: false },
  ];
  const publishable = save.kind !== 'conflict' && save.kind !== 'gone';
  return (
    <>
      <PageHeader
        title={flow.name}
        about={
          <Group gap="sm">
            <Text size="sm">
              {draft.baseVersion === undefined
                ? t('draft.new', 'draft by {owner}', { owner: draft.ownerName })
                : t('draft.of', 'draft of version {version} by {owner}', { version: draft.baseVersion, owner: draft.ownerName })}
            </Text>
            {summary !== undefined && <LiveVersions flow={summary} looking={{ draftOf: summary.latestVersion }} />}
            <SaveMark save={save} />
          </Group>
        }
        actions={
          <>
            {tools.map(({ label, Icon, run, disabled }) => (
              <ActionIcon key={label} variant="default" size={28} aria-label={label} title={label} disabled={disabled} onClick={run}>
                <Icon size={16} />
              </ActionIcon>
            ))}
            <MenuButton
              position="bottom-end"
              button={
                <ActionIcon variant="default" size={28} aria-label={t('editor.more', 'More')}>
                  <IconDots size={16} />
                </ActionIcon>
              }
              entries={[
                { key: 'keys', label: t('editor.keys', 'Keyboard'), onChoose: () => setDialog('keys') },
                {
                  key: 'published',
                  label: t('editor.published', 'Show the published versions'),
                  onChoose: () => void navigate({ to: '/flows/$flowId', params: { flowId: draft.flowId } }),
                },
                {
                  key: 'discard',
                  label: t('editor.discard', 'Throw this draft away …'),
                  apart: true,
                  onChoose: () => setDialog('discard'),
                },
              ]}
            />
            <Button disabled={!publishable} color={hasErrors(editor.problems) ? 'gray' : 'blue'} onClick={() => setDialog('publish')}>
              {t('editor.publish', 'Review and publish')}
            </Button>
          </>
        }
      />
      {save.kind === 'conflict' && (
        <Suspense>
          <ConflictPanel base={save.base} mine={flow} theirs={save.current} onSettle={editor.settle} />
        </Suspense>
      )}
      {save.kind === 'gone' && <GonePanel draft={draft} editor={editor} />}
      <KeptBar editor={editor} online={online} />
      <Suspense>
        {dialog === 'publish' && (
          <PublishDialog
            draft={draft}
            editor={editor}
            onClose={close}
            onGo={(nodeId, problem) => {
              close();
              onGo(nodeId, problem);
            }}
          />
        )}
        {dialog === 'keys' && <KeysDialog onClose={close} />}
        {dialog === 'discard' && (
          <ConfirmDialog
            title={t('discard.title', 'Throw this draft away')}
            effect={
              draft.baseVersion === undefined
                ? t('discard.effect-new', 'The flow has no version yet: with its only draft the whole flow goes.')
                : t('discard.effect', 'What was changed since version {version} is lost. Published versions stay.', {
                    version: draft.baseVersion,
                  })
            }
            confirmLabel={t('discard.do', 'Throw away')}
            danger
            onConfirm={async () => {
              await callApi('DELETE', apiPath`/api/flows/${draft.flowId}/drafts/${draft.draftId}`);
              editor.end();
              notify({ message: t('discard.done', 'The draft is gone.') });
              await navigate(
                draft.baseVersion === undefined ? { to: '/flows' } : { to: '/flows/$flowId', params: { flowId: draft.flowId } },
              );
              // From there, where nobody asks any more for what is gone.
              await queryClient.invalidateQueries({ queryKey: ['flows'] });
            }}
            onClose={close}
          />
        )}
      </Suspense>
    </>
  );
}

/** Somebody published the draft or threw it away while it was open here: what is on the screen can live on as a draft of its own. */
function GonePanel({ draft, editor }: { readonly draft: DraftView; readonly editor: DraftEditor }) {
  const navigate = useNavigate();
  const rescue = useMutation({
    mutationFn: () => callApi<DraftView>('POST', apiPath`/api/flows/${draft.flowId}/drafts`, { body: { document: editor.flow } }),
    async onSuccess({ draftId }) {
      editor.end();
      await queryClient.invalidateQueries({ queryKey: ['flows'] });
      await navigate({ to: '/flows/$flowId/drafts/$draftId', params: { flowId: draft.flowId, draftId } });
    },
  });
  return (
    <Alert color="yellow" p="xs" role="alert" title={t('gone.title', 'Somebody has published this draft or thrown it away')}>
      <Group gap="xs">
        <Text>{t('gone.text', 'What you see here is kept in this browser.')}</Text>
        <Button size="compact-xs" loading={rescue.isPending} onClick={() => rescue.mutate()}>
          {t('gone.rescue', 'Go on with it as a new draft')}
        </Button>
        {rescue.error !== null && <Text c="red">{problemOf(rescue.error).detail}</Text>}
      </Group>
    </Alert>
  );
}
