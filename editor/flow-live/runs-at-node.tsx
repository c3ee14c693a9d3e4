/** The runs that stand at one node of a flow now. */
import { ActionIcon, Group, Stack, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { withoutIteration } from '#flows/step-views.ts';
import { RunReason } from '../operations/run-table.tsx';
import { useLiveRefresh } from '../operations/use-live-refresh.ts';
import { useRuns } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';

export interface RunsAtNodeProps {
  readonly flowId: string;
  readonly environment: string;
  readonly nodeId: string;
  readonly label: string;
  readonly onClose: () => void;
}

/** Of more the newest are shown. */
const MOST = 200;

export function RunsAtNode({ flowId, environment, nodeId, label, onClose }: RunsAtNodeProps) {
  useLiveRefresh(environment, ['runs']);
  const query = useRuns({ environment, flow: flowId, state: 'waiting,held,parked', limit: MOST });
  return (
    <aside className="side-panel" aria-label={t('at-node.panel', 'Runs at this step')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
        <Title order={2}>{t('at-node.title', 'Standing at {label}', { label })}</Title>
        <ActionIcon onClick={onClose} aria-label={t('close', 'Close')}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <QueryView query={query}>
        {({ items }) => {
          const here = items.filter(({ blockedAt }) => blockedAt !== undefined && withoutIteration(blockedAt.split('/')[0]!) === nodeId);
          if (here.length === 0)
            return (
              <EmptyState
                title={t('at-node.none', 'No run stands here')}
                why={t('at-node.none-why', 'Runs that go through at once are not listed; the list of runs has them.')}
              />
            );
          return (
            <Stack gap={6}>
              {here.map((run) => (
                <div key={run.runId} className="run-at-node">
                  <Group gap="xs" wrap="nowrap">
                    <StateBadge state={run.state} />
                    <PageLink to={`/runs/${run.runId}`} className="number">
                      {run.lane?.key ?? Object.values(run.keys)[0] ?? run.runId}
                      {run.lane?.sequence !== undefined && ` #${run.lane.sequence}`}
                    </PageLink>
                    <Text size="xs" c="dimmed" ml="auto">
                      <RelativeTime at={run.startedAt} />
                    </Text>
                  </Group>
                  <RunReason run={run} />
                </div>
              ))}
            </Stack>
          );
        }}
      </QueryView>
    </aside>
  );
}
