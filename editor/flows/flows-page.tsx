/** All flows in their folders: layer, newest version, where live, drafts. */
import { Anchor, Badge, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { IconDownload, IconFileImport, IconListSearch, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment, Suspense, useState } from 'react';
import type { FlowSummary } from '#flows/api/flows.ts';
import { useFlows } from '../server/queries.ts';
import { useMay } from '../session/use-may.ts';
import { spokenName } from '../spoken.ts';
import { t } from '../text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { later } from '../ui/later.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { foldersOf } from './flow-list.ts';
import { NewFlowDialog } from './new-flow-dialog.tsx';
import { UploadFlowDialog } from './upload-flow-dialog.tsx';

const ExportDialog = later(() => import('../bundles/export-dialog.tsx'), 'ExportDialog');
const ImportDialog = later(() => import('../bundles/import-dialog.tsx'), 'ImportDialog');

export function FlowsPage() {
  const query = useFlows();
  const [{ search, layer, new: wanted }, setSearch] = usePageSearch();
  const [adding, setAdding] = useState(false);
  const [uploading, setUploading] = useState(false);
  const [bundle, setBundle] = useState<'export' | 'import'>();
  const may = useMay();
  const newFlow = may('drafts.write') && (
    <Group gap="xs" wrap="nowrap">
      <Button variant="default" leftSection={<IconFileImport size={14} aria-hidden />} onClick={() => setBundle('import')}>
        {t('flows.import', 'Import …')}
      </Button>
      <Button variant="default" leftSection={<IconUpload size={14} aria-hidden />} onClick={() => setUploading(true)}>
        {t('flows.upload', 'Upload a flow')}
      </Button>
      <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setAdding(true)}>
        {t('flows.new', 'New flow')}
      </Button>
    </Group>
  );
  return (
    <>
      <PageHeader
        title={t('flows.title', 'Flows')}
        actions={
          <>
            <Button component={Link} to="/fields" variant="default" leftSection={<IconListSearch size={14} aria-hidden />}>
              {t('flows.fields', 'Where is a field used')}
            </Button>
            {(query.data?.items.some(({ latestVersion }) => latestVersion !== undefined) ?? false) && (
              <Button variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={() => setBundle('export')}>
                {t('flows.export', 'Export …')}
              </Button>
            )}
            {newFlow}
          </>
        }
      />
      <Group gap="xs" mb="xs">
        <TextInput
          leftSection={<IconSearch size={14} aria-hidden />}
          placeholder={t('flows.search', 'Find by name, folder, description')}
          aria-label={t('flows.search', 'Find by name, folder, description')}
          w={260}
          value={search ?? ''}
          onChange={(event) => setSearch({ search: event.currentTarget.value || undefined })}
        />
        <Select
          aria-label={t('flows.layer', 'Layer')}
          placeholder={t('flows.all-layers', 'All layers')}
          clearable
          w={130}
          data={['system', 'process', 'experience']}
          value={layer ?? null}
          onChange={(next) => setSearch({ layer: next ?? undefined })}
        />
      </Group>
      <QueryView query={query}>
        {({ items }) => {
          const folders = foldersOf(items, { search, layer });
          if (items.length === 0)
            return (
              <EmptyState
                title={t('flows.none', 'No flows yet')}
                why={t(
                  'flows.none-why',
                  'A flow connects systems: it begins with a trigger and ends with what the other systems were told.',
                )}
                action={newFlow}
              />
            );
          if (folders.length === 0)
            return (
              <EmptyState
                title={t('flows.hidden', 'The filter hides all flows')}
                why={t('flows.hidden-why', '{count, plural, one {# flow is} other {# flows are}} not shown.', { count: items.length })}
                action={
                  <Button variant="default" onClick={() => setSearch({ search: undefined, layer: undefined })}>
                    {t('flows.clear', 'Show all')}
                  </Button>
                }
              />
            );
          return (
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('flows.flow', 'Flow')}</Table.Th>
                  <Table.Th className="number">{t('flows.layer', 'Layer')}</Table.Th>
                  <Table.Th className="number">{t('flows.version', 'Version')}</Table.Th>
                  <Table.Th className="number">{t('flows.live', 'Live in')}</Table.Th>
                  <Table.Th className="number">{t('flows.drafts', 'Drafts')}</Table.Th>
                  <Table.Th className="number">{t('flows.updated', 'Changed')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {folders.map(({ owner, flows }) => (
                  <Fragment key={owner}>
                    <Table.Tr>
                      <Table.Th colSpan={6} scope="rowgroup" pt="sm">
                        {owner}
                      </Table.Th>
                    </Table.Tr>
                    {flows.map((flow) => (
                      <FlowRow key={flow.flowId} flow={flow} />
                    ))}
                  </Fragment>
                ))}
              </Table.Tbody>
            </Table>
          );
        }}
      </QueryView>
      {uploading && <UploadFlowDialog onClose={() => setUploading(false)} />}
      <Suspense>
        {bundle === 'export' && <ExportDialog flows={query.data?.items ?? []} onClose={() => setBundle(undefined)} />}
        {bundle === 'import' && <ImportDialog onClose={() => setBundle(undefined)} />}
      </Suspense>
      {(adding || (wanted !== undefined && may('drafts.write'))) && (
        <NewFlowDialog
          onClose={() => {
            setAdding(false);
            setSearch({ new: undefined });
          }}
        />
      )}
    </>
  );
}

function FlowRow({ flow }: { readonly flow: FlowSummary }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/flows/${flow.flowId}`} size="sm" fw={600}>
          {flow.name}
        </Anchor>
        {flow.description !== undefined && (
          <Text size="xs" c="dimmed" lineClamp={1} maw={900}>
            {flow.description}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{spokenName(flow.layer)}</Table.Td>
      <Table.Td className="number">{flow.latestVersion ?? '–'}</Table.Td>
      <Table.Td>
        <Group gap={4}>
          {flow.deployments.map(({ environment, major, version }) => (
            <Badge key={`${environment} ${major}`} className="state-badge">
              {environment} {version}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td className="number">
        {flow.drafts.map(({ draftId, ownerName }) => (
          <Anchor key={draftId} component={Link} to={`/flows/${flow.flowId}/drafts/${draftId}`} size="sm" mr={6}>
            {ownerName}
          </Anchor>
        ))}
      </Table.Td>
      <Table.Td>{flow.updatedAt !== '' && <RelativeTime at={flow.updatedAt} />}</Table.Td>
    </Table.Tr>
  );
}
