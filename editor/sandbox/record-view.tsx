/** Every write that reached a simulated system, newest first, as it arrives. */
import { Group, SegmentedControl, Table, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { callApi } from '../server/api-client.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { addEntries, beginAt, MOST_READ, type RecordWindow } from './record-window.ts';
import { PARTS, type RecordEntry } from './sandbox-api.ts';
import { systemName } from './system-name.ts';

export function RecordView({ lastSeq }: { readonly lastSeq: number }) {
  const [first] = useState(() => beginAt(lastSeq));
  // Its own key: what was read stays read when all else in the sandbox is asked again.
  const query = useQuery({
    queryKey: ['sandbox-record', first.after],
    async queryFn({ signal, client, queryKey }): Promise<RecordWindow> {
      const known = client.getQueryData<RecordWindow>(queryKey) ?? first;
      const read = await callApi<readonly RecordEntry[]>('GET', '/api/sandbox/record', {
        query: { after: known.after, limit: MOST_READ },
        signal,
      });
      return addEntries(known, read);
    },
    refetchInterval: 1_000,
    gcTime: 0,
  });
  if (query.data === undefined && query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <RecordList entries={query.data?.entries ?? []} />;
}

function RecordList({ entries }: { readonly entries: readonly RecordEntry[] }) {
  const [{ system = 'all' }, setSearch] = usePageSearch();
  const [key, setKey] = useState('');
  const [opened, setOpened] = useState<number>();
  const wanted = key.trim();
  const shown = entries.filter((entry) => (system === 'all' || entry.system === system) && entryText(entry).includes(wanted)).toReversed();
  return (
    <>
      <Group gap="sm" mb="sm">
        <SegmentedControl
          aria-label={t('record.system', 'System')}
          value={system}
          onChange={(value) => setSearch({ system: value === 'all' ? undefined : value })}
          data={[{ value: 'all', label: t('record.all', 'All') }, ...PARTS.map((name) => ({ value: name, label: systemName(name) }))]}
        />
        <TextInput
          w={200}
          aria-label={t('record.key', 'Key or operation')}
          placeholder={t('record.key', 'Key or operation')}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed" role="status">
          {t('record.count', '{count} of the newest {all}', { count: shown.length, all: entries.length })}
        </Text>
      </Group>
      {shown.length === 0 ? (
        <EmptyState
          title={entries.length === 0 ? t('record.none', 'Nothing has arrived yet') : t('record.none-found', 'Nothing fits the filter')}
          why={t('record.none-why', 'Every write that reaches a simulated system is kept here before it is answered.')}
        />
      ) : (
        <RecordTable entries={shown} opened={opened} onOpen={setOpened} />
      )}
    </>
  );
}

interface RecordTableProps {
  readonly entries: readonly RecordEntry[];
  readonly opened: number | undefined;
  readonly onOpen: (seq: number | undefined) => void;
}

function RecordTable({ entries, opened, onOpen }: RecordTableProps) {
  return (
    <Table.ScrollContainer minWidth={860}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('record.seq', 'No.')}</Table.Th>
            <Table.Th>{t('record.at', 'Arrived')}</Table.Th>
            <Table.Th>{t('record.system', 'System')}</Table.Th>
            <Table.Th>{t('record.operation', 'Operation')}</Table.Th>
            <Table.Th>{t('record.object', 'Object')}</Table.Th>
            <Table.Th ta="right">{t('record.revision', 'Revision')}</Table.Th>
            <Table.Th>{t('record.applied', 'Applied')}</Table.Th>
            <Table.Th miw={240}>{t('record.said', 'Refusal or fault')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => {
            const isOpen = entry.seq === opened;
            const Chevron = isOpen ? IconChevronDown : IconChevronRight;
            return (
              <Fragment key={entry.seq}>
                <Table.Tr>
                  <Table.Td>
                    <UnstyledButton
                      fz="sm"
                      className="number"
                      aria-expanded={isOpen}
                      onClick={() => onOpen(isOpen ? undefined : entry.seq)}
                    >
                      <Chevron size={14} aria-hidden style={{ verticalAlign: -2 }} /> {entry.seq}
                    </UnstyledButton>
                  </Table.Td>
                  <Table.Td>
                    <RelativeTime at={entry.at} />
                  </Table.Td>
                  <Table.Td>{systemName(entry.system)}</Table.Td>
                  <Table.Td className="mono number">{entry.operation}</Table.Td>
                  <Table.Td>
                    {entry.object} <span className="number">{entry.key}</span>
                  </Table.Td>
                  <Table.Td ta="right" className="number">
                    {entry.sequence ?? '–'}
                  </Table.Td>
                  <Table.Td>
                    <StateBadge
                      state={entry.applied ? 'confirmed' : 'refused'}
                      label={entry.applied ? t('record.yes', 'Applied') : t('record.no', 'Not applied')}
                    />
                  </Table.Td>
                  <Table.Td>{[entry.fault, entry.refusal].filter((part) => part !== undefined).join(': ')}</Table.Td>
                </Table.Tr>
                {isOpen && (
                  <Table.Tr>
                    <Table.Td colSpan={8}>
                      {entry.idempotencyKey !== undefined && (
                        <Text size="xs" className="mono">
                          {t('record.idempotency', 'Idempotency key {key}', { key: entry.idempotencyKey })}
                        </Text>
                      )}
                      <JsonView
                        value={entry.detail ?? {}}
                        label={t('record.detail', 'What was asked and what it then held')}
                        maxHeight={260}
                      />
                    </Table.Td>
                  </Table.Tr>
                )}
              </Fragment>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function entryText({ key, operation, detail }: RecordEntry): string {
  const order = detail?.['order'];
  return `${key} ${operation} ${typeof order === 'string' ? order : ''}`;
}
