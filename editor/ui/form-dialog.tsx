/** A form in a dialog of its own: what it asks, what went wrong when it was sent, and its two buttons. Enter sends it. */
import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { t } from '../text.ts';
import { ErrorPanel } from './error-panel.tsx';

export interface FormDialogProps {
  readonly title: string;
  readonly size?: ModalProps['size'];
  readonly submitLabel: string;
  /** All that is needed is there; else it cannot be sent. */
  readonly isReady: boolean;
  /** What sending does. */
  readonly sending: { readonly error: Error | null; readonly isPending: boolean; mutate(): void };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function FormDialog({ title, size = 'md', submitLabel, isReady, sending, onClose, children }: FormDialogProps) {
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady) sending.mutate();
  }
  return (
    <Modal opened onClose={onClose} title={title} size={size}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {children}
          {sending.error !== null && <ErrorPanel error={sending.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel', 'Cancel')}
            </Button>
            <Button type="submit" loading={sending.isPending} disabled={!isReady}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
