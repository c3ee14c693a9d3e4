/** What an operator may do with the run that blocks a lane; asked of the server when the menu opens. */
import { Alert, Button, List, Menu, Text } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { LaneView, RunView } from '#flows/api.ts';
import { portsOf } from '#flows/derive-ports.ts';
import type { Json } from '#flows/json.ts';
import type { OperatorAction } from '#flows/run.ts';
import { findNodeByPath } from '#flows/step-views.ts';
import { RunActionDialog } from '../run/action-dialog.tsx';
import { ACTION_TEXTS } from '../run/action-texts.ts';
import { runPath } from '../run/use-run.ts';
import { problemOf } from '../server/api-client.ts';
import { useResource } from '../server/queries.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';

/** Ending the head lets what waits behind it go on without its change. */
const LETS_OTHERS_PASS: readonly OperatorAction[] = ['set-aside', 'cancel', 'compensate', 'skip'];
const MOST_NAMED = 5;

export function LaneActions({ lane }: { readonly lane: LaneView }) {
  const { runId, blockedAt } = lane.head;
  const [opened, setOpened] = useState(false);
  const [action, setAction] = useState<OperatorAction>();
  const query = useResource<RunView>('run', runPath(runId), {}, { enabled: opened || action !== undefined, staleTime: 0 });
  const ports = usePortsAt(query.data, blockedAt);
  const run = query.data;
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
        <RunActionDialog
          runId={runId}
          action={action}
          ports={ports}
          data={action === 'edit' ? (run.trigger as { readonly body?: Json } | undefined)?.body : undefined}
          note={LETS_OTHERS_PASS.includes(action) && lane.waiting.length > 0 && <LaterRuns lane={lane} />}
          onClose={() => setAction(undefined)}
        />
      )}
    </>
  );
}

/** Names of the ports that the step at `path` may leave by. */
function usePortsAt(run: RunView | undefined, path: string | undefined): readonly string[] {
  const manifests = useManifests();
  const node = run === undefined || path === undefined ? undefined : findNodeByPath(run.document, run.called, path);
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  return node === undefined || manifest === undefined ? [] : portsOf(manifest, node).map(({ name }) => name);
}

function LaterRuns({ lane }: { readonly lane: LaneView }) {
  const behind = lane.depth - 1;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />}>
      <Text size="sm">
        {t(
          'lane.later',
          '{count, plural, one {# later run waits} other {# later runs wait}} in this lane for the same object. What this run would have written will be missing when they go on:',
          { count: behind },
        )}
      </Text>
      <List size="sm" mt={4}>
        {lane.waiting.slice(0, MOST_NAMED).map(({ runId, keys, lane: place }) => (
          <List.Item key={runId} className="number">
            {place?.sequence !== undefined && `#${place.sequence} `}
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
