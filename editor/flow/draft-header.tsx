/** Name, whether it is saved, undo and redo, publish; and what to do when somebody else saved too. */
import { ActionIcon, Alert, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { DraftView } from '#flows/api.ts';
import type { CanvasSelection } from '../canvas/canvas-types.ts';
import { problemOf } from '../server/api-client.ts';
import { t } from '../text.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import type { DraftEditor, SaveState } from './use-draft.ts';

export interface DraftHeaderProps {
  readonly draft: DraftView;
  readonly editor: DraftEditor;
  readonly selection: CanvasSelection;
  readonly onRemove: () => void;
}

export function DraftHeader({ draft, editor, selection, onRemove }: DraftHeaderProps) {
  const [publishing, setPublishing] = useState(false);
  const { save } = editor;
  const empty = selection.nodes.length + selection.edges.length === 0;
  const tools = [
    { label: t('editor.undo', 'Undo (Ctrl+Z)'), Icon: IconArrowBackUp, run: editor.undo, disabled: !editor.canUndo },
    { label: t('editor.redo', 'Redo (Ctrl+Shift+Z)'), Icon: IconArrowForwardUp, run: editor.redo, disabled: !editor.canRedo },
    { label: t('editor.delete', 'Delete selection (Del)'), Icon: IconTrash, run: onRemove, disabled: empty },
  ];
  return (
    <>
      <PageHeader
        title={editor.flow.name}
        about={
          <Group gap="xs">
            <Text size="sm">
              {draft.baseVersion === undefined
                ? t('draft.new', 'draft by {owner}', { owner: draft.ownerName })
                : t('draft.of', 'draft of version {version} by {owner}', { version: draft.baseVersion, owner: draft.ownerName })}
            </Text>
            <Text size="sm" role="status">
              {saveText(save)}
            </Text>
          </Group>
        }
        actions={
          <>
            {tools.map(({ label, Icon, run, disabled }) => (
              <Tooltip key={label} label={label}>
                <ActionIcon variant="default" size={28} aria-label={label} disabled={disabled} onClick={run}>
                  <Icon size={16} />
                </ActionIcon>
              </Tooltip>
            ))}
            <Button onClick={() => setPublishing(true)}>{t('editor.publish', 'Review and publish')}</Button>
          </>
        }
      />
      {save.kind === 'conflict' && (
        <Alert color="yellow" p="xs" title={t('conflict.title', 'Somebody else has saved this draft meanwhile')}>
          <Group gap="xs">
            <Text>{t('conflict.text', 'Your changes are still here and not saved yet.')}</Text>
            <Button size="compact-xs" onClick={() => void editor.settle('both')}>
              {t('conflict.both', 'Merge both, mine where they meet')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => void editor.settle('theirs')}>
              {t('conflict.theirs', 'Take theirs (undo brings mine back)')}
            </Button>
          </Group>
        </Alert>
      )}
      {publishing && <PublishDialog draft={draft} editor={editor} onClose={() => setPublishing(false)} />}
    </>
  );
}

function saveText(save: SaveState): string {
  switch (save.kind) {
    case 'saved':
      return t('save.saved', '● saved');
    case 'changed':
      return t('save.changed', '○ changed');
    case 'saving':
      return t('save.saving', '◌ saving …');
    case 'conflict':
      return t('save.conflict', '▲ conflict');
    case 'failed':
      return t('save.failed', '▲ not saved: {why}', { why: problemOf(save.error).detail });
  }
}
