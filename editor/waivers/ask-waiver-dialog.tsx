/** Asks that this flow may go past a system API until a day; somebody else decides. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../text.ts';
import { notify } from '../ui/notify.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { askWaiver } from './use-waivers.ts';

export interface AskWaiverDialogProps {
  readonly flow: string;
  readonly nodeType: string;
  /** As people know it. */
  readonly label: string;
  readonly onAsked: () => void;
  readonly onClose: () => void;
}

const DAY_MS = 86_400_000;
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

export function AskWaiverDialog({ flow, nodeType, label, onAsked, onClose }: AskWaiverDialogProps) {
  const [until, setUntil] = useState(() => dayIn(90));
  return (
    <ReasonDialog
      title={t('waiver.ask-title', 'Ask for a waiver: {label}', { label })}
      effect={t(
        'waiver.ask-effect',
        'Who decides promotions into production sees it under Approvals. Granted, every version of this flow may use “{type}” past the system API until the day.',
        { type: nodeType },
      )}
      confirmLabel={t('waiver.ask-now', 'Ask for it')}
      onConfirm={async (reason) => {
        await askWaiver({ flow, nodeType, reason, until });
        notify({ message: t('waiver.asked', 'Asked for. Somebody else decides.') });
        onAsked();
      }}
      onClose={onClose}
    >
      <TextInput
        type="date"
        label={t('waiver.until', 'Until')}
        description={t('waiver.until-help', 'The last day; at most a year from now.')}
        required
        w={220}
        min={dayIn(0)}
        max={dayIn(365)}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </ReasonDialog>
  );
}
