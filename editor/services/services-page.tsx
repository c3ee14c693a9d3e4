/** Services whose descriptions were imported: what each offers, which flows use it, and what a newer description would break. */
import { Button, Code, Group, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ServiceView } from '#flows/api/services.ts';
import { useMay } from '../session/use-may.ts';
import { t } from '../text.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { usePageSearch } from '../ui/page-search.ts';
import { QueryView } from '../ui/query-view.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table } from '../ui/table.tsx';
import { ImportServiceDialog } from './import-service-dialog.tsx';
import { removeService, useServices, useServiceUses } from './use-services.ts';
import { UseTable } from './use-table.tsx';

export function ServicesPage() {
  const query = useServices();
  const may = useMay();
  const [{ service: open }, setSearch] = usePageSearch();
  const [importing, setImporting] = useState<ServiceView | 'new'>();
  const [leaving, setLeaving] = useState<ServiceView>();
  const mayImport = may('drafts.write');
  const add = mayImport && (
    <Button leftSection={<IconUpload size={14} aria-hidden />} onClick={() => setImporting('new')}>
      {t('services.import', 'Import a service')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('services.title', 'Services')}
        about={t('services.about', 'what described systems offer; each operation is a node of the palette')}
        actions={add}
      />
      <QueryView query={query}>
        {({ items }) => {
          const shown = items.find(({ name }) => name === open);
          if (items.length === 0)
            return (
              <EmptyState
                title={t('services.none', 'No services yet')}
                why={t(
                  'services.none-why',
                  'Import the description of a REST service (OpenAPI 3.0 or 3.1, JSON or YAML) or of an OData service ($metadata, V2 or V4): every operation becomes a node with its fields and outcomes. Importing runs nothing.',
                )}
                action={add}
              />
            );
          return (
            <Stack gap="lg">
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('services.name', 'Service')}</Table.Th>
                    <Table.Th>{t('services.version', 'Version')}</Table.Th>
                    <Table.Th ta="right">{t('services.operations', 'Operations')}</Table.Th>
                    <Table.Th>{t('services.imported', 'Imported')}</Table.Th>
                    {mayImport && <Table.Td />}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((service) => (
                    <Table.Tr key={service.name}>
                      <Table.Td>
                        <UnstyledButton
                          fz="sm"
                          fw={600}
                          c="var(--mantine-color-anchor)"
                          aria-expanded={service.name === open}
                          onClick={() => setSearch({ service: service.name === open ? undefined : service.name })}
                        >
                          {service.name}
                        </UnstyledButton>
                        <Text size="xs" c="dimmed">
                          {service.title}
                        </Text>
                      </Table.Td>
                      <Table.Td>{service.version}</Table.Td>
                      <Table.Td ta="right" className="number">
                        {service.operations.length}
                      </Table.Td>
                      <Table.Td>
                        {service.importedBy} <RelativeTime at={service.importedAt} />
                      </Table.Td>
                      {mayImport && (
                        <Table.Td>
                          <Group gap="xs" justify="flex-end" wrap="nowrap">
                            <Button
                              variant="default"
                              size="compact-xs"
                              aria-label={t('services.newer-one', 'Import a newer description of {name}', { name: service.name })}
                              onClick={() => setImporting(service)}
                            >
                              {t('services.newer', 'Newer description …')}
                            </Button>
                            <Button
                              variant="default"
                              size="compact-xs"
                              aria-label={t('services.remove-one', 'Remove {name}', { name: service.name })}
                              onClick={() => setLeaving(service)}
                            >
                              {t('services.remove', 'Remove')}
                            </Button>
                          </Group>
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {shown !== undefined && <ServiceDetail key={shown.name} service={shown} />}
            </Stack>
          );
        }}
      </QueryView>
      {importing !== undefined && (
        <ImportServiceDialog
          known={query.data?.items ?? []}
          {...(importing === 'new' ? {} : { service: importing })}
          onClose={(name) => {
            setImporting(undefined);
            if (name !== undefined) setSearch({ service: name });
          }}
        />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('services.remove-one', 'Remove {name}', { name: leaving.name })}
          effect={t('services.remove-effect', 'Its operations leave the palette. Flows go on: they hold what they were drawn with.')}
          confirmLabel={t('services.remove', 'Remove')}
          danger
          onConfirm={() => removeService(leaving.name)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

/** Of very many those that are searched for. */
const MOST_SHOWN = 200;

function ServiceDetail({ service }: { readonly service: ServiceView }) {
  const [search, setSearch] = useState('');
  const words = search.toLowerCase();
  const found = service.operations.filter(({ id, label, summary }) => `${id} ${label} ${summary}`.toLowerCase().includes(words));
  return (
    <>
      <section aria-label={t('services.operations-of', 'Operations of {name}', { name: service.name })}>
        <Group justify="space-between" mb={4}>
          <Title order={2}>{t('services.operations-of', 'Operations of {name}', { name: service.name })}</Title>
          <TextInput
            w={260}
            placeholder={t('services.find', 'Find an operation')}
            aria-label={t('services.find', 'Find an operation')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </Group>
        {service.server !== undefined && (
          <Text size="sm" c="dimmed" mb="xs">
            {t('services.server', 'Says that it is at {server}. A connection has its own base address; paths are added to it.', {
              server: service.server,
            })}
          </Text>
        )}
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('services.operation', 'Operation')}</Table.Th>
              <Table.Th>{t('services.does', 'What it does')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice(0, MOST_SHOWN).map(({ id, label, summary }) => (
              <Table.Tr key={id}>
                <Table.Td>{label}</Table.Td>
                <Table.Td>
                  <Code>{summary}</Code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {found.length > MOST_SHOWN && (
          <Text size="sm" c="dimmed">
            {t('services.more', '{count} more: find them by name.', { count: found.length - MOST_SHOWN })}
          </Text>
        )}
      </section>
      <UsedBy name={service.name} />
    </>
  );
}

function UsedBy({ name }: { readonly name: string }) {
  const query = useServiceUses(name);
  return (
    <section aria-label={t('services.used-by', 'Flows that use it')}>
      <Title order={2} mb={4}>
        {t('services.used-by', 'Flows that use it')}
      </Title>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('services.unused', 'None yet: open a draft and choose an operation from the palette.')}
            </Text>
          ) : (
            <UseTable uses={items} />
          )
        }
      </QueryView>
    </section>
  );
}
