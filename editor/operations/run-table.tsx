/** Runs as rows, the same wherever runs are listed. */
import { Anchor, Table, Text, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RunSummary } from '#flows/api.ts';
import { t } from '../text.ts';
import { RelativeTime, useNow } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { durationText } from '../ui/time-text.ts';
import { ObjectKeys } from './object-keys.tsx';

export interface RunTableProps {
  readonly runs: readonly RunSummary[];
  /** Name of a flow; left out: its id is shown. */
  readonly nameOf?: (flowId: string) => string;
}

export function RunTable({ runs, nameOf = (flowId) => flowId }: RunTableProps) {
  return (
    <Table.ScrollContainer minWidth={900}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={110}>{t('runs.state', 'State')}</Table.Th>
            <Table.Th>{t('runs.flow', 'Flow')}</Table.Th>
            <Table.Th>{t('runs.keys', 'Business keys')}</Table.Th>
            <Table.Th>{t('runs.lane', 'Lane')}</Table.Th>
            <Table.Th>{t('runs.started', 'Started')}</Table.Th>
            <Table.Th ta="right">{t('runs.duration', 'Duration')}</Table.Th>
            <Table.Th>{t('runs.error', 'Error or reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.runId}>
              <Table.Td>
                <StateBadge state={run.state} />
              </Table.Td>
              <Table.Td>
                <Anchor component={Link} to={`/runs/${run.runId}`} size="sm" fw={500}>
                  {nameOf(run.flowId)}
                </Anchor>{' '}
                <Text span size="xs" c="dimmed" className="number">
                  v{run.version}
                </Text>
              </Table.Td>
              <Table.Td>
                <ObjectKeys run={run} />
              </Table.Td>
              <Table.Td className="number">{run.lane === undefined ? '–' : <LaneName lane={run.lane} />}</Table.Td>
              <Table.Td>
                <RelativeTime at={run.startedAt} />
              </Table.Td>
              <Table.Td ta="right" className="number">
                <RunDuration run={run} />
              </Table.Td>
              <Table.Td maw={360}>
                <RunReason run={run} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function LaneName({ lane }: { readonly lane: NonNullable<RunSummary['lane']> }) {
  return (
    <>
      {lane.name} {lane.key}
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
    if (run.heldBy !== undefined) return t('runs.held-by', 'held by {connection}', { connection: run.heldBy });
    return run.blockedAt ?? '';
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
