/** Asks once more before something that concerns others; shows what went wrong if it did. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { t } from '../text.ts';
import { ErrorPanel } from './error-panel.tsx';
import { useSubmit } from './use-submit.ts';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly effect: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

export function ConfirmDialog({ title, effect, confirmLabel, danger = false, onConfirm, onClose }: ConfirmDialogProps) {
  const act = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  const confirm = useSubmit(() => act.mutateAsync());
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack gap="sm">
        <Text>{effect}</Text>
        {act.error !== null && <ErrorPanel error={act.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel', 'Cancel')}
          </Button>
          <Button color={danger ? 'red' : 'blue'} loading={act.isPending} data-autofocus onClick={confirm}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
