/** An action that is audited: says what will happen, asks why, then does it and shows what went wrong if it did. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../text.ts';
import { ErrorPanel } from './error-panel.tsx';
import { useSubmit } from './use-submit.ts';

export interface ReasonDialogProps {
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly effect: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  /** Fields beside the reason. */
  readonly children?: ReactNode;
  readonly onConfirm: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export function ReasonDialog({ title, effect, confirmLabel, danger = false, children, onConfirm, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const act = useMutation({ mutationFn: () => onConfirm(reason.trim()), onSuccess: onClose });
  const submit = useSubmit(() => (reason.trim() === '' ? undefined : act.mutateAsync()));
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text>{effect}</Text>
          {children}
          <Textarea
            label={t('reason.label', 'Reason')}
            description={t('reason.help', 'Kept with your name in the journal and in the audit trail.')}
            required
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {act.error !== null && <ErrorPanel error={act.error} />}
          <Group className="dialog-foot" justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {/* Not "Cancel": that is something one can do to a run. */}
              {t('reason.back', 'Go back')}
            </Button>
            <Button type="submit" color={danger ? 'red' : 'blue'} loading={act.isPending} disabled={reason.trim() === ''}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
