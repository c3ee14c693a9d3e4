/** Says that a page shows sample history, and lets those who may take it away. */
import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { SampleHistoryView } from '#flows/api/recovery.ts';
import { callApi } from '../server/api-client.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { later } from '../ui/later.tsx';

const ReasonDialog = later(() => import('../ui/reason-dialog.tsx'), 'ReasonDialog');

const KEY = ['sample-history'];

function useSampleHistory(): SampleHistoryView | undefined {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<SampleHistoryView>('GET', '/api/sample-history', { signal }),
    // While it is being written the page fills by itself.
    refetchInterval: ({ state }) => (state.data?.state === 'coming' ? 5_000 : false),
  }).data;
}

export function SampleNotice() {
  const history = useSampleHistory();
  const may = useMay();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  if (history === undefined || history.state === 'none' || history.state === 'removed') return null;
  return (
    <Alert className="quiet-notice" p="xs" mb="sm" role="note">
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm">
          {history.state === 'coming'
            ? t('sample.coming', 'Two weeks of sample history are being written. They are marked, and never touched another system.')
            : t(
                'sample.there',
                '{runs, plural, one {# run} other {# runs}} of the last two weeks are sample history: marked, not counted, and they never touched another system.',
                { runs: history.runs },
              )}
        </Text>
        {may('runs.remove') && (
          <Button size="compact-sm" variant="default" flex="none" onClick={() => setAsking(true)}>
            {t('sample.remove', 'Remove sample history')}
          </Button>
        )}
      </Group>
      {asking && (
        <Suspense>
          <ReasonDialog
            title={t('sample.remove-title', 'Remove sample history')}
            effect={t(
              'sample.remove-what',
              'All runs, approvals, exceptions and milestones that are marked as sample go, for good. Real ones stay.',
            )}
            confirmLabel={t('sample.remove', 'Remove sample history')}
            danger
            onConfirm={async (reason) => {
              await callApi('POST', '/api/sample-history/removal', { body: { reason } });
              await client.invalidateQueries();
            }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </Alert>
  );
}
