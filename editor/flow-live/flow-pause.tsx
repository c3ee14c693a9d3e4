/** Whether the flow begins anything here, and the operator's way to stop and to let it go on. */
import { Alert, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeploymentView } from '#flows/api/environments.ts';
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
  // What was asked for stays so while the dialog goes, though the flow is in its new state by then.
  const [asked, setAsked] = useState<'pause' | 'resume'>();
  const { environment, flowId, paused } = deployment;
  if (!may('runs.act')) return null;
  const offer = paused === undefined ? 'pause' : 'resume';
  async function act(reason: string): Promise<void> {
    const place = apiPath`/api/environments/${environment}/deployments/${flowId}`;
    await callApi('POST', `${place}/${asked === 'pause' ? 'pause' : 'resumption'}`, { body: { reason } });
    await client.invalidateQueries();
  }
  const labels = { pause: t('pause.pause', 'Pause'), resume: t('pause.resume', 'Resume') };
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsked(offer)}>
        {labels[offer]}
      </Button>
      {asked !== undefined && (
        <ReasonDialog
          title={labels[asked]}
          effect={
            asked === 'pause'
              ? t(
                  'pause.effect',
                  'Nothing of this flow begins in {environment}, and nothing goes on after a wait. What is at work goes on to its end or its next wait; messages are taken and wait.',
                  { environment },
                )
              : t('pause.resume-effect', 'What is held goes on first, then what waits, in its order.')
          }
          confirmLabel={labels[asked]}
          onConfirm={act}
          onClose={() => setAsked(undefined)}
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
