/** What run this is, how it stands, and what an operator may do with it. */
import { Anchor, Button, Group, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconPlugConnectedX, IconWifi } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { RunView } from '#flows/api.ts';
import { portsOf } from '#flows/derive-ports.ts';
import type { Json } from '#flows/json.ts';
import type { OperatorAction } from '#flows/run.ts';
import { findNodeByPath } from '#flows/step-views.ts';
import type { LiveStatus } from '../server/live-client.ts';
import { useManifests } from '../server/use-manifests.ts';
import { t } from '../text.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { RelativeTime, useNow } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';
import { RunActionDialog } from './action-dialog.tsx';
import { ACTION_TEXTS } from './action-texts.ts';

export function RunHeader({ run, live, step }: { readonly run: RunView; readonly live: LiveStatus; readonly step: string | undefined }) {
  const [action, setAction] = useState<OperatorAction>();
  const now = useNow();
  const manifests = useManifests();
  // An action means the step that is shown when that one is open, else whatever blocks the run.
  const target = run.steps.some(({ path, state }) => path === step && state !== 'completed' && state !== 'skipped') ? step : undefined;
  const node = findNodeByPath(run.document, run.called, target ?? run.blockedAt ?? '');
  const manifest = node === undefined ? undefined : manifests.get(node.type);
  const ports = node === undefined || manifest === undefined ? [] : portsOf(manifest, node).map(({ name }) => name);
  const body = run.trigger === undefined ? undefined : (run.trigger as { readonly body?: Json }).body;
  return (
    <>
      <PageHeader
        title={run.document.name}
        about={
          <Group gap="xs">
            <StateBadge state={run.state} />
            <Anchor component={Link} to={`/flows/${run.flowId}`} size="sm">
              {t('run.version', 'version {version}', { version: run.version })}
            </Anchor>
            <span className="number">
              {durationText((run.endedAt === undefined ? now : Date.parse(run.endedAt)) - Date.parse(run.startedAt))}
            </span>
            <LiveBadge status={live} ended={run.endedAt !== undefined} />
          </Group>
        }
        actions={
          run.actions.length > 0 && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{t('run.actions', 'Act on this run')}</Button>
              </Menu.Target>
              <Menu.Dropdown>
                {run.actions.map((name) => (
                  <Menu.Item key={name} color={ACTION_TEXTS[name].danger ? 'red' : undefined!} onClick={() => setAction(name)}>
                    {ACTION_TEXTS[name].label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )
        }
      />
      <RunFacts run={run} />
      {action !== undefined && (
        <RunActionDialog
          runId={run.runId}
          action={action}
          path={action === 'edit' ? undefined : target}
          ports={ports}
          data={action === 'edit' ? body : undefined}
          onClose={() => setAction(undefined)}
        />
      )}
    </>
  );
}

function RunFacts({ run }: { readonly run: RunView }) {
  const objectType = run.document.object?.type;
  return (
    <Group gap="md" mb="xs" className="facts">
      {Object.entries(run.keys).map(([name, value]) => (
        <Text key={name} size="sm">
          <Text span c="dimmed">
            {name}{' '}
          </Text>
          {objectType === undefined ? (
            value
          ) : (
            <Anchor component={Link} to={`/objects/${encodeURIComponent(objectType)}/${encodeURIComponent(value)}`} size="sm">
              {value}
            </Anchor>
          )}
        </Text>
      ))}
      {run.lane !== undefined && (
        <Text size="sm">
          <Text span c="dimmed">
            {t('run.lane', 'lane')}{' '}
          </Text>
          {run.lane.name} / {run.lane.key}
        </Text>
      )}
      <Text size="sm">
        <Text span c="dimmed">
          {t('run.started', 'started')}{' '}
        </Text>
        <RelativeTime at={run.startedAt} />
      </Text>
      {run.heldBy !== undefined && (
        <Text size="sm">
          <Text span c="dimmed">
            {t('run.held-by', 'held by')}{' '}
          </Text>
          {run.heldBy}
        </Text>
      )}
      {run.originRunId !== undefined && (
        <Anchor component={Link} to={`/runs/${run.originRunId}`} size="sm">
          {t('run.origin', 'retry of an earlier run')}
        </Anchor>
      )}
      <Text size="xs" c="dimmed" className="mono">
        {run.runId} · {run.correlationId}
      </Text>
    </Group>
  );
}

function LiveBadge({ status, ended }: { readonly status: LiveStatus; readonly ended: boolean }) {
  if (ended) return null;
  const isLive = status === 'live';
  return (
    <Group gap={4} role="status">
      {isLive ? <IconWifi size={14} aria-hidden /> : <IconPlugConnectedX size={14} aria-hidden />}
      <Text size="xs">{isLive ? t('live.on', 'live') : t('live.off', 'connection lost, coming back')}</Text>
    </Group>
  );
}
