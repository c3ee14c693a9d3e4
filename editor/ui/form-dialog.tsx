/**
 * A form in a dialog of its own: what it asks, what went wrong when it was sent, and its two buttons. Enter sends it. While it is on its way
 * it stays, but for who cancels: what it answers may be shown once only.
 */
import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../text.ts';
import { ErrorPanel } from './error-panel.tsx';
import { useSubmit } from './use-submit.ts';

export interface FormDialogProps {
  readonly title: string;
  readonly size?: ModalProps['size'];
  readonly submitLabel: string;
  /** All that is needed is there; else it cannot be sent. */
  readonly isReady: boolean;
  /** What sending does. */
  readonly sending: { readonly error: Error | null; readonly isPending: boolean; mutateAsync(): Promise<unknown> };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function FormDialog({ title, size = 'md', submitLabel, isReady, sending, onClose, children }: FormDialogProps) {
  const submit = useSubmit(() => (isReady ? sending.mutateAsync() : undefined));
  const stays = sending.isPending;
  return (
    <Modal opened onClose={onClose} closeOnEscape={!stays} closeOnClickOutside={!stays} withCloseButton={!stays} title={title} size={size}>
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
