/** What a connected system offers: its active services, searched, and one of them taken into the palette. Importing runs nothing. */
import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceTextView } from '#flows/api/connections.ts';
import type { ServiceCatalogue as Catalogue, OfferedService } from '#flows/connection-manifest.ts';
import { flowIdOf } from '../flows/flow-list.ts';
import { apiPath, callApi } from '../server/api-client.ts';
import { ImportServiceDialog } from '../services/import-service-dialog.tsx';
import { useServices } from '../services/use-services.ts';
import { useMay } from '../session/use-may.ts';
import { spoken } from '../spoken.ts';
import { t } from '../text.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { Table } from '../ui/table.tsx';

export interface ServiceCatalogueProps {
  readonly environment: string;
  readonly name: string;
  readonly plant: string | undefined;
}

/** A system has thousands: nobody reads further than this, and a word more finds the rest. */
const MOST_SHOWN = 20;

export function ServiceCatalogue({ environment, name, plant }: ServiceCatalogueProps) {
  const [search, setSearch] = useState('');
  const path = apiPath`/api/environments/${environment}/connections/${name}/services`;
  const read = useMutation({ mutationFn: () => callApi<Catalogue>('GET', path, { query: { plant } }) });
  const describe = useMutation({
    mutationFn: async (chosen: OfferedService) => {
      const { service, protocol } = chosen;
      const { text } = await callApi<ServiceTextView>('GET', `${path}/description`, { query: { plant, service, protocol } });
      return { chosen, text };
    },
  });
  const known = useServices().data?.items ?? [];
  const mayImport = useMay()('drafts.write');
  const found = (read.data?.services ?? []).filter((one) => isFound(one, search));
  const given = describe.data;
  const importedOf = ({ service }: OfferedService) => known.find((one) => one.kind === 'odata' && one.path === service);
  const imported = given === undefined ? undefined : importedOf(given.chosen);
  return (
    <section aria-label={t('catalogue.title', 'Services of this system')}>
      <Title order={2} mb={4}>
        {t('catalogue.title', 'Services of this system')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('catalogue.about', 'What is active there. Each can be taken into the palette as operations; nothing is run by that.')}
      </Text>
      <Button variant="default" mb="xs" loading={read.isPending} onClick={() => read.mutate()}>
        {t('catalogue.read', 'Read the services')}
      </Button>
      {read.error !== null && <ErrorPanel error={read.error} />}
      {describe.error !== null && <ErrorPanel error={describe.error} />}
      {read.data !== undefined && (
        <Stack gap="xs">
          {read.data.unread.map(({ protocol, message }) => (
            <Alert
              key={protocol}
              p="xs"
              variant="light"
              color="yellow"
              title={t('catalogue.unread', 'Services of OData {protocol} could not be read', { protocol })}
            >
              {spoken(message)}
            </Alert>
          ))}
          <TextInput
            size="xs"
            type="search"
            label={t('catalogue.search', 'Find a service')}
            description={t('catalogue.search-help', 'Words of its name or title.')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Text size="sm" role="status">
            {found.length > MOST_SHOWN
              ? t('catalogue.count-part', 'The first {shown} of {count} services; search for the others.', {
                  shown: MOST_SHOWN,
                  count: found.length,
                })
              : t('catalogue.count', '{count, plural, =0 {No service} one {# service} other {# services}}', { count: found.length })}
          </Text>
          {found.length > 0 && (
            <Table.ScrollContainer minWidth={540}>
              <Table aria-label={t('catalogue.title', 'Services of this system')}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('catalogue.service', 'Service')}</Table.Th>
                    <Table.Th>{t('catalogue.version', 'Version')}</Table.Th>
                    <Table.Th>{t('catalogue.protocol', 'OData')}</Table.Th>
                    {mayImport && <Table.Td />}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {found.slice(0, MOST_SHOWN).map((one) => (
                    <Table.Tr key={`${one.protocol} ${one.address} ${one.service}`}>
                      <Table.Td>
                        {one.title}
                        <Text size="xs" c="dimmed" className="mono" style={{ overflowWrap: 'anywhere' }}>
                          {one.service === '' ? one.address : one.service}
                        </Text>
                      </Table.Td>
                      <Table.Td className="number">{one.version}</Table.Td>
                      <Table.Td>{one.protocol}</Table.Td>
                      {mayImport && (
                        <Table.Td>
                          <Use
                            offered={one}
                            imported={importedOf(one)?.name}
                            isReading={describe.isPending && describe.variables === one}
                            onUse={() => describe.mutate(one)}
                          />
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </Stack>
      )}
      {given !== undefined && (
        <ImportServiceDialog
          known={known}
          given={{ text: given.text, path: given.chosen.service, name: flowIdOf(given.chosen.title) }}
          {...(imported === undefined ? {} : { service: imported })}
          onClose={() => describe.reset()}
        />
      )}
    </section>
  );
}

interface UseProps {
  readonly offered: OfferedService;
  /** Name under which it is in the palette already. */
  readonly imported: string | undefined;
  readonly isReading: boolean;
  readonly onUse: () => void;
}

function Use({ offered: { service, title }, imported, isReading, onUse }: UseProps) {
  if (service === '')
    return (
      <Text size="xs" c="dimmed">
        {t('catalogue.elsewhere', 'Not below the path of this connection')}
      </Text>
    );
  const called = title === '' ? service : title;
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      {imported !== undefined && (
        <PageLink to="/services" search={{ service: imported }}>
          {imported}
        </PageLink>
      )}
      <Button
        variant="default"
        size="compact-xs"
        loading={isReading}
        aria-label={
          imported === undefined
            ? t('catalogue.use-one', 'Use as operations: {service}', { service: called })
            : t('catalogue.again-one', 'Read again: {service}', { service: called })
        }
        onClick={onUse}
      >
        {imported === undefined ? t('catalogue.use', 'Use as operations') : t('catalogue.again', 'Read again')}
      </Button>
    </Group>
  );
}

function isFound({ service, title }: OfferedService, search: string): boolean {
  const text = `${service} ${title}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
