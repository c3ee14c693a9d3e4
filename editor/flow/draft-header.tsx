/** Name, whether it is saved, undo and redo, publish; and what to do when somebody else had the draft in hand too. */
import { ActionIcon, Alert, Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconDots, IconLayoutGrid, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import type { DraftView } from '#flows/api/flows.ts';
import { hasErrors } from '#flows/problem.ts';
import { type Action, canRun } from '../actions/action.ts';
import { keyCaps } from '../actions/action-keys.ts';
import { isMac } from '../actions/use-actions.ts';
import { Presence } from '../presence/presence.tsx';
import { apiPath, callApi, problemOf } from '../server/api-client.ts';
import { useFlow } from '../server/queries.ts';
import { queryClient } from '../server/query-client.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { notify } from '../ui/notify.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { LiveVersions } from './live-versions.tsx';
import type { GoTo } from './problem-place.ts';
import { SaveMark } from './save-mark.tsx';
import type { DraftEditor } from './use-draft.ts';
import { useOnline } from './use-online.ts';

const loadKeptBar = () => import('./kept-bar.tsx');
const KeptBar = later(() => loadKeptBar(), 'KeptBar');
const ConflictPanel = later(() => import('./conflict-panel.tsx'), 'ConflictPanel');
const PublishDialog = later(() => import('./publish-dialog.tsx'), 'PublishDialog');
const ConfirmDialog = later(() => import('../ui/confirm-dialog.tsx'), 'ConfirmDialog');

const TOOLS = [
  { id: 'undo', Icon: IconArrowBackUp },
  { id: 'redo', Icon: IconArrowForwardUp },
  { id: 'delete', Icon: IconTrash },
  { id: 'tidy', Icon: IconLayoutGrid },
  { id: 'try', Icon: IconPlayerPlay },
] as const;

export interface DraftHeaderProps {
  readonly draft: DraftView;
  readonly editor: DraftEditor;
  /** What can be done with the draft; some of it has a button here. */
  readonly actions: readonly Action[];
  readonly onGo: GoTo;
}

export function DraftHeader({ draft, editor, actions, onGo }: DraftHeaderProps) {
  // While there is a network: it is wanted when there is none.
  useEffect(() => void loadKeptBar().catch(() => undefined), []);
  const [dialog, setDialog] = useState<'publish' | 'discard'>();
  const navigate = useNavigate();
  const { save, flow } = editor;
  const summary = useFlow(draft.flowId).data;
  const online = useOnline();
  const close = () => setDialog(undefined);
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
            <Presence place={`flows/${draft.flowId}/drafts/${draft.draftId}`} />
          </Group>
        }
        actions={
          <>
            {TOOLS.map(({ id, Icon }) => {
              const action = actions.find((one) => one.id === id);
              if (action === undefined) return null;
              const label = action.keys?.[0] === undefined ? action.name : `${action.name} (${keyCaps(action.keys[0], isMac).join('+')})`;
              return (
                <ActionIcon
                  key={id}
                  variant="default"
                  size={28}
                  aria-label={label}
                  title={label}
                  disabled={!canRun(action)}
                  onClick={action.run}
                >
                  <Icon size={16} />
                </ActionIcon>
              );
            })}
            <MenuButton
              position="bottom-end"
              button={
                <ActionIcon variant="default" size={28} aria-label={t('editor.more', 'More')}>
                  <IconDots size={16} />
                </ActionIcon>
              }
              entries={[
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
            <Button
              disabled={!publishable}
              variant={hasErrors(editor.problems) ? 'default' : 'filled'}
              onClick={() => setDialog('publish')}
            >
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
      <Suspense>
        <KeptBar editor={editor} online={online} />
      </Suspense>
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
