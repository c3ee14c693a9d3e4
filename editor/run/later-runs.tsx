/** Before an action that lets a lane go on: which later runs go on without what this one would have done (LAN-6). */
import { Alert, Anchor, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { LaneView } from '#flows/api/operations.ts';
import type { RunView } from '#flows/api/runs.ts';
import { useFlowWords } from '../operations/use-flow-words.ts';
import { apiPath } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';

const MOST_NAMED = 5;

export function LaterRuns({ run }: { readonly run: RunView }) {
  const { environment, lane, runId } = run;
  // Not among the lanes that are read again once an action is done: this lane may be gone by then.
  const query = useResource<LaneView>(
    'later-runs',
    apiPath`/api/environments/${environment}/lanes/${lane?.name ?? ''}/${lane?.key ?? ''}`,
    {},
    { enabled: lane !== undefined, staleTime: 0 },
  );
  const { nameOf } = useFlowWords();
  const found = query.data;
  // Only what waits behind the head waits for it.
  if (found === undefined || found.head.runId !== runId || found.depth < 2) return null;
  const behind = found.depth - 1;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
      <Text size="sm">
        {t(
          'lane.later',
          '{count, plural, one {# later run waits} other {# later runs wait}} in this lane for the same object and may build on what this run has not done. They go on, in their order, without it:',
          { count: behind },
        )}
      </Text>
      <List size="sm" mt={4}>
        {found.waiting.slice(0, MOST_NAMED).map(({ runId: later, flowId, keys, lane: place }) => (
          <List.Item key={later}>
            <Anchor component={Link} to={`/runs/${later}`} size="sm" className="number">
              {nameOf(flowId)}
              {place?.sequence !== undefined && ` #${place.sequence}`}
            </Anchor>{' '}
            {Object.entries(keys)
              .map(([name, value]) => `${name} ${value}`)
              .join(', ')}
          </List.Item>
        ))}
        {behind > MOST_NAMED && <List.Item>{t('lane.later-more', 'and {count} more', { count: behind - MOST_NAMED })}</List.Item>}
      </List>
    </Alert>
  );
}
