/** What an operator may do with the run that blocks a lane; asked of the server when the menu opens. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { LaneView } from '#flows/api/operations.ts';
import type { RunView } from '#flows/api/runs.ts';
import type { OperatorAction } from '#flows/run.ts';
import { RunActionDialog } from '../run/action-dialog.tsx';
import { useActionTarget } from '../run/action-target.ts';
import { ACTION_TEXTS } from '../run/action-texts.ts';
import { runPath } from '../run/use-run.ts';
import { problemOf } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { SampleStanding } from './sample-standing.tsx';
import { useFlowWords } from './use-flow-words.ts';

export function LaneActions({ lane }: { readonly lane: LaneView }) {
  const { runId } = lane.head;
  const [opened, setOpened] = useState(false);
  const [action, setAction] = useState<OperatorAction>();
  const query = useResource<RunView>('run', runPath(runId), {}, { enabled: opened || action !== undefined, staleTime: 0 });
  const run = query.data;
  const { ports } = useActionTarget(run, undefined);
  const { environment, flowId, plant, sample } = lane.head;
  const folder = useFlowWords().ownerOf(flowId);
  if (!useMay()('runs.act', { environment, folder, ...(plant === undefined ? {} : { plant }) })) return null;
  if (sample === true) return <SampleStanding />;
  return (
    <>
      <Menu position="bottom-end" withinPortal opened={opened} onChange={setOpened}>
        <Menu.Target>
          <Button variant="default" size="compact-xs" rightSection={<IconChevronDown size={12} aria-hidden />}>
            {t('lane.act', 'Act')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {run === undefined && <Menu.Label>{query.isError ? problemOf(query.error).detail : t('loading', 'Loading')}</Menu.Label>}
          {run?.actions.length === 0 && <Menu.Label>{t('lane.no-action', 'Nothing can be done with this run now.')}</Menu.Label>}
          {run?.actions.map((name) => (
            <Menu.Item key={name} color={ACTION_TEXTS[name].danger ? 'red' : undefined!} onClick={() => setAction(name)}>
              {ACTION_TEXTS[name].label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {action !== undefined && run !== undefined && (
        <RunActionDialog run={run} action={action} ports={ports} onClose={() => setAction(undefined)} />
      )}
    </>
  );
}
