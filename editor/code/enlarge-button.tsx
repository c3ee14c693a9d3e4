/** Opens a field's text large. Neither the window nor Monaco is here before it is wanted. */
import { ActionIcon } from '@mantine/core';
import { IconArrowsDiagonal } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import type { CodeDialogProps } from './code-dialog.tsx';

const CodeDialog = later(() => import('./code-dialog.tsx'), 'CodeDialog');

export function EnlargeButton(props: Omit<CodeDialogProps, 'onClose'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActionIcon
        size={20}
        variant="subtle"
        color="gray"
        className="enlarge"
        aria-label={t('code.enlarge', '{label}: open large', { label: props.label })}
        title={t('code.enlarge-title', 'Open large')}
        onClick={() => setOpen(true)}
      >
        <IconArrowsDiagonal size={13} aria-hidden />
      </ActionIcon>
      {open && (
        <Suspense>
          <CodeDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
