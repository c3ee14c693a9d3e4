/** Several lanes that are parked for one reason, and what can be done about all of them at once. */
import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useState } from 'react';
import type { OperatorAction } from '#flows/run.ts';
import { ACTION_TEXTS } from '../run/action-texts.ts';
import { queryClient } from '../server/query-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { notify } from '../ui/notify.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { actOnAll } from './act-on-all.ts';
import type { ParkedCause } from './parked-causes.ts';
import { useFlowWords } from './use-flow-words.ts';

/** Those that need nothing but a reason. */
const ACTIONS = ['retry', 'set-aside', 'cancel'] as const satisfies readonly OperatorAction[];

export function SharedCause({ cause, stepName }: { readonly cause: ParkedCause; readonly stepName: string }) {
  const { nameOf, ownerOf } = useFlowWords();
  const [action, setAction] = useState<OperatorAction>();
  const { flowId, code, message, lanes } = cause;
  const mayAct = useMay()('runs.act', { environment: lanes[0]!.head.environment, folder: ownerOf(flowId) });
  return (
    <Alert color="grape" variant="light" p="xs" mb="xs" icon={<IconStack2 size={18} aria-hidden />}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <div>
          <Text size="sm" fw={600}>
            {t('cause.title', '{count} lanes of {flow} are parked for one reason, at {step}', {
              count: lanes.length,
              flow: nameOf(flowId),
              step: stepName,
            })}
          </Text>
          <Text size="sm">
            {message} <span className="mono">{code}</span>
          </Text>
        </div>
        {mayAct && (
          <Group gap={6} wrap="nowrap">
            {ACTIONS.map((name) => (
              <Button key={name} variant="default" size="compact-sm" onClick={() => setAction(name)}>
                {t('cause.act', '{action} all', { action: ACTION_TEXTS[name].label })}
              </Button>
            ))}
          </Group>
        )}
      </Group>
      {action !== undefined && <ActOnAllDialog cause={cause} action={action} onClose={() => setAction(undefined)} />}
    </Alert>
  );
}

interface ActOnAllDialogProps {
  readonly cause: ParkedCause;
  readonly action: OperatorAction;
  readonly onClose: () => void;
}

function ActOnAllDialog({ cause, action, onClose }: ActOnAllDialogProps) {
  // Those that were seen when it was decided: later ones are another decision.
  const [lanes] = useState(cause.lanes);
  const [done, setDone] = useState<number>();
  const { label, effect, danger } = ACTION_TEXTS[action];
  const behind = lanes.reduce((sum, { depth }) => sum + depth - 1, 0);

  async function act(reason: string): Promise<void> {
    setDone(0);
    const refused = await actOnAll({ runIds: lanes.map(({ head }) => head.runId), action, reason, onProgress: setDone }).finally(() => {
      setDone(undefined);
      for (const resource of ['runs', 'lanes', 'metrics']) void queryClient.invalidateQueries({ queryKey: [resource] });
    });
    notify({
      title: label,
      message: t('all.done', '{done} of {count} runs', { done: lanes.length - refused.length, count: lanes.length }),
    });
    for (const message of refused) notify({ title: label, message, tone: 'warning', stays: true });
  }

  return (
    <ReasonDialog
      title={t('all.title', '{action}: {count} runs', { action: label, count: lanes.length })}
      effect={effect}
      confirmLabel={t('all.confirm', '{action} {count} runs', { action: label, count: lanes.length })}
      danger={danger}
      onConfirm={act}
      onClose={onClose}
    >
      <Text size="sm">
        {action === 'retry'
          ? t(
              'all.trial',
              'The oldest is tried first. If it parks again, nothing is done to the others. Confirmed writes are never sent again.',
            )
          : t(
              'all.behind',
              '{count, plural, =0 {No run waits} one {# run waits} other {# runs wait}} behind them and may build on what they have not done.',
              {
                count: behind,
              },
            )}
      </Text>
      {done !== undefined && (
        <Progress
          value={(done / lanes.length) * 100}
          aria-label={t('all.progress', '{done} of {count} done', { done, count: lanes.length })}
        />
      )}
    </ReasonDialog>
  );
}
