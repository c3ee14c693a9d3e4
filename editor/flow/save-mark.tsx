/** Whether the draft is saved: a mark and a word. */
import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCloudUpload } from '@tabler/icons-react';
import { t } from '../text.ts';
import type { SaveState } from './use-draft.ts';

const LOOKS = {
  saved: { Icon: IconCircleCheck, text: t('save.saved', 'saved') },
  changed: { Icon: IconCircleDashed, text: t('save.changed', 'changed') },
  saving: { Icon: IconCloudUpload, text: t('save.saving', 'saving …') },
  conflict: { Icon: IconAlertTriangle, text: t('save.conflict', 'conflict, not saved') },
  gone: { Icon: IconAlertTriangle, text: t('save.gone', 'not saved') },
  failed: { Icon: IconAlertTriangle, text: t('save.failed', 'not saved') },
} as const;

export function SaveMark({ save }: { readonly save: SaveState }) {
  const { Icon, text } = LOOKS[save.kind];
  return (
    <Text size="sm" role="status" className="save-mark" data-state={save.kind}>
      <Icon size={14} aria-hidden /> {text}
    </Text>
  );
}
