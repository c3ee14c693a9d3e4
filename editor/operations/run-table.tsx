/** Runs as rows, the same wherever runs are listed. */
import { Table, Text, Tooltip } from '@mantine/core';
import type { RunSummary } from '#flows/api/runs.ts';
import { t } from '../text.ts';
import { holdingConnectionName } from '../ui/connection-name.ts';
import { PageLink } from '../ui/page-link.tsx';
import { RelativeTime, useNow } from '../ui/relative-time.tsx';
import { SampleBadge } from '../ui/sample-badge.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';
import { ObjectKeys } from './object-keys.tsx';
import { useFlowWords } from './use-flow-words.ts';
import { useStepNames } from './use-step-names.ts';

export function RunTable({ runs }: { readonly runs: readonly RunSummary[] }) {
  const { nameOf } = useFlowWords();
  return (
    <Table.ScrollContainer minWidth={900}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={110}>{t('runs.state', 'State')}</Table.Th>
            <Table.Th w={210}>{t('runs.flow', 'Flow')}</Table.Th>
            <Table.Th>{t('runs.keys', 'Business keys')}</Table.Th>
            <Table.Th w={160}>{t('runs.lane', 'Lane')}</Table.Th>
            <Table.Th>{t('runs.started', 'Started')}</Table.Th>
            <Table.Th ta="right">{t('runs.duration', 'Duration')}</Table.Th>
            <Table.Th className="table-rest">{t('runs.error', 'Error or reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.runId}>
              <Table.Td>
                <StateBadge state={run.state} />
              </Table.Td>
              <Table.Td>
                <PageLink to={`/runs/${run.runId}`} fw={500}>
                  {nameOf(run.flowId)}
                </PageLink>
                {run.sample === true && <SampleBadge />}
              </Table.Td>
              <Table.Td>
                <ObjectKeys run={run} />
              </Table.Td>
              <Table.Td>{run.lane === undefined ? '–' : <LaneName lane={run.lane} keys={run.keys} />}</Table.Td>
              <Table.Td>
                <RelativeTime at={run.startedAt} />
              </Table.Td>
              <Table.Td ta="right" className="number">
                <RunDuration run={run} />
              </Table.Td>
              <Table.Td className="table-rest">
                <RunReason run={run} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The lane's key is said only where it is not one of the run's own. */
function LaneName({ lane, keys }: { readonly lane: NonNullable<RunSummary['lane']>; readonly keys: RunSummary['keys'] }) {
  return (
    <>
      {lane.name} {!Object.values(keys).includes(lane.key) && lane.key}
      {lane.sequence !== undefined && (
        <Text span size="xs" c="dimmed">
          {' '}
          #{lane.sequence}
        </Text>
      )}
    </>
  );
}

function RunDuration({ run }: { readonly run: RunSummary }) {
  const now = useNow();
  return durationText((run.endedAt === undefined ? now : Date.parse(run.endedAt)) - Date.parse(run.startedAt));
}

/** Why it stands or how it failed, on one line; the whole text on hover. */
export function RunReason({ run }: { readonly run: RunSummary }) {
  if (run.error === undefined) {
    const connection = run.heldBy === undefined ? undefined : holdingConnectionName(run.heldBy);
    if (run.heldBy !== undefined)
      return connection !== undefined
        ? t('runs.held-by', '{connection} is not available', { connection })
        : t('runs.held-by-flow', 'Held by its flow: it is paused, or as many runs are at work as it allows');
    if (run.state === 'accepted') return <Queued run={run} />;
    return run.blockedAt === undefined ? '' : <StandsAt run={run} path={run.blockedAt} />;
  }
  const { code, message, help } = run.error;
  return (
    <Tooltip label={help === undefined ? message : `${message} ${help}`} multiline maw={420}>
      <Text size="sm" truncate>
        <Text span className="mono">
          {code}
        </Text>{' '}
        {message}
      </Text>
    </Tooltip>
  );
}

function StandsAt({ run, path }: { readonly run: RunSummary; readonly path: string }) {
  const stepName = useStepNames([run]);
  return t('runs.at', 'at {step}', { step: stepName(run, path) });
}

/** Every run is accepted for a moment; one that stays so waits for those before it. */
const QUEUED_AFTER_MS = 2_000;

function Queued({ run }: { readonly run: RunSummary }) {
  return useNow() - Date.parse(run.startedAt) < QUEUED_AFTER_MS ? null : t('runs.queued', 'waits for its turn');
}
