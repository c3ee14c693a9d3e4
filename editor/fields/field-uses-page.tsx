/** Where a field is used, over all flows: what has to be looked at before it changes. Every place leads to the text that reads it. */
import { Badge, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { FieldUsesOfFlow } from '#flows/api/flows.ts';
import type { Page } from '#flows/api/page.ts';
import { SCHEMA_REFS } from '#flows/schemas/schema-refs.ts';
import { sentenceOf } from '../forms/form-model.ts';
import { useResource } from '../server/queries.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { Table } from '../ui/table.tsx';
import { addressOfUse, rowsOfUses, type UseRow } from './use-rows.ts';

const AFTER_LAST_KEY_MS = 250;

export function FieldUsesPage() {
  const [{ field = '', schema }, setSearch] = usePageSearch();
  const [typed, setTyped] = useState(field);
  const [asked] = useDebouncedValue(typed.trim(), AFTER_LAST_KEY_MS);
  const query = useResource<Page<FieldUsesOfFlow>>(
    'field-uses',
    '/api/field-uses',
    { schema, field: asked === '' ? undefined : asked, limit: 200 },
    { enabled: asked !== '' },
  );
  return (
    <>
      <PageHeader
        title={t('field-uses.title', 'Where a field is used')}
        about={t('field-uses.about', 'in versions that are live, the newest ones, and drafts')}
      />
      <Group mb="sm" align="flex-end">
        <TextInput
          w={320}
          label={t('field-uses.field', 'Field')}
          placeholder="requestedDate"
          classNames={{ input: 'mono' }}
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setSearch({ field: event.currentTarget.value.trim() || undefined });
          }}
        />
        <NativeSelect
          size="xs"
          label={t('field-uses.of', 'Of')}
          data={[
            { value: '', label: t('field-uses.anything', 'anything that flows read') },
            ...SCHEMA_REFS.map((ref) => ({ value: ref, label: sentenceOf(ref.replace(/^schemas\//, '').replace(/\.json$/, '')) })),
          ]}
          value={schema ?? ''}
          onChange={(event) => setSearch({ schema: event.currentTarget.value || undefined })}
        />
      </Group>
      {asked === '' ? (
        <EmptyState
          title={t('field-uses.ask', 'Name a field')}
          why={t('field-uses.ask-why', 'Its name alone, or the end of its path: items.quantity.')}
        />
      ) : (
        <QueryView query={query}>
          {({ items, next }) => (
            <Uses rows={rowsOfUses(items, asked)} flows={new Set(items.map(({ flowId }) => flowId)).size} isCut={next !== undefined} />
          )}
        </QueryView>
      )}
    </>
  );
}

function Uses({ rows, flows, isCut }: { readonly rows: readonly UseRow[]; readonly flows: number; readonly isCut: boolean }) {
  if (rows.length === 0)
    return (
      <EmptyState
        title={t('field-uses.none', 'No flow reads it')}
        why={t('field-uses.none-why', 'Neither under this name nor as a part of what is read as a whole, in the flows that you may see.')}
      />
    );
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs" aria-live="polite">
        {t('field-uses.found', '{places, plural, one {# place} other {# places}} in {flows, plural, one {# flow} other {# flows}}', {
          places: rows.length,
          flows,
        })}
        {isCut && ` · ${t('field-uses.cut', 'There are more: ask for a longer path.')}`}
      </Text>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('field-uses.flow', 'Flow')}</Table.Th>
            <Table.Th>{t('field-uses.where', 'Version')}</Table.Th>
            <Table.Th>{t('field-uses.node', 'Node')}</Table.Th>
            <Table.Th>{t('field-uses.place', 'Place')}</Table.Th>
            <Table.Th>{t('field-uses.reads', 'Reads')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Td>{row.isFirst && <Text fw={600}>{row.name}</Text>}</Table.Td>
              <Table.Td>
                <Group gap={4}>
                  {row.version === undefined
                    ? t('field-uses.draft', 'draft')
                    : t('field-uses.version', 'version {version}', { version: row.version })}
                  {row.liveIn.map((environment) => (
                    <Badge key={environment} className="state-badge">
                      {environment}
                    </Badge>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{row.nodeName ?? t('field-uses.flow-itself', 'the flow itself')}</Table.Td>
              <Table.Td>
                <PageLink {...addressOfUse(row)} className="mono">
                  {row.place}
                </PageLink>
              </Table.Td>
              <Table.Td>
                <span className="mono">{row.reads}</span>
                {row.whole && <Text span size="xs" c="dimmed">{` ${t('field-uses.whole', 'as a whole')}`}</Text>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
