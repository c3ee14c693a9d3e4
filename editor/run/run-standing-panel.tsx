/** Above the drawing: where the run stands, why, what happens by itself, and what an operator may do about it. */
import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RunView } from '#flows/api/runs.ts';
import { toConnectionHold } from '#flows/connection-hold.ts';
import { findHoldingFlow } from '#flows/flow-hold.ts';
import type { OperatorAction, RunError } from '#flows/run.ts';
import { findNodeByPath } from '#flows/step-views.ts';
import { laneId } from '../operations/lane-figures.ts';
import { useCircuits } from '../server/queries.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { holdingConnectionName } from '../ui/connection-name.ts';
import { PageLink } from '../ui/page-link.tsx';
import { RelativeTime, useNow } from '../ui/relative-time.tsx';
import { lookOf } from '../ui/states.ts';
import { ACTION_TEXTS } from './action-texts.ts';
import type { Standing } from './run-standing.ts';
import { stepTitle } from './step-title.ts';

export interface RunStandingPanelProps {
  readonly run: RunView;
  readonly standing: Standing;
  readonly onGo: (path: string) => void;
  /** Left out: whoever looks may not act. */
  readonly onAct: ((action: OperatorAction) => void) | undefined;
}

/** What helps most often; the rest is in the menu of the page. */
const FIRST_ACTIONS: readonly OperatorAction[] = ['mark-confirmed', 'mark-not-applied', 'retry', 'edit', 'set-aside'];

export function RunStandingPanel({ run, standing, onGo, onAct }: RunStandingPanelProps) {
  const look = lookOf(LOOK[standing.kind]);
  const path = 'path' in standing ? standing.path : undefined;
  const error = 'error' in standing ? standing.error : undefined;
  return (
    <Alert className="run-standing" variant="light" color={look.color} p="xs" icon={<look.Icon size={18} aria-hidden />} role="status">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>
            <Headline standing={standing} />
            {path !== undefined && (
              <>
                {' '}
                <Anchor component="button" type="button" inherit onClick={() => onGo(path)}>
                  {stepTitle(run, path)}
                </Anchor>
              </>
            )}
          </Text>
          {error !== undefined && <ErrorWords error={error} />}
          <Outlook run={run} standing={standing} />
        </div>
        {standing.kind === 'parked' && onAct !== undefined && (
          <Group gap={6} wrap="nowrap" className="run-standing-actions">
            {FIRST_ACTIONS.filter((action) => run.actions.includes(action)).map((action) => (
              <Button key={action} variant="default" size="compact-sm" onClick={() => onAct(action)}>
                {ACTION_TEXTS[action].label}
              </Button>
            ))}
          </Group>
        )}
      </Group>
    </Alert>
  );
}

const LOOK: { readonly [K in Standing['kind']]: string } = {
  queued: 'accepted',
  working: 'running',
  retrying: 'retrying',
  held: 'held',
  waiting: 'waiting',
  parked: 'parked',
  failed: 'failed',
};

function Headline({ standing }: { readonly standing: Standing }): ReactNode {
  switch (standing.kind) {
    case 'queued':
      return t('standing.queued', 'Waits for its turn');
    case 'working':
      return t('standing.working', 'At work');
    case 'retrying':
      return t('standing.retrying', 'Will try again:');
    case 'held':
      return t('standing.held', 'Held at');
    case 'waiting':
      return WAITS[standing.what] ?? t('standing.waiting', 'Waits at');
    case 'parked':
      return t('standing.parked', 'Parked at');
    case 'failed':
      return t('standing.failed', 'The run failed');
  }
}

const WAITS: { readonly [what: string]: string } = {
  approval: t('standing.approval', 'Waits for a decision at'),
  callback: t('standing.callback', 'Waits for an answer at'),
  event: t('standing.event', 'Waits for an event at'),
  collect: t('standing.collect', 'Collects what belongs together at'),
  delay: t('standing.delay', 'Waits until its time at'),
  again: t('standing.again', 'Looks again later at'),
};

/** The other system's own words first, its code after them, then what to do. */
function ErrorWords({ error }: { readonly error: RunError }) {
  return (
    <Text size="sm">
      {spoken(error.message)}{' '}
      <Text span className="mono">
        {error.class} {error.code}
        {error.target !== undefined && ` · ${error.target}`}
      </Text>
      {error.help !== undefined && ` ${spoken(error.help)}`}
    </Text>
  );
}

/** What happens next without anybody's doing. */
function Outlook({ run, standing }: { readonly run: RunView; readonly standing: Standing }) {
  switch (standing.kind) {
    case 'queued':
      return standing.lane === undefined ? null : (
        <Text size="sm">
          {t('standing.behind', 'Runs of one lane go one after the other.')} <LaneLink lane={standing.lane} />
        </Text>
      );
    case 'parked':
      return (
        <Text size="sm">
          {t('standing.needs-you', 'It goes on when an operator acts.')}{' '}
          {run.lane !== undefined && (
            <>
              {t('standing.blocks', 'Later runs of its lane wait behind it:')} <LaneLink lane={run.lane} />
            </>
          )}
        </Text>
      );
    case 'held':
      return findHoldingFlow(standing.heldBy) === undefined ? (
        <HeldOutlook environment={run.environment} heldBy={standing.heldBy} />
      ) : (
        <Text size="sm">
          {t(
            'standing.flow-full',
            'Its flow is paused, or as many runs of it are at work as it allows; the run goes on by itself, before any that has not begun.',
          )}
        </Text>
      );
    case 'retrying':
      return (
        <Text size="sm">
          {attemptText(run, standing.path, standing.attempt)}
          {standing.dueAt !== undefined && (
            <>
              {', '}
              {t('standing.next', 'the next')} <RelativeTime at={standing.dueAt} />
            </>
          )}
        </Text>
      );
    case 'waiting':
      return (
        <Text size="sm">
          {standing.what === 'approval' && <PageLink to="/approvals">{t('standing.decide', 'Decide it')}</PageLink>}
          {standing.dueAt !== undefined && (
            <>
              {' '}
              {t('standing.due', 'due')} <RelativeTime at={standing.dueAt} />
            </>
          )}
        </Text>
      );
    default:
      return null;
  }
}

/** `attempt` has failed; with its policy the step says of how many. */
function attemptText(run: RunView, path: string, attempt: number): string {
  const most = findNodeByPath(run.document, run.called, path)?.retry?.attempts;
  return most === undefined
    ? t('standing.attempt', 'Attempt {attempt} failed', { attempt })
    : t('standing.attempt-of', 'Attempt {attempt} of {most} failed', { attempt, most });
}

function HeldOutlook({ environment, heldBy }: { readonly environment: string; readonly heldBy: string }) {
  const now = useNow();
  const circuit = useCircuits(environment).data?.items.find((candidate) => toConnectionHold(candidate) === heldBy);
  const trial = circuit?.nextTrialAt !== undefined && Date.parse(circuit.nextTrialAt) > now ? circuit.nextTrialAt : undefined;
  return (
    <Text size="sm">
      {t('standing.unavailable', 'The system behind')}{' '}
      <PageLink to="/connections" search={{ connection: heldBy }}>
        {holdingConnectionName(heldBy)}
      </PageLink>{' '}
      {circuit?.maintenanceUntil === undefined ? (
        t('standing.not-available', 'is not available; no attempt is used up, and the run goes on by itself.')
      ) : (
        <>
          {t('standing.maintenance', 'is in maintenance; no attempt is used up, and the run goes on by itself at its end,')}{' '}
          <RelativeTime at={circuit.maintenanceUntil} />
        </>
      )}
      {trial !== undefined && (
        <>
          {' · '}
          {t('standing.trial', 'Next trial')} <RelativeTime at={trial} />
        </>
      )}
      {circuit?.lastError !== undefined &&
        `${trial === undefined && circuit.maintenanceUntil === undefined ? '' : ' ·'} ${t('standing.last', 'Last answer: {message}', { message: circuit.lastError.message })}`}
    </Text>
  );
}

function LaneLink({ lane }: { readonly lane: { readonly name: string; readonly key: string } }) {
  return (
    <PageLink to="/parking" search={{ lane: laneId(lane) }}>
      {lane.name} {lane.key}
    </PageLink>
  );
}
