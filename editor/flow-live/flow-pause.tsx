/** Whether the flow begins anything here, and the operator's way to stop and to let it go on. */
import { Alert, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { DeploymentView } from '#flows/api.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';

interface PauseProps {
  readonly deployment: DeploymentView;
}

export function PauseButton({ deployment }: PauseProps) {
  const may = useMay();
  const client = useQueryClient();
  const [asking, { open, close }] = useDisclosure(false);
  const { environment, flowId, paused } = deployment;
  if (!may('runs.act')) return null;
  async function act(reason: string): Promise<void> {
    const place = apiPath`/api/environments/${environment}/deployments/${flowId}`;
    await callApi('POST', `${place}/${paused === undefined ? 'pause' : 'resumption'}`, { body: { reason } });
    await client.invalidateQueries();
  }
  const label = paused === undefined ? t('pause.pause', 'Pause') : t('pause.resume', 'Resume');
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {label}
      </Button>
      {asking && (
        <ReasonDialog
          title={label}
          effect={
            paused === undefined
              ? t(
                  'pause.effect',
                  'Nothing of this flow begins in {environment}, and nothing goes on after a wait. What is at work goes on to its end or its next wait; messages are taken and wait.',
                  { environment },
                )
              : t('pause.resume-effect', 'What is held goes on first, then what waits, in its order.')
          }
          confirmLabel={label}
          onConfirm={act}
          onClose={close}
        />
      )}
    </>
  );
}

export function PauseBanner({ deployment: { paused } }: PauseProps) {
  if (paused === undefined) return null;
  return (
    <Alert color="yellow" title={t('pause.title', 'Paused')} mb="xs">
      {t('pause.by', '{by}: {reason}', { by: paused.by, reason: paused.reason })} · <RelativeTime at={paused.since} />
    </Alert>
  );
}
