/** What run this is, how it stands, and what an operator may do with it. */
import { Button, CopyButton, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RunView } from '#flows/api/runs.ts';
import { isFinal, type OperatorAction } from '#flows/run.ts';
import type { TraceEvent } from '#flows/trace.ts';
import { laneId } from '../operations/lane-figures.ts';
import { Presence } from '../presence/presence.tsx';
import type { LiveStatus } from '../server/live-client.ts';
import { t } from '../text.ts';
import { LiveBadge } from '../ui/live-badge.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { RelativeTime, useNow } from '../ui/relative-time.tsx';
import { SampleBadge } from '../ui/sample-badge.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';
import { ACTION_TEXTS } from './action-texts.ts';
import { KeepRunButton } from './keep-run.tsx';

export interface RunHeaderProps {
  readonly run: RunView;
  readonly live: LiveStatus;
  /** Whole journal. */
  readonly events: readonly TraceEvent[];
  /** Left out: whoever looks may not act. */
  readonly onAct: ((action: OperatorAction) => void) | undefined;
}

export function RunHeader({ run, events, live, onAct }: RunHeaderProps) {
  const now = useNow();
  return (
    <>
      <PageHeader
        title={run.document.name}
        about={
          <Group gap="xs">
            <StateBadge state={run.state} />
            {run.sample === true && <SampleBadge />}
            <PageLink to={`/flows/${run.flowId}`} size="sm">
              {t('run.version', 'version {version}', { version: run.version })}
            </PageLink>
            <span className="number">
              {durationText((run.endedAt === undefined ? now : Date.parse(run.endedAt)) - Date.parse(run.startedAt))}
            </span>
            {run.endedAt === undefined && <LiveBadge status={live} />}
            <Presence place={`runs/${run.runId}`} />
          </Group>
        }
        actions={
          <>
            {(isFinal(run.state) || run.state === 'parked') && <KeepRunButton run={run} events={events} />}
            {onAct !== undefined && run.actions.length > 0 && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button variant={run.state === 'parked' ? 'filled' : 'default'} rightSection={<IconChevronDown size={14} aria-hidden />}>
                    {t('run.actions', 'Act on this run')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {run.actions.map((name) => (
                    <Menu.Item key={name} color={ACTION_TEXTS[name].danger ? 'red' : undefined!} onClick={() => onAct(name)}>
                      {ACTION_TEXTS[name].label}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
          </>
        }
      />
      <RunFacts run={run} />
    </>
  );
}

function RunFacts({ run }: { readonly run: RunView }) {
  const { keys, lane, plant, startedAt, originRunId, runId, correlationId } = run;
  const objectType = run.document.object?.type;
  return (
    <Group gap="md" className="facts">
      {Object.entries(keys).map(([name, value]) => (
        <Fact key={name} name={name}>
          {/* The lane's key is the one that other systems know the object by. */}
          {objectType !== undefined && (lane === undefined || lane.key === value) ? (
            <PageLink to={`/objects/${encodeURIComponent(objectType)}/${encodeURIComponent(value)}`}>{value}</PageLink>
          ) : (
            value
          )}
        </Fact>
      ))}
      {lane !== undefined && (
        <Fact name={t('run.lane', 'lane')}>
          <PageLink to="/parking" search={{ lane: laneId({ ...lane, head: run }) }}>
            {lane.name} {lane.key}
          </PageLink>
          {lane.sequence !== undefined && ` #${lane.sequence}`}
        </Fact>
      )}
      {plant !== undefined && <Fact name={t('run.plant', 'plant')}>{plant}</Fact>}
      <Fact name={t('run.started', 'started')}>
        <RelativeTime at={startedAt} />
      </Fact>
      {originRunId !== undefined && (
        <PageLink to={`/runs/${originRunId}`} size="sm">
          {t('run.origin', 'retry of an earlier run')}
        </PageLink>
      )}
      <PageLink to="/runs" search={{ correlation: correlationId }}>
        {t('run.related', 'related runs')}
      </PageLink>
      <CopyButton value={runId}>
        {({ copied, copy }) => (
          <UnstyledButton className="mono" fz="xs" c="dimmed" onClick={copy} title={t('run.copy-id', 'Copy the id of the run')}>
            {copied ? t('copy.done', 'Copied') : runId}
          </UnstyledButton>
        )}
      </CopyButton>
    </Group>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Text size="sm" className="number">
      <Text span c="dimmed">
        {name}{' '}
      </Text>
      {children}
    </Text>
  );
}
