/** A spreadsheet of master data, looked through before anything is stored: what is new, what changes, and which lines are wrong. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReferenceView } from '#flows/api/reference-data.ts';
import { t } from '../text.ts';
import { FileChoice } from '../ui/file-choice.tsx';
import { notify } from '../ui/notify.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { Table } from '../ui/table.tsx';
import { MASTER_FORMATS, type MasterKind } from './master-formats.ts';
import { type ImportPlan, type PlannedRow, planImport } from './master-import.ts';
import { putReference } from './use-reference.ts';

export interface ImportDialogProps {
  readonly kind: MasterKind;
  readonly environment: string;
  readonly stored: readonly ReferenceView[];
  readonly onClose: () => void;
}

/** Enough to see what it is. */
const MOST_SHOWN = 200;
/** Written side by side; the store joins them. */
const AT_ONCE = 8;

interface Refused {
  readonly name: string;
  readonly message: string;
}

export function ImportDialog({ kind, environment, stored, onClose }: ImportDialogProps) {
  const [file, setFile] = useState<{ readonly name: string; readonly plan: ImportPlan }>();
  const wanted = file?.plan.rows.filter(({ what }) => what !== 'same') ?? [];
  const store = useMutation({
    mutationFn: () => storeAll(kind, environment, wanted),
    onSuccess(refused) {
      if (refused.length > 0) return;
      notify({
        message: t('import.stored', '{count, plural, one {# entry is stored.} other {# entries are stored.}}', { count: wanted.length }),
      });
      onClose();
    },
  });
  async function take(chosen: File): Promise<void> {
    store.reset();
    setFile({ name: chosen.name, plan: planImport(kind, await chosen.text(), stored) });
  }
  const refused = store.data ?? [];
  return (
    <Modal opened onClose={onClose} size="xl" title={t('import.title', 'Import CSV')}>
      <Stack gap="sm">
        <Text size="sm">
          {t('import.columns', 'The first line names the columns:')} <span className="mono">{MASTER_FORMATS[kind].columns.join(', ')}</span>
          . {t('import.adds', 'What is not in the file stays as it is.')}
        </Text>
        <Group gap="md">
          <FileChoice accept=".csv,.tsv,.txt,text/csv" onChoose={(chosen) => void take(chosen)}>
            {t('import.choose', 'Choose a file …')}
          </FileChoice>
          {file !== undefined && (
            <Text size="sm" role="status">
              {t(
                'import.summary',
                '{file}: {added} new, {changed} changed, {same} as they are, {wrong, plural, one {# line} other {# lines}} wrong',
                {
                  file: file.name,
                  added: countOf(file.plan, 'new'),
                  changed: countOf(file.plan, 'changed'),
                  same: countOf(file.plan, 'same'),
                  wrong: file.plan.problems.length,
                },
              )}
            </Text>
          )}
        </Group>
        {file !== undefined && file.plan.problems.length > 0 && <Problems plan={file.plan} />}
        {wanted.length > 0 && <Preview rows={wanted} kind={kind} />}
        {refused.length > 0 && (
          <Stack gap={2} role="alert">
            <Text size="sm" fw={600}>
              {t('import.refused', '{count, plural, one {# entry was} other {# entries were}} not stored; the others are.', {
                count: refused.length,
              })}
            </Text>
            {refused.slice(0, MOST_SHOWN).map(({ name, message }) => (
              <Text key={name} size="sm">
                {name}: {message}
              </Text>
            ))}
          </Stack>
        )}
        {store.error !== null && (
          <Text size="sm" role="alert">
            {store.error.message}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel', 'Cancel')}
          </Button>
          <Button disabled={wanted.length === 0} loading={store.isPending} onClick={() => store.mutate()}>
            {file !== undefined && file.plan.problems.length > 0
              ? t('import.store-good', 'Store the {count} that are right', { count: wanted.length })
              : t('import.store', 'Store {count}', { count: wanted.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function countOf({ rows }: ImportPlan, what: PlannedRow['what']): number {
  return rows.filter((row) => row.what === what).length;
}

function Problems({ plan: { problems } }: { readonly plan: ImportPlan }) {
  return (
    <Table aria-label={t('import.problems', 'Lines that are wrong')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th ta="right" w={70}>
            {t('import.line', 'Line')}
          </Table.Th>
          <Table.Th>{t('import.name', 'Name')}</Table.Th>
          <Table.Th>{t('import.problem', 'What is wrong')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {problems.slice(0, MOST_SHOWN).map(({ line, name, message }) => (
          <Table.Tr key={`${line} ${message}`}>
            <Table.Td ta="right" className="number">
              {line}
            </Table.Td>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{message}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Preview({ rows, kind }: { readonly rows: readonly PlannedRow[]; readonly kind: MasterKind }) {
  const { columns, toRows } = MASTER_FORMATS[kind];
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table aria-label={t('import.preview', 'What will be stored')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('import.what', 'What')}</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, MOST_SHOWN).flatMap(({ name, value, what }) =>
            toRows(name, value as never).map((cells, index) => (
              <Table.Tr key={`${name} ${cells.join(' ')}`}>
                <Table.Td>
                  {index === 0 && (
                    <StateBadge
                      state={what === 'new' ? 'confirmed' : 'retrying'}
                      label={what === 'new' ? t('import.new', 'New') : t('import.changed', 'Changed')}
                    />
                  )}
                </Table.Td>
                {cells.map((cell, column) => (
                  <Table.Td key={columns[column]!} className="number">
                    {cell}
                  </Table.Td>
                ))}
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Those that were refused, in the API's words; one that fails stops no other. */
async function storeAll(kind: MasterKind, environment: string, rows: readonly PlannedRow[]): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  const left = rows.values();
  async function work(): Promise<void> {
    for (const { name, value, revision } of left) {
      try {
        await putReference(kind, environment, name, value, revision);
      } catch (error) {
        refused.push({ name, message: error instanceof Error ? error.message : String(error) });
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return refused;
}
