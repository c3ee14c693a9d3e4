/** Starts a run of the live version by hand, with an input written here. */
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { FlowSummary } from '#flows/api/flows.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';
import { useEnvironmentName } from '../ui/page-search.ts';

const StartRunDialog = later(() => import('./start-run-dialog.tsx'), 'StartRunDialog');

export function StartRunButton({ flow }: { readonly flow: FlowSummary }) {
  const environment = useEnvironmentName();
  const [open, setOpen] = useState(false);
  const live = flow.deployments.find((deployment) => deployment.environment === environment);
  const mayStart = useMay()('runs.start', { environment, folder: flow.owner });
  if (live === undefined || !mayStart) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {t('start.open', 'Run it')}
      </Button>
      {open && (
        <Suspense>
          <StartRunDialog flow={flow} environment={environment} version={live.version} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
