/** One value map: its entries as a table, filled by hand or from a spreadsheet, saved as a whole. */
import { ActionIcon, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import type { JsonObject } from '#flows/json.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { FileChoice } from '../ui/file-choice.tsx';
import { notify } from '../ui/notify.ts';
import { Table } from '../ui/table.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { type EntryRow, mergeEntries, nextId, repeatedKeys, toMap, toRows } from './map-entries.ts';
import { readCsvEntries } from './read-csv.ts';
import { putReference } from './use-reference.ts';

export interface ValueMapPanelProps {
  readonly environment: string;
  /** Left out: a new one. */
  readonly map: ReferenceView | undefined;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

/** More rows are found by searching. */
const SHOWN = 100;

export function ValueMapPanel({ environment, map, mayWrite, onClose }: ValueMapPanelProps) {
  const [name, setName] = useState(map?.name ?? '');
  const [rows, setRows] = useState<readonly EntryRow[]>(() => toRows((map?.value ?? {}) as JsonObject));
  const [search, setSearch] = useState('');
  const repeated = useMemo(() => repeatedKeys(rows), [rows]);
  const found = useMemo(
    () => rows.filter(({ key, text }) => `${key} ${text}`.toLowerCase().includes(search.toLowerCase())),
    [rows, search],
  );
  const save = useMutation({
    mutationFn: () => putReference('value-maps', environment, name.trim(), toMap(rows), map?.revision ?? 0),
    onSuccess() {
      notify({ message: t('maps.saved', '{name} is saved.', { name: name.trim() }) });
      onClose();
    },
  });
  const submit = useSubmit(() => (repeated.size === 0 && name.trim() !== '' ? save.mutateAsync() : undefined));
  const change = (id: number, part: Partial<EntryRow>) => setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={map === undefined ? t('maps.add', 'Add a value map') : t('maps.one', 'Value map {name}', { name: map.name })}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {map === undefined && (
            <TextInput
              label={t('maps.name', 'Name')}
              required
              maxLength={64}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {mayWrite && <CsvImport onRead={(entries, replaceAll) => setRows(mergeEntries(rows, entries, replaceAll))} />}
          <Group gap="xs" justify="space-between">
            <TextInput
              leftSection={<IconSearch size={14} aria-hidden />}
              aria-label={t('maps.search', 'Find an entry')}
              placeholder={t('maps.search', 'Find an entry')}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <Text size="sm" c="dimmed" role="status">
              {found.length > SHOWN
                ? t('maps.some', '{shown} of {all} entries are shown', { shown: SHOWN, all: found.length })
                : t('maps.count', '{count, plural, one {# entry} other {# entries}}', { count: found.length })}
            </Text>
          </Group>
          <Table aria-label={t('maps.entries', 'Entries')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('maps.key', 'From')}</Table.Th>
                <Table.Th>{t('maps.value', 'To')}</Table.Th>
                {mayWrite && <Table.Td w={40} />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.slice(0, SHOWN).map((row) =>
                mayWrite ? (
                  <Table.Tr key={row.id}>
                    <Table.Td>
                      <TextInput
                        aria-label={t('maps.key-of', 'From, entry {n}', { n: row.id + 1 })}
                        value={row.key}
                        error={repeated.has(row.key.trim()) ? t('maps.twice', 'This key stands twice.') : undefined}
                        onChange={(event) => change(row.id, { key: event.currentTarget.value })}
                      />
                    </Table.Td>
                    <Table.Td>
                      <TextInput
                        aria-label={t('maps.value-of', 'To, for {key}', { key: row.key || row.id + 1 })}
                        value={row.text}
                        onChange={(event) => change(row.id, { text: event.currentTarget.value })}
                      />
                    </Table.Td>
                    <Table.Td ta="right">
                      <ActionIcon
                        aria-label={t('maps.drop', 'Remove the entry {key}', { key: row.key || row.id + 1 })}
                        onClick={() => setRows(rows.filter(({ id }) => id !== row.id))}
                      >
                        <IconX size={16} />
                      </ActionIcon>
                    </Table.Td>
                  </Table.Tr>
                ) : (
                  <Table.Tr key={row.id}>
                    <Table.Td className="mono">{row.key}</Table.Td>
                    <Table.Td className="mono">{row.text}</Table.Td>
                  </Table.Tr>
                ),
              )}
            </Table.Tbody>
          </Table>
          {save.error !== null && <ErrorPanel error={save.error} />}
          {mayWrite && (
            <Group justify="space-between" gap="xs">
              <Button
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => {
                  setSearch('');
                  setRows([{ id: nextId(rows), key: '', text: '', before: undefined }, ...rows]);
                }}
              >
                {t('maps.add-entry', 'Add an entry')}
              </Button>
              <Group gap="xs">
                <Button variant="default" onClick={onClose}>
                  {t('cancel', 'Cancel')}
                </Button>
                <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || repeated.size > 0}>
                  {t('maps.save', 'Save')}
                </Button>
              </Group>
            </Group>
          )}
        </Stack>
      </form>
    </Modal>
  );
}

interface CsvImportProps {
  readonly onRead: (entries: readonly (readonly [key: string, value: string])[], replaceAll: boolean) => void;
}

function CsvImport({ onRead }: CsvImportProps) {
  const [header, setHeader] = useState(true);
  const [replaceAll, setReplaceAll] = useState(false);
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean }>();
  async function take(file: File): Promise<void> {
    const { entries, problem } = readCsvEntries(await file.text(), header);
    if (problem !== undefined) return setSaid({ text: problem, isProblem: true });
    onRead(entries, replaceAll);
    setSaid({
      text: t('csv.taken', '{count, plural, one {# entry} other {# entries}} taken from {file}; look them through, then save.', {
        count: entries.length,
        file: file.name,
      }),
      isProblem: false,
    });
  }
  return (
    <Stack gap={4}>
      <Group gap="md">
        <FileChoice accept=".csv,.tsv,.txt,text/csv" onChoose={(file) => void take(file)}>
          {t('csv.import', 'Import CSV …')}
        </FileChoice>
        <Checkbox
          label={t('csv.header', 'First line is a header')}
          checked={header}
          onChange={(event) => setHeader(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('csv.replace', 'Replaces all entries')}
          checked={replaceAll}
          onChange={(event) => setReplaceAll(event.currentTarget.checked)}
        />
      </Group>
      {said !== undefined && (
        <Text size="sm" role={said.isProblem ? 'alert' : 'status'} className={said.isProblem ? 'error-words' : undefined!}>
          {said.text}
        </Text>
      )}
    </Stack>
  );
}
